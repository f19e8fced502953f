"""Single files: read within bounds, written whole, and what to say when the system refuses.

Paths are plain text where there may be one for each file of a site: pathlib would take half of the time of a commit.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.model import Trouble
from pipeline.words import count

AnyPath = str | Path

_CHUNK = 1 << 18
_REASONS = {
    errno.ENOSPC: ("the disk is full", "free some space and run the command again"),
    errno.EDQUOT: ("the disk quota is used up", "free some space and run the command again"),
    errno.EFBIG: ("the file would be larger than the system allows", "raise that limit (ulimit -f) and run the command again"),
    errno.EROFS: ("the disk is read-only", "make it writable, or name another folder"),
    errno.EACCES: ("permission denied", "give the user who runs the command that right"),
    errno.EPERM: ("permission denied", "give the user who runs the command that right"),
}


class TooLarge(OSError):
    """A file that is longer than may be read."""

    def __init__(self, size: int) -> None:
        super().__init__(f"it has {count(size, 'byte')}")
        self.size = size


def read(path: AnyPath, limit: int) -> bytes:
    """Return the bytes of the regular file *path*, which are at most *limit*.

    A link at its end is not followed, a pipe is not waited for. Raises OSError, TooLarge among them.
    """
    with _opened(path) as (descriptor, size):
        if size > limit:
            raise TooLarge(size)
        return b"".join(_chunks(descriptor, size, size))


def head(path: AnyPath, most: int) -> bytes:
    """Return how the regular file *path* begins, in up to *most* bytes; else as `read`."""
    with _opened(path) as (descriptor, size):
        return b"".join(_chunks(descriptor, min(size, most), most))


def digest(path: AnyPath, limit: int | None = None) -> tuple[str, int]:
    """Return the SHA-256 of the regular file *path* and its size, in constant memory; else as `read`."""
    sha256, total = hashlib.sha256(), 0
    with _opened(path) as (descriptor, size):
        if limit is not None and size > limit:
            raise TooLarge(size)
        for chunk in _chunks(descriptor, size, _CHUNK):
            total += len(chunk)
            sha256.update(chunk)
    return sha256.hexdigest(), total


def holds(path: AnyPath, data: bytes) -> bool:
    """Whether *path* is a regular file of exactly these bytes. What cannot be read does not hold them."""
    try:
        with _opened(path) as (descriptor, size):
            return size == len(data) and b"".join(_chunks(descriptor, size, size)) == data
    except OSError:
        return False


def has_digest(path: AnyPath, sha256: str) -> bool:
    """Whether *path* is a regular file with this SHA-256. What cannot be read has none."""
    try:
        return digest(path)[0] == sha256
    except OSError:
        return False


def write_new(path: AnyPath, data: bytes, modified: int | None = None) -> None:
    """Write *path*, which must not exist yet, whole or not at all, with the mode that the umask gives. Raises OSError.

    *modified* is the modification time that it gets, in nanoseconds, if not that of the moment.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        if modified is not None:
            os.utime(descriptor, ns=(modified, modified))
    except BaseException:
        Path(path).unlink()  # a part of a file is worse than none
        raise
    finally:
        os.close(descriptor)


def replace(path: AnyPath, data: bytes) -> None:
    """Write the file *path* in one step. The mode of one that stands there stays, and so does a link to it. Raises OSError."""
    target = Path(os.path.realpath(path))
    new = target.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        write_new(new, data)
        if target.exists():
            new.chmod(target.stat().st_mode & 0o7777)
        flush(new)
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def flush(path: AnyPath) -> None:
    """Return when *path*, a file or a folder, has reached the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def why(error: OSError) -> str:
    """Return the reason for *error* as it stands in a message."""
    reason, _ = _REASONS.get(error.errno or 0, ("", ""))
    return reason or (error.strerror or str(error)).lower()


@contextmanager
def in_trouble(doing: str) -> Iterator[None]:
    """Turn an OSError into a Trouble that says "cannot *doing*", why, and what to do."""
    try:
        yield
    except OSError as error:
        _, remedy = _REASONS.get(error.errno or 0, ("", "look at that path and run the command again"))
        raise Trouble(f"cannot {doing}: {why(error)}; {remedy}") from error


@contextmanager
def _opened(path: AnyPath) -> Iterator[tuple[int, int]]:
    """Give the descriptor of a regular file, and its size."""
    # Without O_NONBLOCK, a pipe put there a moment ago would be waited for.
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "Not a regular file")
        yield descriptor, status.st_size
    finally:
        os.close(descriptor)


def _chunks(descriptor: int, size: int, most: int) -> Iterator[bytes]:
    """Read *size* bytes, or up to the end if that comes first: what is appended meanwhile does not count."""
    while size and (chunk := os.read(descriptor, min(size, most))):
        size -= len(chunk)
        yield chunk
