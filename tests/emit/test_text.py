"""Text as every format and reader can carry it."""

from pipeline.emit._text import legal
from tests.emit.factory import Publication


def test_what_xml_forbids_is_replaced_and_nothing_else() -> None:
    assert legal("a\x00b\x0bc\x1fd\ufffee\uffff") == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffd"
    assert legal("\t\n\r ä„🎓\ufffd\ue000\x7f") == "\t\n\r ä„🎓\ufffd\ue000\x7f"


def test_whatever_holds_texts_is_replaced_in_all_of_them() -> None:
    feed = Publication().entry(title="a\x00", tags=("\x01",), fields={"\x02": [{"a": "\x03"}]}).feed(title="\x04").feeds[0]
    clean = legal(feed)
    [entry] = clean.entries
    assert (clean.title, entry.title, entry.tags, entry.fields) == (
        "\ufffd",
        "a\ufffd",
        ("\ufffd",),
        {"\ufffd": [{"a": "\ufffd"}]},
    )
    assert legal(clean) == clean
    assert entry.published == feed.entries[0].published
