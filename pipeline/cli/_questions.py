"""What `pipeline new` asks on a terminal.

Enter alone takes what stands in brackets, or leaves a field for later: a draft may have holes. Every answer is checked at once
as `pipeline check` would check it. Ctrl-C or the end of the input raises click.Abort.
"""

import contextlib
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import click

from pipeline import dates
from pipeline.cli import _terminal
from pipeline.cli._template import Choices, about
from pipeline.model import ContentType, Site
from pipeline.parse import parse_yaml
from pipeline.report import aligned, visible
from pipeline.schema import violations
from pipeline.words import count, nearest, quote, slugify

with contextlib.suppress(ImportError):
    import readline  # noqa: F401 - its import lets the arrow keys move in an answer

_COMMON_DATES = ("date", "publishDate", "lastmod", "expiryDate", "reviewDate")
_GERMAN_DATE = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?:,? (\d{1,2})[:.](\d\d)(?: Uhr)?)?", re.ASCII)
_YES_OR_NO = {"y": True, "yes": True, "j": True, "ja": True, "n": False, "no": False, "nein": False}
_LISTED = 30
_WIDTH = 78

_Accept = Callable[[str], Any]
"""Returns what an answer, which is not empty, means. Raises click.UsageError, whose message is shown before asking again."""


def kind(site: Site) -> str:
    """Ask what to write; return the name of a type, or of a collection where several hold its type."""
    holders = Counter(collection.type for collection in site.collections)
    schemas = {
        each.type if holders[each.type] == 1 else each.name: site.types[each.type].schema if each.type in site.types else {}
        for each in site.collections
    }
    titles = {name: str(schema.get("title", "")) for name, schema in schemas.items()}
    _explain("What do you want to write?")
    _list({name: ". ".join(filter(None, [titles[name], schema.get("description")])) for name, schema in schemas.items()})
    name: str = _ask("Type (number or name)", partial(_choose, titles, "type"), required=True)
    return name


def languages(known: tuple[str, ...]) -> tuple[str, ...]:
    """Ask which of the *known* languages to write in."""

    def accept(answer: str) -> tuple[str, ...]:
        wanted = {_choose(dict.fromkeys(known, ""), "language", each) for each in _members(answer)}
        return tuple(language for language in known if language in wanted) or known

    return tuple(_ask("Languages, with commas between them", accept, default=", ".join(known)))


def titles(languages: Sequence[str]) -> dict[str, str]:
    """Ask for the title in each of *languages*; at least one is given."""
    while True:
        found = {language: title for language in languages if (title := _ask(_in("Title", language, languages), str))}
        if found:
            return found
        _terminal.say("A title is needed in one language at least.\n")


def id(proposed: str, limit: int, fault: Callable[[str], str]) -> str:
    """Ask for the id, of at most *limit* characters; *fault* says why one cannot be used, or ""."""

    def accept(answer: str) -> str:
        form = f"{quote(answer)} is not lower-case words joined by hyphens, {limit} characters at most"
        proper = slugify(answer, limit)
        id = answer if answer == proper else _offer(form, proper)
        if taken := fault(id):
            raise click.UsageError(taken)
        return id

    _explain("The id is the permanent name by which links, importers and subscribers know the entry. It never changes.")
    if proposed and (taken := fault(proposed)):
        _explain(f"{taken}.")
        proposed = ""
    found: str = _ask("Id", accept, default=proposed, required=True)
    return found


def slugs(type: ContentType, proposed: Mapping[str, str]) -> dict[str, str]:
    """Ask for the end of the address in each language."""
    accept = partial(_as_field, type, "slug")
    return {
        language: _ask(_in("End of the address", language, [*proposed]), accept, default=slug)
        for language, slug in proposed.items()
    }


def fields(
    type: ContentType, choices: Choices, languages: Sequence[str], zone: ZoneInfo, *, today: str, shared: bool
) -> dict[str, dict[str, Any]]:
    """Ask for the required fields but id and title; return the answers by language.

    What depends on the language is asked for in each. In a *shared* file the first answer, which may be a name that is the same
    everywhere, is proposed for the others.
    """
    answers: dict[str, dict[str, Any]] = {language: {} for language in languages}
    for field in dict.fromkeys(("summary", *type.required)):
        if field in ("id", "title") or _is_structured(type, field):
            continue
        options = choices.get(field, {})
        accept = _accept(type, field, options, zone)
        _explain(about(type, field))
        _list(options)
        if _is_prose(type, field, options):
            first = ""
            for language in languages:
                answers[language][field] = _ask(_in(field, language, languages), accept, default=first)
                if shared and field != "summary":
                    first = first or answers[language][field] or ""
        else:
            answer = _ask(field, accept, default=today if field == "date" else "")
            for language in languages:
                answers[language][field] = answer
    return answers


def _ask(question: str, accept: _Accept, default: str = "", *, required: bool = False) -> Any:
    """Ask until *accept* takes the answer; return what it means, or None where nothing was answered."""

    def meaning(answer: str) -> Any:
        answer = answer.strip()
        if visible(answer) != answer:
            raise click.UsageError(f"{quote(answer)} has a character that cannot be seen; type it anew")
        if required and not answer:
            raise click.UsageError("an answer is needed here")
        return accept(answer) if answer else None

    return click.prompt(visible(question), default=default, show_default=bool(default), value_proc=meaning)


def _offer(problem: str, instead: str, label: str = "") -> str:
    """Return *instead* if that was meant; else raise UsageError for the *problem*."""
    shown = f"{instead} ({visible(label)})" if label else instead
    question = f"{problem}. Did you mean {shown}? [Y/n]"
    if instead and click.prompt(question, default="y", show_default=False, value_proc=_as_yes):
        return instead
    raise click.UsageError(problem)


def _as_yes(answer: str) -> bool:
    word = answer.strip().casefold()
    if word not in _YES_OR_NO:
        raise click.UsageError("answer with y (or j) for yes, n for no")
    return _YES_OR_NO[word]


def _choose(options: Mapping[str, str], what: str, answer: str) -> str:
    """Return the one of *options* whose name, label or number is *answer*, or to which the editor agrees."""
    labels = Counter(label.casefold() for label in options.values())
    unique = {label.casefold(): name for name, label in options.items() if label and labels[label.casefold()] == 1}
    numbers = {str(number): name for number, name in enumerate(options, 1)}
    known = numbers | unique | {name.casefold(): name for name in options}
    word = answer.casefold()
    if word in known:
        return known[word]
    partly = [name for name, label in options.items() if word in f"{name} {label}".casefold()]
    if len(partly) > 1:
        _list(options, set(partly))
        raise click.UsageError(f"{len(partly)} have {quote(answer)} in their name; choose one")
    near = partly[0] if partly else known.get(nearest(answer, known.keys() - numbers.keys()), "")
    return _offer(f"there is no {what} {quote(answer)}", near, options.get(near, ""))


def _accept(type: ContentType, field: str, options: Mapping[str, str], zone: ZoneInfo) -> _Accept:
    """What makes an answer a value of *field*."""
    if field in (*type.dates, *_COMMON_DATES):
        one: _Accept = partial(_as_date, zone)
    elif options:
        one = partial(_choose, options, field)
    else:
        return partial(_as_field, type, field)
    if _types(type, field) & {"array"}:
        return lambda answer: [*dict.fromkeys(one(member) for member in _members(answer))]
    return lambda answer: _as_field(type, field, one(answer)) if options else one(answer)


def _as_date(zone: ZoneInfo, answer: str) -> str:
    try:
        dates.parse(answer, zone)
    except dates.DateProblem as problem:
        said, hint = f"{quote(answer)} {problem}", problem.hint
    else:
        return answer
    if german := _GERMAN_DATE.fullmatch(answer):
        day, month, year, hour, minute = german.groups()
        instead = f"{year}-{month:0>2}-{day:0>2}" + (f" {hour:0>2}:{minute}" if hour else "")
        with contextlib.suppress(dates.DateProblem):
            dates.parse(instead, zone)
            return _offer(said, instead)
    raise click.UsageError(f"{said}; {hint}")


def _as_field(type: ContentType, field: str, answer: str) -> Any:
    """The value of *field* that *answer* is, if its schema allows it."""
    value: Any = answer
    if _types(type, field) & {"array"}:
        value = _members(answer)
    elif not _types(type, field) & {"string"}:
        data, findings = parse_yaml(answer)
        value = answer if findings else data.value
    for violation in violations(type.schema, {field: value}):
        if violation.path[:1] == (field,):
            raise click.UsageError(f"{violation.message}{'; ' if violation.hint else ''}{violation.hint}")
    return value


def _declared(type: ContentType, field: str) -> dict[str, Any]:
    said = type.schema.get("properties", {}).get(field)
    return said if isinstance(said, dict) else {}


def _types(type: ContentType, field: str) -> set[str]:
    """The JSON types that the schema names for *field*; text where it names none."""
    said = _declared(type, field).get("type", "string")
    return {said} if isinstance(said, str) else set(said)


def _is_structured(type: ContentType, field: str) -> bool:
    """Whether one line cannot say the value: it is written in the file."""
    items = _declared(type, field).get("items")
    members = items.get("type", "string") if isinstance(items, dict) else "string"
    types = _types(type, field)
    return not types & {"string", "array", "integer", "number", "boolean"} or (types == {"array"} and members != "string")


def _is_prose(type: ContentType, field: str, options: Mapping[str, str]) -> bool:
    """Whether *field* is a text in the words of a language, and so another one in each."""
    formal = {"pattern", "format", "enum", "const"} & _declared(type, field).keys()
    dated = field in (*type.dates, *_COMMON_DATES)
    return not options and not formal and not dated and "string" in _types(type, field)


def _members(answer: str) -> list[str]:
    return [member.strip() for member in answer.split(",") if member.strip()]


def _in(question: str, language: str, languages: Sequence[str]) -> str:
    return f"{question} ({language})" if len(languages) > 1 else question


def _list(options: Mapping[str, str], only: Collection[str] | None = None) -> None:
    """Show *options*, or *only* some of them, with their numbers and labels."""
    rows = [
        [f"  {number}", name, label if label != name else ""]
        for number, (name, label) in enumerate(options.items(), 1)
        if only is None or name in only
    ]
    for line in aligned(rows[:_LISTED]) if rows else []:
        _terminal.say(f"{line}\n")
    if rows[_LISTED:]:
        _terminal.say(f"  and {count(len(rows) - _LISTED, 'more', 'more')}; type a part of a name to see which\n")


def _explain(text: str) -> None:
    _terminal.say("".join(f"{visible(line)}\n" for line in ["", *textwrap.wrap(text, _WIDTH)]))
