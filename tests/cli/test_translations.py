"""`pipeline translations`."""

import codecs
import json
from pathlib import Path

import pytest

from pipeline.cli.translations import _accept
from pipeline.model import Trouble
from tests.cli.place import OPEN_DAY, Place
from tests.cli.test_terminal import on_terminal

TRANSLATION = "news/open-day.de.md"
GUIDE = "pages/guide/index.de.md"
ACCEPT = ("translations", "accept")
CONFIRMED = f"content/{TRANSLATION}: confirmed against {OPEN_DAY}\n"
TABLE = """\
state    lang  translation or source    changed
current  de    news/open-day.de.md
missing  de    news/scheduled.en.md
missing  de    news/second.en.md
missing  de    news/third.en.md
current  de    pages/guide/index.de.md

3 missing, 2 current
"""


def written(place: Place, path: str = TRANSLATION) -> bytes:
    return (place.content / path).read_bytes()


def everything(place: Place) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in place.content.rglob("*.md")}


@pytest.fixture
def stale(place: Place) -> Place:
    """A translation was confirmed; then its source changed in one section, and has another one more."""
    place.run(*ACCEPT, TRANSLATION)
    place.edit(OPEN_DAY, "| Tour | 10:00 |", "| Tour | 11:00 |")
    place.write(OPEN_DAY, written(place, OPEN_DAY) + b"\n## How to get here\n\nBy train.\n")
    return place


# What is shown


def test_every_translation_has_its_line_and_every_state_is_counted(place: Place) -> None:
    assert place.run("translations") == (0, TABLE, "")


def test_what_was_confirmed_says_so(place: Place) -> None:
    place.run(*ACCEPT, TRANSLATION)
    status, out, _ = place.run("translations")
    assert status == 0
    assert "confirmed  de    news/open-day.de.md\n" in out
    assert out.endswith("\n3 missing, 1 current, 1 confirmed\n")


def test_what_is_stale_names_the_sections_to_read_again(stale: Place) -> None:
    assert stale.run("translations", "--state", "stale").out.splitlines() == [
        "state  lang  translation or source  changed",
        "stale  de    news/open-day.de.md    Facts, How to get here",
        "",
        "1 stale",
    ]


@pytest.mark.parametrize(
    ("options", "files"),
    [
        (["--lang", "de"], 5),
        (["--lang", "en"], 0),
        (["--state", "missing"], 3),
        (["--state", "current", "--lang", "de"], 2),
        (["--state", "confirmed"], 0),
    ],
)
def test_options_choose_what_is_shown(place: Place, options: list[str], files: int) -> None:
    status, out, err = place.run("translations", *options)
    assert (status, out.count(".md")) == (0, files)
    assert err == ("" if files else "nothing to list\n")


def test_time_decides_what_needs_a_translation(place: Place) -> None:
    assert "news/third.en.md" not in place.run("translations", "--now", "2027-01-01").out


def test_programs_get_all_of_it(stale: Place) -> None:
    status, out, err = stale.run("translations", "--format", "json")
    found = {(each["id"], each["language"]): each for each in json.loads(out)["translations"]}
    assert (status, err, len(found)) == (0, "", 5)
    assert found["open-day", "de"] == {
        "id": "open-day",
        "language": "de",
        "state": "stale",
        "path": TRANSLATION,
        "source_language": "en",
        "source_path": OPEN_DAY,
        "changed": ["Facts", "How to get here"],
    }
    assert (found["second", "de"]["state"], found["second", "de"]["path"]) == ("missing", None)
    assert json.loads(stale.run("translations", "--format", "json", "--lang", "en").out) == {"translations": []}


def test_table_fits_the_terminal(stale: Place) -> None:
    stale.write(OPEN_DAY, written(stale, OPEN_DAY).replace(b"## Facts", b"## " + b"Many facts " * 12))
    long = f"news/{'a-long-name-' * 8}.en.md"
    stale.write(long, written(stale, "news/third.en.md").replace(b"third", b"long"))
    assert max(map(len, stale.start("translations").out.splitlines())) > 120
    shown = on_terminal(stale, "translations", stderr=False, columns=80).splitlines()
    assert max(map(len, shown)) <= 80
    assert len(shown) == len(stale.start("translations").out.splitlines())


def test_language_that_the_site_does_not_have_ends_with_two(place: Place) -> None:
    status, out, err = place.run("translations", "--lang", "fr")
    assert (status, out) == (2, "")
    assert 'there is no language "fr"; known are en, de' in err


def test_what_cannot_be_read_is_missed_aloud(place: Place) -> None:
    place.edit(GUIDE, "id: guide", "id: [")
    status, out, err = place.run("translations")
    assert (status, "news/open-day.de.md" in out) == (1, True)
    assert err == "The content has errors, so translations may be missing here; `pipeline check` names them.\n"


@pytest.mark.parametrize("arguments", [["translations"], [*ACCEPT, TRANSLATION]])
def test_broken_settings_are_reported_instead(place: Place, arguments: list[str]) -> None:
    place.write("site.toml", "[site\n")
    status, out, err = place.run(*arguments)
    assert (status, out) == (1, "")
    assert err.startswith("content/site.toml:1:")


# accept


@pytest.mark.parametrize("path", [TRANSLATION, f"content/{TRANSLATION}", f"./content/news/../{TRANSLATION}"])
def test_path_may_be_seen_from_here_or_from_the_content_folder(place: Place, path: str) -> None:
    assert place.run(*ACCEPT, path) == (0, CONFIRMED, "")


def test_record_is_the_only_change_and_leaves_nothing_to_report(place: Place) -> None:
    before = written(place).decode()
    place.run(*ACCEPT, TRANSLATION)
    head, _, tail = before.partition("---\nStudent")
    after = written(place).decode()
    assert after.startswith(f"{head}translated:\n  from: en\n  sections:\n")
    assert after.endswith(f"---\nStudent{tail}")
    assert place.run("check", "--strict").status == 0


def test_accepting_twice_changes_nothing_the_second_time(place: Place) -> None:
    place.run(*ACCEPT, TRANSLATION)
    before = written(place)
    assert place.run(*ACCEPT, TRANSLATION) == (0, f"content/{TRANSLATION}: confirmed already\n", "")
    assert written(place) == before


def test_a_record_in_another_notation_is_left_as_it_is(place: Place) -> None:
    place.run(*ACCEPT, TRANSLATION)
    before = written(place).replace(b'"', b"'")
    place.write(TRANSLATION, before)
    assert place.run(*ACCEPT, TRANSLATION).out == f"content/{TRANSLATION}: confirmed already\n"
    assert written(place) == before


def test_what_was_stale_is_confirmed_again_and_recorded_once(stale: Place) -> None:
    assert stale.run(*ACCEPT, TRANSLATION) == (0, CONFIRMED, "")
    assert "1 confirmed" in stale.run("translations").out
    assert written(stale).count(b"translated:") == 1


def test_line_endings_and_byte_order_mark_stay(place: Place) -> None:
    place.write(TRANSLATION, codecs.BOM_UTF8 + written(place).replace(b"\n", b"\r\n"))
    assert place.run(*ACCEPT, TRANSLATION).status == 0
    after = written(place)
    assert after.startswith(codecs.BOM_UTF8 + b"---\r\n")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert b"translated:\r\n  from: en\r\n" in after
    assert "1 confirmed" in place.run("translations").out


def test_toml_is_written_in_toml(place: Place) -> None:
    place.write(
        GUIDE, '+++\n# for ever\nid = "guide"\ntitle = "Leitfaden"\nsummary = "S."\n[image]\nsrc = "/x.png"\n+++\nText.\n'
    )
    assert place.run(*ACCEPT, GUIDE).status == 0
    [line] = [line for line in written(place, GUIDE).decode().splitlines() if line.startswith("translated")]
    assert line.startswith('translated = { from = "en", sections = { "(title and summary)" = "')
    assert "1 confirmed" in place.run("translations").out


def test_several_are_accepted_at_once_each_once(place: Place) -> None:
    status, out, _ = place.run(*ACCEPT, TRANSLATION, f"content/{GUIDE}", f"content/{TRANSLATION}")
    assert (status, out) == (0, f"{CONFIRMED}content/{GUIDE}: confirmed against pages/guide/index.en.md\n")


def test_drafts_can_be_accepted(place: Place) -> None:
    place.edit(TRANSLATION, "id: open-day", "id: open-day\ndraft: true")
    assert place.run(*ACCEPT, TRANSLATION) == (0, CONFIRMED, "")


def test_mistakes_elsewhere_do_not_stand_in_the_way(place: Place) -> None:
    place.edit(TRANSLATION, "date: 2026-03-01 10:00", "date: soon").edit(GUIDE, "id: guide", "id: [")
    assert place.run(*ACCEPT, TRANSLATION) == (0, CONFIRMED, "")


REFUSED = [
    ("news/open-day.en.md", 'is the source; name a translation of it: "news/open-day.de.md"'),
    ("news/second.en.md", "is no translation: no file in another language has its id"),
    ("people/ada.md", "holds all languages itself, so there is nothing to confirm"),
    ("news", "is no entry; name the file of a translation"),
    ("site.toml", "is no entry; name the file of a translation"),
    ("media/dot.png", "is no entry; name the file of a translation"),
    ("news/nothing.de.md", 'there is no "news/nothing.de.md", neither here nor in the content folder "content"'),
]


@pytest.mark.parametrize(("path", "why"), REFUSED)
def test_what_is_no_translation_is_refused_with_the_reason(place: Place, path: str, why: str) -> None:
    before = everything(place)
    status, out, err = place.run(*ACCEPT, TRANSLATION, path)
    assert (status, out, everything(place)) == (2, "", before)
    assert why in err


@pytest.mark.parametrize(
    "front",
    [
        pytest.param("---\nid: [\n---\n", id="broken"),
        pytest.param("---\nid: open-day\n", id="never closed"),
        pytest.param("Text.\n", id="none"),
        pytest.param("---\ntitle: A\n---\n", id="no id"),
    ],
)
def test_front_matter_that_says_nothing_is_left_to_check(place: Place, front: str) -> None:
    place.write(TRANSLATION, front)
    status, out, err = place.run(*ACCEPT, GUIDE, TRANSLATION)
    assert (status, out, written(place).decode()) == (2, "", front)
    assert "`pipeline check` says why" in err
    assert b"translated" not in written(place, GUIDE)


def test_one_of_two_with_the_same_id_and_language_is_left_to_check(place: Place) -> None:
    place.write("news/zweimal.de.md", written(place))
    assert "`pipeline check` says why" in place.run(*ACCEPT, "news/zweimal.de.md").err


HINT = "write its front matter one field a line and run the command again\n"


def test_record_that_would_be_too_long_is_not_written(place: Place) -> None:
    place.edit(OPEN_DAY, "| What |", "".join(f"## {'Words ' * 8}{n}\n\nText.\n\n" for n in range(1_200)) + "| What |")
    before = everything(place)
    status, out, err = place.run(*ACCEPT, TRANSLATION)
    assert (status, out, everything(place)) == (2, "", before)
    said = "the front matter has more than 65,536 characters then; set its lastmod instead"
    assert err == f"pipeline: content/{TRANSLATION} has no place for what is confirmed: {said}\n"


def test_read_only_translation_is_left_alone(place: Place) -> None:
    (place.content / TRANSLATION).chmod(0o444)
    status, out, err = place.run(*ACCEPT, TRANSLATION)
    assert (status, out) == (2, "")
    assert err == f"pipeline: content/{TRANSLATION} was left alone: it is read-only\n"


@pytest.mark.parametrize(
    ("front", "hint"),
    [
        ("---\n{id: open-day, title: A}\n---\n", HINT),
        ("---\n{id: open-day,\n title: A\n}\n---\n", HINT),
        ('+++\nid = "open-day"\n[translated]\nfrom = "en"\n+++\n', "remove its `translated` and run the command again\n"),
        ('+++\nid = "open-day"\ntranslated.from = "en"\n+++\n', "remove its `translated` and run the command again\n"),
    ],
)
def test_where_the_record_has_no_place_nothing_is_written_at_all(place: Place, front: str, hint: str) -> None:
    place.write(TRANSLATION, front + "Text.\n")
    before = everything(place)
    status, out, err = place.run(*ACCEPT, GUIDE, TRANSLATION)
    assert (status, out, everything(place)) == (2, "", before)
    assert err == f"pipeline: content/{TRANSLATION} has no place for what is confirmed; {hint}"


def test_what_changed_meanwhile_is_left_alone(place: Place) -> None:
    checked = place.check()
    place.write(TRANSLATION, "Somebody else's.")
    assert checked.corpus
    with pytest.raises(Trouble, match="was left alone: it changed meanwhile; run the command again"):
        _accept(checked.corpus, checked.sources, place.content, [str(place.content / TRANSLATION)])
    assert written(place) == b"Somebody else's."


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["acept", TRANSLATION], "write `pipeline translations accept PATH`"),
        (["accept"], "write `pipeline translations accept PATH`"),
        (["accept", "--lang", "de", TRANSLATION], "accept takes nothing but paths"),
        (["accept", "--state", "stale", TRANSLATION], "accept takes nothing but paths"),
        (["accept", TRANSLATION, "--format", "json"], "accept takes nothing but paths"),
    ],
)
def test_wrong_words_end_with_two(place: Place, arguments: list[str], why: str) -> None:
    before = everything(place)
    status, out, err = place.run("translations", *arguments)
    assert (status, out, everything(place)) == (2, "", before)
    assert why in err
