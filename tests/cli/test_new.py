"""`pipeline new`."""

import json
import sys
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli._template import entry, quoted
from pipeline.cli.new import _write
from pipeline.model import ContentType, SectionRule, Trouble
from pipeline.parse import parse_yaml
from pipeline.server.fields import enumerated
from tests.cli.place import Place, started


def front(text: str) -> dict[str, object]:
    """The front matter of *text*."""
    loaded = yaml.safe_load(text.removeprefix("---\n").partition("\n---\n")[0])
    assert isinstance(loaded, dict)
    return loaded


def found(place: Place, *paths: str) -> list[str]:
    """The codes that check finds in *paths*."""
    return [each["code"] for each in json.loads(place.run("check", "--format", "json", *paths).out)["diagnostics"]]


def raw(place: Place, path: str) -> str:
    return (place.content / path).read_text(encoding="utf-8")


def test_one_file_for_each_language_is_written_and_named(place: Place) -> None:
    status, out, err = place.run("new", "news", "A summer school")
    assert (status, err) == (0, "")
    assert out == "content/news/a-summer-school.en.md\ncontent/news/a-summer-school.de.md\n"
    english, german = ((place.folder / line).read_text(encoding="utf-8") for line in out.split())
    assert front(english) == front(german)
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


def test_title_may_be_given_for_each_language_and_ends_the_address_there(place: Place) -> None:
    place.run("new", "news", "--title", "en=A summer school", "--title", "de=Eine Sommerschule = toll")
    english, german = (front(raw(place, f"news/a-summer-school.{language}.md")) for language in ("en", "de"))
    assert (english["title"], english.get("slug")) == ("A summer school", None)
    assert (german["title"], german["slug"]) == ("Eine Sommerschule = toll", "eine-sommerschule-toll")


def test_title_for_one_language_goes_before_the_one_for_all(place: Place) -> None:
    place.run("new", "news", "A summer school", "--title", "de=Eine Sommerschule")
    assert front(raw(place, "news/a-summer-school.en.md"))["title"] == "A summer school"
    assert front(raw(place, "news/a-summer-school.de.md"))["title"] == "Eine Sommerschule"


def test_title_for_one_language_leaves_the_others_to_be_filled_in(place: Place) -> None:
    place.run("new", "news", "--title", "de=Eine Sommerschule")
    assert front(raw(place, "news/eine-sommerschule.en.md"))["title"] is None
    assert front(raw(place, "news/eine-sommerschule.en.md")).get("slug") is None


def test_collection_whose_addresses_are_made_of_paths_gets_no_slug(place: Place) -> None:
    place.run("new", "pages", "--title", "en=Fees", "--title", "de=Gebühren")
    assert "slug" not in front(raw(place, "pages/fees.de.md"))


def test_entry_begins_as_a_draft_so_that_what_is_missing_blocks_nothing(place: Place) -> None:
    status, out, _ = place.run("new", "news", "A summer school")
    assert "\n# A draft is not published: remove the next line once the entry is finished.\ndraft: true\n" in (
        place.folder / out.split()[0]
    ).read_text(encoding="utf-8")
    assert (status, place.run("build").status) == (0, 0)


def test_check_asks_for_what_is_not_filled_in_and_for_nothing_else(place: Place) -> None:
    place.run("new", "news", "A summer school", "--lang", "en")
    assert found(place, "news/a-summer-school.en.md") == ["FM005"]
    place.run("new", "person", "Grace Example")
    assert set(found(place, "people/grace-example.md")) == {"FM005"}


def test_filled_in_entry_is_free_of_mistakes(place: Place) -> None:
    place.run("new", "news", "--title", "en=A summer school", "--title", "de=Eine Sommerschule")
    for path, summary in [("news/a-summer-school.en.md", "Two weeks in July."), ("news/a-summer-school.de.md", "Im Juli.")]:
        place.edit(path, "summary:", f"summary: {summary}")
        place.edit(path, "draft: true\n", "")
        place.edit(path, "#topics:", "topics: [research]")
        place.edit(path, "#person:", "person: ada")
        assert found(place, path) == []


def test_fields_are_explained_with_what_may_stand_there_in_the_language_of_the_file(place: Place) -> None:
    place.run("new", "news", "A summer school")
    english, german = (raw(place, f"news/a-summer-school.{language}.md") for language in ("en", "de"))
    assert "# What it is about.\n# Known: research, teaching\n#topics:\n" in english.replace(" (Research)", "").replace(
        " (Teaching)", ""
    )
    assert "# Known: research (Forschung), teaching (Lehre)\n#topics:\n" in german
    assert "# Who it is about.\n# Known: ada (Ada Beispiel)\n#person:\n" in german


def test_known_values_of_a_schema_are_listed_and_a_required_field_is_never_without_a_comment() -> None:
    properties = {"level": {"enum": ["high", 5]}, "open": {"type": "boolean"}, "sizes": {"items": {"enum": ["s"]}}, "bare": {}}
    choices = {field: enumerated(said) for field, said in properties.items()}
    kind = ContentType("article", {"properties": properties}, tuple(properties), tuple(properties), {}, {}, ())
    text = entry(kind, choices, {"id": "x"})
    assert "# Known: high, 5\nlevel:\n# Known: true (yes), false (no)\nopen:\n# Known: s\nsizes:\n" in text
    assert "# Required in every entry of the type article.\nbare:\n" in text


def test_required_sections_are_laid_out(place: Place) -> None:
    place.run("new", "news", "A summer school", "--lang", "en")
    assert (place.content / "news/a-summer-school.en.md").read_text().endswith("---\n\n## Facts {#facts}\n\n")


def test_required_sections_have_the_labels_of_the_schema(place: Place) -> None:
    place.edit(
        "schemas/news.schema.json", '"required": true', '"required": true, "label": { "en": "The facts", "de": "Die Fakten" }'
    )
    place.run("new", "news", "A summer school")
    assert raw(place, "news/a-summer-school.en.md").endswith("---\n\n## The facts {#facts}\n\n")
    assert raw(place, "news/a-summer-school.de.md").endswith("---\n\n## Die Fakten {#facts}\n\n")


def test_full_disk_leaves_no_part_of_a_file(place: Place) -> None:
    line = ["sh", "-c", f"ulimit -f 1; exec {sys.executable} -m pipeline new news 'A summer school' --content content"]
    place.write(
        "vocabularies/topics.toml",
        (place.content / "vocabularies/topics.toml").read_text()
        + "".join(f'[terms.t{n}]\nlabel = {{ en = "{"x" * 60}", de = "y" }}\n' for n in range(60)),
    )
    assert started(line, place.folder).status == 2
    assert not [*place.content.glob("news/a-summer-school.*")]


def test_type_may_be_named_by_its_collection(place: Place) -> None:
    assert place.run("new", "events", "A lecture", "--lang", "en").out == "content/events/a-lecture.en.md\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nwes", "A title"], 'there is no content type "nwes"; did you mean "news"?'),
        (["news", "A title", "--lang", "fr"], 'there is no language "fr"; known are en, de'),
        (["person", "A name", "--lang", "en"], 'one file of "people" holds all languages; leave out --lang'),
        (["news", "--title", "fr=Un titre"], 'there is no language "fr"; known are en, de'),
        (["news", "--title", "en=A title", "--lang", "de"], 'there is no language "en"; known are de'),
        (["news", "--title", "A title"], "\"A title\" names no language; write it as en='A title'"),
        (["news", "--title", "en=\udcff"], '"en=\\udcff" is not text in UTF-8'),
        (["news", "東京"], 'no id can be made from "東京"'),
        (["news", " "], "no id can be made from"),
        (["news", "--title", "en="], 'no id can be made from ""'),
        (["news", "Not text: \udcff"], '"Not text: \\udcff" is not text in UTF-8'),
        (["news", "A\u2028title"], '"A\\u2028title" cannot be kept: the invisible character U+2028 stands here; remove it'),
        (["news", "\ufeffA title"], "the invisible character U+FEFF stands here"),
        (["news", "--title", "en=A title\x85"], "the invisible character U+0085 stands here"),
        (["news"], "Missing argument 'TITLE'"),
        ([], "Missing argument 'TYPE'"),
        (["--title", "en=A title"], "Missing argument 'TYPE'"),
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


def test_first_file_is_taken_back_when_the_second_cannot_be_written(place: Place) -> None:
    (place.content / "news/a-title.de.md").symlink_to("nowhere")
    status, out, err = place.run("new", "news", "A title")
    assert (status, out) == (2, "")
    assert err == "pipeline: content/news/a-title.de.md is there already and was left as it is\n"
    assert not (place.content / "news/a-title.en.md").exists()


def test_first_file_is_left_alone_if_somebody_has_changed_it_meanwhile(place: Place) -> None:
    class Meanwhile(dict[str, str]):
        def items(self) -> Any:
            for path, text in super().items():
                yield path, text
                place.write("news/first.md", "mine")

    place.write("news/second.md", "mine too")
    with pytest.raises(Trouble):
        _write(place.content, Meanwhile({"news/first.md": "ours", "news/second.md": "ours"}))
    assert (raw(place, "news/first.md"), raw(place, "news/second.md")) == ("mine", "mine too")


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
    written = front(entry(kind, {field: {description: description}}, {"id": id, "title": description}, ("de", "no")))
    assert written["id"] == id
    assert written["summary"] == {"de": None, "no": None}
    assert field in written


@given(st.recursive(st.text(min_size=1) | st.booleans() | st.integers(), st.lists, max_leaves=4))
def test_any_value_is_the_same_again_when_it_is_read(value: Any) -> None:
    kind = ContentType("article", {}, (), ("extra",), {}, {}, ())
    text = entry(kind, {}, {"id": "x", "extra": value}).split("---\n")[1]
    data, findings = parse_yaml(text)
    assert findings or data.value["extra"] == value
