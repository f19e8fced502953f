"""`pipeline list`."""

import pytest

from tests.cli.place import OPEN_DAY, Place


def ids(out: str) -> list[tuple[str, str]]:
    """State and id of each line below the head."""
    return [(line.split()[0], line.split()[3]) for line in out.splitlines()[1:]]


def test_every_entry_is_listed_in_each_of_its_languages(place: Place) -> None:
    status, out, err = place.run("list")
    assert (status, err) == (0, "")
    assert out.splitlines()[0].split() == ["state", "language", "collection", "id", "date", "title"]
    assert "published  de        news        open-day   2026-03-01  Tag der offenen Tür\n" in out
    assert ids(out).count(("published", "ada")) == 2
    assert out.splitlines()[1:] == sorted(out.splitlines()[1:])


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (["--drafts"], [("draft", "draft")]),
        (["--scheduled"], [("scheduled", "scheduled")]),
        (["--expired"], [("expired", "expired")]),
        (["--expired", "--drafts"], [("draft", "draft"), ("expired", "expired")]),
    ],
)
def test_flags_choose_the_states(place: Place, flags: list[str], expected: list[tuple[str, str]]) -> None:
    status, out, _ = place.run("list", *flags)
    assert (status, ids(out)) == (0, expected)


def test_date_is_the_one_on_which_the_state_changes(place: Place) -> None:
    assert "2026-09-01" in place.run("list", "--scheduled").out
    assert "2026-02-01" in place.run("list", "--expired").out


def test_date_is_in_the_time_zone_of_the_site(place: Place) -> None:
    place.edit("news/scheduled.en.md", "2026-09-01T08:00:00+02:00", "2026-08-31T22:30:00Z")
    assert "2026-09-01" in place.run("list", "--scheduled").out


def test_state_depends_on_the_time(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")  # 2027-01-01
    assert ids(place.run("list", "--scheduled").out) == []
    assert ("expired", "third") in ids(place.run("list", "--expired").out)


def test_nothing_to_list_is_no_output(place: Place) -> None:
    place.remove("news/draft.en.md")
    assert place.run("list", "--drafts") == (0, "", "nothing to list\n")


def test_broken_entry_is_missed_aloud(place: Place) -> None:
    place.edit(OPEN_DAY, "id: open-day", "id: [")
    status, out, err = place.run("list")
    assert status == 1
    assert "Tag der offenen Tür" in out
    assert err == "The content has errors, so entries may be missing here; `pipeline check` names them.\n"


def test_broken_settings_are_reported_instead(place: Place) -> None:
    place.write("site.toml", "[site\n")
    status, out, err = place.run("list")
    assert (status, out) == (1, "")
    assert err.startswith("content/site.toml:1:")
