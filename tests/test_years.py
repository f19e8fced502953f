"""Years of publishing, editing, renaming and withdrawing, and what readers have of it.

What a feed promises, where `window_days` is what site.toml says:

1. The walk. Whoever reads the document that people subscribe to and then, from link to link, the archives before it, and takes
   the first version of each entry, has each entry that the feed asks for with its latest text; and of each that it carried
   and that is published no more, the notice of that, even when the tombstone has gone.
2. The weekly reader. Whoever reads that document alone, once a week, has at each reading the latest version of every entry that
   came or changed since the first reading, if `window_days` is 7 or more, and if not so much came at once that it went into
   archives early. Of withdrawals this holds with any `window_days`.
3. The archives. A closed archive never changes but for one link to the next, never disappears, and its name never says
   anything else.
"""

import gzip
import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import msgspec
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.history import IDEAL, LARGEST, Candidate, known
from pipeline.model import Archive
from tests.chronicle import FORMATS, Chronicle, day, notice, text
from tests.emit.factory import RSS
from tests.sites import SiteTest, tree

NAMES = {**RSS, "fh": "http://purl.org/syndication/history/1.0", "at": "http://purl.org/atompub/tombstones/1.0"}
NEXT = re.compile(rb'^ *<(?:atom:)?link [^>]*rel="next-archive"[^>]*>\n', re.MULTILINE)

# The history alone


class Step(NamedTuple):
    """What happens until the next build."""

    days: float
    deeds: list[tuple[str, str]]
    """What is done, to which entry."""
    formats: tuple[str, ...]


DEEDS = ("write", "write", "write", "write again", "take back", "remove", "move away", "move back")
UIDS = tuple("abcdefghij")
STEPS = st.builds(
    Step,
    days=st.sampled_from([0, 0.5, 1, 3, 6.9, 7, 20, 60, 200, 500]),
    deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(UIDS)), max_size=8),
    formats=st.sampled_from([FORMATS] * 12 + [(), ("atom",), ("atom", "json")]),
)
WINDOWS = st.sampled_from([0, 7, 30, 90, 400])


class Newsroom:
    """What is published, and when the next build learned what has gone."""

    def __init__(self, weight: int) -> None:
        self.weight = weight
        self.versions: dict[str, list[str]] = {}
        self.shown: set[str] = set()
        self.elsewhere: set[str] = set()
        """What is published, but not in this feed."""
        self.gone: dict[str, float] = {}
        """When the build noticed, for all that have ever gone and are not back."""
        self.told: set[str] = set()
        """What the last build published, and the tombstones that it knew."""

    def do(self, deed: str, uid: str) -> None:
        versions = self.versions.setdefault(uid, [])
        match deed:
            case "write" | "write again":
                versions.append(f"{uid}{len(versions)}")
                self.shown.add(uid)
            case "take back" if len(versions) > 1:
                versions.append(versions[-2])
            case "remove":
                self.shown.discard(uid)
            case "move away" if uid in self.shown:
                self.elsewhere.add(uid)
            case "move back":
                self.elsewhere.discard(uid)

    def candidates(self, now: float, carried: frozenset[str]) -> list[Candidate]:
        """What the build at *now* gives to a feed that has *carried* these."""
        self.elsewhere &= self.shown
        for uid in [uid for uid in self.gone if uid in self.shown]:
            del self.gone[uid]
        for uid in self.told - self.shown - self.gone.keys():
            self.gone[uid] = now
        stones = {uid for uid, since in self.gone.items() if since + 365 > now}
        notices = [self.notice(uid) for uid in sorted((stones | self.told) & self.gone.keys() & carried)]
        self.told = self.shown | stones
        entries = [text(uid, self.versions[uid][-1], weight=self.weight) for uid in sorted(self.shown - self.elsewhere)]
        return entries + notices

    def notice(self, uid: str) -> Candidate:
        return notice(uid, since=self.gone[uid], weight=self.weight)


@settings(max_examples=300, deadline=None)
@given(steps=st.lists(STEPS, min_size=1, max_size=25), number=st.sampled_from([1, 3, 50]), days=WINDOWS, large=st.booleans())
def test_years_of_a_history_keep_every_promise(steps: list[Step], number: int, days: int, large: bool) -> None:
    newsroom, feed = Newsroom(70_000 if large else 15_000), Chronicle(number=number, days=days)
    latest: dict[str, str] = {}
    told: dict[str, str] = {}
    """What the feed said last of each entry."""
    changed: set[str] = set()
    """The entries that came or changed since the first build."""
    has: dict[str, str] = {}
    """What the weekly reader has."""
    now = 0.0
    for step in [Step(0, [("write", uid) for uid in UIDS[:6]], FORMATS), *steps]:
        if now // 7 < (now + step.days) // 7:
            has |= {version.uid: version.digest for version in feed.advanced.window}
            owed = {uid for uid in changed & latest.keys() if days >= 7 or uid in newsroom.gone}
            assert large or {uid: has.get(uid) for uid in owed} == {uid: latest[uid] for uid in owed}
        now += step.days
        for deed, uid in step.deeds:
            newsroom.do(deed, uid)
        before = feed.history
        candidates = newsroom.candidates(now, known(before))
        feed.switch(formats=step.formats).build(day(now), *candidates)
        latest = {candidate.uid: candidate.digest for candidate in candidates}
        changed |= {uid for uid in latest if before and latest[uid] != told.get(uid)}
        told |= latest

        check_walk(feed, latest, {uid: said for uid, said in told.items() if uid not in newsroom.elsewhere})
        check_archives(before.archives if before else (), feed)
        check_sizes(feed, newsroom.weight)
        history = feed.history
        assert feed.build(day(now), *newsroom.candidates(now, known(history))).history == history


def check_walk(feed: Chronicle, latest: Mapping[str, str], told: Mapping[str, str]) -> None:
    """Whoever walks finds the latest version of each entry, and of none that is forgotten what came before its notice."""
    for format in feed.rules.formats:
        walked = feed.walked(format)
        assert {uid: walked.get(uid) for uid in latest} == latest
        found = walked.keys() & told.keys()
        assert {uid: walked[uid] for uid in found} == {uid: told[uid] for uid in found}


def check_archives(before: Sequence[Archive], feed: Chronicle) -> None:
    """What was closed says what it said."""
    after = feed.history.archives if feed.history else ()
    assert [(archive.name, archive.versions) for archive in before] == [
        (archive.name, archive.versions) for archive in after[: len(before)]
    ]
    assert len({archive.name for archive in after}) == len(after)


def check_sizes(feed: Chronicle, weight: int) -> None:
    assert len(feed.window) == len({*feed.window}) <= max(1, LARGEST // weight)
    assert all(len(closed) <= max(1, IDEAL // weight) for closed in feed.advanced.closed)


# The published files

SITE = """\
[site]
title = "University"
base_url = "https://site.example"
outputs_url = "https://site.example/out"
id_authority = "site.example,2026"
languages = ["en"]
timezone = "Europe/Berlin"

[collections.news]
url = "/{lang}/news/{slug}"

[feeds.news]
title = "News"
archive = true
limit = 3
window_days = 14
"""
OUT = "https://site.example/out/"
NEWS = {"atom": "feeds/en/news.atom.xml", "rss": "feeds/en/news.rss.xml", "json": "feeds/en/news.json"}
BEGUN = datetime.fromisoformat("2026-01-20T08:00:00+01:00")
LONG = ("Some say a < b & c, others that `<b>a</b> > c`. " * 10 + "\n\n") * 100
JOBS = ("write", "write", "lengthen", "rename", "move", "withdraw", "draft", "delete", "expire", "restore")
YEARS = st.lists(
    st.tuples(
        st.sampled_from([0, 1, 6, 13, 15, 40, 200, 400]),
        st.lists(st.tuples(st.sampled_from(JOBS), st.sampled_from("abcdefghijklm")), min_size=3, max_size=9),
    ),
    min_size=10,
    max_size=10,
)


class Item(NamedTuple):
    """An entry as readers have it."""

    id: str
    title: str
    html: str


class Document(NamedTuple):
    """A feed document as readers see it."""

    items: list[Item]
    links: dict[str, str]
    """By relation; that to the document before is "prev-archive" in each format."""
    archived: bool
    gone: set[str]
    """The ids that it says are published no more."""


def read_atom(data: bytes) -> Document:
    return read_xml(etree.fromstring(data), "atom:entry", ("atom:id", "atom:title", "atom:content"))


def read_rss(data: bytes) -> Document:
    return read_xml(etree.fromstring(data)[0], "item", ("guid", "title", "content:encoded"))


def read_xml(feed: Any, entry: str, names: tuple[str, str, str]) -> Document:
    items = []
    for element in feed.iterfind(entry, NAMES):
        id, title, html = (element.findtext(name, "", NAMES) for name in names)
        items.append(Item(id, title, html or element.findtext("description", "")))
    return Document(
        items,
        {link.get("rel"): link.get("href") for link in feed.iterfind("atom:link", NAMES)},
        feed.find("fh:archive", NAMES) is not None,
        {stone.get("ref") for stone in feed.iterfind("at:deleted-entry", NAMES)},
    )


def read_json(data: bytes) -> Document:
    feed: Any = msgspec.json.decode(data)
    links = {"self": feed["feed_url"]} | ({"prev-archive": feed["next_url"]} if "next_url" in feed else {})
    items = [Item(item["id"], item["title"], item["content_html"]) for item in feed["items"]]
    assert {item["id"] for item in feed["items"] if "_deleted" in item} == {item.id for item in items if is_notice(item)}
    return Document(items, links, False, {gone["id"] for gone in feed.get("_deleted", {"entries": []})["entries"]})


READ = {"atom": read_atom, "rss": read_rss, "json": read_json}


def is_notice(item: Item) -> bool:
    return item.title.startswith("Withdrawn: ")


class Author:
    """Who writes the entries of a site; knows what readers should have."""

    def __init__(self, site: SiteTest, long: bool) -> None:
        self.site = site
        self.long = LONG if long else ""
        self.count = 0
        self.sources: dict[str, dict[str, str]] = {}
        """The front matter of each source by id; and its `body` and `path`."""
        self.told: dict[str, Item] = {}
        """What the feed said last of each entry that it ever carried; of the text only a part."""
        self.changed: set[str] = set()
        """Those that came or changed since the first build."""

    def do(self, job: str, id: str, now: datetime) -> None:
        self.count += 1
        source = self.sources.pop(id, {})
        if source:
            self.site.remove(source["path"])
        if job == "delete" or not (source or job == "write"):
            return
        self.sources[id] = source = self.changed_by(job, id, source, now)
        front = "".join(f"{name}: {value}\n" for name, value in source.items() if name not in ("body", "path"))
        self.site.write(source["path"], f"---\nid: {id}\nsummary: S.\ndate: 2026-01-01\n{front}---\n{source['body']}\n")

    def changed_by(self, job: str, id: str, source: dict[str, str], now: datetime) -> dict[str, str]:
        said = f"Text {self.count}."
        match job:
            case "write":
                begun = source or {"path": f"news/{id}.en.md", "slug": id}
                return begun | {"title": f"Title {self.count}", "body": said}
            case "lengthen":
                return source | {"body": self.long + said}
            case "rename":
                return source | {"slug": f"{id}-{self.count}"}
            case "move":
                return source | {"path": f"news/{self.count}/{id}.en.md"}
            case "withdraw":
                return source | {"withdrawn": f"Reason {self.count}"}
            case "draft":
                return source | {"draft": "true"}
            case "expire":
                return source | {"expiryDate": (now + timedelta(days=self.count % 3 * 5)).isoformat()}
        return {name: value for name, value in source.items() if name not in ("withdrawn", "draft", "expiryDate")}

    def built(self, now: datetime) -> None:
        """Note what the feed has to say after a build at *now*."""
        before = dict(self.told)
        shown = {uid(id): source for id, source in self.sources.items() if is_published(source, now)}
        for id in before.keys() - shown.keys():
            title = before[id].title
            self.told[id] = before[id] if is_notice(before[id]) else Item(id, f"Withdrawn: {title}", "This entry ")
        for id, source in shown.items():
            self.told[id] = Item(id, source["title"], source["body"][source["body"].rindex("Text ") :])
        if before:
            self.changed |= {id for id, item in self.told.items() if before.get(id) != item}


def uid(id: str) -> str:
    return f"tag:site.example,2026:{id}:en"


def is_published(source: Mapping[str, str], now: datetime) -> bool:
    expired = "expiryDate" in source and datetime.fromisoformat(source["expiryDate"]) <= now
    return not (expired or "withdrawn" in source or "draft" in source)


@settings(max_examples=4, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(years=YEARS, long=st.booleans())
def test_years_of_publishing_keep_every_promise_in_every_format(
    years: list[tuple[int, list[tuple[str, str]]]], long: bool
) -> None:
    with TemporaryDirectory() as folder:
        site = SiteTest(Path(folder), empty=True).write("site.toml", SITE)
        author = Author(site, long)
        closed: dict[str, bytes] = {}
        weekly: dict[str, Item] = {}
        elapsed = 0
        for days, jobs in [(0, [("write", id) for id in "abcdefgh"]), *years]:
            if elapsed // 7 < (elapsed + days) // 7:
                weekly |= {item.id: item for item in read_json((site.output / NEWS["json"]).read_bytes()).items}
                check_said(weekly, {id: author.told[id] for id in author.changed if not long})
            elapsed += days
            now = BEGUN + timedelta(days=elapsed)
            for job, id in jobs:
                author.do(job, id, now)
            before = stats(site.output)
            site.published(now, allow_removals=True)
            author.built(now)
            after = stats(site.output)
            check_unchanged(before, after)
            files = {path: data for path, (data, _) in after.items()}
            for format in READ:
                check_chain(walk(files, format), format, author.told)
            check_closed(files, closed)
        check_repeatable(site, now, Path(folder))


def walk(files: Mapping[str, bytes], format: str) -> list[Document]:
    """The document that people subscribe to, and those to which its links lead, one after the other."""
    documents: list[Document] = []
    url = OUT + NEWS[format]
    while url:
        assert url not in [document.links["self"] for document in documents]
        data = files[url.removeprefix(OUT)]
        assert len(data) <= (250_000 if format == "json" else 512_000)
        documents.append(READ[format](data))
        assert documents[-1].links["self"] == url
        url = documents[-1].links.get("prev-archive", "")
    return documents


def check_chain(documents: Sequence[Document], format: str, told: Mapping[str, Item]) -> None:
    current, *archives = documents
    walked: dict[str, Item] = {}
    for document in documents:
        items = {item.id: item for item in document.items}
        assert len(items) == len(document.items)
        walked = items | walked
    assert walked.keys() == told.keys()
    check_said(walked, told)
    gone = {item.id for item in current.items if is_notice(item)}
    published = {id for id, item in told.items() if not is_notice(item)}
    if format != "rss":
        assert gone <= current.gone
    assert current.gone.isdisjoint(published)
    if format != "json":
        assert [document.archived for document in documents] == [False, *(True for _ in archives)]
        assert current.links.keys().isdisjoint({"current", "next-archive"})
        for later, archive in pairwise(documents):
            assert archive.links["current"] == current.links["self"]
            assert archive.links.get("next-archive") == (later.links["self"] if later is not current else None)


def check_said(found: Mapping[str, Item], told: Mapping[str, Item]) -> None:
    for id, item in told.items():
        assert (found[id].title, item.html in found[id].html) == (item.title, True)


def check_closed(files: Mapping[str, bytes], closed: dict[str, bytes]) -> None:
    """What is in an archive stays in it, and so does all else once it has a successor. *closed* are those of the last build."""
    for path, data in closed.items():
        final = path.endswith(".json") or b'rel="next-archive"' in data
        assert (files[path] if final else NEXT.sub(b"", files[path])) == data
    closed |= {path: data for path, data in files.items() if re.fullmatch(r"feeds/en/news/\d+-\d+\.[a-z.]+(?<!gz)", path)}
    for path, data in files.items():
        assert not path.endswith(".gz") or gzip.decompress(data) == files[path.removesuffix(".gz")]


def check_unchanged(before: Mapping[str, tuple[bytes, int]], after: Mapping[str, tuple[bytes, int]]) -> None:
    """A file whose bytes are the same was not written again."""
    for path in before.keys() & after.keys():
        (was, then), (is_now, now) = before[path], after[path]
        assert was != is_now or then == now, path


def check_repeatable(site: SiteTest, now: datetime, folder: Path) -> None:
    """The same content, ledger and time give the same bytes: again, and from a copy of what was published."""
    before = stats(site.output)
    site.published(now)
    assert stats(site.output) == before
    kept = folder / "kept"
    shutil.copytree(site.output, kept)
    site.write("news/another.en.md", "---\nid: another\ntitle: Another\nsummary: S.\n---\nText.\n").published(now)
    here = site.tree()
    site.output = folder / "elsewhere"
    assert site.published(now, previous=kept).tree() == here


def stats(folder: Path) -> dict[str, tuple[bytes, int]]:
    """The bytes of every published file, and when it was written."""
    return {path: (data, (folder / path).stat().st_mtime_ns) for path, data in tree(folder).items()}
