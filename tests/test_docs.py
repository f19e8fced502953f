"""The documentation: complete, current, and every example in it works."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from pipeline import schema_org
from pipeline.cli._commands import commands
from pipeline.media_types import IMAGES
from pipeline.model import COMMON_FIELDS, Rule
from pipeline.render.sanitize import TAGS as PUBLISHED_TAGS
from pipeline.report._documentation import criteria
from pipeline.rules import catalogue, documentation
from pipeline.rules._html import TAGS as WRITABLE_TAGS
from pipeline.schema import subschemas
from tests.expected import expect
from tests.sites import SiteTest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "outputs/README.md"])
README, CONTRIBUTING, WEB_TEAM = ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs/web-team.md"
EDITORS, IMPORTERS, RULES = ROOT / "docs/editors.md", ROOT / "docs/importers.md", ROOT / "docs/rules.md"
REDAKTION, ADOPTING = ROOT / "docs/redaktion.md", ROOT / "docs/adopting.md"
ACCESSIBLE, BARRIEREFREI = ROOT / "docs/accessible-writing.md", ROOT / "docs/barrierefrei-schreiben.md"
DECEMBER = {"SOURCE_DATE_EPOCH": "1796083200"}


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of *page* in *language*."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text(page), re.DOTALL | re.MULTILINE)


def prose(page: Path) -> str:
    """*page* without its fenced blocks."""
    return re.sub(r"^(```+).*?^\1$", "", text(page), flags=re.DOTALL | re.MULTILINE)


def named(page: Path) -> set[str]:
    """What *page* names in backticks."""
    return {name for names in re.findall(r"`([^`\n]+)`", text(page)) for name in (names, *names.split())}


def run(line: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(line, cwd=folder, env=DECEMBER, capture_output=True, check=False, encoding="utf-8")


# Links


def anchors(page: Path) -> set[str]:
    """What GitHub calls the headings of *page*."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "`…`", prose(page))):
        path, _, anchor = target.partition("#")
        if not re.match(r"[a-z]+:", target):
            there = page.parent / path if path else page
            assert there.exists(), target
            assert not anchor or anchor in anchors(there), target


# Commands


def all_commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(commands)
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", each) for below, each in command.commands.items())
        else:
            yield name, command


def test_every_command_and_every_option_is_documented() -> None:
    known = named(WEB_TEAM)
    for name, command in all_commands():
        options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
        assert {"pipeline", *name.split(), *options} <= known


def examples() -> list[str]:
    lines = (line for page in PAGES for block in blocks(page, "sh") for line in block.splitlines())
    return sorted({line for line in lines if line.startswith("pipeline ")})


@pytest.mark.parametrize("line", examples())
def test_an_example_of_a_command_is_one(line: str) -> None:
    _, *words = shlex.split(line.partition(" > ")[0], comments=True)
    known = dict(all_commands())
    depth = 1 if words[0] in known else 2
    command, arguments = known[" ".join(words[:depth])], words[depth:]
    given, rest, _ = command.make_parser(click.Context(command)).parse_args(arguments)
    assert not rest
    for parameter in command.params:
        value = given.get(parameter.name or "")
        if isinstance(parameter, click.Argument) and parameter.required:
            assert value
        if isinstance(parameter.type, click.Choice) and isinstance(value, str):
            assert value in parameter.type.choices


# Settings, fields, keys, elements


def test_every_setting_is_documented_and_no_other() -> None:
    schema = json.loads((files("pipeline.site") / "site.schema.json").read_text(encoding="utf-8"))["properties"]
    tables = {
        "[site]": schema["site"],
        "[site.publisher]": schema["site"]["properties"]["publisher"],
        "[collections.NAME]": schema["collections"]["additionalProperties"],
        "[feeds.NAME]": schema["feeds"]["additionalProperties"],
        "[limits]": schema["limits"],
    }
    documented = dict(re.findall(r"^### `(\[.*?\])`\n(.*?)(?=^##)", text(WEB_TEAM), re.DOTALL | re.MULTILINE))
    assert documented.keys() == {*tables, "[rules]"}
    for table, described in tables.items():
        assert set(re.findall(r"^\| `(\w+)`", documented[table], re.MULTILINE)) == described["properties"].keys(), table


def test_the_classes_of_schema_org_are_documented_and_no_others() -> None:
    listed = text(WEB_TEAM).partition("### For search engines and maps")[2].partition("## Vocabularies")[0]
    assert re.findall("`([A-Z][A-Za-z]+)`", "".join(re.findall("^> .*$", listed, re.MULTILINE))) == sorted(schema_org.classes())


def test_every_common_field_and_every_element_is_documented_for_editors() -> None:
    assert set(re.findall(r"^\| `(\w+)` \| [A-Z`]", text(EDITORS), re.MULTILINE)) >= set(COMMON_FIELDS)
    assert {*WRITABLE_TAGS, *(extension.removeprefix(".") for extension in IMAGES)} <= named(EDITORS)


def test_every_key_and_every_element_is_documented_for_importers() -> None:
    known = named(IMPORTERS)
    for schema in (files("pipeline.emit") / "schemas").iterdir():
        if not schema.name.startswith("feed."):  # a standard says what is in it
            parts = subschemas(json.loads(schema.read_text(encoding="utf-8")))
            assert {name for _, part in parts for name in part.get("properties", ())} <= known, schema.name
    assert {*PUBLISHED_TAGS} <= known


def test_everything_in_outputs_is_in_the_layouts(tmp_path: Path) -> None:
    site = SiteTest(tmp_path).published()
    for page in (README, ROOT / "outputs/README.md"):
        for path in site.output.iterdir():
            name = path.name.removesuffix(".gz")
            assert re.search(rf"^ +{re.escape(name)}[/ ]", text(page), re.MULTILINE), name


# In German, and for everybody


def shown(page: Path) -> list[str]:
    """Every line of code that *page* shows, comments of commands left out."""
    fenced = (line for block in blocks(page, "(?:sh|yaml|markdown)") for line in block.splitlines())
    return [*(line.partition("  #")[0].strip() for line in fenced), *re.findall(r"`([^`\n]+)`", prose(page))]


def words_of_code(page: Path) -> set[str]:
    """What is the same in every language: commands, options, and names that stand alone."""
    commands = {word for line in shown(page) if line.startswith("pipeline ") for word in line.split() if word.isascii()}
    return {word for word in commands if re.fullmatch(r"--[a-z-]+|[a-z]+", word)} | {
        name for name in shown(page) if re.fullmatch(r"-?[a-z][A-Za-z]*:?|[#.][a-z]+|[A-Z]{2}\d{3}", name)
    }


def constructs(page: Path) -> set[str]:
    """What of code is left without its words: `[fees](entry:fees#refunds)` is `[…](…:…#…)`."""
    return {re.sub(r"[\w\s.,'…/-]+", "…", line) for line in shown(page)}


def test_the_guide_in_german_shows_all_that_the_one_in_english_shows() -> None:
    assert words_of_code(EDITORS) - words_of_code(REDAKTION) == set()
    assert constructs(EDITORS) - constructs(REDAKTION) == set()
    rows = re.compile(r"^\| (`\w+`) \|", re.MULTILINE)
    assert rows.findall(text(REDAKTION)) == rows.findall(text(EDITORS))


def on_criteria(page: Path) -> dict[str, dict[str, tuple[str, str, str]]]:
    """For each rule that *page* names below a heading the criteria that it links to there: name, level and URL by number."""
    found: dict[str, dict[str, tuple[str, str, str]]] = {}
    for part in re.split(r"^#+ ", text(page), flags=re.MULTILINE):
        linked = re.findall(r"\[(\d\.\d\.\d+) ([^\]]+) \((A{1,3})\)\]\(([^)]+)\)", part)
        for code in re.findall(r"\b[A-Z]{2}\d{3}\b", part):
            found.setdefault(code, {}).update({number: (name, level, url) for number, name, level, url in linked})
    return found


@pytest.mark.parametrize("page", [ACCESSIBLE, BARRIEREFREI], ids=["en", "de"])
def test_every_rule_that_serves_accessibility_links_to_its_criteria(page: Path) -> None:
    linked = on_criteria(page)
    assert linked.keys() <= catalogue().keys()
    for code in catalogue():
        assert set(criteria(documentation(code))) <= linked.get(code, {}).keys(), code


def test_criteria_have_their_own_names_and_addresses() -> None:
    english, german = on_criteria(ACCESSIBLE), on_criteria(BARRIEREFREI)
    assert english.keys() == german.keys()
    for code, linked in english.items():
        assert linked.keys() == german[code].keys(), code
        for number, (name, level, url) in linked.items():
            slug = re.sub(r"[^a-z-]", "", name.lower().replace(" ", "-"))
            assert url == f"https://www.w3.org/TR/WCAG22/#{slug}"
            assert german[code][number][1:] == (level, url)


@pytest.mark.parametrize(("page", "language"), [(ACCESSIBLE, "en"), (BARRIEREFREI, "de")])
def test_what_editors_are_told_to_write_breaks_none_of_these_rules(page: Path, language: str, tmp_path: Path) -> None:
    site = SiteTest(tmp_path)
    cells = re.findall(r"^\|.* \| (.*) \|$", text(page), re.MULTILINE)
    examples = [example for cell in cells if (example := "\n\n".join(re.findall("`([^`]+)`", cell)))]
    assert len(examples) > 20
    for number, example in enumerate(examples):
        title, body = (example, "Z.") if example.startswith("title: ") else ("title: X", f"{example}\n\nZ.")
        site.write(f"pages/x{number}.{language}.md", f"---\nid: x{number}\n{title}\nsummary: Y\n---\n{body}\n")
    found = {(each.code, each.path) for each in site.check().diagnostics if each.code in on_criteria(page)}
    assert found == set()


# Rules


def test_the_page_of_rules_is_current() -> None:
    expect(RULES, "\n".join(page_of_rules()))


def page_of_rules() -> Iterator[str]:
    yield "# Rules\n"
    yield "What `pipeline check` looks for. The levels hold unless `[rules]` in [site.toml](web-team.md#rules) sets others;"
    yield "`check --fix` mends what is marked so. `make accept` makes this page from the files in `pipeline/rules/`.\n"
    yield "| code | name | level | |\n| --- | --- | --- | --- |"
    for code, rule in catalogue().items():
        level = f"always {rule.severity}" if rule.always else rule.severity
        yield f"| [{code}](#{code.lower()}-{rule.name}) | {rule.name} | {level} | {'fix' * rule.fixable} |"
    for code, rule in catalogue().items():
        sentence, _, rest = documentation(code).removeprefix(f"{code}: ").partition("\n\n")
        why, *shown = re.split(r"^(Bad|Good):\n", rest, flags=re.MULTILINE)
        yield f"\n## {code} {rule.name}\n"
        is_file = "." in sentence.split()[0]
        for option in rule.options:
            why = why.replace(f"\n    {option}: ", f"\n- `{option}`: ")
        yield f"{sentence if is_file else sentence[0].upper() + sentence[1:]}\n\n{why.strip()}"
        if rule.options:
            yield "\n".join(["\nIn site.toml, with the defaults:\n", "```toml", f"[rules.{code}]", *defaults(rule), "```"])
        for name, example in zip(shown[::2], shown[1::2], strict=True):
            lines = [line.removeprefix("    ") for line in example.strip("\n").split("\n")]
            yield "\n".join(["", f"{name}:", "", "````", *lines, "````"])
    yield ""


def defaults(rule: Rule) -> Iterator[str]:
    """The lines of TOML that set the options of *rule* to what they are anyway; of a long list only the beginning."""
    for name, said in rule.options.items():
        value = said["default"]
        shown, rest = (value[:5], value[5:]) if isinstance(value, list) else (value, [])
        yield f"{name} = {json.dumps(shown, ensure_ascii=False)}" + (f"  # and {len(rest)} more" if rest else "")


@pytest.mark.parametrize("page", [RULES, WEB_TEAM, ADOPTING], ids=lambda page: page.stem)
def test_rules_can_be_set_as_shown(page: Path, tmp_path: Path) -> None:
    shown = [block for block in blocks(page, "toml") if "[rules" in block]
    assert shown
    for number, block in enumerate(shown):
        site = SiteTest(tmp_path / str(number))
        others, _, _ = (site.content / "site.toml").read_text(encoding="utf-8").partition("[rules]")
        site.write("site.toml", f"{others}\n{block}")
        found = [each.message for each in site.check().diagnostics if each.path == "site.toml" and each.code[:2] == "CF"]
        of_other_content = re.compile("there is no (content type|folder with sources) ")
        assert not [message for message in found if not of_other_content.match(message)], block


def test_feeds_and_conditions_can_be_set_as_shown(real: SiteTest) -> None:
    settings = (real.content / "site.toml").read_text(encoding="utf-8")
    settings = re.sub(r"^\[feeds\..*?(?=^\[(?!feeds))", "", settings, flags=re.DOTALL | re.MULTILINE)
    feeds = [block for block in blocks(WEB_TEAM, "toml") if "[feeds." in block]
    asked = re.findall(
        r"^\| `([^`]+ = [^`]+)` \|", text(WEB_TEAM).partition("#### Conditions")[2].partition("```")[0], re.MULTILINE
    )
    assert (len(feeds), len(asked)) == (3, 6)
    feeds += [
        f'[feeds.asked-{at}]\ntitle = {{ en = "A", de = "A" }}\ntypes = ["partnership"]\nwhere.{line}\n'
        for at, line in enumerate(asked)
    ]
    real.write("site.toml", "\n".join([settings, *feeds]))
    found = real.check().diagnostics
    assert not [each for each in found if each.path == "site.toml" and each.code != "FD001"]


# The examples of the README


@pytest.fixture
def real(tmp_path: Path) -> SiteTest:
    """The content of this repository."""
    site = SiteTest(tmp_path, empty=True)
    shutil.copytree(ROOT / "content", site.content, dirs_exist_ok=True)
    return site


def test_the_report_in_the_readme_is_a_real_one(real: SiteTest) -> None:
    [page] = blocks(README, "markdown")
    [line] = [line for line in examples() if "research-data" in line and line in text(README)]
    real.write("news/research-data.en.md", page)
    done = run([sys.executable, "-m", *shlex.split(line)], real.content.parent)
    assert done.returncode == 1
    before, fence, rest = text(README).partition("```text\n")
    expect(README, f"{before}{fence}{done.stdout}{rest[rest.index('```') :]}")


class Imported(NamedTuple):
    status: int
    lines: list[str]


def imports(site: SiteTest) -> Imported:
    """What the importer in the README does with what *site* has published."""
    [program] = blocks(README, "python")
    done = run([sys.executable, "-c", program, site.output.as_uri()], site.output.parent)
    return Imported(done.returncode, done.stdout.splitlines())


def test_the_importer_in_the_readme_imports_what_is_new_and_withdraws_what_is_gone(tmp_path: Path) -> None:
    site = SiteTest(tmp_path).published()
    first = imports(site)
    assert len(first.lines) == site.json("manifest.json")["count"]
    assert "import tag:site.example,2026:ada:de Ada Beispiel" in first.lines
    assert imports(site) == Imported(0, [])
    site.edit("news/second.en.md", "Text.", "Other text.").remove("news/third.en.md").published()
    assert imports(site).lines == ["import tag:site.example,2026:second:en Second", "withdraw tag:site.example,2026:third:en"]


def test_the_importer_in_the_readme_imports_nothing_that_was_altered(tmp_path: Path) -> None:
    site = SiteTest(tmp_path).published()
    (site.output / "entries/en/third.json").write_text("{}")
    assert imports(site).status == 1
    assert not (site.output.parent / "imported.json").exists()


def test_the_digest_of_an_entry_is_recomputed_as_documented(tmp_path: Path) -> None:
    site = SiteTest(tmp_path).published()
    program = next(block for block in blocks(IMPORTERS, "python") if "digest" in block)
    for entry in site.output.glob("entries/*/*.json"):
        assert run([sys.executable, "-c", program, str(entry)], tmp_path).stdout == "True\n"


# The examples of additions

WITH_ADDITIONS = """
import sys
from importlib import import_module
for room in ("rules", "emit", "report", "cli"):
    import_module(f"pipeline.{room}").__path__.append(f"additions/pipeline/{room}")
import_module("pipeline.cli").main()
"""

LECTURE = """\
---
id: networks
title: Networks
summary: What holds them together.
date: 2026-11-23
speaker: A. Example
---

## Abstract {#abstract}

Come!!
"""


def test_the_additions_that_contributors_are_shown_work(real: SiteTest) -> None:
    folder = real.content.parent
    shown = re.findall(r"^`(pipeline/\S+)`\n\n```python\n(.*?)^```$", text(CONTRIBUTING), re.DOTALL | re.MULTILINE)
    for path, source in shown:
        file = folder / "additions" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    schema, described = blocks(WEB_TEAM, "json")
    real.write("schemas/lecture.schema.json", schema).write("schemas/described.schema.json", described)
    with (real.content / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[collections.lectures]\ntype = "lecture"\nlanguages = ["en"]\n')

    def output(*arguments: str) -> str:
        done = run([sys.executable, "-c", WITH_ADDITIONS, *arguments], folder)
        assert not done.stderr
        return done.stdout

    number = int(output("count"))
    assert output("build").startswith(f"build 1: {number} entries")
    assert len(real.text("sitemap.txt").splitlines()) == number
    assert output("new", "lecture", "Networks", "--lang", "en") == "content/lectures/networks.en.md\n"
    real.write("lectures/networks.en.md", LECTURE)
    report = output("check", "--format", "csv")
    assert report.splitlines()[1:] == ['lectures/networks.en.md,11,5,TX901,warning,"""!!"" is more than one"']
    assert "TX901: a sentence ends with one exclamation mark at most." in output("rules", "tx901")
