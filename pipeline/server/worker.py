"""One thread for all that takes time, so that nothing in it needs a lock; what somebody waits for goes first."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, NamedTuple, TypeVar

_T = TypeVar("_T")


class _Task(NamedTuple):
    future: "Future[Any]"
    work: Callable[[], Any]


class Worker:
    """Does what it is given, one thing at a time."""

    def __init__(self) -> None:
        self._urgent: deque[_Task] = deque()
        self._long: deque[_Task] = deque()
        self._given = threading.Semaphore(0)
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="pipeline-worker", daemon=True)
        self._thread.start()

    def soon(self, work: Callable[[], _T]) -> "Future[_T]":
        """Do *work* before all that is long, also in the midst of it; a future that is cancelled by then is never begun."""
        return self._give(self._urgent, work)

    def later(self, work: Callable[[], _T]) -> "Future[_T]":
        """Do *work*, which calls `pause` now and then, when nothing is urgent."""
        return self._give(self._long, work)

    def pause(self) -> None:
        """Do what is urgent. Raises CancelledError when the worker is to stop."""
        while self._urgent:
            _do(self._urgent.popleft())
        if self._stopping:
            raise CancelledError

    def stop(self) -> None:
        """Wait until it has stopped: at the next pause, and what is still to be done is not begun."""
        self._stopping = True
        self._given.release()
        self._thread.join()

    def _give(self, tasks: deque[_Task], work: Callable[[], _T]) -> "Future[_T]":
        future: Future[_T] = Future()
        tasks.append(_Task(future, work))
        self._given.release()
        return future

    def _run(self) -> None:
        while True:
            self._given.acquire()
            if self._stopping:
                return
            if tasks := self._urgent or self._long:  # a pause may have done it meanwhile
                _do(tasks.popleft())


def _do(task: _Task) -> None:
    if not task.future.set_running_or_notify_cancel():
        return
    try:
        task.future.set_result(task.work())
    except BaseException as error:
        task.future.set_exception(error)
