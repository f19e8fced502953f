"""`pipeline new`."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli._template import entry, quoted
from pipeline.model import ContentType, SectionRule
from tests.cli.place import Place


def front(text: str) -> dict[str, object]:
    """The front matter of *text*."""
    loaded = yaml.safe_load(text.removeprefix("---\n").partition("\n---\n")[0])
    assert isinstance(loaded, dict)
    return loaded


def found(place: Place, *paths: str) -> list[str]:
    """The codes that check finds in *paths*."""
    return [each["code"] for each in json.loads(place.run("check", "--format", "json", *paths).out)["diagnostics"]]


def test_one_file_for_each_language_is_written_and_named(place: Place) -> None:
    status, out, err = place.run("new", "news", "A summer school")
    assert (status, err) == (0, "")
    assert out == "content/news/a-summer-school.en.md\ncontent/news/a-summer-school.de.md\n"
    english, german = ((place.folder / line).read_text(encoding="utf-8") for line in out.split())
    assert english == german
    assert front(english)["id"] == "a-summer-school"
    assert front(english)["title"] == "A summer school"


def test_date_is_today_in_the_time_zone_of_the_site(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780266600")  # 2026-05-31T22:30:00Z
    place.run("new", "news", "Night", "--lang", "en")
    assert "\ndate: 2026-06-01\n" in (place.content / "news/night.en.md").read_text()


def test_one_language_can_be_chosen(place: Place) -> None:
    assert place.run("new", "news", "Nur deutsch", "--lang", "de").out == "content/news/nur-deutsch.de.md\n"


def test_shared_entry_is_one_file_with_a_title_in_each_language(place: Place) -> None:
    assert place.run("new", "person", "Grace Example").out == "content/people/grace-example.md\n"
    written = front((place.content / "people/grace-example.md").read_text())
    assert written["title"] == {"en": "Grace Example", "de": "Grace Example"}
    assert written["summary"] == {"en": None, "de": None}


def test_check_asks_for_what_is_not_filled_in_and_for_nothing_else(place: Place) -> None:
    place.run("new", "news", "A summer school", "--lang", "en")
    assert found(place, "news/a-summer-school.en.md") == ["FM005"]
    place.run("new", "person", "Grace Example")
    assert set(found(place, "people/grace-example.md")) == {"FM005"}


def test_filled_in_entry_is_free_of_mistakes(place: Place) -> None:
    place.run("new", "news", "A summer school", "--lang", "en")
    place.edit("news/a-summer-school.en.md", "summary:", "summary: Two weeks in July.")
    place.edit("news/a-summer-school.en.md", "#topics:", "topics: [research]")
    place.edit("news/a-summer-school.en.md", "#person:", "person: ada")
    assert found(place, "news/a-summer-school.en.md") == []


def test_fields_are_explained_with_what_may_stand_there(place: Place) -> None:
    place.run("new", "news", "A summer school", "--lang", "en")
    text = (place.content / "news/a-summer-school.en.md").read_text()
    assert "# What it is about.\n# Known: research, teaching\n#topics:\n" in text
    assert "# Who it is about.\n# Known: ada\n#person:\n" in text


def test_required_sections_are_laid_out(place: Place) -> None:
    place.run("new", "news", "A summer school", "--lang", "en")
    assert (place.content / "news/a-summer-school.en.md").read_text().endswith("---\n\n## Facts {#facts}\n\n")


def test_type_may_be_named_by_its_collection(place: Place) -> None:
    assert place.run("new", "events", "A lecture", "--lang", "en").out == "content/events/a-lecture.en.md\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nwes", "A title"], 'there is no content type "nwes"; did you mean "news"?'),
        (["news", "A title", "--lang", "fr"], 'there is no language "fr"; known are en, de'),
        (["person", "A name", "--lang", "en"], 'one file of "people" holds all languages; leave out --lang'),
        (["news", "東京"], 'no id can be made from "東京"'),
        (["news", " "], "no id can be made from"),
        (["news", "Not text: \udcff"], 'the title "Not text: \\udcff" is not text in UTF-8'),
        (["news"], "Missing argument 'TITLE'"),
    ],
)
def test_what_cannot_be_begun_ends_with_two_and_writes_nothing(place: Place, arguments: list[str], said: str) -> None:
    before = sorted(place.content.rglob("*"))
    status, out, err = place.run("new", *arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert sorted(place.content.rglob("*")) == before


def test_existing_file_is_never_overwritten_and_the_other_not_begun(place: Place) -> None:
    place.write("news/a-title.de.md", "mine")
    status, out, err = place.run("new", "news", "A title")
    assert (status, out) == (2, "")
    assert err == "pipeline: content/news/a-title.de.md is there already and was left as it is; choose another title\n"
    assert (place.content / "news/a-title.de.md").read_text() == "mine"
    assert not (place.content / "news/a-title.en.md").exists()


def test_id_of_another_file_is_not_taken(place: Place) -> None:
    status, _, err = place.run("new", "news", "Guide", "--lang", "en")
    assert status == 2
    assert err == 'pipeline: the id "guide" is taken by pages/guide/index.en.md; choose another title\n'


def test_id_leaves_room_for_the_tag_uri(place: Place) -> None:
    place.edit("site.toml", "site.example,2026", f"{'x' * 50}.example,2026")
    place.run("new", "news", "word " * 30, "--lang", "en")
    [file] = (place.content / "news").glob("word*.en.md")
    assert len(f"tag:{'x' * 50}.example,2026:{front(file.read_text())['id']}:en") <= 100


def test_broken_settings_end_with_one_and_are_reported(place: Place) -> None:
    place.write("site.toml", "[site\n")
    status, out, err = place.run("new", "news", "A title")
    assert (status, out) == (1, "")
    assert err.startswith("content/site.toml:1:")


def test_broken_schema_ends_with_one_and_is_reported(place: Place) -> None:
    place.write("schemas/news.schema.json", '{"properties": 5}')
    status, out, err = place.run("new", "news", "A title")
    assert (status, out) == (1, "")
    assert "content/schemas/news.schema.json:1:" in err


@given(st.text())
def test_any_title_is_the_same_text_again_when_yaml_reads_it(title: str) -> None:
    assert yaml.safe_load(f"title: {quoted(title)}") == {"title": title}


@given(st.text(min_size=1), st.text(), st.sampled_from(["true", "no", "2026", "1e3", "on", "a-b", "0x10", "null"]))
def test_any_schema_makes_front_matter_that_can_be_read(field: str, description: str, id: str) -> None:
    schema = {"properties": {field: {"description": description}}}
    kind = ContentType("article", schema, (field,), (field,), {}, {}, (), (SectionRule("facts", True),))
    text = entry(kind, {field: [description]}, id=id, title="A title", day="2026-06-01", languages=["en", "no"])
    written = front(text)
    assert written["id"] == id
    assert written["title"] == {"en": "A title", "no": "A title"}
    assert field in written
