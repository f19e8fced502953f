"""One build at a time.

The lock belongs to a process, not to the file: a killed build leaves the file behind and no lock. Whoever lets go
removes the file, so that an idle outputs/ holds only what was published.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.model import Trouble

_held: set[int] = set()


class Busy(Trouble):
    """Another process holds the lock."""


@contextmanager
def locked(folder: Path, name: str) -> Iterator[None]:
    """Hold the lock of *folder*, which is made for it and removed again when nothing else is in it.

    *name* is what a message calls the locked thing. Raises Busy at once when another process holds it, and OSError.
    """
    path = folder / "lock"
    descriptor = _acquire(folder, path, name)
    _held.add(descriptor)
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
            folder.rmdir()
        _held.discard(descriptor)
        os.close(descriptor)


def _acquire(folder: Path, path: Path, name: str) -> int:
    while True:
        with suppress(FileExistsError):
            folder.mkdir()
        try:
            if not stat.S_ISDIR(folder.lstat().st_mode):
                raise NotADirectoryError(errno.ENOTDIR, "Not a directory", str(folder))
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
        except FileNotFoundError:
            continue  # The last holder has just removed the folder.
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(descriptor, 20)
            os.close(descriptor)
            if isinstance(error, BlockingIOError):
                raise Busy(_busy(name, holder)) from None
            raise
        if _is_still(path, descriptor):
            with suppress(OSError):  # A full disk: then a message does without the number.
                os.ftruncate(descriptor, 0)
                os.write(descriptor, str(os.getpid()).encode())
            return descriptor
        os.close(descriptor)


def _is_still(path: Path, descriptor: int) -> bool:
    """Whether *path* is the open file: its last holder may have removed it between our opening and our locking it."""
    with suppress(FileNotFoundError):
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    return False


def _busy(name: str, holder: bytes) -> str:
    process = f" (process {holder.decode()})" if holder.isdigit() else ""
    return f"another command is writing to {name}{process}; wait until it has ended and run this one again"


def _let_go() -> None:
    """A forked worker that outlives a killed build would hold its lock."""
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_let_go)
