"""The real Wagtail (PyPI) with the example project in a folder of its own: SQLite, and a server on loopback."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple

EXAMPLE = Path(__file__).parent / "wagtail_site"
SERVER = """
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from django.core.wsgi import get_wsgi_application
Server = type("Server", (ThreadingMixIn, WSGIServer), {"daemon_threads": True})
Quiet = type("Quiet", (WSGIRequestHandler,), {"log_message": lambda *_: None})
server = Server(("127.0.0.1", 0), Quiet)
server.set_app(get_wsgi_application())
print(server.server_port, flush=True)
server.serve_forever()
"""
SHOWN = """
SELECT page.url_path, live, title, search_description, iif(uid, translation_key, ''), language_code, body, entry,
       first_published_at, last_published_at, expire_at, uid, digest
FROM wagtailcore_page page JOIN knowledge_networks_entrypage ON page_ptr_id = page.id
JOIN wagtailcore_locale ON locale_id = wagtailcore_locale.id
JOIN knowledge_networks_record record ON record.page_id = page.id ORDER BY page.url_path
"""


class Answer(NamedTuple):
    status: int
    location: str
    body: bytes


class Visit(NamedTuple):
    """A running server."""

    port: int

    def get(self, path: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return Answer(response.status, response.headers.get("Location", ""), response.read())
        finally:
            connection.close()


class Wagtail(NamedTuple):
    """A project."""

    folder: Path

    @classmethod
    def migrated(cls, folder: Path) -> "Wagtail":
        """Set up the example in *folder* as docs/wagtail.md says."""
        shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__"))
        project = cls(folder)
        project.manage("makemigrations", "knowledge_networks")
        project.manage("migrate")
        return project

    def copied(self, folder: Path) -> "Wagtail":
        shutil.copytree(self.folder, folder)
        return Wagtail(folder)

    def manage(self, *arguments: str) -> str:
        done = self._run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def bring(self, outputs: Path, *options: str) -> str:
        """Import *outputs*, which must succeed; return what the command said."""
        return self.manage("import_knowledge_networks", str(outputs), *options).strip()

    def refuses(self, outputs: Path, *options: str) -> str:
        """Import *outputs*, which must fail; return the message."""
        done = self._run("import_knowledge_networks", str(outputs), *options)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        return done.stderr.strip()

    def bring_and_die(self, outputs: Path, after: int) -> None:
        """Import *outputs*, and be killed when *after* entries are in the database."""
        line = self._line("import_knowledge_networks", str(outputs))
        process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **self._surroundings())
        try:
            while self.number("knowledge_networks_record WHERE digest != ''") < after:
                assert process.poll() is None, "it ended before it could be killed"
                time.sleep(0.005)
        finally:
            process.kill()
            process.communicate()

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database answers."""
        with closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=20)) as database, database:
            return database.execute(query, values).fetchall()

    def number(self, of: str) -> int:
        [(number,)] = self.rows(f"SELECT count(*) FROM {of}")
        return int(number)

    def page(self, path: str) -> tuple[Any, ...]:
        """The number of the page at *path*, whether it is live, and its title."""
        [found] = self.rows("SELECT id, live, title FROM wagtailcore_page WHERE url_path = ?", path)
        return found

    def shown(self) -> list[tuple[Any, ...]]:
        """Everything that is imported, but for what the database or the clock has chosen."""
        images = "SELECT image.file, path FROM knowledge_networks_medium JOIN wagtailimages_image image ON image_id = image.id"
        stored = dict(self.rows(images))
        return [tuple(_bare(value, stored) for value in row) for row in self.rows(SHOWN)]

    def digest(self) -> str:
        """Of the database, byte by byte."""
        return hashlib.sha256((self.folder / "db.sqlite3").read_bytes()).hexdigest()

    @contextmanager
    def visited(self) -> Iterator[Visit]:
        """Serve the site on loopback."""
        with subprocess.Popen(
            [sys.executable, "-c", SERVER], stdout=subprocess.PIPE, encoding="utf-8", **self._surroundings()
        ) as process:
            try:
                assert process.stdout
                yield Visit(int(process.stdout.readline()))
            finally:
                process.kill()

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        line = self._line(*arguments)
        return subprocess.run(line, capture_output=True, encoding="utf-8", timeout=80, check=False, **self._surroundings())

    def _line(self, *arguments: str) -> list[str]:
        return [sys.executable, "manage.py", *arguments]

    def _surroundings(self) -> dict[str, Any]:
        environment = {"DJANGO_SETTINGS_MODULE": "example.settings", "PATH": os.environ["PATH"], "HOME": str(self.folder)}
        return {"cwd": self.folder, "env": environment}


def _bare(value: Any, stored: dict[str, str]) -> Any:
    """*value* without the numbers of blocks, and with media by their published paths."""
    if not isinstance(value, str) or not value.startswith("[{"):
        return value
    text = "".join(block["value"] for block in json.loads(value))
    for file, path in stored.items():
        text = text.replace(f"/media/{file}", path)
    return text
