"""sfeed (Debian): one entry a line, its fields parted by tabs."""

import re
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from tests.integration.readers import Item, Read

_ESCAPES = {r"\n": "\n", r"\t": "\t", r"\\": "\\"}


def read(paths: Sequence[Path]) -> Mapping[Path, Read]:
    return {path: _read(path) for path in paths}


def _read(path: Path) -> Read:
    with path.open("rb") as feed:
        lines = subprocess.run(["sfeed"], stdin=feed, check=True, capture_output=True).stdout.decode()
    return Read(items=[_item(line) for line in lines.removesuffix("\n").split("\n")])


def _item(line: str) -> Item:
    published, title, link, text, kind, id, author, enclosure, tags = line.split("\t")
    text = re.sub(r"\\[nt\\]", lambda match: _ESCAPES[match[0]], text)
    return Item(
        id=id,
        title=title,
        link=link,
        published=datetime.fromtimestamp(int(published), UTC),
        authors=[author],
        text=text if kind == "html" else escape(text),
        tags=tags.split("|") if tags else [],
        enclosure=enclosure,
    )
