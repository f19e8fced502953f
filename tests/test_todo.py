"""The feed for translators: what is missing or stale, as entries."""

from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.feeds import syndicate
from pipeline.model import Condition, Confirmed, Entry, Feed, FeedSettings, Pair, PairState
from tests.emit.atom.test_appendix_b_grammar import GRAMMAR
from tests.emit.factory import ATOM, BASE, RSS, SITE, Publication, at
from tests.emit.test_schemas import documents, name_of, violations
from tests.targets import target

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BOTH = ("missing", "stale")


def settings(**changes: Any) -> FeedSettings:
    given: dict[str, Any] = {
        "title": {"en": "To translate", "de": "Zu übersetzen"},
        "languages": ("de",),
        "formats": ("atom", "json", "rss"),
        "translations": BOTH,
    }
    return FeedSettings("todo", **given | changes)


def stale(id: str, changed: tuple[str, ...] = (), language: str = "de", source: str = "en", **said: Any) -> Pair:
    return Pair(id, language, target(id, source), target(id, language, **said), PairState.STALE, changed)


def missing(id: str, language: str = "de", source: str = "en") -> Pair:
    return Pair(id, language, target(id, source), None, PairState.MISSING)


def publication(*pairs: Pair, entries: Publication | None = None, **asked: Any) -> Publication:
    """The feed for translators of *entries*, by default the sources of *pairs*."""
    made = entries or Publication()
    for pair in pairs if not entries else ():
        made.entry(pair.id, pair.source.localised.language)
    made.feeds += syndicate(replace(SITE, feeds=(settings(**asked),)), made.entries, at("2026-06-01"), pairs).feeds
    return made


def feed(*pairs: Pair, **options: Any) -> Feed:
    [found] = publication(*pairs, **options).feeds
    return found


def task(pair: Pair, **source: Any) -> Entry:
    """What translators are told of *pair*."""
    [found] = feed(pair, entries=Publication().entry(pair.id, pair.source.localised.language, **source)).entries
    return found


# What is in it


def test_each_pair_that_wants_work_is_one_item() -> None:
    found = feed(
        missing("a"),
        stale("b"),
        Pair("c", "de", target("c"), target("c", "de"), PairState.CURRENT),
        Pair("d", "de", target("d"), target("d", "de"), PairState.CONFIRMED),
    )
    assert sorted(entry.id for entry in found.entries) == ["a", "b"]


@pytest.mark.parametrize(("asked", "ids"), [(("missing",), ["a"]), (("stale",), ["b"]), (BOTH, ["a", "b"])])
def test_it_holds_the_states_that_it_is_asked_for(asked: tuple[str, ...], ids: list[str]) -> None:
    found = feed(missing("a"), stale("b"), translations=asked)
    assert sorted(entry.id for entry in found.entries) == ids


def test_it_is_on_translations_into_its_own_language() -> None:
    pairs = (missing("a"), missing("b", "en", "de"))
    german, english = publication(*pairs, languages=("de", "en")).feeds
    assert [entry.id for entry in german.entries] == ["a"]
    assert [entry.id for entry in english.entries] == ["b"]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"collections": ("calls",)}, ["call"]),
        ({"types": ("news",)}, ["page", "visit"]),
        ({"tags": ("visit",)}, ["visit"]),
        ({"where": (Condition("kind", any_of=("large",)),)}, []),
        ({"limit": 1, "window_days": 0}, ["visit"]),
    ],
)
def test_it_selects_by_the_source_as_any_feed(asked: dict[str, Any], ids: list[str]) -> None:
    entries = (
        Publication()
        .entry("page", modified=at("2026-05-01"))
        .entry("visit", tags=("visit",), modified=at("2026-05-02"))
        .entry("call", collection="calls", type="call", modified=at("2026-04-01"))
    )
    found = feed(missing("page"), missing("visit"), missing("call"), entries=entries, **asked)
    assert sorted(entry.id for entry in found.entries) == ids


def test_a_source_that_is_not_published_is_no_work() -> None:
    assert feed(missing("a"), stale("b"), entries=Publication().entry("b", "de")).entries == ()


def test_what_changed_last_comes_first_however_old_it_is() -> None:
    entries = (
        Publication()
        .entry("old", published=at("2020-01-01"), modified=at("2026-05-01"))
        .entry("new", published=at("2026-04-01"), modified=at("2026-04-01"))
    )
    found = feed(missing("old"), missing("new"), entries=entries)
    assert [(entry.id, entry.published) for entry in found.entries] == [("old", at("2026-05-01")), ("new", at("2026-04-01"))]
    assert found.updated == at("2026-05-01")


# What an item says


def test_an_item_names_the_sections_to_read_again() -> None:
    found = task(stale("a", ("Who pays & when", "(beginning)")), title="Fees")
    assert found.summary == "en → de: stale (Who pays & when, (beginning))"
    assert found.html == (
        f'<p>en → de: stale</p><p><a href="{BASE}/en/news/a" hreflang="en">Fees</a></p>'
        "<ul><li>Who pays &amp; when</li><li>(beginning)</li></ul>"
    )
    assert found.tags == ("stale",)


def test_an_item_leads_to_the_source_and_says_nothing_else_of_it() -> None:
    found = task(missing("a"), title="<Fees>", html="<p>Long</p>", tags=("x",), aliases=(f"{BASE}/old",))
    assert (found.url, found.title, found.language) == (f"{BASE}/en/news/a", "<Fees>", "en")
    assert found.html == f'<p>en → de: missing</p><p><a href="{BASE}/en/news/a" hreflang="en">&lt;Fees&gt;</a></p>'
    assert found.tags == ("missing",)


# Its id


def known(**digests: str) -> Confirmed:
    return Confirmed("en", digests)


def test_the_ids_of_tasks_are_all_different_and_none_is_that_of_an_entry() -> None:
    site = replace(
        SITE,
        feeds=(
            settings(
                languages=("de", "en"),
            ),
        ),
    )
    pairs = (missing("a"), missing("b"), stale("c", confirmed=known(a="1")), stale("c", language="en", source="de"))
    entries = Publication().entry("a").entry("b").entry("c").entry("c", "de").entries
    ids = [entry.uid for found in syndicate(site, entries, at("2026-06-01"), pairs).feeds for entry in found.entries]
    assert len({*ids, *(entry.uid for entry in entries)}) == len(ids) + len(entries) == 8


def test_an_id_stays_until_the_work_is_done() -> None:
    before = task(stale("a", ("One",), confirmed=known(one="1", two="2")))
    after = task(stale("a", ("One", "Two"), confirmed=known(two="2", one="1")), title="Other", modified=at("2026-08-01"))
    assert before.uid == after.uid


def test_there_is_another_id_when_there_is_work_again() -> None:
    ids = {
        task(missing("a")).uid,
        task(stale("a", confirmed=known(one="1"))).uid,
        task(stale("a", confirmed=known(one="2"))).uid,
        task(stale("a", date=at("2026-01-01"))).uid,
        task(stale("a", date=at("2026-01-01"), lastmod=at("2026-05-01"))).uid,
    }
    assert len(ids) == 5


def test_an_id_fits_however_long_those_of_entries_are() -> None:
    site = replace(SITE, id_authority=f"{'a' * 40}.example,2026", feeds=(settings(),))
    entry = Publication(id_authority=site.id_authority).entry("x" * 60).entries[0]
    [found] = syndicate(site, [entry], at("2026-06-01"), [missing("x" * 60)]).feeds[0].entries
    assert found.uid.startswith(f"tag:{site.id_authority}:translate/")
    assert len(found.uid) <= 100


# As it is published

PAIRS = (missing("a"), stale("b", ("Fees & <more>", "\x00"), confirmed=known(one="1")))


def test_atom_says_whose_language_each_part_speaks() -> None:
    found = publication(*PAIRS).atom()
    assert GRAMMAR.validate(found), GRAMMAR.error_log
    assert found.get(XML_LANG) == "de"
    assert {entry.get(XML_LANG) for entry in found.iterfind("atom:entry", ATOM)} == {"en"}
    assert found.xpath("atom:entry/atom:link/@hreflang", namespaces=ATOM) == ["en", "en"]
    assert found.findtext("atom:title", None, ATOM) == "Zu übersetzen – Wissensnetzwerke schaffen"


def test_rss_says_so_too() -> None:
    channel = publication(*PAIRS).rss()
    assert channel.findtext("language") == "de"
    assert [item.findtext("dc:language", None, RSS) for item in channel.iterfind("item")] == ["en", "en"]
    assert {item.find("guid").get("isPermaLink") for item in channel.iterfind("item")} == {"false"}


def test_json_feed_says_so_too() -> None:
    found = publication(*PAIRS).json_feed()
    assert (found["language"], [item["language"] for item in found["items"]]) == ("de", ["en", "en"])


@pytest.mark.parametrize("pairs", [PAIRS, ()])
def test_all_that_is_published_of_it_is_valid_also_when_there_is_nothing_to_do(pairs: tuple[Pair, ...]) -> None:
    made = publication(*pairs, entries=Publication().entry("a").entry("b"))
    assert GRAMMAR.validate(made.atom()), GRAMMAR.error_log
    assert [violations(document, name_of(path)) for path, document in documents(made).items() if "todo" in path] == [[]]
    assert len(made.rss().findall("item")) == len(pairs)


def test_a_feed_of_summaries_tells_the_task_in_one_line() -> None:
    found = publication(*PAIRS, full_text=False).json_feed()
    assert [item["content_text"].split(":")[0] for item in found["items"]] == ["en → de", "en → de"]
    assert all("content_html" not in item for item in found["items"])
