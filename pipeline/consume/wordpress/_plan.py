"""What has to be done so that WordPress holds what it shall. Nothing is sent here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from urllib.parse import unquote

import msgspec

from pipeline.consume.wordpress._site import Stored
from pipeline.consume.wordpress._wanted import Place, Wanted, section, section_uid
from pipeline.words import quote


class Deed(Enum):
    """What becomes of a page or a file."""

    CREATE = "create"
    UPDATE = "update"
    WITHDRAW = "withdraw"
    KEEP = "keep"
    """It is as it shall be."""
    LEAVE = "leave"
    """It is not, and a person has to look."""


class Step(msgspec.Struct, frozen=True):
    """What becomes of one page or file."""

    deed: Deed
    wanted: Wanted | None
    """None for what is withdrawn, and for a file."""
    stored: Stored | None
    """None for what is created."""
    why: str = ""
    """It is left, or not quite what it shall be."""

    @property
    def name(self) -> str:
        """As messages show it: the path of a page, or the address of what is there already."""
        return self.wanted.path if self.wanted else self.stored.address if self.stored else ""


class Held(msgspec.Struct, frozen=True):
    """What WordPress holds."""

    pages: Mapping[str, Stored]
    """What has a record, of every post type, by uid."""
    files: Mapping[str, Stored]
    """What has one in the media library, by uid."""
    others: Mapping[tuple[int, str], int] = {}
    """The ids of other pages that ours can be below, by the page above them and their slug."""


class Rules(msgspec.Struct, frozen=True):
    """What is done where there is a choice."""

    repair: bool = False
    """Write again what was edited by hand."""
    trash: bool = False
    """Withdraw into the trash, and not into a draft."""
    allow_removals: bool = False
    """Withdraw suspiciously much."""


class Plan(msgspec.Struct, frozen=True):
    steps: tuple[Step, ...]
    """Withdrawals first, then each page after the one above it."""
    places: Mapping[Place, int | None]
    """The id of the page at each place that others are below; None where it has to be created."""

    def of(self, *deeds: Deed) -> list[Step]:
        return [step for step in self.steps if step.deed in deeds]


def needed(wanted: Collection[Wanted]) -> dict[Place, str]:
    """Return where there must be a page because one of *wanted* is below it, and none of *wanted* is there; parents first.

    With each comes the language of all that is below it, or "".
    """
    below: dict[Place, set[str]] = {}
    for page in wanted:
        for end in range(1, len(page.place) if page.type == "pages" else 0):
            below.setdefault(page.place[:end], set()).add(page.language)
    for page in wanted:
        if page.type == "pages":
            below.pop(page.place, None)
    places = sorted(below, key=lambda place: (len(place), place))
    return {place: min(below[place]) if len(below[place]) == 1 else "" for place in places}


def plan(wanted: Sequence[Wanted], held: Held, authorities: Collection[str], rules: Rules) -> Plan:
    """Return what makes of *held* what is *wanted*, as far as it has the uids of these *authorities* (RFC 4151)."""
    places: dict[Place, int | None] = {(): 0}
    steps, used = [], set()
    made = [section(min(authorities, default=""), place, language) for place, language in needed(wanted).items()]
    for page in sorted([*made, *wanted], key=lambda page: len(page.place)):
        parent = places[page.place[:-1]] if page.type == "pages" else 0
        other = held.others.get((parent, page.place[-1])) if page.section and parent is not None else None
        if other and page.uid not in held.pages:
            places[page.place] = other
            continue
        step = _step(page, _stored(page, held, authorities), parent, held, rules)
        steps.append(step)
        if step.stored:
            used.add(step.stored.id)
        if page.type == "pages":
            places[page.place] = step.stored.id if step.stored else None
    ours = [page for page in held.pages.values() if page.id not in used and authority(page.record.uid) in authorities]
    return Plan((*_withdrawn(ours, rules), *steps), places)


def _stored(page: Wanted, held: Held, authorities: Collection[str]) -> Stored | None:
    """The page that stands for *page*: its own, or that of the section that it takes the place of."""
    stored = held.pages.get(page.uid)
    if stored is None and page.type == "pages":
        uids = (section_uid(each, page.place) for each in sorted(authorities))
        stored = next((held.pages[uid] for uid in uids if uid in held.pages), None)
    return stored if stored and stored.type == page.type else None


def _step(page: Wanted, stored: Stored | None, parent: int | None, held: Held, rules: Rules) -> Step:
    if stored is None:
        return Step(Deed.CREATE, page, None)
    if page.section:
        same, edited = stored.status != "trash" and stored.record.digest != "", ""
    else:
        same, edited = (stored.record.digest, stored.parent) == (page.digest, parent), _edited(stored, held)
    renamed = misnamed(page, stored)
    if not rules.repair and (edited or (same and renamed)):
        return Step(Deed.LEAVE, page, stored, edited or renamed)
    return Step(Deed.KEEP if same and not edited and not renamed else Deed.UPDATE, page, stored)


def _edited(stored: Stored, held: Held) -> str:
    """What people have done to the page of an entry."""
    if {*stored.record.media} - {file.id for file in held.files.values()}:
        return "a file of it was deleted by hand"
    if stored.status == "trash":
        return "it was put into the trash by hand" if stored.record.digest else ""
    return "it was edited by hand" if stored.record.edited else ""


def misnamed(page: Wanted, stored: Stored) -> str:
    """Return what is wrong with the slug that WordPress has given *page*, or ""."""
    slug = page.place[-1]
    if unquote(stored.slug).casefold() == slug.casefold():
        return ""
    why = f"something else has the name {quote(slug)}, or WordPress keeps that for itself"
    return f"WordPress has named it {quote(stored.slug)}: {why}"


def _withdrawn(stored: list[Stored], rules: Rules) -> Iterator[Step]:
    """What becomes of pages that nothing is published for any more."""
    for page in stored:
        if page.status == "trash":
            continue
        of_section, withdrawn = page.record.of_section, not page.record.digest
        if of_section and (withdrawn or page.record.edited):
            continue
        if withdrawn and page.record.edited and not rules.repair:
            if page.status in ("publish", "private", "future"):
                yield Step(Deed.LEAVE, None, page, "it is withdrawn, and was published again by hand")
        elif not withdrawn or page.status != "draft" or rules.trash:
            yield Step(Deed.WITHDRAW, None, page)


def authority(uid: str) -> str:
    """Whose it is: the second part of a tag, and of a section's uid."""
    return [*uid.split(":", 2), ""][1]
