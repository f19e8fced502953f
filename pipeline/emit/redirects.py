"""redirects.json: the URLs at which entries were found before, and where they lead now, or that nothing is found there."""

from collections.abc import Iterator

import msgspec

from pipeline.dates import rfc3339
from pipeline.emit import _json
from pipeline.emit._formats import EditionFormat
from pipeline.model import Artifact, Edition, Redirect
from pipeline.urls import ascii_url


class _Gone(msgspec.Struct, frozen=True):
    url: str
    uid: str
    removed_at: str


class _Redirects(msgspec.Struct, frozen=True):
    redirects: tuple[Redirect, ...]
    gone: tuple[_Gone, ...]


def emit(edition: Edition) -> Iterator[Artifact]:
    found = _Redirects(
        tuple(
            msgspec.structs.replace(moved, source=ascii_url(moved.source), target=ascii_url(moved.target))
            for moved in edition.redirects
        ),
        tuple(_Gone(ascii_url(gone.url), gone.uid, rfc3339(gone.removed_at)) for gone in edition.gone),
    )
    yield Artifact("redirects.json", _json.document(found), _json.MEDIA_TYPE, "site")


FORMAT = EditionFormat("redirects", emit)
