"""Rules that know what was published before: ID004, DT003."""

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline import fix
from pipeline.compile import compile_source
from pipeline.link import corpus
from pipeline.model import Diagnostic, Edit, Ledger, Published, Severity, Source, Tombstone
from pipeline.rules import check_corpus
from tests.rules.checking import the_site

NOW = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
"""The next day in Berlin."""
JUNE = datetime(2026, 6, 1, tzinfo=UTC)
PATH = "pages/fees.en.md"
FEES = "---\nid: fees\ntitle: Fees\nsummary: S.\n---\n\nText.\n"


def before(id: str = "fees", language: str = "en", **changes: Any) -> Published:
    """What the last build published, unless *changes* say otherwise, from `FEES`."""
    site = the_site()
    first = datetime(2026, 3, 1, tzinfo=UTC)
    compiled = compile_source(Source(PATH, FEES, "0" * 64), site)
    entry = Published(
        uid=site.uid(id, language),
        id=id,
        language=language,
        collection="pages",
        url=f"https://www.example.org/{language}/fees",
        title="Fees",
        date_published=first,
        digest="",
        source=PATH,
        text=compiled.localised[0].text_digest,
        date_modified=first,
    )
    return replace(entry, **changes)


def found(files: dict[str, str], *published: Published, now: datetime = NOW) -> list[Diagnostic]:
    """What is found in *files* where *published* were published before; nothing at all was where there are none."""
    site = the_site()
    ledger = Ledger("e", 1, {entry.uid: entry for entry in published}, {}, {}) if published else None
    compiled = [compile_source(Source(path, text, "0" * 64), site) for path, text in files.items()]
    return check_corpus(corpus(compiled, site, now, [], ledger))


def codes(diagnostics: list[Diagnostic]) -> list[str]:
    return [f"{found.code} {found.path}:{found.span.start.line}:{found.span.start.column}" for found in diagnostics]


def mended(text: str, diagnostics: list[Diagnostic]) -> str:
    return fix.apply(text, [found.fix for found in diagnostics if isinstance(found.fix, Edit)])[0]


def test_what_is_as_it_was_published_is_good() -> None:
    assert found({PATH: FEES}, before()) == []


def test_what_comes_back_after_a_withdrawal_says_when() -> None:
    def back(text: str) -> list[Diagnostic]:
        stone = Tombstone(
            uid=before().uid,
            id="fees",
            language="en",
            url=before().url,
            reason="withdrawn",
            removed_at=JUNE,
            date_published=JUNE,
        )
        ledger = Ledger("e", 1, {}, {}, {}, {stone.uid: stone})
        return check_corpus(corpus([compile_source(Source(PATH, text, "0" * 64), the_site())], the_site(), NOW, [], ledger))

    old, new = FEES.replace("summary", "date: 2026-03-01\nsummary"), FEES.replace("summary", "lastmod: 2026-07-01\nsummary")
    [found] = back(old)
    assert (found.code, found.message) == (
        "DT003",
        "it comes back, and its last change is older than 2026-06-01, when it was taken from its readers",
    )
    assert back(mended(old, [found])) == back(new) == []
    assert back(old.replace("title", "withdrawn: Wrong.\ntitle")) == []


# ID004


def test_an_id_that_changed_is_an_error_that_names_the_old_one() -> None:
    [changed] = found({PATH: FEES.replace("id: fees", "id: costs")}, before())
    assert codes([changed]) == [f"ID004 {PATH}:2:5"]
    assert changed.severity is Severity.ERROR
    assert changed.message == '"costs" was published as "fees"'


@pytest.mark.parametrize(
    ("line", "old", "mended_line"),
    [
        ("id: costs", "tuition-fees", "id: tuition-fees"),
        ("id:   costs  # new", "tuition-fees", "id:   tuition-fees  # new"),
        ('id: "costs"', "tuition-fees", 'id: "tuition-fees"'),
        ("id: 'costs'", "tuition-fees", 'id: "tuition-fees"'),
        ("id: costs", "2026", 'id: "2026"'),
        ("id: costs", "true", 'id: "true"'),
    ],
)
def test_the_old_id_is_put_back_and_nothing_else_changes(line: str, old: str, mended_line: str) -> None:
    text = FEES.replace("id: fees", line)
    again = mended(text, found({PATH: text}, before(old)))
    assert again == FEES.replace("id: fees", mended_line)
    assert found({PATH: again}, before(old)) == []


def test_the_old_id_is_put_back_in_toml_too() -> None:
    text = '+++\nid = "costs"\ntitle = "Fees"\nsummary = "S."\n+++\n'
    assert mended(text, found({PATH: text}, before())) == text.replace('"costs"', '"fees"')


def test_a_file_that_moved_is_known_by_its_url() -> None:
    moved = FEES.replace("id: fees", "id: costs\nslug: fees")
    assert codes(found({"pages/money/costs.en.md": moved}, before())) == ["ID004 pages/money/costs.en.md:2:5"]
    assert codes(found({"pages/costs.en.md": moved}, before(source=""))) == ["ID004 pages/costs.en.md:2:5"]


def test_a_shared_file_is_found_once_for_all_its_languages() -> None:
    path = "institutions/a.md"
    text = "---\nid: b\ntitle: A\nsummary: S.\ncountry: DE\n---\n"
    published = [before("a", language, source=path, url="") for language in ("en", "de")]
    assert codes(found({path: text}, *published)) == [f"ID004 {path}:2:5"]


def test_an_id_that_moved_to_another_file_has_not_changed() -> None:
    files = {"pages/costs.en.md": FEES, PATH: FEES.replace("id: fees", "id: fees-2027")}
    assert found(files, before()) == []


def test_another_language_of_a_file_is_no_other_id() -> None:
    assert found({PATH: FEES.replace("id: fees", "id: costs\nslug: costs")}, before(language="de")) == []


def test_another_authority_is_no_other_id() -> None:
    assert found({PATH: FEES}, before(uid="tag:example.com,2020:fees:en")) == []


def test_nothing_is_known_of_what_was_never_published() -> None:
    assert found({PATH: FEES.replace("id: fees", "id: costs")}) == []
    assert found({"pages/other.en.md": FEES.replace("id: fees", "id: other")}, before()) == []


def test_an_id_that_could_never_have_been_one_is_not_written() -> None:
    [changed] = found({PATH: FEES}, before('a"b: [', uid="tag:example.org,2026:x:en"))
    assert changed.fix is None


# DT003

CHANGED = FEES.replace("Text.", "Other text.")


def dated(text: str, line: str) -> str:
    return text.replace("summary: S.\n", f"summary: S.\n{line}\n")


def test_a_text_that_changed_without_a_date_is_noted() -> None:
    [changed] = found({PATH: CHANGED}, before())
    assert codes([changed]) == [f"DT003 {PATH}:2:5"]
    assert changed.severity is Severity.INFO
    assert "2026-03-01" in changed.message
    assert changed.hint.endswith("lastmod: 2026-11-23")


@pytest.mark.parametrize("value", ["2026-03-01", '"2026-03-01"', "2026-03-01 00:00:00  # first", "2025-12-31"])
def test_a_date_that_did_not_move_is_set_to_the_day_in_the_sites_zone(value: str) -> None:
    text = dated(CHANGED, f"lastmod: {value}")
    diagnostics = found({PATH: text}, before())
    assert codes(diagnostics) == [f"DT003 {PATH}:5:10"]
    again = mended(text, diagnostics)
    assert again == text.replace(value.partition("  #")[0], "2026-11-23")
    assert found({PATH: again}, before()) == []


def test_a_date_in_toml_is_set_too() -> None:
    text = '+++\nid = "fees"\ntitle = "Fees"\nsummary = "S."\nlastmod = 2026-03-01\n+++\n'
    assert mended(text, found({PATH: text}, before())) == text.replace("2026-03-01", "2026-11-23")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (CHANGED, dated(CHANGED, "lastmod: 2026-11-23")),
        (CHANGED.replace("\n", "\r\n"), dated(CHANGED, "lastmod: 2026-11-23").replace("\n", "\r\n")),
        ('+++\nid = "fees"\ntitle = "F"\n+++\n', '+++\nlastmod = 2026-11-23\nid = "fees"\ntitle = "F"\n+++\n'),
    ],
)
def test_a_date_that_was_never_given_is_added(text: str, after: str) -> None:
    assert mended(text, found({PATH: text}, before())) == after
    assert found({PATH: after}, before()) == []


@pytest.mark.parametrize("text", ["---\n{id: fees, title: F}\n---\n", "---\n{\nid: fees,\ntitle: F\n}\n---\n"])
def test_front_matter_that_is_not_written_line_by_line_is_left_to_its_author(text: str) -> None:
    assert [each.fix for each in found({PATH: text}, before())] == [None]


@pytest.mark.parametrize("change", [("title: Fees", "title: Costs"), ("summary: S.", "summary: T.")])
def test_title_and_summary_are_part_of_the_text(change: tuple[str, str]) -> None:
    assert codes(found({PATH: FEES.replace(*change)}, before())) == [f"DT003 {PATH}:2:5"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(dated(CHANGED, "lastmod: 2026-11-20"), id="a newer date"),
        pytest.param(dated(CHANGED, "lastmod: 2026-11-23"), id="the present day"),
        pytest.param(dated(CHANGED, "lastmod: 2027-01-01"), id="a day to come"),
        pytest.param(dated(CHANGED, "draft: true"), id="a draft now"),
        pytest.param(dated(CHANGED, "expiryDate: 2026-11-01"), id="expired"),
        pytest.param(dated(FEES, "tags: [money]"), id="only a tag is new"),
        pytest.param(dated(FEES, "slug: costs"), id="only the URL is new"),
    ],
)
def test_nothing_is_said_where_the_date_moved_or_the_text_did_not(text: str) -> None:
    assert found({PATH: text}, before()) == []


def test_what_was_published_today_may_be_mended_today() -> None:
    today = datetime(2026, 11, 22, 23, 5, tzinfo=UTC)
    assert found({PATH: CHANGED}, before(date_published=today, date_modified=today)) == []


def test_an_older_versions_index_says_too_little() -> None:
    assert found({PATH: CHANGED}, before(text="")) == []
    assert found({PATH: CHANGED}, before(date_modified=None)) == []


def test_a_shared_file_is_left_to_its_author() -> None:
    path = "institutions/a.md"
    text = "---\nid: a\ntitle: A\nsummary: S.\ncountry: DE\nlastmod: {en: 2026-02-01, de: 2026-01-01}\n---\n"
    [changed] = found({path: text}, *(before("a", language, source=path) for language in ("en", "de")))
    assert (changed.code, changed.fix) == ("DT003", None)
