"""RFC 6721 §3: an entry that is published no more leaves an at:deleted-entry, beside the notice that takes its place."""

from typing import Any

from tests.emit.factory import ATOM, Publication, at, past

DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def deleted(publication: Publication) -> list[Any]:
    return list(publication.atom().iterfind("at:deleted-entry", ATOM))


def test_it_names_the_entry_and_when_it_was_removed() -> None:
    [found] = deleted(Publication().withdrawn("fair", removed_at=at("2026-05-01T08:00:00")).feed())
    assert dict(found.attrib) == {"ref": "tag:example.edu,2026:fair:en", "when": "2026-05-01T08:00:00+02:00", LANG: "en"}


def test_the_comment_is_the_note_of_who_withdrew_it() -> None:
    publication = Publication().withdrawn("a", note="„Ä“ & <b> \x00").withdrawn("b", note="").feed()
    assert [found.findtext("at:comment", None, ATOM) for found in deleted(publication)] == ["„Ä“ & <b> \ufffd", None]


def test_it_speaks_the_language_of_its_entry() -> None:
    publication = Publication().withdrawn("fair", "de")
    [found] = deleted(publication.feed("news", "en", tombstones=tuple(publication.tombstones)))
    assert found.get(LANG) == "de"


def test_they_keep_their_order_and_stand_before_the_entries() -> None:
    refs = [found.get("ref") for found in deleted(past())]
    assert refs == ["tag:example.edu,2026:fair:en", "tag:example.edu,2026:call:en"]
    names = [element.tag for element in past().atom()]
    assert max(i for i, name in enumerate(names) if name == DELETED) < names.index("{http://www.w3.org/2005/Atom}entry")


def test_none_stands_twice_with_one_time() -> None:
    found = [(element.get("ref"), element.get("when")) for element in deleted(past())]
    assert len(found) == len(set(found)) == 2


def test_the_notice_is_an_entry_with_the_same_id() -> None:
    ids = [element.text for element in past().atom().iterfind("atom:entry/atom:id", ATOM)]
    assert "tag:example.edu,2026:fair:en" in ids


def test_its_namespace_is_declared_once_with_the_prefix_that_everybody_knows() -> None:
    assert past().atom_bytes().count(b"http://purl.org/atompub/tombstones/1.0") == 1
    assert past().atom_bytes().count(b"<at:deleted-entry ") == 2


def test_a_feed_without_tombstones_declares_no_namespace_for_them() -> None:
    assert b"tombstones" not in Publication().entry().feed().atom_bytes()
