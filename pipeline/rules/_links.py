"""What compiled documents point at."""

from collections.abc import Iterator

from pipeline.model import NOWHERE, Compiled, Relocation, Span


def relocations(compiled: Compiled, *kinds: str) -> Iterator[tuple[Relocation, Span]]:
    """Yield what *compiled* leaves open of these *kinds*, each with where the author wrote it."""
    for relocation in compiled.relocations:
        if relocation.kind in kinds:
            yield relocation, relocation.span or NOWHERE


def entries(compiled: Compiled) -> Iterator[tuple[str, Span]]:
    """Yield every id that *compiled* refers to, in links and in fields, with its place."""
    for relocation, where in relocations(compiled, "entry"):
        yield relocation.target, where
    for reference in compiled.references:
        yield reference.id, reference.span


def images(compiled: Compiled) -> Iterator[tuple[str, Span]]:
    """Yield the path of every image of *compiled* that lies below the content folder, and where it is named."""
    for relocation, where in relocations(compiled, "image"):
        yield relocation.target, where
    for localised in compiled.localised:
        if localised.image and "://" not in localised.image.src:
            yield localised.image.src, localised.image.span
