"""`pipeline translations`."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import _options, _terminal
from pipeline.cli._paths import below
from pipeline.words import one_of, quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model import Corpus, Pair

STATES = ("missing", "current", "stale", "confirmed")


@click.command("translations")
@click.argument("words", nargs=-1, metavar="[accept PATH...]")
@_options.content
@click.option("--lang", help="Only translations into this language.")
@click.option("--state", type=click.Choice(STATES), help="Only those in this state.")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Who reads it.")
@_options.now
def command(words: tuple[str, ...], content: Path, lang: str | None, state: str | None, format: str, now: datetime) -> int:
    """Show how every translation stands to its source.

    A translation is missing; or stale: its source changed since its translator confirmed it, in the sections that are named, or
    since it was last changed itself; or confirmed; or, where nobody ever confirmed it, current.

    With accept, those at PATH are confirmed: the front matter of each records a digest of each section of its source, so that a
    later change names exactly the sections to read again. Nothing else in the file changes.

    \b
    Example:
      pipeline translations
      pipeline translations --lang de --state stale
      pipeline translations accept content/news/open-day.de.md
    """
    from pipeline.check import check
    from pipeline.cli._findings import report

    if words and (words[0] != "accept" or not words[1:]):
        raise click.UsageError(f"{quote(' '.join(words))} cannot be done; write `pipeline translations accept PATH`")
    if words and (lang or state or format != "text"):
        raise click.UsageError("--lang, --state and --format choose what is shown; accept takes nothing but paths")
    with _terminal.progress() as progress:
        checked = check(content, now=now, jobs=_options.processors(), progress=progress)
    if not checked.corpus:
        _terminal.show(report(checked, content), err=True)
        return 1
    if words:
        _accept(checked.corpus, checked.sources, content, words[1:])
        return 0
    if lang and lang not in checked.corpus.site.languages:
        raise _options.unknown("language", lang, checked.corpus.site.languages)
    _show([pair for pair in checked.corpus.pairs if lang in (None, pair.language) and state in (None, pair.state)], format)
    if checked.failed(strict=False):
        _terminal.say("The content has errors, so translations may be missing here; `pipeline check` names them.\n", err=True)
        return 1
    return 0


def _show(pairs: "list[Pair]", format: str) -> None:
    if format == "json":
        _terminal.say(json.dumps({"translations": [_record(pair) for pair in pairs]}, indent=2) + "\n")
        return
    _terminal.say_table(
        ["state", "lang", "translation or source", "changed"], sorted(map(_row, pairs), key=_by_path), cut=(3, 2)
    )
    if pairs:
        states = Counter(pair.state.value for pair in pairs)
        _terminal.say("\n" + ", ".join(f"{states[each]:,} {each}" for each in STATES if states[each]) + "\n")


def _path(pair: "Pair") -> str:
    """The translation's file, or that of the source where there is none yet."""
    return (pair.translation or pair.source).compiled.path


def _row(pair: "Pair") -> list[str]:
    return [pair.state, pair.language, _path(pair), ", ".join(pair.changed)]


def _by_path(row: list[str]) -> tuple[str, str]:
    _, language, path, _ = row
    return path, language


def _record(pair: "Pair") -> dict[str, object]:
    return {
        "id": pair.id,
        "language": pair.language,
        "state": pair.state,
        "path": pair.translation.compiled.path if pair.translation else None,
        "source_language": pair.source.localised.language,
        "source_path": pair.source.compiled.path,
        "changed": list(pair.changed),
    }


def _accept(corpus: "Corpus", sources: "Mapping[str, str]", content: Path, paths: "Sequence[str]") -> None:
    """Write into the translations at *paths* what they are confirmed against. Where one of them cannot be, none is written."""
    from pipeline.model import Trouble
    from pipeline.store.sources import replace

    pairs = {path: _translation(corpus, path) for path in (below(content, path) for path in paths)}
    confirmed = {path: _confirmed(path, sources[path], pair, content) for path, pair in pairs.items()}
    for path, new in confirmed.items():
        done = f"confirmed against {pairs[path].source.compiled.path}"
        if new == sources[path]:
            done = "confirmed already"
        elif not replace(content, path, sources[path], new):
            raise Trouble(f"{content / path} was left alone: it changed meanwhile; run the command again")
        _terminal.say(f"{content / path}: {done}\n")


def _translation(corpus: "Corpus", path: str) -> "Pair":
    """The translation in the file *path*. Raises UsageError."""
    for pair in corpus.pairs:
        if pair.translation and pair.translation.compiled.path == path:
            return pair
    raise click.UsageError(f"{quote(path)} {_why_none(corpus, path)}")


def _why_none(corpus: "Corpus", path: str) -> str:
    """Why the file *path* is no translation, and what to do."""
    document = corpus.by_path.get(path)
    if not document:
        return "is no entry; name the file of a translation"
    of_it = [pair.translation.compiled.path for pair in corpus.pairs if pair.source.compiled is document and pair.translation]
    if of_it:
        return f"is the source; name a translation of it: {one_of(of_it)}"
    if len(document.localised) > 1:
        return "holds all languages itself, so there is nothing to confirm"
    if document.localised and len(corpus.by_id.get(document.id, ())) == 1:
        return "is no translation: no file in another language has its id"
    return "cannot be told from others or cannot be read; `pipeline check` says why"


def _confirmed(path: str, old: str, pair: "Pair", content: Path) -> str:
    """The text *old* of the translation at *path*, confirmed. Raises Trouble where it cannot be written."""
    from pipeline.fix import apply
    from pipeline.model import Source, Trouble
    from pipeline.parse import parse
    from pipeline.store.sources import objection
    from pipeline.translations import confirmation, record

    said = record(pair.source)
    before = parse(Source(path, old, ""))
    if before.front.value.get("translated") == said:
        return old
    if why := objection(content, path):
        raise Trouble(f"{content / path} was left alone: {why}")
    new, _ = apply(old, [confirmation(before, pair.source)])
    after = parse(Source(path, new, ""))
    if too_long := [found.message for found in after.found("FM002") if "more than" in found.message]:
        raise Trouble(f"{content / path} has no place for what is confirmed: {too_long[0]} then; set its lastmod instead")
    if after.front.value != {**before.front.value, "translated": said}:
        hint = "remove its `translated`" if "translated" in before.front.value else "write its front matter one field a line"
        raise Trouble(f"{content / path} has no place for what is confirmed; {hint} and run the command again")
    return new
