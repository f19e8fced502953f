"""An editor at work in one content folder: what is looked at, and when."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from pipeline.server.folder import Folder
from pipeline.server.worker import Worker
from pipeline.server.workspace import Found, Workspace

_PAUSE = 0.25
"""Seconds without a keystroke, after which all that is being edited is looked at."""

_T = TypeVar("_T")


class Buffer(NamedTuple):
    """A file that the editor has open."""

    uri: str
    """As the editor calls it."""
    version: int
    text: str


class Session:
    """What happens in an editor's own thread; the work is the worker's."""

    def __init__(
        self,
        folder: Folder,
        clock: Callable[[], datetime],
        publish: Callable[[Buffer, Found], None],
        complain: Callable[[Exception], None],
    ) -> None:
        """*publish* is told what is wrong in a file, *complain* what went wrong here; both in the running loop."""
        self.folder = folder
        self.workspace = Workspace(folder.root, clock)
        self.worker = Worker()
        self.buffers: dict[str, Buffer] = {}
        """By path."""
        self.seen: dict[str, Buffer] = {}
        """The same as the worker sees them, from the beginning to the end of a piece of work."""
        self._publish = publish
        self._complain = complain
        self._told: dict[str, Found] = {}
        """What was published last, by path."""
        self._waiting: set[str] = set()
        """Paths that are about to be looked at; "" is everything."""
        self._stale = False
        """The disk has changed since it was read."""
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._tell_after(self.worker.soon(lambda: self.workspace.refresh(_silent)))
        self._look()

    def put(self, path: str, buffer: Buffer) -> None:
        """The file at *path* is open, or has changed."""
        self.buffers[path] = buffer
        self._told.pop(path, None)
        if path not in self._waiting:
            self._waiting.add(path)
            self._tell_after(self.worker.soon(lambda: self._look_at(path)))
        self._look_soon()

    def close(self, path: str) -> None:
        """The file at *path* is no longer open: what stands on the disk counts again."""
        if buffer := self.buffers.pop(path, None):
            self._told.pop(path, None)
            self._publish(buffer, Found("", ()))
            self._look_soon()

    def uri(self, path: str) -> str:
        """How the editor calls the file at *path*."""
        return self.seen[path].uri if path in self.seen else self.folder.uri(path)

    def disk_changed(self) -> None:
        self._stale = True
        self._look_soon()

    async def ask(self, work: Callable[[Workspace], _T]) -> _T | None:
        """Return what *work* answers, or None where it fails; if nobody waits for it any more, it is not begun."""
        try:
            return await asyncio.wrap_future(self.worker.soon(lambda: work(self._prepared())))
        except Exception as error:
            self._complain(error)
            return None

    def _look_soon(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(_PAUSE, self._look)

    def _look(self) -> None:
        if "" not in self._waiting:
            self._waiting.add("")
            self._tell_after(self.worker.later(self._look_at_all))

    # In the worker's thread

    def _prepared(self) -> Workspace:
        """The workspace, with what is open now."""
        self.seen = dict(self.buffers)
        self.workspace.texts = {path: buffer.text for path, buffer in self.seen.items()}
        return self.workspace

    def _look_at(self, path: str) -> None:
        self._waiting.discard(path)
        self._prepared().look_at(path)

    def _look_at_all(self) -> None:
        self._waiting.discard("")
        if self._stale:
            self._stale = False
            self.workspace.refresh(_silent)
        self._prepared().look(lambda *_: self.worker.pause())

    # What follows

    def _tell_after(self, done: "Future[Any]") -> None:
        """Tell what is wrong in all open files, as far as it is known, when this is *done*."""

        async def tell() -> None:
            try:
                await asyncio.wrap_future(done)
            except Exception as error:
                self._complain(error)
            for path, buffer in self.buffers.items():
                self._tell(path, buffer)

        task = asyncio.get_running_loop().create_task(tell())
        self._tasks.add(task)  # the loop itself does not hold it
        task.add_done_callback(self._tasks.discard)

    def _tell(self, path: str, buffer: Buffer) -> None:
        """Publish what was found in the file at *path*, unless its text has changed since or this is known."""
        found = self.workspace.found.get(path)
        if found and found.text == buffer.text and found != self._told.get(path):
            self._told[path] = found
            self._publish(buffer, found)


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody watches."""
