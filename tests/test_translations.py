"""How translations stand to their sources, and how that is recorded."""

import re
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.compile import compile_source
from pipeline.fix import apply
from pipeline.link import corpus
from pipeline.model import Corpus, Pair, PairState, Site, Source
from pipeline.parse import parse
from pipeline.translations import confirmation, record
from tests.rules.checking import NOW, the_site

EN, DE = "policies/fees.en.md", "policies/fees.de.md"
BODY = "Who studies here pays.\n\n## Who pays\n\nEverybody.\n\n## When {#when}\n\nIn March.\n"


def written(title: str, body: str = BODY, extra: str = "", id: str = "fees") -> str:
    return f"---\nid: {id}\ntitle: {title}\nsummary: S.\n{extra}---\n{body}"


def compiled(files: dict[str, str], site: Site | None = None) -> Corpus:
    place = site or the_site()
    sources = [Source(path, text, sha256(text.encode()).hexdigest()) for path, text in files.items()]
    return corpus([compile_source(source, place) for source in sources], place, NOW, ())


def pair(source: str, translation: str) -> Pair:
    [found] = compiled({EN: source, DE: translation}).pairs
    return found


def confirmed(source: str, translation: str) -> str:
    """*translation* with what its translator confirms of *source*."""
    target = pair(source, translation).source
    return apply(translation, [confirmation(parse(Source(DE, translation, "")), target)])[0]


def languages(site: Site, *names: str) -> Site:
    return replace(site, languages=names)


# Which is the source


def test_the_source_is_in_the_default_language() -> None:
    found = pair(written("Fees"), written("Gebühren"))
    assert (found.id, found.language, found.source.compiled.path) == ("fees", "de", EN)


def test_the_source_is_another_where_the_default_language_was_translated() -> None:
    found = pair(written("Fees", extra="translated: {from: de}\n"), written("Gebühren"))
    assert (found.language, found.source.compiled.path) == ("en", DE)


def test_two_that_were_translated_from_each_other_have_one_source_all_the_same() -> None:
    found = pair(written("Fees", extra="translated: {from: de}\n"), written("Gebühren", extra="translated: {from: en}\n"))
    assert (found.language, found.source.compiled.path) == ("de", EN)


def test_one_translated_from_a_language_that_is_not_there_has_the_usual_source() -> None:
    found = pair(written("Fees"), written("Gebühren", extra="translated: {from: fr}\n"))
    assert (found.source.compiled.path, found.state) == (EN, PairState.CURRENT)


def test_a_translation_of_a_translation_is_held_against_that() -> None:
    site = languages(the_site(), "en", "de", "fr")
    files = {
        EN: written("Fees"),
        DE: written("Gebühren"),
        "policies/fees.fr.md": written("Tarifs", extra="translated: {from: de}\n"),
    }
    sources = {found.language: found.source.localised.language for found in compiled(files, site).pairs}
    assert sources == {"de": "en", "fr": "de"}


def test_what_is_required_and_not_there_is_missing() -> None:
    [found] = compiled({EN: written("Fees")}).pairs
    assert (found.language, found.translation, found.state) == ("de", None, PairState.MISSING)


@pytest.mark.parametrize(
    ("extra", "states"),
    [
        ("publishDate: 2027-01-01\n", [PairState.MISSING]),
        ("draft: true\n", []),
        ("expiryDate: 2026-01-01\n", []),
    ],
)
def test_what_is_not_to_be_published_requires_no_translation(extra: str, states: list[PairState]) -> None:
    assert [found.state for found in compiled({EN: written("Fees", extra=extra)}).pairs] == states


def test_a_collection_says_which_languages_it_requires() -> None:
    site = the_site()
    site = replace(site, collections=tuple(replace(each, languages=("en",)) for each in site.collections))
    assert compiled({EN: written("Fees")}, site).pairs == ()


def test_one_file_for_all_languages_is_no_translation() -> None:
    shared = "---\nid: oslo\ntitle: {en: Oslo, de: Oslo}\nsummary: S.\n---\n"
    assert compiled({"institutions/oslo.md": shared}).pairs == ()


# What is known of it


def test_what_nobody_confirmed_is_current_until_the_source_says_that_it_changed() -> None:
    old, new = "date: 2026-05-01\n", "date: 2026-05-01\nlastmod: 2026-09-01\n"
    assert pair(written("Fees", extra=old), written("Gebühren", "", old)).state is PairState.CURRENT
    assert pair(written("Fees", extra=new), written("Gebühren", "", old)).state is PairState.STALE
    assert pair(written("Fees", extra=new), written("Gebühren", "", new)).state is PairState.CURRENT


def test_what_was_confirmed_stays_so_while_the_source_stays() -> None:
    record = confirmed(written("Fees"), written("Gebühren"))
    assert pair(written("Fees"), record).state is PairState.CONFIRMED


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        (written("Costs"), ("(title and summary)",)),
        (written("Fees", BODY.replace("studies", "works")), ("(beginning)",)),
        (written("Fees", BODY.replace("Everybody", "Nobody")), ("Who pays",)),
        (written("Fees", BODY.replace("March", "May").replace("Everybody", "Nobody")), ("Who pays", "When")),
        (written("Fees", BODY + "\n## How\n\nBy transfer.\n"), ("How",)),
        (written("Fees", BODY.replace("## When {#when}\n\nIn March.\n", "")), ("when",)),
        (written("Fees", BODY.replace("{#when}", "{#until-when}")), ("When", "when")),
        (written("Fees", BODY.replace("Everybody.", "Everybody.  ")), ()),
        (written("Fees", BODY).replace("\n", "\r\n"), ()),
        (written("Fees", extra="lastmod: 2026-11-01\n"), ()),
    ],
)
def test_a_change_of_the_source_names_exactly_the_sections_to_read_again(source: str, changed: tuple[str, ...]) -> None:
    found = pair(source, confirmed(written("Fees"), written("Gebühren")))
    assert (found.state, found.changed) == (PairState.STALE if changed else PairState.CONFIRMED, changed)


def test_it_is_confirmed_again_by_recording_what_the_source_says_now() -> None:
    record = confirmed(written("Fees"), written("Gebühren"))
    again = confirmed(written("Costs"), record)
    assert pair(written("Costs"), again).state is PairState.CONFIRMED
    assert again.count("translated:") == 1


# The record


def test_a_record_names_the_source_and_each_of_its_parts() -> None:
    [found] = compiled({EN: written("Fees"), DE: written("Gebühren")}).pairs
    said = record(found.source)
    assert said["from"] == "en"
    assert list(said["sections"]) == ["(title and summary)", "(beginning)", "who-pays", "when"]
    assert all(re.fullmatch("[0-9a-f]{12}", digest) for digest in said["sections"].values())


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '---\nid: fees # for ever\n"title":   Gebühren\nsummary: >\n  Lang.\n# the end\n---\n',
            '---\nid: fees # for ever\n"title":   Gebühren\nsummary: >\n  Lang.\n# the end\n{}\n---\n',
        ),
        ("---\n  id: fees\n  title: Gebühren\n---\n", "---\n  id: fees\n  title: Gebühren\n  {}\n---\n"),
        ("---\nid: fees\ntranslated: {from: en}\ntitle: G\n---\n", "---\nid: fees\n{}\ntitle: G\n---\n"),
        (
            "---\nid: fees\n# as\ntranslated:\n    from: en\n    sections:\n      when: '0'\n# of\ntitle: G\n---\n",
            "---\nid: fees\n# as\n{}\n# of\ntitle: G\n---\n",
        ),
        (
            '+++\n# for ever\nid = "fees" # so\n# of the title\ntitle = "G"\n[image]\nsrc = "/media/campus.jpg"\n+++\n',
            '+++\n# for ever\nid = "fees" # so\n{}\n# of the title\ntitle = "G"\n[image]\nsrc = "/media/campus.jpg"\n+++\n',
        ),
        (
            '+++\nid = "fees"\ntranslated = { from = "en" } # so\ntitle = "G"\n+++\n',
            '+++\nid = "fees"\n{} # so\ntitle = "G"\n+++\n',
        ),
    ],
)
def test_recording_changes_nothing_else(before: str, after: str, newline: str) -> None:
    source = written("Fees", BODY + '\n## "Yes" {#yes}\n')
    old = (before + BODY).replace("\n", newline)
    new = confirmed(source, old)
    start, end = ((part + BODY * at).replace("\n", newline) for at, part in enumerate(after.split("{}")))
    assert new.startswith(start)
    assert new.endswith(end)
    assert parse(Source(DE, new, "")).front.value["translated"] == record(pair(source, old).source)
    assert newline == "\n" or "\n" not in new.replace(newline, "")
    assert confirmed(source, new) == new


@given(
    st.lists(st.text("abcxyz019-_.:#\"'\\ äß{}", min_size=1, max_size=12), max_size=6, unique=True),
    st.sampled_from(["---", "+++"]),
)
def test_a_record_of_any_headings_is_read_as_it_was_written(names: list[str], fence: str) -> None:
    body = "".join(f"## {name}\n\nText.\n\n" for name in names)
    front = 'id = "fees"\ntitle = "Gebühren"\n' if fence == "+++" else "id: fees\ntitle: Gebühren\n"
    record = confirmed(written("Fees", body), f"{fence}\n{front}{fence}\n")
    assert pair(written("Fees", body), record).state is PairState.CONFIRMED
