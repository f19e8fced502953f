"""Makes pages in Plone equal to what is published, through plone.restapi.

pipeline pull https://international.example.edu/feeds copy
python import_entries.py copy https://cms.example.edu/++api++ USER PASSWORD
"""

import json
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from pipeline.consume import Copy, Entry, mass_removal


def document(entry: Entry) -> dict[str, Any]:
    """What Plone is told of *entry*. Its `subjects` hold the uid and the digest, by which the next run knows it again."""
    return {
        "@type": "Document",
        "id": place(entry)[1],
        "title": entry.title,
        "description": entry.summary,
        "text": {"data": entry.content_html, "content-type": "text/html"},
        "language": entry.language,
        "effective": entry.date_published.isoformat(),
        "expires": entry.date_expires.isoformat() if entry.date_expires else None,
        "creators": [author.name for author in entry.authors],
        "subjects": [*entry.tags, entry.uid, f"digest:{entry.digest}"],
    }


def place(entry: Entry) -> tuple[str, str]:
    """The folder of *entry* and its name in it, as its URL says. The folders have to exist."""
    folder, _, name = urlsplit(entry.url).path.strip("/").rpartition("/")
    return folder, name


class Plone:
    """A site. Every page that was imported is found by its subjects; no other is touched."""

    def __init__(self, base: str, user: str, password: str) -> None:
        self.base = base.rstrip("/")
        token = b64encode(f"{user}:{password}".encode()).decode()
        self.headers = {"Accept": "application/json", "Content-Type": "application/json", "Authorization": f"Basic {token}"}

    def call(self, method: str, path: str, data: dict[str, Any] | None = None) -> Any:
        body = json.dumps(data).encode() if data is not None else None
        request = Request(f"{self.base}/{path}", body, self.headers, method=method)  # noqa: S310 - the address is given
        with urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.loads(answer.read() or b"null")

    def imported(self) -> Iterator[tuple[str, str, str]]:
        """The uid, the digest and the path of each page that was imported."""
        start, total = 0, 1
        while start < total:
            query = f"@search?portal_type=Document&metadata_fields=Subject&b_size=500&b_start={start}"
            found = self.call("GET", query)
            for item in found["items"]:
                subjects = item.get("Subject") or ()
                uid = next((subject for subject in subjects if subject.startswith("tag:")), "")
                digest = next((subject[7:] for subject in subjects if subject.startswith("digest:")), "")
                if uid:
                    yield uid, digest, item["@id"].removeprefix(f"{self.base}/")
            start, total = start + 500, found["items_total"]


def main(folder: str, base: str, user: str, password: str) -> None:
    copy, plone = Copy.open(Path(folder)), Plone(base, user, password)
    known = {uid: (digest, path) for uid, digest, path in plone.imported()}
    gone = [uid for uid, (digest, _) in known.items() if digest and uid not in copy.rows]
    if mass_removal(len(gone), len(known)):
        raise SystemExit(f"{len(gone)} of {len(known)} pages would be withdrawn; nothing was changed")
    for uid, row in copy.rows.items():  # the default language first
        digest, path = known.get(uid, ("", ""))
        if digest != row.digest:
            show(plone, copy.entry(uid), path, published=bool(digest))
    for uid in gone:
        path = quote(known[uid][1])
        plone.call("POST", f"{path}/@workflow/retract", {})
        plone.call("PATCH", path, {"subjects": [uid]})


def show(plone: Plone, entry: Entry, path: str, *, published: bool) -> None:
    """Let the page at *path*, or a new one if that is "", show *entry*."""
    folder, name = place(entry)
    here = quote(f"{folder}/{name}")
    if path:
        old_folder, _, old_name = path.rpartition("/")
        if old_folder != folder:
            plone.call("POST", f"{quote(folder)}/@move", {"source": f"/{path}"})
        plone.call("PATCH", quote(f"{folder}/{old_name}"), document(entry))  # a new id renames it, and an alias stays
    else:
        plone.call("POST", quote(folder), document(entry))
        if parent := next(iter(entry.translations), None):
            plone.call("POST", f"{here}/@translations", {"id": urlsplit(parent.url).path})
    if not published:
        plone.call("POST", f"{here}/@workflow/publish", {})


if __name__ == "__main__":
    main(*sys.argv[1:])
