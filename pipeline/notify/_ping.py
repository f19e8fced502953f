"""What there is to tell, from the published feeds alone: each names its own address and its hubs, as subscribers find them."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias
from xml.parsers import expat

import msgspec

from pipeline.model import FileRecord, Trouble
from pipeline.words import quote

_SUBSCRIBED = re.compile(r"feeds/[^/]+/[^/]+")
"""The path of a document that people subscribe to. An archive, which never changes, lies one folder deeper."""
_ATOM_LINK = "http://www.w3.org/2005/Atom link"

_Link: TypeAlias = tuple[str, str]
"""Relation and URL."""


class Ping(msgspec.Struct, frozen=True):
    """That a feed in one format has changed, for one hub."""

    hub: str
    topic: str
    """Where the document is served, as it says itself (`self`)."""
    sha256: str
    """Of the document."""
    path: str
    """The document's, below outputs/."""


def pings(files: Iterable[FileRecord], load: Callable[[str], bytes | None]) -> list[Ping]:
    """Return one for each hub of each document among *files* that people subscribe to, by path; none for a feed without a hub.

    *load* returns the bytes of a published file by its path, or None. Raises Trouble where a document is not the one that
    is listed.
    """
    feeds = sorted((file for file in files if _SUBSCRIBED.fullmatch(file.path)), key=lambda file: file.path)
    return [ping for file in feeds if (links := _links_in(file.media_type)) for ping in _pings(file, load(file.path), links)]


def without_password(url: str) -> str:
    """Return *url* as it may be shown: without the user and the password that it may name."""
    return re.sub(r"(?<=//)[^/?#]*@", "", url, count=1)


def _pings(file: FileRecord, data: bytes | None, links_in: Callable[[bytes], list[_Link]]) -> Iterator[Ping]:
    if data is None or hashlib.sha256(data).hexdigest() != file.sha256:
        raise Trouble(f"the published {file.path} is not the file that index/feeds.json names; run `pipeline build` again")
    try:
        links = [(relation, url) for relation, url in links_in(data) if url]
    except (expat.ExpatError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Trouble(f"the published {file.path} cannot be understood ({quote(str(error))})") from error
    topic = next((url for relation, url in links if relation == "self"), "")
    for hub in dict.fromkeys(url for relation, url in links if relation == "hub" and topic):
        yield Ping(hub, topic, file.sha256, file.path)


def _links_in(media_type: str) -> Callable[[bytes], list[_Link]] | None:
    """What finds the links of a feed of this kind; None for a document that is no feed."""
    kind = media_type.partition(";")[0]
    return _in_xml if kind.endswith("+xml") else _in_json if kind.endswith("+json") else None


def _in_xml(data: bytes) -> list[_Link]:
    """Atom's links in an Atom or RSS feed; those of the feed itself come before those of its entries."""
    found: list[_Link] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == _ATOM_LINK:
            found.append((attributes.get("rel", "alternate"), attributes.get("href", "")))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.Parse(data, True)
    return found


class _Hub(msgspec.Struct):
    type: str
    url: str


class _JsonFeed(msgspec.Struct):
    feed_url: str = ""
    hubs: list[_Hub] = []


def _in_json(data: bytes) -> list[_Link]:
    """The same in JSON Feed."""
    feed = msgspec.json.decode(data, type=_JsonFeed)
    return [("self", feed.feed_url), *(("hub", hub.url) for hub in feed.hubs if hub.type.casefold() == "websub")]
