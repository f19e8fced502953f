"""feeds/subscriptions.opml (OPML 2.0)"""

from typing import Any

import msgspec
from lxml import etree

from pipeline.emit.opml import emit
from tests.emit.factory import BASE, Publication, full


def opml(publication: Publication) -> Any:
    return etree.fromstring(publication.files()["feeds/subscriptions.opml"])


def test_it_is_opml_2_with_a_head_and_a_body() -> None:
    root = opml(full())
    assert root.tag == "opml"
    assert root.get("version") == "2.0"
    assert [child.tag for child in root] == ["head", "body"]
    assert root.findtext("head/title") == "Creating Knowledge Networks"


def test_each_feed_stands_once_under_its_language() -> None:
    groups = {group.get("text"): [feed.get("xmlUrl") for feed in group] for group in opml(full()).iterfind("body/outline")}
    assert groups == {
        "Creating Knowledge Networks (English)": [
            f"{BASE}/feeds/feeds/en/{name}.atom.xml" for name in ("news", "short", "empty")
        ],
        "Wissensnetzwerke schaffen (Deutsch)": [f"{BASE}/feeds/feeds/de/news.atom.xml"],
    }


def test_languages_stay_apart_where_the_site_has_one_title_for_all() -> None:
    root = opml(Publication(title={"en": "Networks", "de": "Networks"}).feed("news", "en").feed("news", "de"))
    assert [group.get("text") for group in root.iterfind("body/outline")] == ["Networks (English)", "Networks (Deutsch)"]


def test_a_site_in_one_language_need_not_say_which() -> None:
    [group] = opml(Publication().feed()).iterfind("body/outline")
    assert group.get("text") == "Creating Knowledge Networks"


def test_an_outline_says_what_a_reader_needs() -> None:
    [feed] = opml(Publication().entry().feed("news", subtitle="A & <B>")).iterfind("body/outline/outline")
    assert dict(feed.attrib) == {
        "text": "Feed news",
        "title": "Feed news",
        "type": "rss",
        "language": "en",
        "description": "A & <B>",
        "xmlUrl": f"{BASE}/feeds/feeds/en/news.atom.xml",
        "htmlUrl": f"{BASE}/en/news",
    }


def test_json_feed_is_named_only_where_there_is_nothing_else() -> None:
    for formats, extension in ((("json", "rss"), ".rss.xml"), (("json",), ".json")):
        [feed] = opml(Publication().feed(formats=formats)).iterfind("body/outline/outline")
        assert feed.attrib["xmlUrl"].endswith(extension)


def test_an_archive_is_nothing_to_subscribe_to() -> None:
    edition = Publication().entry().feed().edition()
    archive = msgspec.structs.replace(edition.feeds[0], archive="2026-1", title="2026-1")
    [artifact] = emit(msgspec.structs.replace(edition, archives=(archive,)))
    assert etree.fromstring(artifact.data).xpath("//outline[@xmlUrl]/@text") == ["Feed news"]


def test_without_feeds_there_is_no_list_because_opml_knows_no_empty_one() -> None:
    assert "feeds/subscriptions.opml" not in Publication().entry().files()
