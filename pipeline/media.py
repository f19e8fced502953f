"""Floor 3: the images and files that documents use: looked at before anything is published, and then published."""

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec.structs import replace

from pipeline import images, site, store
from pipeline.media_files import is_mislabelled, media_file, media_used
from pipeline.media_types import IMAGES, SIDECAR, is_as_called
from pipeline.model import NOWHERE, Artifact, Corpus, Edition, Finding, ImageFacts, MediaFile, Origin, Source, Target, Trouble
from pipeline.parse import parse_toml
from pipeline.words import quote


class Seen(msgspec.Struct, frozen=True):
    """What is known of the files that documents use."""

    images: dict[str, ImageFacts]
    """By the paths of the images that can be read, whoever uses them."""
    media: dict[str, MediaFile]
    """Each file that can be read and that a document uses which is published, by path."""
    sources: tuple[Source, ...]
    """The texts beside images."""
    findings: tuple[Finding, ...]


def look_at(
    whole: Corpus,
    shown: Iterable[Target],
    content: Path,
    known_images: Mapping[str, ImageFacts],
    known_media: Mapping[str, MediaFile],
    progress: Callable[[str, int, int], None],
) -> Seen:
    """Return what is known of the files below *content* that *whole* uses; *shown* is what is published of it.

    What is known is not read again. Files that do not exist are a rule's business. Raises Trouble when *content* is no folder.
    """
    limits = whole.site.limits
    used = media_used(whole.targets()) & whole.files
    facts = {path: known_images[path] for path in sorted(used & known_images.keys() & known_media.keys())}
    media = dict(known_media)
    unknown = used - facts.keys()
    for number, (path, data) in enumerate(store.read_images(content, unknown, limits.media_size)):
        progress("looking at images", number, len(unknown))
        facts[path] = images.facts(data)
        bare = images.without_metadata(data)
        media[path] = media_file(path, sha256(bare).hexdigest(), len(bare), facts=facts[path])
    wanted = sorted(media_used(shown) & whole.files)
    digests, unreadable = store.digest_media(content, [path for path in wanted if path not in media], limits.media_size)
    for path, digest in digests.items():
        media[path] = media_file(path, digest.sha256, digest.size, as_called=is_as_called(path, digest.head))
    origins, sources, unclear = _origins(whole, used, content)
    media = {path: replace(media[path], origin=origins.get(path)) for path in wanted if path in media}
    mislabelled = (_mislabelled(path) for path, file in media.items() if is_mislabelled(path, file))
    return Seen(facts, media, tuple(sources), (*unreadable, *mislabelled, *unclear))


def artifacts(edition: Edition, content: Path) -> Iterator[Artifact]:
    """Yield each file of *content* that *edition* uses, images without their metadata. Raises Trouble where one has changed."""
    for name, path in {file.name: path for path, file in edition.media.items()}.items():  # two equal files have one name
        file = edition.media[path]
        data = store.read_media(content, path, edition.site.limits.media_size)
        if file.media_type.startswith("image/"):
            data = images.without_metadata(data)
        if sha256(data).hexdigest() != file.sha256:
            raise Trouble(f"{content / path} changed while it was being published; run the build again")
        yield Artifact(name, data, file.media_type, "media")


def _origins(whole: Corpus, used: Collection[str], content: Path) -> tuple[dict[str, Origin], list[Source], list[Finding]]:
    """What the files beside the images among *used* say of these, the files, and what is wrong with them."""
    beside = {path + SIDECAR: path for path in used if path.lower().endswith(IMAGES)}
    sources, findings = store.read_texts(content, beside.keys() & whole.files, whole.site.limits.file_size)
    origins: dict[str, Origin] = {}
    for source in sources:
        data, broken = parse_toml(source.text)
        findings += (replace(finding, path=source.path, code="CF002") for finding in broken)
        if not broken:
            origins[beside[source.path]], unclear = site.origin(source.path, data, whole.site.languages)
            findings += unclear
    return origins, sources, findings


def _mislabelled(path: str) -> Finding:
    name, extension = posixpath.basename(path), posixpath.splitext(path)[1]
    message = f"{quote(name)} is called {extension.removeprefix('.')} and is something else by its content"
    hint = "save it again from the program that made it, or give it its own extension"
    return Finding(NOWHERE, message, hint, path=path, code="FL008")
