"""collections/LANG/NAME.json"""

from tests.emit.factory import Publication, full


def test_a_collection_holds_the_same_rows_as_the_entry_files() -> None:
    publication = full()
    for language in ("en", "de"):
        document = publication.json(f"collections/{language}/news.json")
        assert document["count"] == len(document["entries"]) > 0
        for row in document["entries"]:
            assert row == publication.json(f"entries/{language}/{row['id']}.json")


def test_an_empty_collection_is_there_and_says_so() -> None:
    assert Publication().json("collections/de/calls.json") == {
        "language": "de",
        "collection": "calls",
        "count": 0,
        "entries": [],
    }


def test_each_entry_has_a_line_of_its_own_even_if_its_text_has_many() -> None:
    data = Publication().entry("a", html="<p>\n\n</p>\n").entry("b").files()["collections/en/news.json"].decode()
    lines = data.splitlines()
    assert [line[:10] for line in lines[4:6]] == ['{"id":"a",', '{"id":"b",']
    assert len(lines) == 7
