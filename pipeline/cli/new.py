"""`pipeline new`."""

import contextlib
import os
import re
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from pipeline.cli import _options, _terminal
from pipeline.model import Collection, Corpus, Site, Trouble
from pipeline.words import quote, slugify

if TYPE_CHECKING:
    from pipeline.cli._template import Choices

_ID = 60
_UID = 100
"""Characters that an id and its tag URI may have."""

_Values = Mapping[str, Mapping[str, Any]]
"""What is known of the fields, in each language that the entry begins with."""


def _needed(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """What is missing is asked for where somebody can answer, and else an error; a title may also be given as an option."""
    if value is None and not _on_terminal() and not (parameter.name == "title" and context.params.get("titles")):
        raise click.MissingParameter(ctx=context, param=parameter, param_hint=f"'{parameter.human_readable_name.strip('[]')}'")
    return value and _as_text(value, parameter)


def _by_language(_: click.Context, parameter: click.Parameter, said: Sequence[str]) -> dict[str, str]:
    for each in said:
        if "=" not in _as_text(each, parameter):
            raise click.BadParameter(f"{quote(each)} names no language; write it as en={shlex.quote(each)}", param=parameter)
    return dict(each.split("=", 1) for each in said)


def _as_text(value: str, parameter: click.Parameter) -> str:
    from pipeline.cli._template import quoted
    from pipeline.parse import parse_yaml

    if re.search("[\ud800-\udfff]", value):  # how Python hands on bytes that are no text
        raise click.BadParameter(f"{quote(value)} is not text in UTF-8", param=parameter)
    for finding in parse_yaml(quoted(value))[1]:  # what the front matter may not hold
        raise click.BadParameter(f"{quote(value)} cannot be kept: {finding.message}; {finding.hint}", param=parameter)
    return value


@click.command("new")
@click.argument("type", required=False, callback=_needed)
@click.argument("title", required=False, callback=_needed)
@click.option("--lang", help="Only in this language; else in every language of the site.")
@click.option(
    "--title",
    "titles",
    metavar="LANG=TITLE",
    multiple=True,
    callback=_by_language,
    help="The title in one language; may be given for each.",
)
@_options.content
def command(type: str | None, title: str | None, lang: str | None, titles: dict[str, str], content: Path) -> int:
    """Begin a new entry with every field that its TYPE requires.

    One file is written for each language, as a draft. The id is made from TITLE and stays for ever. No file that exists
    is touched. On a terminal, what is left out is asked for.

    \b
    Example:
      pipeline new
      pipeline new news "Open day"
      pipeline new news --title en="Open day" --title de="Tag der offenen Tür"
      pipeline new institution "ETH Zurich"
      pipeline new event "Tag der offenen Tür" --lang de
    """
    from pipeline.check import check
    from pipeline.cli._findings import report

    now = _options.clock()
    with _terminal.progress() as progress:
        checked = check(content, now=now, jobs=_options.processors(), progress=progress)
    corpus = checked.corpus
    with _nothing_written():
        collection = _collection(corpus.site, type) if corpus else None
        if not corpus or not collection or collection.type not in corpus.site.types:  # the settings are broken
            _terminal.show(report(checked, content), err=True)
            return 1
        is_told = bool(type and (title or titles))
        languages = _languages(corpus.site, collection, titles, lang, ask=not is_told)
        new = _New(content, corpus, collection, now, languages)
        id, values = new.told(title or "", titles) if is_told else new.asked(titles)
    texts = new.texts(id, values)
    _write(content, texts)
    _terminal.say("".join(f"{content / path}\n" for path in texts))
    if _on_terminal():
        check_them = shlex.join(["pipeline", "check", *(str(content / path) for path in texts)])
        _terminal.say(f"Next: write the text, then run {check_them}\n")
        _terminal.say("To publish: remove the line draft: true\n")
    return 0


class _New:
    """A new entry of *collection* in *languages*."""

    def __init__(self, content: Path, corpus: Corpus, collection: Collection, now: datetime, languages: Sequence[str]) -> None:
        self.content = content
        self.corpus = corpus
        self.site = corpus.site
        self.collection = collection
        self.type = corpus.site.types[collection.type]
        self.languages = languages
        self.zone = ZoneInfo(self.site.timezone)
        self.today = now.astimezone(self.zone).date().isoformat()
        self.longest_id = min(_ID, _UID - max(len(self.site.uid("", language)) for language in self.site.languages))

    def told(self, title: str, titles: Mapping[str, str]) -> tuple[str, _Values]:
        """The id and the fields as the arguments have them. Raises UsageError, and Trouble where the id is taken."""
        said = {language: titles.get(language, title) for language in self.languages}
        first = next(filter(None, said.values()), "")
        id = slugify(first, self.longest_id)
        if not id:
            raise click.UsageError(
                f"no id can be made from {quote(first)}; give a title in Latin letters and change it in the file"
            )
        if fault := self.fault(id):
            raise Trouble(f"{fault}; choose another title")
        slugs = self.slugs(id, said)
        return id, {language: self.named(id, text, slugs.get(language, id)) for language, text in said.items()}

    def asked(self, titles: Mapping[str, str]) -> tuple[str, _Values]:
        """The id and the fields as somebody at the terminal answers. Raises click.Abort."""
        from pipeline.cli import _questions

        shared = self.collection.shared
        said = titles or _questions.titles(self.languages)
        id = _questions.id(slugify(next(iter(said.values())), self.longest_id), self.longest_id, self.fault)
        slugs = _questions.slugs(self.type, self.slugs(id, said))
        choices = self.choices(_spoken(self.languages))
        answers = _questions.fields(self.type, choices, self.languages, self.zone, today=self.today, shared=shared)
        return id, {
            language: self.named(id, said.get(language, ""), slugs.get(language, id)) | answers[language]
            for language in self.languages
        }

    def fault(self, id: str) -> str:
        """Why the entry cannot have this *id*, or ""."""
        for path in self.paths(id):
            if (self.content / path).exists():
                return f"{self.content / path} is there already and was left as it is"
        for target in self.corpus.by_id.get(id, ()):
            if self.collection.shared or target.localised.language in self.languages:
                return f"the id {quote(id)} is taken by {target.compiled.path}"
        return ""

    def slugs(self, id: str, titles: Mapping[str, str]) -> dict[str, str]:
        """How the address ends in each language, made of its title; nothing where addresses are made without slugs."""
        if self.collection.shared or "{slug}" not in self.collection.url:
            return {}
        return {language: slugify(titles.get(language, "")) or id for language in self.languages}

    def named(self, id: str, title: str, slug: str) -> dict[str, Any]:
        """The fields that name the entry. Its files are named by its *id*, which is its slug unless the file has another."""
        return {"title": title} | ({"slug": slug} if slug != id else {})

    def paths(self, id: str) -> dict[str, str]:
        """The files to be written, each with its language ("" for all)."""
        folder = f"{self.collection.folder}/" if self.collection.folder else ""
        if self.collection.shared:
            return {f"{folder}{id}.md": ""}
        return {f"{folder}{id}.{language}.md": language for language in self.languages}

    def texts(self, id: str, values: _Values) -> dict[str, str]:
        """The text of each file, by its path."""
        from pipeline.cli._template import entry

        shared = self.languages if self.collection.shared else ()
        if shared:
            values = {"": _merged(values)}
        return {
            path: entry(
                self.type,
                self.choices(language or self.site.default_language),
                {"id": id, "date": self.today, **values[language]},
                shared,
                language or self.site.default_language,
            )
            for path, language in self.paths(id).items()
        }

    def choices(self, language: str) -> "Choices":
        """For each field that takes a term, the id of an entry or another known value: these, with labels in *language*."""
        from pipeline.server.fields import known

        return {field: known(self.site, self.corpus, self.type, field, language) for field in self.type.schema["properties"]}


def _collection(site: Site, type: str | None) -> Collection:
    """The collection of *type*, or of that name; without either, the one that is chosen."""
    if not type:
        from pipeline.cli._questions import kind

        type = kind(site)
    found = [each for each in site.collections if each.type == type] or [each for each in site.collections if each.name == type]
    if not found:
        raise _options.unknown("content type", type, sorted({each.type for each in site.collections}))
    return found[0]


def _languages(
    site: Site, collection: Collection, titles: Mapping[str, str], lang: str | None, *, ask: bool
) -> tuple[str, ...]:
    """The languages of the entry, which the arguments have said or somebody says now."""
    if lang and lang not in site.languages:
        raise _options.unknown("language", lang, site.languages)
    if lang and collection.shared:
        raise click.UsageError(f"one file of {quote(collection.name)} holds all languages; leave out --lang")
    known = (lang,) if lang else site.languages
    for language in titles:
        if language not in known:
            raise _options.unknown("language", language, known)
    if ask and len(known) > 1 and not collection.shared:
        from pipeline.cli._questions import languages

        return languages(known)
    return known


def _merged(values: _Values) -> dict[str, Any]:
    """What is known of a file that holds all languages: one value where all agree, else one for each."""
    fields = dict.fromkeys(field for known in values.values() for field in known)
    found: dict[str, Any] = {}
    for field in fields:
        by_language = {language: known.get(field) for language, known in values.items()}
        alike = all(value == next(iter(by_language.values())) for value in by_language.values())
        found[field] = by_language if field in ("title", "summary") or not alike else next(iter(by_language.values()))
    return found


def _write(content: Path, texts: Mapping[str, str]) -> None:
    """Write all of *texts*, or none: what was written before another failed is removed unless somebody has changed it."""
    from pipeline.store import files
    from pipeline.store.sources import create

    written: list[str] = []
    try:
        for path, text in texts.items():
            create(content, path, text)
            written.append(path)
    except BaseException:
        for path in written:
            if files.holds(content / path, texts[path].encode()):
                (content / path).unlink()
        raise


@contextlib.contextmanager
def _nothing_written() -> Iterator[None]:
    """Say so when Ctrl-C, or the end of the input, interrupts the questions."""
    try:
        yield
    except (click.Abort, KeyboardInterrupt):
        _terminal.say("\nnothing was written\n", err=True)
        raise KeyboardInterrupt from None


def _on_terminal() -> bool:
    """Whether somebody sees what is said and can answer."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _spoken(languages: Sequence[str]) -> str:
    """The one of *languages* that the terminal speaks (POSIX's variables), else the first."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next(filter(None, map(os.environ.get, names)), "")
    spoken = re.split("[_.@]", locale)[0]
    return spoken if spoken in languages else languages[0]
