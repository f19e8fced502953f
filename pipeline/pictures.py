"""Floor 4: pictures in smaller sizes, made once.

Invariant: of equal bytes, what was published under the same recipe is published again, and no pixel is decoded for it. So
index/media.json remembers the recipe and the renditions of each picture, also that there are none.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec.structs import replace

from pipeline import images, store
from pipeline.images import Rendered, Rendition
from pipeline.link import published
from pipeline.media_files import images_shown
from pipeline.model import Artifact, Corpus, FileRecord, Ledger, MediaFile, Trouble
from pipeline.model.safe import Number, SafePath, Sha256

_INDEX = "index/media.json"

Load = Callable[[str], bytes | None]
Take = Callable[[Artifact], FileRecord]


def scale(
    whole: Corpus,
    media: Mapping[str, MediaFile],
    content: Path,
    *,
    jobs: int,
    load: Load,
    take: Take,
    progress: Callable[[str, int, int], None],
) -> tuple[dict[str, MediaFile], dict[str, str]]:
    """Return *media* with the renditions of those pictures that entries show; each rendition has been handed to *take*.

    Also what is wrong with the pictures that cannot be decoded, by path. *load* returns the bytes of what was published before,
    or None. The result is the same for any number of *jobs*. Raises Trouble.
    """
    equal: dict[str, list[str]] = {}
    """The paths of pictures with the same bytes, by SHA-256."""
    for path in sorted(images_shown(published(whole)) & media.keys() & whole.images.keys()):
        if images.sizes(whole.images[path]):
            equal.setdefault(media[path].sha256, []).append(path)
    before = _remembered(whole.ledger, load) if equal else {}

    def rendered(paths: Sequence[str]) -> Rendered:
        file = media[paths[0]]
        known = _published(before[file.sha256], load) if file.sha256 in before else None
        return known or _render(whole, content, paths[0], file)

    scaled = dict(media)
    faults: dict[str, str] = {}
    for done, (paths, made) in enumerate(_each(rendered, list(equal.values()), jobs)):
        progress("scaling images", done, len(equal))
        for path in paths:
            if made.fault:
                faults[path] = made.fault
            else:
                renditions = tuple(_taken(media[path], rendition, take) for rendition in made.renditions)
                scaled[path] = replace(media[path], recipe=images.RECIPE, renditions=renditions)
    return scaled, faults


def _each(
    function: Callable[[Sequence[str]], Rendered], groups: Sequence[Sequence[str]], jobs: int
) -> Iterator[tuple[Sequence[str], Rendered]]:
    """Yield each of *groups* with what *function* returns for it, in order. Pillow lets other threads run while it works."""
    with warnings.catch_warnings(), ThreadPoolExecutor(jobs) as threads:
        warnings.simplefilter("ignore")  # Pillow speaks of files here, and users cannot know which
        try:
            yield from zip(groups, threads.map(function, groups), strict=True)
        except MemoryError:
            raise Trouble("memory ran out while images were scaled; try --jobs 1, or make the largest images smaller") from None
        finally:
            threads.shutdown(cancel_futures=True)


def _render(whole: Corpus, content: Path, path: str, file: MediaFile) -> Rendered:
    data = images.without_metadata(store.read_media(content, path, whole.site.limits.media_size))
    if sha256(data).hexdigest() != file.sha256:
        raise Trouble(f"{content / path} changed while it was being published; run the build again")
    return images.render(data, whole.images[path])


def _taken(file: MediaFile, rendition: Rendition, take: Take) -> MediaFile:
    """The *rendition* of *file*, published: named as any file by its own bytes, so that a URL never changes them."""
    digest = sha256(rendition.data).hexdigest()
    name = f"{file.name.partition('.')[0]}-{rendition.width}w.{digest[:12]}.webp"
    record = take(Artifact(name, rendition.data, images.MEDIA_TYPE, "media"))
    return MediaFile(name, digest, record.size, record.media_type, rendition.width, rendition.height)


# What was published before


class _Row(msgspec.Struct, frozen=True):
    """What index/media.json says of a file."""

    path: SafePath
    sha256: Sha256
    width: Number = 0
    height: Number = 0
    recipe: str = ""
    renditions: tuple[SafePath, ...] = ()


class _Index(msgspec.Struct, frozen=True):
    files: tuple[_Row, ...]


def _remembered(ledger: Ledger | None, load: Load) -> dict[str, tuple[_Row, ...]]:
    """The renditions of each picture that was published under the recipe of today, by the picture's SHA-256."""
    data = load(_INDEX) if ledger else None
    if not ledger or data is None or sha256(data).hexdigest() != ledger.indexes.get(_INDEX):
        return {}
    try:
        rows = msgspec.json.decode(data, type=_Index).files
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    by_path = {row.path: row for row in rows}
    return {
        row.sha256: tuple(by_path[path] for path in row.renditions)
        for row in rows
        if row.recipe == images.RECIPE and by_path.keys() >= {*row.renditions}
    }


def _published(rows: Sequence[_Row], load: Load) -> Rendered | None:
    """What was published before, or None where any of it is missing or was altered."""
    renditions = []
    for row in rows:
        data = load(row.path)
        if data is None or sha256(data).hexdigest() != row.sha256:
            return None
        renditions.append(Rendition(row.width, row.height, data))
    return Rendered(tuple(renditions))
