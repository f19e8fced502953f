"""One thread for all that takes time."""

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError

import pytest

from pipeline.server.worker import Worker


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.stop()


def test_urgent_work_is_done_in_the_midst_of_long_work(worker: Worker) -> None:
    done: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def long() -> None:
        begun.set()
        go_on.wait()
        worker.pause()
        done.append("long")

    end = worker.later(long)
    begun.wait()
    soon = worker.soon(lambda: done.append("soon"))
    go_on.set()
    end.result()
    assert soon.done()
    assert done == ["soon", "long"]


def test_what_fails_does_not_stop_it(worker: Worker) -> None:
    with pytest.raises(ZeroDivisionError):
        worker.soon(lambda: 1 // 0).result()
    assert worker.soon(lambda: 1).result() == 1


def test_what_is_cancelled_before_its_turn_is_not_begun(worker: Worker) -> None:
    begun, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def long() -> None:
        begun.set()
        go_on.wait()

    worker.later(long)
    begun.wait()
    assert worker.soon(lambda: done.append("obsolete")).cancel()
    go_on.set()
    worker.later(lambda: None).result()
    assert done == []


def test_it_stops_at_the_next_pause() -> None:
    worker = Worker()
    begun = threading.Event()

    def endless() -> None:
        begun.set()
        while True:
            worker.pause()

    end = worker.later(endless)
    begun.wait()
    worker.stop()
    assert isinstance(end.exception(), CancelledError)
