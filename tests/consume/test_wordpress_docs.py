"""docs/wordpress.md names what there is, and nothing else."""

import ast
import re
from pathlib import Path

from pipeline.cli.push import wordpress as command
from pipeline.consume import wordpress
from pipeline.consume.wordpress import _wanted
from tests.test_recipes import of_page, of_python, text, unknown

PAGE = text(Path(__file__).parents[2] / "docs" / "wordpress.md")


def test_fields_that_are_mapped_are_published() -> None:
    assert unknown(of_page(PAGE), "entry") == set()


def test_every_field_that_is_written_is_in_the_table() -> None:
    assert _wanted.__file__
    read = of_python(text(Path(_wanted.__file__)))
    named = {path.partition("/")[0] for path in of_page(PAGE)}
    assert read - {"id"} <= named | {"content_html"}
    assert named - read == {"content_html"}


def test_every_option_is_documented() -> None:
    rows = re.search(r"\| option \| meaning \|\n.*?\n\n", PAGE, re.DOTALL)
    assert rows
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    assert set(re.findall(r"`(--[a-z-]+)`", "\n".join(row.split(" | ")[0] for row in rows[0].splitlines()))) == options


def test_post_meta_is_that_of_the_plugin() -> None:
    keys = set(re.findall(r"const \w+ = '(\w+)'", wordpress.plugin()))
    assert len(keys) == 2
    assert set(re.findall(r"`(_knowledge_networks\w+)`", PAGE)) == keys


def test_messages_that_are_explained_are_those_that_are_said() -> None:
    folder = Path(wordpress.__file__ or "").parent
    said = " ".join(
        node.value
        for module in folder.glob("*.py")
        for node in ast.walk(ast.parse(text(module)))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    rows = re.findall(r"^\| (`.*) \| [A-Z]", PAGE.partition("| it says |")[2], re.MULTILINE)
    assert len(rows) == 9
    for explained in re.findall("`([^`]+)`", " ".join(rows)):
        assert explained in said
