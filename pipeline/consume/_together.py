"""Several things at a time."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def together(
    work: Callable[[_Item], _Result], items: Iterable[_Item], workers: int, weight: Callable[[_Item], int], most: int
) -> Iterator[tuple[_Item, _Result]]:
    """Yield each of *items* with what *work* makes of it, in their order; raise what the first of them raises.

    At most *most* of *weight* is at work or waits to be taken, if a single item does not weigh more.
    """
    tasks: SimpleQueue[tuple[_Item, Future[_Result]] | None] = SimpleQueue()

    def serve() -> None:
        while task := tasks.get():
            item, future = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work(item))
            except BaseException as error:
                future.set_exception(error)

    under_way: deque[tuple[_Item, Future[_Result]]] = deque()
    weighs = 0
    for _ in range(workers):
        # A daemon, since an interrupted program does not wait for a server.
        Thread(target=serve, daemon=True).start()
    try:
        for item in items:
            while under_way and weighs + weight(item) > most:
                done, future = under_way.popleft()
                weighs -= weight(done)
                yield done, future.result()
            under_way.append((item, Future()))
            tasks.put(under_way[-1])
            weighs += weight(item)
        for done, future in under_way:
            yield done, future.result()
    finally:
        for _, future in under_way:
            future.cancel()
        for _ in range(workers):
            tasks.put(None)
