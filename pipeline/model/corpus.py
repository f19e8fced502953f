"""All compiled documents, looked up by what others call them."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

from pipeline.model.compiled import Compiled, Localised
from pipeline.model.ledger import Ledger
from pipeline.model.site import Site


class Target(msgspec.Struct, frozen=True):
    """An entry-to-be: one document in one language, published or not."""

    compiled: Compiled
    localised: Localised

    @property
    def key(self) -> tuple[str, str]:
        return (self.compiled.id, self.localised.language)


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
    files: frozenset[str]
    """Every file below the content folder that is not a source, relative to it."""

    def targets(self) -> Iterator[Target]:
        """Every document in every language of it that has an id, in path order."""
        for compiled in self.documents:
            if compiled.id:
                for localised in compiled.localised:
                    yield Target(compiled, localised)

    def target(self, id: str, language: str) -> Target | None:
        """The entry *id* in *language*; where it has none, in the default language, else in any."""
        found = self.by_id.get(id, ())
        for wanted in (language, self.site.default_language):
            for target in found:
                if target.localised.language == wanted:
                    return target
        return found[0] if found else None
