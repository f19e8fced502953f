"""Making a WordPress site equal to a copy of a publication."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import msgspec

from pipeline.consume._copy import Copy
from pipeline.consume._generation import mass_removal
from pipeline.consume.wordpress._conversation import Refused
from pipeline.consume.wordpress._fragment import Upload, content
from pipeline.consume.wordpress._plan import Deed, Held, Plan, Rules, Step, authority, misnamed, needed, plan
from pipeline.consume.wordpress._site import Site, Stored
from pipeline.consume.wordpress._wanted import Mapped, Place, Wanted, alternatives, fields, file_record, file_uid, pages
from pipeline.model import Trouble
from pipeline.words import count

_Name: TypeAlias = tuple[str, int, str]
"""What no two pages share: their type, the page above them and their slug."""

_NEW = {"comment_status": "closed", "ping_status": "closed"}


class Push:
    """What has to be done at *site* so that it holds what is in *copy*."""

    def __init__(self, copy: Copy, site: Site, mapped: Mapped, rules: Rules) -> None:
        """Reads both. Raises Trouble, also where suspiciously much would be withdrawn."""
        self._copy, self._site, self._rules = copy, site, rules
        home = tuple(part for part in urlsplit(site.home).path.split("/") if part)
        wanted = list(pages(copy, msgspec.structs.replace(mapped, home=home)))
        self._texts = alternatives(wanted, copy.files)
        types = dict.fromkeys(("pages", *mapped.types.values()))
        self._kinds = {base: site.kind(base) for base in types}
        authorities = {authority(uid) for uid in (*copy.rows, *copy.tombstones)}
        held = _held(site, {**types, "posts": None}, wanted, authorities)
        self._plan = plan(wanted, held, authorities, rules)
        self._places: dict[Place, int | None] = dict(self._plan.places)
        self._files = {uid: Upload(file.id, file.source_url) for uid, file in held.files.items()}
        self._stale = list(self._stale_texts(held))
        _guard(self._plan, rules)

    def steps(self) -> Iterator[Step]:
        """Yield what `run` will do and what it leaves, without doing it."""
        yield from (step for step in self._plan.steps if step.deed is not Deed.KEEP)
        yield from (step for step, _ in self._stale)

    @property
    def kept(self) -> int:
        """How many pages are as they shall be."""
        return len(self._plan.of(Deed.KEEP))

    def run(self) -> Iterator[Step]:
        """Do it, and yield each step when it is done, and what is left. Raises Trouble where nothing more can be done."""
        left_behind = {(old.type, old.parent, old.slug) for step in self._plan.of(Deed.UPDATE) if (old := step.stored)}
        again = []
        for step in self._plan.steps:
            try:
                match step.deed:
                    case Deed.WITHDRAW if step.stored:
                        self._withdraw(step.stored)
                        yield step
                    case Deed.CREATE | Deed.UPDATE if step.wanted:
                        uploads, why = self._uploads(step.wanted)
                        body = self._body(step.wanted, step.stored, uploads)
                        stored = self._write(step.wanted, step.stored, body)
                        yield msgspec.structs.replace(step, why=why)
                        if misnamed(step.wanted, stored):
                            again.append((step, stored, body))
                    case Deed.LEAVE:
                        yield step
            except Refused as refused:
                yield _left(step, refused)
        for step, stored, body in again:
            yield from self._name_again(step, stored, body, left_behind)
        for step, body in self._stale:
            try:
                if step.stored:
                    self._site.update("media", step.stored.id, body)
                    yield step
            except Refused as refused:
                yield _left(step, refused)

    def _write(self, page: Wanted, stored: Stored | None, body: Mapping[str, Any]) -> Stored:
        """Make *page*, or make of *stored* what it is. Raises Refused."""
        if stored is None:
            try:
                made = self._site.create(page.type, {**body, **_NEW})
            except Refused as refused:
                if not refused.id:
                    raise
                made = self._site.update(page.type, refused.id, body)
        else:
            made = self._site.update(page.type, stored.id, body)
        self._places[page.place] = made.id
        return made

    def _name_again(self, step: Step, stored: Stored, body: Mapping[str, Any], left_behind: set[_Name]) -> Iterator[Step]:
        """Give a page its name if that may have become free meanwhile; yield it where it has not."""
        page = step.wanted
        if page is None:
            return
        from_trash = step.stored is not None and step.stored.status == "trash"  # there WordPress minds the former name
        try:
            if from_trash or (page.type, self._above(page), page.place[-1]) in left_behind:
                stored = self._site.update(page.type, stored.id, body)
            if why := misnamed(page, stored):
                yield Step(Deed.LEAVE, page, stored, why)
        except Refused as refused:
            yield _left(step, refused)

    def _body(self, page: Wanted, stored: Stored | None, uploads: Mapping[str, Upload]) -> dict[str, Any]:
        """What is sent of *page*; of a section that is there, nothing that belongs to its editors."""
        record: dict[str, Any] = {
            "uid": page.uid,
            "digest": page.digest,
            "media": sorted(upload.id for upload in uploads.values()),
        }
        body: dict[str, Any] = {"slug": page.place[-1], "parent": self._above(page)}
        if page.language:
            record |= {"language": page.language, "translations": page.translations}
        if not page.section:
            body |= {"status": "publish"} | fields(page, content(page.fragment, uploads))
            body["featured_media"] = uploads[page.image].id if page.image in uploads else 0
        elif stored is None:
            body |= {"status": "draft", "title": page.title}
        elif stored.status == "trash":
            body["status"] = "draft"
        takes = self._kinds[page.type].takes
        return {name: value for name, value in (body | {"knowledge_networks": record}).items() if name in takes}

    def _above(self, page: Wanted) -> int:
        """The id of the page that *page* is below. Raises Refused."""
        above = self._places.get(page.place[:-1]) if page.type == "pages" else 0
        if above is None:
            raise Refused("the page above it is missing")
        return above

    def _uploads(self, page: Wanted) -> tuple[dict[str, Upload], str]:
        """The files of *page* in the media library, by path; and which of them it does not take."""
        uploads, refusals = {}, []
        for path in page.media:
            try:
                uploads[path] = self._upload(path)
            except Refused as refused:
                refusals.append(f"WordPress does not take {path}, which stays where it is published: {refused}")
        return uploads, "; ".join(refusals)

    def _upload(self, path: str) -> Upload:
        """The file *path* in the media library. Raises Refused."""
        file = self._copy.files[path]
        uid = file_uid(file)
        if uid not in self._files:
            record = file_record(uid, self._texts[uid])
            name = path.rpartition("/")[2]
            try:
                stored = self._site.upload(name, file.media_type, self._copy.media(path), record, self._texts[uid])
            except Refused as refused:
                if not refused.id:
                    raise
                stored = self._site.file(refused.id)
            self._files[uid] = Upload(stored.id, stored.source_url)
        return self._files[uid]

    def _withdraw(self, page: Stored) -> None:
        """Raises Refused."""
        uid = page.record.uid
        if any(step.wanted and step.wanted.uid == uid for step in self._plan.of(Deed.CREATE)):
            uid = f"{uid}#{page.type}"  # its entry gets a page of another type, and WordPress keeps one of each uid
        if page.record.digest or page.status != "draft":
            slug = f"{page.slug.removesuffix('-withdrawn')}-withdrawn"  # its name becomes free for others
            record = {"uid": uid, "digest": ""}
            self._site.update(page.type, page.id, {"status": "draft", "slug": slug, "knowledge_networks": record})
        if self._rules.trash and not page.record.of_section:
            self._site.trash(page.type, page.id)

    def _stale_texts(self, held: Held) -> Iterator[tuple[Step, dict[str, Any]]]:
        """The files whose alternative text is another one now."""
        for uid, text in self._texts.items():
            record, stored = file_record(uid, text), held.files.get(uid)
            if stored and stored.record.digest != record["digest"] and (self._rules.repair or not stored.record.edited):
                yield Step(Deed.UPDATE, None, stored), {"alt_text": text, "knowledge_networks": record}


def _left(step: Step, refused: Refused) -> Step:
    return msgspec.structs.replace(step, deed=Deed.LEAVE, why=f"WordPress refuses it: {refused}")


def _held(site: Site, types: Iterable[str], wanted: list[Wanted], authorities: Collection[str]) -> Held:
    """What the site holds of ours, and what others have made above it."""
    found = [page for base in types for page in site.ours(base)]
    records = {page.record.uid: page for page in reversed(found)}  # of two with one uid, the older one is ours
    files = {file.record.uid: file for file in site.ours("media")}
    above = site.with_slugs(sorted({slug for place in needed(wanted) for slug in place}))
    others = {(page.parent, page.slug): page.id for page in above if authority(page.record.uid) not in authorities}
    return Held(records, files, others)


def _guard(plan: Plan, rules: Rules) -> None:
    """Raise Trouble where suspiciously much would be withdrawn."""
    held = [step for step in plan.steps if step.stored and step.stored.record.digest and not step.stored.record.of_section]
    gone = [step.stored for step in held if step.stored and step.deed is Deed.WITHDRAW]
    of = len(held)
    if not rules.allow_removals and mass_removal(len(gone), of):
        named = ", ".join(sorted(page.slug for page in gone)[:5])
        raise Trouble(
            f"{len(gone):,} of {count(of, 'page')} would be withdrawn ({named}, …), which is suspiciously many; "
            "see whether the copy is right, and if it is, say --allow-removals"
        )
