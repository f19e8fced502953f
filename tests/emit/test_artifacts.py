"""What emit yields, in which order, and where it goes."""

import subprocess
import sys

from pipeline import emit
from tests.emit.factory import SITE, Publication, full


def test_feed_formats_are_found_by_their_files() -> None:
    assert emit.feed_formats() == ("atom", "json", "rss")


def test_a_feed_is_served_where_it_is_written() -> None:
    publication = Publication().entry().feed("news", "de")
    for format, url in publication.feeds[0].urls.items():
        assert url == emit.feed_url(SITE, "news", "de", format)
        assert url.removeprefix(f"{SITE.outputs_url}/") in publication.files()


def test_paths_are_made_of_language_and_id_or_name() -> None:
    files = Publication().entry("open-day", "de").feed("news", "de").files()
    assert sorted(path for path in files if not path.startswith(("schemas/", "server/", "redirects."))) == [
        "collections/de/calls.json",
        "collections/de/news.json",
        "collections/en/calls.json",
        "collections/en/news.json",
        "entries/de/open-day.json",
        "feeds/de/news.atom.xml",
        "feeds/de/news.html",
        "feeds/de/news.json",
        "feeds/de/news.rss.xml",
        "feeds/index.html",
        "feeds/subscriptions.opml",
        "fragments/de/open-day.html",
        "geo/de.geojson",
        "geo/en.geojson",
    ]


def test_only_the_formats_that_a_feed_asks_for_are_written() -> None:
    files = Publication().entry().feed("news", formats=("rss",)).files()
    assert [path for path in files if path.startswith("feeds/en/")] == ["feeds/en/news.rss.xml", "feeds/en/news.html"]


def test_entries_come_first_and_in_the_order_of_the_edition() -> None:
    owners = [artifact.owner for artifact in emit.artifacts(full().edition())]
    uids = [entry.uid for entry in full().edition().entries]
    assert owners[: 2 * len(uids)] == [uid for uid in uids for _ in range(2)]
    assert set(owners[2 * len(uids) :]) == {"feeds", "site"}


def test_two_runs_give_the_same_bytes() -> None:
    assert list(emit.artifacts(full().edition())) == list(emit.artifacts(full().edition()))


def test_no_path_is_written_twice() -> None:
    paths = [artifact.path for artifact in emit.artifacts(full().edition())]
    assert len(paths) == len(set(paths))


def test_a_site_without_entries_or_feeds_still_has_its_collections_contract_and_settings() -> None:
    files = Publication().files()
    assert {path.split("/")[0].split(".")[0] for path in files} == {"collections", "geo", "redirects", "schemas", "server"}


def test_text_ends_with_a_newline_and_is_utf8() -> None:
    for path, data in full().files().items():
        assert data.decode().endswith("\n"), path


def test_a_command_that_writes_no_feed_does_not_wait_for_the_feed_writer() -> None:
    code = "import sys; from pipeline import emit; emit.feed_formats(); print(*({'lxml', 'feedgen'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == ""
