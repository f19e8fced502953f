"""All compiled documents, looked up by what others call them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum

import msgspec

from pipeline.model.compiled import Compiled, Localised
from pipeline.model.image import ImageFacts
from pipeline.model.ledger import Ledger
from pipeline.model.site import Site


class Target(msgspec.Struct, frozen=True):
    """An entry-to-be: one document in one language, published or not."""

    compiled: Compiled
    localised: Localised

    @property
    def key(self) -> tuple[str, str]:
        return (self.compiled.id, self.localised.language)


class PairState(StrEnum):
    """How a translation stands to its source."""

    MISSING = "missing"
    """It is required, and there is none; what is not to be published requires none."""
    CURRENT = "current"
    """Nobody has confirmed it, and nothing says that the source is newer."""
    STALE = "stale"
    """The source changed since the translation was confirmed; where it never was, since it was last changed itself."""
    CONFIRMED = "confirmed"
    """Its translator has seen the source as it is now."""


class Pair(msgspec.Struct, frozen=True):
    """A document and its translation into one language."""

    id: str
    language: str
    """Of the translation."""
    source: Target
    translation: Target | None
    """None where it is missing."""
    state: PairState
    changed: tuple[str, ...] = ()
    """For a stale one that was confirmed: the titles of the source's sections that changed since, are new or are gone."""


class Corpus(msgspec.Struct, frozen=True):
    """What link and the corpus rules see."""

    site: Site
    now: datetime
    ledger: Ledger | None
    documents: tuple[Compiled, ...]
    """Sorted by path."""
    by_path: Mapping[str, Compiled]
    by_id: Mapping[str, tuple[Target, ...]]
    """Every language of an id, in the site's order of languages, then by path."""
    pairs: tuple[Pair, ...]
    """Every translation, by id and language."""
    files: frozenset[str]
    """Every file below the content folder that is not a source, relative to it."""
    images: Mapping[str, ImageFacts] = {}
    """Each image below the content folder that a document shows or links to and that can be read, by path."""

    def targets(self) -> Iterator[Target]:
        """Every document in every language of it that has an id, in path order."""
        for compiled in self.documents:
            if compiled.id:
                for localised in compiled.localised:
                    yield Target(compiled, localised)

    def published(self, target: Target) -> datetime:
        """First availability: as the author says, else when the ledger first saw it, else now."""
        localised = target.localised
        if localised.publish_date:
            return localised.publish_date
        uid, ledger = self.site.uid(*target.key), self.ledger
        before = ledger and (ledger.entries.get(uid) or ledger.tombstones.get(uid))
        return before.date_published if before else self.now

    def modified(self, target: Target) -> datetime:
        """Last significant change, which is never before the first availability."""
        first = self.published(target)
        return max(target.localised.lastmod or first, first)

    def target(self, id: str, language: str) -> Target | None:
        """The entry *id* in *language*; where it has none, in the default language, else in any."""
        found = self.by_id.get(id, ())
        for wanted in (language, self.site.default_language):
            for target in found:
                if target.localised.language == wanted:
                    return target
        return found[0] if found else None
