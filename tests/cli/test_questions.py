"""What `pipeline new` asks: on a real terminal, and question by question."""

import fcntl
import os
import pty
import select
import subprocess
import sys
import termios
from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import click
import pytest
import yaml
from click.testing import CliRunner

from pipeline.cli import _questions
from pipeline.model import ContentType
from tests.cli.place import Place

BERLIN = ZoneInfo("Europe/Berlin")
PATIENCE = 60
"""Seconds to wait for what never comes, before a test is given up."""

CONTROL = ("\x03", "\x04")
"""Interrupt, and end of the input."""

NEWS = [
    ("Type (number or name): ", "nws"),
    ("Did you mean news (News)? [Y/n]: ", ""),
    ("Languages, with commas between them [en, de]: ", ""),
    ("Title (en): ", "Open house"),
    ("Title (de): ", "Haus der offenen Tür"),
    ("Id [open-house]: ", ""),
    ("End of the address (en) [open-house]: ", ""),
    ("End of the address (de) [haus-der-offenen-tuer]: ", ""),
    ("summary (en): ", "Come and see."),
    ("summary (de): ", "Kommen Sie: alles ist offen."),
    ("date [2026-06-01]: ", "15.12.2026"),
    ("Did you mean 2026-12-15? [Y/n]: ", ""),
]


class Conversation:
    """`pipeline` on a terminal of its own."""

    def __init__(self, place: Place, *arguments: str, **environment: str) -> None:
        self._reader, terminal = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", *arguments],
            cwd=place.folder,
            env=os.environ | {"TERM": "xterm", "CI": "1", "PYTHONUTF8": "1"} | environment,
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # so that Ctrl-C reaches it as a signal
        )
        os.close(terminal)
        self._heard = bytearray()
        self._answered = 0
        self._keys = b""

    def __enter__(self) -> "Conversation":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._reader)
        self._process.kill()
        self._process.wait()

    def hears(self, question: str) -> None:
        """Wait until *question* is asked."""
        while question not in self._heard[self._answered :].decode(errors="replace"):
            assert self._listens(), f"{question!r} is not asked in\n{self._heard.decode()}"

    def answers(self, keys: str) -> None:
        self._answered = len(self._heard)
        self._keys = keys.encode()
        os.write(self._reader, self._keys)

    def ends(self) -> tuple[int, str]:
        """Its exit status and all that it said, after it has ended."""
        while self._listens():
            pass
        return self._process.wait(PATIENCE), self._heard.decode().replace("\r\n", "\n")

    def _listens(self) -> bool:
        for _ in range(PATIENCE):
            if select.select([self._reader], [], [], 1)[0]:
                break
            if self._keys.decode() in CONTROL:  # readline overlooks those that come just before it waits for a key
                os.write(self._reader, self._keys)
        else:
            raise AssertionError(f"nothing more is said after\n{self._heard.decode()}")
        try:
            chunk = os.read(self._reader, 65536)
        except OSError:  # Linux: the process has closed it
            return False
        self._heard += chunk
        return bool(chunk)


def talk(place: Place, arguments: Sequence[str], lines: Sequence[tuple[str, str]], **environment: str) -> tuple[int, str]:
    """Run `pipeline new` on a terminal and answer each question with a line, or with a control character."""
    with Conversation(place, "new", *arguments, **environment) as conversation:
        for question, answer in lines:
            conversation.hears(question)
            conversation.answers(answer if answer in CONTROL else f"{answer}\n")
        return conversation.ends()


def front(place: Place, path: str) -> Any:
    return yaml.load((place.content / path).read_text(encoding="utf-8").split("---\n")[1], yaml.BaseLoader)


def test_everything_is_asked_for_where_nothing_is_said(place: Place) -> None:
    status, said = talk(place, [], NEWS)
    assert status == 0
    assert "  2  person  Person\n" in said
    assert '"15.12.2026" is not a calendar date.' in said
    for language, title, summary in [
        ("en", "Open house", "Come and see."),
        ("de", "Haus der offenen Tür", "Kommen Sie: alles ist offen."),
    ]:
        assert front(place, f"news/open-house.{language}.md") == {
            "id": "open-house",
            "draft": "true",
            "title": title,
            "date": "2026-12-15",
            "summary": summary,
        } | ({"slug": "haus-der-offenen-tuer"} if language == "de" else {})
    assert said.endswith(
        "content/news/open-house.en.md\n"
        "content/news/open-house.de.md\n"
        "Next: write the text, then run pipeline check content/news/open-house.en.md content/news/open-house.de.md\n"
        "To publish: remove the line draft: true\n"
    )


def test_nothing_is_asked_where_all_is_said(place: Place) -> None:
    status, said = talk(place, ["news", "Open house", "--lang", "en"], [])
    assert (status, said.partition("\n")[0]) == (0, "content/news/open-house.en.md")


def test_what_is_said_is_not_asked_for(place: Place) -> None:
    lines = [("Id [open-house]: ", ""), ("End of the address [open-house]: ", ""), ("summary: ", ""), ("date [", "")]
    status, said = talk(place, ["--title", "en=Open house", "--lang", "en"], [("name): ", "news"), *lines])
    assert status == 0
    assert not [question for question in ("Title", "Languages") if question in said]


@pytest.mark.parametrize("key", CONTROL, ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("answered", range(len(NEWS)))
def test_whoever_breaks_off_leaves_nothing_behind(place: Place, answered: int, key: str) -> None:
    before = sorted(place.content.rglob("*"))
    status, said = talk(place, [], [*NEWS[:answered], (NEWS[answered][0], key)])
    assert status == 130
    assert said.endswith("nothing was written\npipeline: interrupted\n")
    assert sorted(place.content.rglob("*")) == before


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_nothing_is_asked_of_a_pipe(place: Place, stream: str) -> None:
    reader, terminal = pty.openpty()
    streams: dict[str, Any] = {"stdin": terminal, "stdout": terminal, stream: subprocess.DEVNULL}
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "new"],
        cwd=place.folder,
        stderr=subprocess.PIPE,
        check=False,
        encoding="utf-8",
        **streams,
    )
    assert done.returncode == 2
    assert "Missing argument 'TYPE'" in done.stderr
    os.close(terminal)
    os.close(reader)


def test_labels_are_those_of_the_language_that_the_terminal_speaks(place: Place) -> None:
    place.edit("schemas/news.schema.json", '"required": ["summary", "date"]', '"required": ["topics"]')
    lines = [("Id [", ""), ("(en)", ""), ("(de)", ""), ("(en)", ""), ("(de)", ""), ("topics: ", "Lehre, 1, research")]
    arguments = ["news", "--title", "en=House"]
    lines = [("Languages", ""), *lines]
    status, said = talk(place, [*arguments[1:]], [("name): ", "news"), *lines], LC_ALL="de_DE.UTF-8")
    assert status == 0
    assert "  2  teaching  Lehre\n" in said
    assert front(place, "news/house.en.md")["topics"] == ["teaching", "research"]


def test_file_for_all_languages_says_a_thing_once_where_it_is_the_same_in_all(place: Place) -> None:
    names = [("Title (en): ", "Grace"), ("Title (de): ", "Grazia"), ("Id [grace]: ", "")]
    texts = [("summary (en): ", "Hers."), ("summary (de): ", ""), ("role (en): ", "Rector"), ("role (de) [Rector]: ", "")]
    assert talk(place, ["person"], [*names, *texts])[0] == 0
    written = front(place, "people/grace.md")
    assert (written["title"], written["role"]) == ({"en": "Grace", "de": "Grazia"}, "Rector")
    assert written["summary"] == {"en": "Hers.", "de": ""}


# Question by question


Answering = Callable[..., Any]


@pytest.fixture
def answering() -> Answering:
    """Call a question while *lines* are typed; return the answer and what was said."""

    def answer(question: Callable[..., Any], lines: Sequence[str], *arguments: Any, **named: Any) -> tuple[Any, str]:
        with CliRunner().isolation("".join(f"{line}\n" for line in lines)) as (said, *_):
            found = question(*arguments, **named)
        return found, said.getvalue().decode()

    return answer


def schema(**fields: Any) -> ContentType:
    common = {"summary": {"type": "string"}, "slug": {"type": "string", "pattern": "^[a-z]+$", "examples": ["open-day"]}}
    return ContentType("thing", {"type": "object", "properties": common | fields}, (*fields,), (*fields,), {}, {}, ("start",))


def asked(answering: Answering, lines: Sequence[str], choices: Any = None, **field: Any) -> tuple[Any, str]:
    """The answer to the one required field of a type."""
    found, said = answering(
        _questions.fields, ["", *lines], schema(**field), choices or {}, ["en"], BERLIN, today="2026-06-01", shared=False
    )
    [name] = field
    return found["en"][name], said


PEOPLE = {"people": {"ada": "Ada Example", "grace": "Grace Example", "grace-2": "Grace", "x": "Twin", "y": "Twin", "2": ""}}


@pytest.mark.parametrize(
    ("lines", "answer", "said"),
    [
        (["ada"], "ada", "  1  ada      Ada Example\n"),
        (["ADA EXAMPLE"], "ada", ""),
        (["1"], "ada", ""),
        (["2"], "2", ""),
        (["3"], "grace-2", ""),
        (["grace"], "grace", ""),
        (["Grace"], "grace", ""),
        (["aad", "y"], "ada", 'there is no people "aad". Did you mean ada (Ada Example)? [Y/n]: '),
        (["aad", "n", "x"], "x", 'Error: there is no people "aad"\n'),
        (["xample", "1"], "ada", '  2  grace  Grace Example\nError: 2 have "xample" in their name; choose one\n'),
        (["twin", "y"], "y", 'Error: 2 have "twin" in their name; choose one\n'),
        (["a ex", ""], "ada", "Did you mean ada (Ada Example)?"),
        (["7", "77777", "q" * 5000, ""], None, 'Error: there is no people "7"\n'),
        ([""], None, ""),
        (["  "], None, ""),
    ],
)
def test_value_is_chosen_by_number_name_or_label(answering: Answering, lines: list[str], answer: str, said: str) -> None:
    found, heard = asked(answering, lines, PEOPLE, people={"type": "string"})
    assert found == answer
    assert said in heard


def test_long_list_is_cut_and_a_part_of_a_name_shows_the_rest(answering: Answering) -> None:
    many = {"people": {f"person-{number}": "" for number in range(1000)}}
    found, said = asked(answering, ["rson-99", "person-999"], many, people={"type": "string"})
    assert found == "person-999"
    assert "  30  person-29\n  and 970 more; type a part of a name to see which\n" in said
    assert "  1000  person-999\nError: 11 have" in said


@pytest.mark.parametrize(
    ("lines", "answer", "said"),
    [
        (["2026-12-15"], "2026-12-15", ""),
        (["2026-12-15 10:30"], "2026-12-15 10:30", ""),
        (["15.12.2026", ""], "2026-12-15", '"15.12.2026" is not a calendar date. Did you mean 2026-12-15? [Y/n]: '),
        (["5. 2. 2026, 9:05 Uhr", "y"], "2026-02-05 09:05", ""),
        (["15.12.2026", "J"], "2026-12-15", ""),
        (["15.12.2026", "ja"], "2026-12-15", ""),
        (["15.12.2026", "nein", "2026-01-01"], "2026-01-01", ""),
        (["15.12.2026", "perhaps", "y"], "2026-12-15", "Error: answer with y (or j) for yes, n for no\n"),
        (["15.12.2026", "n", "2026-01-01"], "2026-01-01", 'Error: "15.12.2026" is not a calendar date\n'),
        (["31.02.2026", ""], None, 'Error: "31.02.2026" is not a calendar date; write YYYY-MM-DD\n'),
        (["03/04/2026", ""], None, 'Error: "03/04/2026" is not a calendar date; write YYYY-MM-DD\n'),
        (["2026-03-29 02:30", ""], None, "does not exist in Europe/Berlin: the clock skips it"),
        (["tomorrow", ""], None, 'Error: "tomorrow" is not a calendar date; write YYYY-MM-DD\n'),
    ],
)
def test_date_is_checked_at_once(answering: Answering, lines: list[str], answer: str, said: str) -> None:
    found, heard = asked(answering, lines, start={"type": "string", "format": "date-time"})
    assert found == answer
    assert said in heard


@pytest.mark.parametrize(
    ("field", "lines", "answer", "said"),
    [
        (
            {"type": "string", "maxLength": 3},
            ["four", "ok"],
            "ok",
            'Error: "four" is 4 characters long; at most 3 are allowed\n',
        ),
        ({"type": "string", "pattern": "^[A-Z]{2}$", "examples": ["CH"]}, ["Schweiz", "CH"], "CH", 'for example "CH"\n'),
        ({"type": "string", "format": "uri"}, ["www", ""], None, 'Error: "www" is not a complete URL\n'),
        ({"type": "string"}, ["a\x1b[Db", ""], None, "has a character that cannot be seen; type it anew\n"),
        ({"type": "string"}, ["5"], "5", ""),
        ({"type": "integer", "minimum": 1}, ["five", "0", "5"], 5, 'Error: "five" is text; write a whole number\n'),
        ({"type": "integer"}, ["9" * 5000, "[", ""], None, "Error: "),
        ({"type": "number"}, ["1.5"], 1.5, ""),
        ({"type": ["string", "null"]}, ["null"], "null", ""),
        ({"type": "array", "items": {"type": "string"}}, ["a b, c,"], ["a b", "c"], ""),
        ({"type": "array", "items": {"type": "string"}, "maxItems": 1}, ["a,b", "a"], ["a"], "Error: "),
        ({}, ["free"], "free", ""),
        (True, ["free"], "free", ""),
    ],
)
def test_answer_is_checked_by_the_schema(answering: Answering, field: Any, lines: list[str], answer: Any, said: str) -> None:
    found, heard = asked(answering, lines, thing=field)
    assert found == answer
    assert said in heard


def test_yes_and_no_become_true_and_false(answering: Answering) -> None:
    options = {"open": {"true": "yes", "false": "no"}}
    assert asked(answering, ["no"], options, open={"type": "boolean"})[0] is False


@pytest.mark.parametrize("field", [{"type": "object"}, {"type": "array", "items": {"type": "object"}}, {"type": "null"}])
def test_what_one_line_cannot_say_is_left_for_the_file(answering: Answering, field: dict[str, Any]) -> None:
    kind = schema(place=field)
    found, _ = answering(_questions.fields, [""], kind, {}, ["en"], BERLIN, today="", shared=False)
    assert found == {"en": {"summary": None}}


def test_prose_is_asked_for_in_each_language_and_all_else_once(answering: Answering) -> None:
    kind = schema(city={"type": "string"}, code={"type": "string", "pattern": "."}, start={"type": "string", "format": "date"})
    lines = ["A", "B", "Cologne", "Köln", "CH", "2026-01-01"]
    found, _ = answering(_questions.fields, lines, kind, {}, ["en", "de"], BERLIN, today="", shared=False)
    assert found["en"] == {"summary": "A", "city": "Cologne", "code": "CH", "start": "2026-01-01"}
    assert found["de"] == {"summary": "B", "city": "Köln", "code": "CH", "start": "2026-01-01"}


def test_id_is_well_formed_and_free(answering: Answering) -> None:
    taken = {"guide": 'the id "guide" is taken by pages/guide.md'}
    lines = ["", "Guide", "y", "Zweiter Führer!", "", "and more"]
    found, said = answering(_questions.id, lines, "guide", 20, lambda wanted: taken.get(wanted, ""))
    assert found == "zweiter-fuehrer"
    assert 'the id "guide" is taken by pages/guide.md.\nId: ' in said
    assert "Error: an answer is needed here\n" in said
    assert "20 characters at most. Did you mean zweiter-fuehrer?" in said


def test_id_that_no_letter_can_be_made_of_is_asked_for_again(answering: Answering) -> None:
    assert answering(_questions.id, ["東京", "tokyo"], "", 20, lambda _: "")[0] == "tokyo"


def test_one_title_is_enough_and_none_is_too_few(answering: Answering) -> None:
    found, said = answering(_questions.titles, ["", "", "", "Tür"], ["en", "de"])
    assert found == {"de": "Tür"}
    assert "A title is needed in one language at least.\n" in said


def test_languages_are_chosen_in_the_order_of_the_site(answering: Answering) -> None:
    site = ("en", "de", "fr")
    assert answering(_questions.languages, ["fr, 1"], site)[0] == ("en", "fr")
    assert answering(_questions.languages, [""], site)[0] == site
    found, said = answering(_questions.languages, ["sw", "fr"], site)
    assert found == ("fr",)
    assert 'Error: there is no language "sw"\n' in said


def test_slug_follows_its_schema(answering: Answering) -> None:
    found, said = answering(_questions.slugs, ["A b", "ab", ""], schema(), {"en": "a", "de": "b"})
    assert found == {"en": "ab", "de": "b"}
    assert 'for example "open-day"' in said


def test_what_content_says_cannot_steer_the_terminal(answering: Answering) -> None:
    options = {"people": {"ada": "\x1b[2J"}}
    _, said = asked(answering, ["ad", "y"], options, people={"type": "string", "description": "\x1b[2J"})
    assert "\x1b" not in said


def test_end_of_the_input_is_an_abort(answering: Answering) -> None:
    with pytest.raises(click.Abort):
        answering(_questions.titles, [], ["en"])
