"""What is published, as far as it is asked for: each file proved, and fetched once."""

from collections.abc import Callable, Iterable

from pipeline.consume._generation import Generation, proved, sha256
from pipeline.consume._rebuilt import rebuilt
from pipeline.consume._server import Answer, Server
from pipeline.consume._spool import Spool
from pipeline.consume._together import together
from pipeline.consume._wire import LARGEST_MANIFEST, Broken, Changes, File, Listed, Manifest, changes_path, decode
from pipeline.model import Trouble
from pipeline.words import count

Progress = Callable[[str, int, int], None]

_NEAR = 8
"""Lists of changes that are read one after the other. Who is further behind reads the indexes, which are fewer."""
_LARGEST_LIST = 1 << 24
"""Bytes of a list of changes that is of use: a longer one changes so much that the indexes tell the same in less."""
_AT_ONCE = 1 << 25
"""Bytes that are kept in memory, if a single file does not need more."""


class Source:
    """The server, and the spool into which all goes."""

    def __init__(self, server: Server, spool: Spool, largest: int, progress: Progress) -> None:
        """No file of more than *largest* bytes is fetched."""
        self.server = server
        self.fresh = False
        """Caches on the way are asked to look whether what they have is still right."""
        self._spool = spool
        self._largest = largest
        self._progress = progress

    def manifest(self, validators: dict[str, str]) -> Answer:
        """Return the manifest; with status 304 where it is the one that has *validators*. Raises Trouble."""
        return self.server.manifest(LARGEST_MANIFEST, validators, self.fresh)

    def read(self, sha256: str) -> bytes:
        """Return what was fetched and has this digest."""
        return self._spool.read(sha256)

    def get(self, file: Listed | File) -> bytes:
        """Return the bytes of *file*, which are fetched if need be. Raises Broken and Trouble."""
        self.fetch([file])
        return self.read(file.sha256)

    def fetch(self, files: Iterable[Listed | File]) -> None:
        """Fetch those of *files* that are not there yet. Raises Broken and Trouble."""
        missing = {file.sha256: file for file in files if file.sha256 not in self._spool}
        for file in missing.values():
            if file.size > self._largest:
                hint = "allow more with --largest, if that is meant"
                raise Trouble(f"{file.path} has {count(file.size, 'byte')}, and at most {self._largest:,} are fetched; {hint}")
        found = together(self._proved, missing.values(), self.server.connections, lambda file: file.size, _AT_ONCE)
        for number, (file, data) in enumerate(found, 1):
            self._spool.add(file.sha256, data)
            self._progress("fetching", number, len(missing))

    def generation(self, data: bytes, manifest: Manifest, before: Generation | None) -> Generation:
        """Return the generation of the *manifest*, whose bytes are *data*; what it shares with *before* is not fetched.

        Raises Broken where something is not what it has to be, but may be in a moment, and Trouble.
        """
        known = {sha256(body): body for body in before.bodies.values()} if before else {}
        if before:
            known |= rebuilt(before, manifest, self._steps(manifest, before.manifest))
        self.fetch(listed for listed in manifest.indexes if listed.sha256 not in known)
        try:
            return Generation(data, lambda listed: known.get(listed.sha256) or self.read(listed.sha256))
        except Broken as broken:  # and no accident, since all digests are right
            raise Trouble(f"{self.server.url}{broken.path} {broken.how}; tell those who publish it") from broken

    def _proved(self, file: Listed | File) -> bytes:
        return proved(file, self.server.get(file.path, file.size, self.fresh))

    def _steps(self, manifest: Manifest, before: Manifest) -> list[bytes]:
        """The lists of changes from *before* to *manifest*, oldest first; none where they are not kept, or too many.

        They do not lead here from *before* if the publisher went back, and on from there: the digests of the indexes tell.
        """
        kept, behind = manifest.changes, manifest.sequence - before.sequence
        if not kept or manifest.epoch != before.epoch or not 0 < behind <= _NEAR:
            return []
        if kept.latest != manifest.sequence or kept.oldest > before.sequence + 1:
            return []
        steps: list[bytes] = []
        digest = kept.sha256
        for number in range(manifest.sequence, before.sequence, -1):
            data = self._list(changes_path(number), digest)
            if not data:
                return []
            steps.insert(0, data)
            digest = decode(changes_path(number), data, Changes).previous_sha256
        return steps

    def _list(self, path: str, digest: str) -> bytes:
        """The list of changes that has this *digest*; b"" where it is too long. Raises Broken."""
        if digest not in self._spool:
            data = self.server.get(path, _LARGEST_LIST, self.fresh)
            if len(data) > _LARGEST_LIST:
                return b""
            if sha256(data) != digest:
                raise Broken(path, "is not the list of changes that is promised: its digest is another one")
            self._spool.add(digest, data)
        return self.read(digest)
