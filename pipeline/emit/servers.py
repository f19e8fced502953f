"""server/ and redirects.*: settings with which nginx, Caddy and Apache serve outputs/, and lead on from the CMS's old URLs."""

from collections.abc import Iterator

from pipeline import plugins
from pipeline.emit import _servers
from pipeline.emit._formats import EditionFormat
from pipeline.emit._servers._facts import facts
from pipeline.model import Artifact, Edition


def emit(edition: Edition) -> Iterator[Artifact]:
    known = facts(edition)
    for server in plugins.modules(_servers):
        for path, text in server.files(known).items():
            yield Artifact(path, text.encode(), "text/plain", "site")


FORMAT = EditionFormat("servers", emit)
