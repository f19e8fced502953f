"""`pipeline new`."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from pipeline.cli import _options, _terminal
from pipeline.model import Collection, ContentType, Corpus, Site, Trouble
from pipeline.words import quote, slugify

_ID = 60
_UID = 100
"""Characters that an id and its tag URI may have."""


@click.command("new")
@click.argument("type")
@click.argument("title")
@click.option("--lang", help="Only in this language; else in every language of the site.")
@_options.content
def command(type: str, title: str, lang: str | None, content: Path) -> int:
    """Begin a new entry with every field that its TYPE requires.

    One file is written for each language. The id is made from TITLE and stays for ever. No file that exists is touched.

    \b
    Example:
      pipeline new news "Open day"
      pipeline new institution "ETH Zurich"
      pipeline new event "Tag der offenen Tür" --lang de
    """
    from pipeline.build import check
    from pipeline.cli._findings import report
    from pipeline.cli._template import entry
    from pipeline.store.sources import create

    now = _options.clock()
    with _terminal.progress() as progress:
        checked = check(content, now=now, jobs=_options.processors(), progress=progress)
    corpus = checked.corpus
    collection = _collection(corpus.site, type) if corpus else None
    if not corpus or not collection or collection.type not in corpus.site.types:  # the settings are broken
        _terminal.show(report(checked, content), err=True)
        return 1
    site = corpus.site
    id = _id(site, title)
    text = entry(
        site.types[collection.type],
        _choices(site.types[collection.type], corpus),
        id=id,
        title=title,
        day=now.astimezone(ZoneInfo(site.timezone)).date().isoformat(),
        languages=site.languages if collection.shared else (),
    )
    paths = _paths(site, collection, id, lang)
    for path, language in paths.items():
        _refuse_to_overwrite(content, path, corpus, id, language)
    for path in paths:
        create(content, path, text)
        _terminal.say(f"{content / path}\n")
    return 0


def _collection(site: Site, type: str) -> Collection:
    """The collection of *type*, or of that name."""
    found = [each for each in site.collections if each.type == type] or [each for each in site.collections if each.name == type]
    if not found:
        raise _options.unknown("content type", type, sorted({each.type for each in site.collections}))
    return found[0]


def _id(site: Site, title: str) -> str:
    if re.search("[\ud800-\udfff]", title):  # how Python hands on bytes that are no text
        raise click.UsageError(f"the title {quote(title)} is not text in UTF-8")
    longest_uid = max(len(site.uid("", language)) for language in site.languages)
    id = slugify(title, min(_ID, _UID - longest_uid))
    if not id:
        raise click.UsageError(
            f"no id can be made from {quote(title)}; give a title in Latin letters and change it in the file"
        )
    return id


def _paths(site: Site, collection: Collection, id: str, lang: str | None) -> dict[str, str]:
    """The files to be created, each with its language ("" for all)."""
    if lang and lang not in site.languages:
        raise _options.unknown("language", lang, site.languages)
    if lang and collection.shared:
        raise click.UsageError(f"one file of {quote(collection.name)} holds all languages; leave out --lang")
    folder = f"{collection.folder}/" if collection.folder else ""
    if collection.shared:
        return {f"{folder}{id}.md": ""}
    return {f"{folder}{id}.{language}.md": language for language in ([lang] if lang else site.languages)}


def _choices(kind: ContentType, corpus: Corpus) -> dict[str, list[str]]:
    """For each field that takes a term or the id of an entry, what there is."""
    vocabularies = corpus.site.vocabularies
    terms = {field: [*vocabularies[name].terms] for field, name in kind.vocabularies.items() if name in vocabularies}
    ids = {
        field: sorted({each.id for each in corpus.documents if each.type == type and each.id})
        for field, type in kind.references.items()
    }
    return terms | ids


def _refuse_to_overwrite(content: Path, path: str, corpus: Corpus, id: str, language: str) -> None:
    if (content / path).exists():
        raise Trouble(f"{content / path} is there already and was left as it is; choose another title")
    for target in corpus.by_id.get(id, ()):
        if language in ("", target.localised.language):
            raise Trouble(f"the id {quote(id)} is taken by {target.compiled.path}; choose another title")
