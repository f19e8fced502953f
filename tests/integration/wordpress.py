"""The real WordPress (Debian's package) with a MariaDB of its own, on loopback, in a folder that goes with it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from tests.integration.serving import NOBODY, _free_port, hand_over, private_folder

PACKAGE = Path("/usr/share/wordpress")
PLUGIN = Path(__file__).parents[2] / "pipeline" / "consume" / "wordpress" / "knowledge-networks.php"
USER = "importer"
THEME = "wp-content/themes/twentytwentythree"
UPLOADS = "wp-content/uploads"
TABLES = ("wp_posts", "wp_postmeta", "wp_term_relationships")

CONFIG = """\
<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{folder}/socket'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', 'http://127.0.0.1:{port}'); define('WP_SITEURL', WP_HOME);
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', false); define('WP_DEBUG_LOG', '{folder}/debug.log');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {{
    define($name . '_KEY', $name); define($name . '_SALT', $name);
}}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
ROUTER = """\
<?php
$path = $_SERVER['DOCUMENT_ROOT'] . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file($path)) return false;
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
"""
INSTALL = """\
<?php
define('WP_INSTALLING', true);
function wp_new_blog_notification() {}
require 'wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Site', 'admin', 'admin@example.edu', true, '', 'only on loopback');
update_option('permalink_structure', '/%postname%/');
$user = wp_insert_user(['user_login' => 'importer', 'user_pass' => 'only on loopback', 'role' => 'editor']);
echo WP_Application_Passwords::create_new_application_password($user, ['name' => 'pipeline'])[0];
"""
RUN = """\
<?php
if (($_SERVER['HTTP_AUTHORIZATION'] ?? '') !== '{password}') exit(http_response_code(401));
unset($_SERVER['HTTP_AUTHORIZATION']);
require 'wp-load.php';
wp_set_current_user(1);
echo json_encode(eval(file_get_contents('php://input')));
"""


class Account(NamedTuple):
    name: str
    password: str
    """An application password."""


class WordPress(NamedTuple):
    folder: Path
    url: str
    account: Account

    def run(self, php: str) -> Any:
        """Return what the expression *php* gives inside of WordPress, as JSON says it."""
        status, answer = self._ask("POST", "/run.php", f"return {php};", {"Authorization": self.account.password})
        assert status == 200, answer.decode()
        return json.loads(answer)

    def get(self, path: str) -> tuple[int, bytes]:
        """What a visitor gets of *path*."""
        return self._ask("GET", path)

    def sql(self, *statements: str) -> None:
        line = ["mariadb", "--no-defaults", f"--socket={self.folder.parent}/socket", "--user=root", "wordpress", "-e"]
        _run(self.folder, [*line, "; ".join(statements)])

    def empty(self) -> None:
        """Take away every page and file; their ids are not used again, since settings name some of them."""
        self.sql(*(f"DELETE FROM {table}" for table in TABLES))

    def keep(self) -> None:
        """Remember all pages and files."""
        self.sql(*(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}" for table in TABLES))
        shutil.copytree(self.folder / UPLOADS, self.folder / "kept")

    def restore(self) -> None:
        """Go back to what was kept."""
        self.empty()
        self.sql(*(f"INSERT INTO {table} SELECT * FROM kept_{table}" for table in TABLES))
        shutil.copytree(self.folder / "kept", self.folder / UPLOADS, dirs_exist_ok=True)

    def complaints(self) -> list[str]:
        """What PHP finds fault with in our plugin."""
        log = self.folder.parent / "debug.log"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        return [line for line in lines if PLUGIN.name in line]

    def _ask(self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        connection = HTTPConnection(self.url.removeprefix("http://"), timeout=60)
        try:
            connection.request(method, path, body.encode(), dict(headers or {}))
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


@contextmanager
def running() -> Iterator[WordPress]:
    """An empty WordPress with our plugin and an editor who has an application password."""
    assert (PACKAGE / THEME).is_dir(), "WordPress and its theme Twenty Twenty-Three are not installed"
    with private_folder() as folder, ExitStack() as stack:
        port = _free_port()
        shutil.copytree(PACKAGE, folder / "www")
        _write(folder / "www", {"wp-config.php": CONFIG.format(folder=folder, port=port), "install.php": INSTALL})
        (folder / "www" / "wp-content" / "mu-plugins").mkdir()
        shutil.copy(PLUGIN, folder / "www" / "wp-content" / "mu-plugins")
        _write(folder, {"router.php": ROUTER})
        hand_over(folder)
        stack.enter_context(_database(folder))
        password = _run(folder / "www", ["php", "install.php"])
        _write(folder / "www", {"run.php": RUN.format(password=password)})
        server = ["-S", f"127.0.0.1:{port}", "-t", str(folder / "www"), str(folder / "router.php")]
        stack.enter_context(_process(folder, ["php", "-d", "opcache.enable_cli=1", *server], PHP_CLI_SERVER_WORKERS="2"))
        _wait(lambda: _listens(port), folder)
        yield WordPress(folder / "www", f"http://127.0.0.1:{port}", Account(USER, password))


@contextmanager
def _database(folder: Path) -> Iterator[None]:
    """MariaDB on a socket in *folder*, with an empty database; it forgets what it has not yet written when it is killed."""
    data = ["--no-defaults", f"--datadir={folder}/data"]
    quick = ["--innodb-flush-method=nosync", "--innodb-flush-log-at-trx-commit=0", "--innodb-log-file-size=4M"]
    install = ["--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"]
    _run(folder, ["mariadb-install-db", *data, *install, *quick])
    server = [
        "mariadbd",
        *data,
        *quick,
        f"--socket={folder}/socket",
        f"--pid-file={folder}/pid",
        "--skip-networking",
    ]
    with _process(folder, server):
        _wait((folder / "socket").exists, folder)
        _run(
            folder, ["mariadb", "--no-defaults", f"--socket={folder}/socket", "--user=root", "-e", "CREATE DATABASE wordpress"]
        )
        yield


def _run(folder: Path, line: list[str]) -> str:
    done = subprocess.run([_program(line[0]), *line[1:]], capture_output=True, encoding="utf-8", **_surroundings(folder))
    assert done.returncode == 0, f"{line[0]}: {done.stderr or done.stdout}"
    return str(done.stdout)


@contextmanager
def _process(folder: Path, line: list[str], **environment: str) -> Iterator[None]:
    surroundings = _surroundings(folder)
    surroundings["env"] |= environment
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [_program(line[0]), *line[1:]], stdout=log, stderr=log, start_new_session=True, **surroundings
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # the group that it leads: PHP leaves its workers to themselves
        process.wait()


def _surroundings(folder: Path) -> dict[str, Any]:
    """An ordinary user: MariaDB does not run as root."""
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    return {"cwd": folder, "env": {"HOME": str(folder), "PATH": os.environ["PATH"]}, **user}


def _program(name: str) -> str:
    program = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, f"{name} is not installed"
    return program


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def _wait(ready: Callable[[], bool], folder: Path) -> None:
    for _ in range(400):
        if ready():
            return
        time.sleep(0.05)
    raise AssertionError(f"it does not start: {(folder / 'log').read_text()}")


class Gateway(ThreadingHTTPServer):
    """The way to a site: it remembers what was asked for, and may lose what is said."""

    daemon_threads = True

    def __init__(self, site: str) -> None:
        super().__init__(("127.0.0.1", 0), _Passage)
        self.site = site.removeprefix("http://")
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.asked: list[str] = []
        """Each request that was passed on, as `METHOD PATH`."""
        self.loses: Callable[[int], bool] = lambda number: False
        """Whether the answer to this write is lost, which WordPress has carried out; the first is number 1."""
        self.broken: Callable[[int], bool] = lambda number: False
        """Whether this write does not even get there."""
        self.hasty = False
        """Lost answers are lost while WordPress is still at work."""

    @property
    def writes(self) -> list[str]:
        return [line for line in self.asked if line.startswith(("POST ", "DELETE "))]


@contextmanager
def gateway(site: str) -> Iterator[Gateway]:
    with Gateway(site) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Passage(BaseHTTPRequestHandler):
    server: Gateway
    protocol_version = "HTTP/1.1"

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        write, number = self.command in ("POST", "DELETE"), len(self.server.writes) + 1
        if write and self.server.broken(number):
            self.close_connection = True
            return
        self.server.asked.append(f"{self.command} {self.path}")
        if write and self.server.loses(number):
            self.close_connection = True
            if self.server.hasty:
                self.connection.shutdown(socket.SHUT_RDWR)
            self._ask(body)
            return
        status, headers, data = self._ask(body)
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        self._pass()

    def do_POST(self) -> None:
        self._pass()

    def do_DELETE(self) -> None:
        self._pass()

    def do_OPTIONS(self) -> None:
        self._pass()

    def _ask(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = HTTPConnection(self.server.site, timeout=60)
        try:
            headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
            connection.request(self.command, self.path, body, headers)
            response = connection.getresponse()
            return response.status, response.getheaders(), response.read()
        finally:
            connection.close()

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""
