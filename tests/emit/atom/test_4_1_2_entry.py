"""RFC 4287 §4.1.2: the atom:entry element."""

import pytest

from tests.emit.factory import ATOM, full


@pytest.mark.parametrize("name", ["id", "title", "updated", "published"])
def test_an_entry_has_one_of_each(name: str) -> None:
    for entry in full().atom().iterfind("atom:entry", ATOM):
        assert len(entry.findall(f"atom:{name}", ATOM)) == 1


def test_an_entry_has_exactly_one_alternate_though_it_has_translations_and_attachments() -> None:
    for entry in full().atom().iterfind("atom:entry", ATOM):
        assert len(entry.xpath("atom:link[@rel='alternate' or not(@rel)]", namespaces=ATOM)) == 1


def test_an_entry_never_has_two_contents_or_summaries() -> None:
    for entry in full().atom().iterfind("atom:entry", ATOM):
        assert len(entry.findall("atom:content", ATOM)) <= 1
        assert len(entry.findall("atom:summary", ATOM)) <= 1
