"""Floor 3: one source into what can be known of it alone.

Invariant: `compile_source` is a pure function of the source and of the site without its vocabularies. It never looks at another
document, a folder or the clock, so that its result may be kept under the digest of what went into it.
"""

import os
import posixpath
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from pipeline import dates
from pipeline.model import (
    Collection,
    Compiled,
    Confirmed,
    ContentType,
    Document,
    Localised,
    Picture,
    Reference,
    Site,
    Source,
    Span,
    Term,
    Trouble,
)
from pipeline.parse import parse
from pipeline.render import classify, lead_digest, render, sections
from pipeline.rules import check_document
from pipeline.words import slugify


class Home(NamedTuple):
    """Where a source lives in the site, by its path alone."""

    collection: Collection | None
    language: str
    """"" where the path names none."""
    place: str
    """Its path below the collection's folder, without language and extension; a folder's index is the folder, and the
    collection's own is ""."""

    @property
    def name(self) -> str:
        return posixpath.basename(self.place)


def compile_all(sources: Sequence[Source], site: Site, jobs: int, progress: Callable[[int], None]) -> list[Compiled]:
    """Return *sources* compiled, in their order, by up to *jobs* processes; *progress* hears how many are done.

    The result is the same for any number of jobs. Raises Trouble when a process is killed from outside.
    """
    if jobs == 1 or len(sources) < _WORTH_WORKERS:
        compiled = []
        for source in sources:
            compiled.append(_compile(source, site))
            progress(len(compiled))
        return compiled
    return _in_parallel(sources, site, jobs, progress)


_WORTH_WORKERS = 200
"""Sources from which a second process pays: it costs about as long to start as 100 take to compile."""
_BATCH = 50


def _in_parallel(sources: Sequence[Source], site: Site, jobs: int, progress: Callable[[int], None]) -> list[Compiled]:
    # Imported here: a check of a few files would wait longer for these than for the files.
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    batches = [sources[start : start + _BATCH] for start in range(0, len(sources), _BATCH)]
    # A forked worker has all modules loaded; where threads of the system forbid forking, it begins anew.
    method = "fork" if sys.platform == "linux" else "spawn"
    compiled: list[Compiled] = []
    with ProcessPoolExecutor(
        min(jobs, len(batches)), get_context(method), initializer=_start_worker, initargs=(site,)
    ) as workers:
        try:
            for batch in workers.map(_compile_batch, batches):
                compiled += batch
                progress(len(compiled))
        except BrokenProcessPool:
            at = sources[len(compiled)].path
            raise Trouble(f"a worker process was killed at {at} or soon after; if memory ran out, try --jobs 1") from None
        except BaseException:
            workers.shutdown(wait=False, cancel_futures=True)
            raise
    return compiled


def _start_worker(site: Site) -> None:
    global _site
    _site = site
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it and stops all
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this worker soon after *parent*: one that was killed could not tell it to."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


_site: Site


def _compile_batch(batch: Sequence[Source]) -> list[Compiled]:
    return [_compile(source, _site) for source in batch]


def _compile(source: Source, site: Site) -> Compiled:
    """As `compile_source`; a defect of ours names the file that it was at."""
    try:
        return compile_source(source, site)
    except Exception as error:
        error.add_note(source.path)
        raise


def home(path: str, site: Site) -> Home:
    """Return where the source at *path* lives: its collection, its language and its place in the collection."""
    stem = path.removesuffix(".md")
    language = ""
    first, _, rest = stem.partition("/")
    if rest and first in site.languages:
        language, stem = first, rest
    name, dot, suffix = stem.rpartition(".")
    if dot and suffix in site.languages:
        language, stem = suffix, name
    folders = [c for c in site.collections if not c.folder or stem.startswith(c.folder + "/")]
    collection = max(folders, key=lambda c: len(c.folder), default=None)
    place = stem.removeprefix(collection.folder).lstrip("/") if collection else stem
    folder, _, last = place.rpartition("/")
    if last in ("index", "_index"):
        place = folder
    return Home(collection, language, place)


def compile_source(source: Source, site: Site) -> Compiled:
    """Return *source* compiled, with the findings of the document rules. Never raises for what an author wrote."""
    where = home(source.path, site)
    document = _settle(parse(source), where, site)
    rendered = render(document, site.base_url, site.may_frame)
    kind = site.types.get(document.type)
    lead, parts = lead_digest(document), sections(document)
    body = [lead, *(section.digest for section in parts)]
    return Compiled(
        path=source.path,
        digest=source.digest,
        id=document.id,
        id_span=document.front.span(("id",)),
        field_spans={name: document.front.span((name,)) for name in document.front.value},
        front_syntax=document.front_syntax,
        new_field=_new_field(document),
        type=document.type,
        collection=document.collection,
        localised=tuple(_localised(document, language, where, body, site) for language in document.languages),
        html=rendered.html,
        relocations=rendered.relocations,
        lead_digest=lead,
        sections=parts,
        anchors=(*document.anchors, *rendered.anchors),
        references=tuple(_references(document, kind)) if kind else (),
        terms=tuple(_terms(document, kind)) if kind else (),
        suppressions=document.suppressions,
        diagnostics=tuple(check_document(document, site)),
    )


def _new_field(document: Document) -> Span | None:
    front = document.front
    keys = sorted(span.start for path, span in front.keys.items() if len(path) == 1)
    if not keys or any(key.column > 1 for key in keys):
        return None
    # In TOML what follows the header of a table is part of it; in YAML a comment at the end stays with what it follows.
    if document.front_syntax == "toml":
        return Span.at(keys[0].line)
    in_braces = front.span().start < keys[0]
    return None if in_braces else Span.at(document.body_line - 1)


def _settle(document: Document, where: Home, site: Site) -> Document:
    """*document* in its collection and its languages."""
    collection = where.collection
    if not collection:
        return document
    declared = document.front.value.get("lang")
    language = declared if isinstance(declared, str) and declared in site.languages else where.language or site.default_language
    return replace(
        document,
        type=collection.type,
        collection=collection.name,
        shared=collection.shared,
        languages=(site.languages if collection.shared else (language,)) if document.front_read else (),
    )


def _localised(document: Document, language: str, where: Home, body: list[str], site: Site) -> Localised:
    front = document.front.value
    if document.shared:
        front = {name: site.in_language(value, language) for name, value in front.items()}
    kind = site.types.get(document.type)
    zone = ZoneInfo(site.timezone)
    date = _date(front.get("date"), zone)
    slug = _text(front.get("slug")) or slugify(where.name) or where.name
    title = " ".join(_text(front.get("title")).split()) or document.id
    summary = " ".join(_text(front.get("summary")).split())
    url = site.collection(document.collection).url
    return Localised(
        language=language,
        title=title,
        summary=summary,
        url=_url(url, site, language, document.id, slug, where.place, date),
        slug=slug,
        date=date,
        publish_date=_date(front.get("publishDate"), zone) or date,
        lastmod=_date(front.get("lastmod"), zone),
        expiry_date=_date(front.get("expiryDate"), zone),
        review_date=_date(front.get("reviewDate"), zone),
        draft=front.get("draft") not in (None, False),  # what is neither true nor false is better not published
        aliases=_texts(front.get("aliases")),
        tags=_texts(front.get("tags")),
        authors=_texts(front.get("authors")),
        weight=front["weight"] if isinstance(front.get("weight"), int) else 0,
        image=_picture(document, language, site),
        fields={name: _field(name, front[name], kind, zone) for name in kind.properties if front.get(name) is not None}
        if kind
        else {},
        text_digest=sha256("\0".join([title, summary, *body]).encode("utf-8", "surrogatepass")).hexdigest(),
        withdrawn=" ".join(_text(front.get("withdrawn")).split()),
        confirmed=_confirmed(front.get("translated")),
    )


def _confirmed(said: Any) -> Confirmed | None:
    """The front matter's `translated`."""
    if not isinstance(said, dict):
        return None
    known = said.get("sections")
    return Confirmed(
        _text(said.get("from")), {str(id): _text(digest) for id, digest in known.items()} if isinstance(known, dict) else {}
    )


def _field(name: str, value: Any, kind: ContentType, zone: ZoneInfo) -> Any:
    """A field of the type's own as it is published: a time bears its zone (RFC 3339), a day stays a day."""
    instant = _date(value, zone) if name in kind.dates and isinstance(value, str) and len(value) > len("2026-01-31") else None
    return dates.rfc3339(instant.astimezone(zone)) if instant else value


def _url(template: str, site: Site, language: str, id: str, slug: str, place: str, date: datetime | None) -> str:
    year = str(date.astimezone(ZoneInfo(site.timezone)).year) if date else ""
    path = "/".join(slugify(part) or part for part in place.split("/"))
    values = {"lang": language, "slug": slug, "id": id, "path": path, "year": year}
    path = template
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", quote(value))
    return site.base_url + "/" + "/".join(part for part in path.split("/") if part)


def _date(value: Any, zone: ZoneInfo) -> datetime | None:
    """The instant that *value* names; None for what DT001 reports."""
    try:
        return dates.parse(value, zone) if isinstance(value, str) else None
    except dates.DateProblem:
        return None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _picture(document: Document, language: str, site: Site) -> Picture | None:
    """The front matter's `image`: a path or URL, or `{src, alt}`."""
    image = document.front.value.get("image")
    if isinstance(image, dict):
        image = {name: site.in_language(value, language) if document.shared else value for name, value in image.items()}
    else:
        image = {"src": image}
    src = _text(image.get("src"))
    aim = classify(src, document.source.path, site.base_url)
    if not src:
        return None
    alt, credit, licence = (" ".join(_text(image.get(name)).split()) for name in ("alt", "credit", "licence"))
    return Picture(aim.target or src, alt, document.front.span(("image", "src")), credit, licence)


def _references(document: Document, kind: ContentType) -> list[Reference]:
    return [Reference(field, id, kind.references[field], span) for field, id, span in _values(document, kind.references)]


def _terms(document: Document, kind: ContentType) -> list[Term]:
    return [Term(field, term, kind.vocabularies[field], span) for field, term, span in _values(document, kind.vocabularies)]


def _values(document: Document, fields: dict[str, str]) -> list[tuple[str, str, Any]]:
    """The texts that *fields* hold, alone or in lists, each with its field and its span."""
    found = []
    for field in fields:
        value = document.front.value.get(field)
        if isinstance(value, str):
            found.append((field, value, document.front.span((field,))))
        elif isinstance(value, list):
            found += [(field, item, document.front.span((field, at))) for at, item in enumerate(value) if isinstance(item, str)]
    return found
