"""The whole way, from a content folder to outputs/."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import compile as compiling
from pipeline.build import clean
from pipeline.model import Severity, Trouble
from tests.sites import NOW, SiteTest, brief, tree

EXPECTED = Path(__file__).parent / "golden" / "outputs"


@pytest.fixture
def site(tmp_path: Path) -> SiteTest:
    return SiteTest(tmp_path)


# The same content gives the same bytes


def test_the_golden_site_is_published_as_approved(site: SiteTest) -> None:
    published = site.published().tree()
    if os.environ.get("ACCEPT"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        shutil.copytree(site.output, EXPECTED)
    approved = tree(EXPECTED)
    assert published.keys() == approved.keys()
    for path, data in published.items():
        assert data == approved[path], f"{path} differs; if it is right now, run `make accept`"


def test_a_second_build_rewrites_no_file(site: SiteTest) -> None:
    before = stats(site.published().output)
    built = site.build()
    assert stats(site.output) == before
    assert built.changes
    assert not (built.changes.added or built.changes.changed or built.changes.removed)
    assert built.sequence == 1


def test_workers_do_not_show(site: SiteTest, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = site.published().tree()
    monkeypatch.setattr(compiling, "_WORTH_WORKERS", 1)
    monkeypatch.setattr(compiling, "_BATCH", 2)
    shutil.rmtree(site.output)
    assert site.published(jobs=2).tree() == alone


def test_another_folder_and_another_history_of_the_disk_do_not_show(site: SiteTest, tmp_path: Path) -> None:
    first = site.published().tree()
    other = tmp_path / "elsewhere" / "deeper"
    other.mkdir(parents=True)
    for file in sorted(site.content.rglob("*"), reverse=True):  # written in another order, at another time
        if file.is_file():
            copy = other / "content" / file.relative_to(site.content)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    elsewhere = SiteTest.__new__(SiteTest)
    elsewhere.content, elsewhere.output = other / "content", other / "out"
    assert elsewhere.published().tree() == first


def test_a_build_after_a_clean_gives_the_same_bytes(site: SiteTest) -> None:
    first = site.published().tree()
    cleaned = clean(site.output)
    assert set(cleaned.removed) == set(first)
    assert site.tree() == {}
    assert site.published().tree() == first


def test_verify_finds_two_builds_equal(site: SiteTest) -> None:
    assert not site.build(verify=True).failed


def test_the_clock_does_not_show_while_nothing_falls_due(site: SiteTest) -> None:
    assert site.published(NOW).tree() == site.published(NOW + timedelta(days=30)).tree()


# An error changes nothing


def test_an_error_leaves_outputs_untouched(site: SiteTest) -> None:
    before = stats(site.published().output)
    built = site.edit("news/second.en.md", "Text.", "[Text](entry:nobody).").build()
    assert built.failed
    errors = [found for found in built.checked.diagnostics if found.severity is Severity.ERROR]
    assert [brief(found) for found in errors] == ["RF001 news/second.en.md:10:8"]
    assert stats(site.output) == before


def test_a_warning_fails_a_strict_build_only(site: SiteTest) -> None:
    site.edit("news/second.en.md", "Text.", "The reasons are:")
    assert site.build(strict=True).failed
    assert not site.build().failed


def test_all_findings_come_in_one_run_sorted_by_place(site: SiteTest) -> None:
    site.edit("news/second.en.md", "Text.", "[here](https://a.example) ![](nowhere.png)")
    site.edit("news/third.en.md", "title: Third", "titel: Third").edit("site.toml", 'formats = ["atom"]', 'formats = ["atm"]')
    assert site.found() == [
        "LK001 news/second.en.md:10:1",
        "IM001 news/second.en.md:10:27",
        "IM003 news/second.en.md:10:31",
        "FM004 news/third.en.md:3:1",
        "CF002 site.toml:49:12",
    ]


# Time


def test_drafts_scheduled_and_expired_entries_stay_out(site: SiteTest) -> None:
    published = site.published().tree()
    assert "entries/en/open-day.json" in published
    for id in ("draft", "scheduled", "expired"):
        assert not any(f"/{id}." in path for path in published)


def test_next_due_says_when_time_alone_changes_the_result(site: SiteTest) -> None:
    site.published()
    due = datetime.fromisoformat(site.json("manifest.json")["next_due"])
    assert due == datetime(2026, 9, 1, 6, tzinfo=UTC)
    assert "entries/en/scheduled.json" not in site.published(due - timedelta(seconds=1)).tree()
    assert "entries/en/scheduled.json" in site.published(due).tree()
    assert datetime.fromisoformat(site.json("manifest.json")["next_due"]) == datetime(2026, 12, 23, 23, tzinfo=UTC)
    after = site.published(datetime(2027, 1, 1, tzinfo=UTC)).tree()
    assert "entries/en/third.json" not in after
    assert "next_due" not in site.json("manifest.json")


def test_an_entry_without_a_date_keeps_the_day_it_was_first_published(site: SiteTest) -> None:
    site.edit("people/ada.md", "date: 2026-01-01\n", "").published(NOW)
    first = site.text("entries/en/ada.json")
    assert '"date_published": "2026-06-01T14:00:00+02:00"' in first
    site.published(NOW + timedelta(days=100))
    assert site.text("entries/en/ada.json") == first


# The ledger


def test_the_sequence_grows_by_one_with_each_build_that_changes_anything(site: SiteTest) -> None:
    assert site.build().sequence == 1
    assert site.build().sequence == 1
    second = site.edit("news/second.en.md", "Text.", "Other text.").build()
    assert second.sequence == 2
    assert second.epoch == site.json("manifest.json")["epoch"]


def test_a_removed_entry_takes_its_files_along_and_leaves_foreign_ones_alone(site: SiteTest) -> None:
    site.published()
    (site.output / "README.md").write_text("mine")
    (site.output / "fragments/en/mine.html").write_text("mine")
    site.remove("news/second.en.md").edit("news/open-day.en.md", "[Ada]", "[Ada E.]").published()
    assert "entries/en/second.json" not in site.tree()
    assert "fragments/en/second.html" not in site.tree()
    assert site.text("README.md") == site.text("fragments/en/mine.html") == "mine"


def test_the_previous_generation_may_lie_in_another_folder(site: SiteTest, tmp_path: Path) -> None:
    site.published()
    kept = tmp_path / "kept"
    shutil.move(site.output, kept)
    built = site.edit("news/second.en.md", "Text.", "Other text.").build(previous=kept)
    assert built.sequence == 2
    assert len(built.changes.added) == len(site.tree()) if built.changes else False


def test_a_mass_removal_is_refused_and_named(site: SiteTest) -> None:
    for number in range(10):
        news = f"---\nid: extra-{number}\ntitle: Extra {number}\nsummary: S.\ndate: 2026-01-01\n---\n## Facts {{#facts}}\n"
        site.write(f"news/extra-{number}.en.md", news)
    before = site.published().tree()
    for number in range(6):
        site.remove(f"news/extra-{number}.en.md")
    with pytest.raises(Trouble, match=r"would remove 6 entries of 18: extra-0 \(en\), .*--allow-removals"):
        site.build()
    assert site.tree() == before
    assert not site.build(allow_removals=True).failed


def test_explain_has_a_reason_for_every_file_that_changed(site: SiteTest) -> None:
    site.published()
    built = site.edit("people/ada.md", "Ada Example", "Ada Sample").remove("news/third.en.md").build()
    assert built.changes
    changed = {*built.changes.added, *built.changes.changed, *built.changes.removed}
    assert built.reasons.keys() == changed
    assert built.reasons["entries/en/open-day.json"] == "news/open-day.en.md, or what it refers to, says something else"
    assert "feeds/de/nothing.json" not in changed


def stats(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Inode, time of change and bytes of every file."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): (file.stat().st_ino, file.stat().st_mtime_ns, file.read_bytes()) for file in files}
