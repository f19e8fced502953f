"""The conversation with a hub.

Whatever a hub answers is data from outside: it gets a bounded time, a bounded part of it is read, and no redirect is followed.
"""

import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from http.client import responses
from urllib.parse import urlencode

import msgspec
import urllib3
from urllib3.exceptions import HTTPError, LocationValueError, NameResolutionError, NewConnectionError, SSLError
from urllib3.exceptions import TimeoutError as Slow

import pipeline
from pipeline.notify._ping import Ping
from pipeline.words import count, quote

_HEADERS = {
    "Accept-Encoding": "identity",
    "Content-Type": "application/x-www-form-urlencoded",
    "User-Agent": f"knowledge-networks/{pipeline.__version__}",
}
_READ = 1000
"""Bytes of an answer."""
_LONGEST_WAIT = 60
"""Seconds. A hub that asks for more is left to a later run."""
_SETTING = "see whether `hub` in site.toml is right"


class Patience(msgspec.Struct, frozen=True):
    """How long hubs are waited for, in seconds."""

    timeout: float = 10
    """For one request, from the look-up of the hub's name to the end of its answer."""
    retries: int = 3
    """How often a request is repeated that failed for a reason which may pass."""
    pause: float = 1
    """Before the first repetition; each one after it waits twice as long."""
    longest: float = 600
    """For everything."""


class _Failure(Exception):
    """Why a hub was not told, and what to do."""

    def __init__(self, why: str, hint: str, *, passing: bool = False, of_topic: bool = False, wait: float = 0) -> None:
        super().__init__(f"{why}; {hint}")
        self.passing = passing
        """It may be over in a moment."""
        self.of_topic = of_topic
        """Another topic may fare better."""
        self.wait = wait
        """The seconds for which the hub asks to be left alone."""


def tell(pings: Iterable[Ping], patience: Patience) -> Iterator[tuple[Ping, str]]:
    """Send each of *pings*, and yield it with "", or with why it was not taken and what to do.

    Where no answer comes, or 429 or 5xx, it is sent again, and not before the hub's `Retry-After`. A hub that fails in another
    way than by refusing a topic (4xx) is asked nothing more.
    """
    end = time.monotonic() + patience.longest
    failed: dict[str, str] = {}
    with urllib3.PoolManager() as client:
        for ping in pings:
            if ping.hub not in failed:
                try:
                    _insist(client, ping, patience, end)
                except _Failure as failure:
                    yield ping, str(failure)
                    if not failure.of_topic:
                        failed[ping.hub] = str(failure)
                else:
                    yield ping, ""
            else:
                yield ping, failed[ping.hub]


def _insist(client: urllib3.PoolManager, ping: Ping, patience: Patience, end: float) -> None:
    """Send *ping* until it is taken, at most until *end*. Raises _Failure."""
    for attempt in range(patience.retries + 1):
        left = end - time.monotonic()
        if left <= 0:
            why = f"{count(round(patience.longest), 'second')} for all were not enough"
            raise _Failure(why, "run the command again, which goes on from here")
        try:
            _send(client, ping, min(patience.timeout, left))
        except _Failure as failure:
            wait = max(patience.pause * 2**attempt, failure.wait)
            if not failure.passing or attempt == patience.retries or wait > min(_LONGEST_WAIT, end - time.monotonic()):
                raise
        else:
            return
        time.sleep(wait)


def _send(client: urllib3.PoolManager, ping: Ping, timeout: float) -> None:
    """Send *ping* once. Raises _Failure."""
    answer: Future[None] = Future()

    def converse() -> None:
        try:
            _converse(client, ping, timeout)
        except Exception as error:
            answer.set_exception(error)
        else:
            answer.set_result(None)

    # A socket's own limit is for one read: a hub that sends a byte now and then would keep us for ever.
    threading.Thread(target=converse, daemon=True).start()
    try:
        answer.result(timeout)
    except (TimeoutError, HTTPError) as error:
        raise _unanswered(error, timeout) from error


def _converse(client: urllib3.PoolManager, ping: Ping, timeout: float) -> None:
    """Send *ping*. Raises _Failure and HTTPError."""
    url = urllib3.util.parse_url(ping.hub)
    if url.scheme not in ("http", "https") or not url.host:
        raise LocationValueError(ping.hub)
    response = client.urlopen(
        "POST",
        ping.hub,
        # Hubs differ in which of the two URLs they want.
        body=urlencode({"hub.mode": "publish", "hub.url": ping.topic, "hub.topic": ping.topic}),
        headers=_HEADERS | (urllib3.make_headers(basic_auth=url.auth) if url.auth else {}),
        timeout=timeout,
        retries=False,
        redirect=False,
        preload_content=False,
    )
    try:
        _judge(response)
    finally:
        response.close()


def _judge(response: urllib3.BaseHTTPResponse) -> None:
    """Raise _Failure unless the hub has taken it. Raises HTTPError too."""
    status = response.status
    answered = f"it answered {status} {responses.get(status, '')}".strip()
    if 200 <= status < 300:
        if response.length_remaining in range(_READ):
            response.drain_conn()  # the connection can serve the next ping
        return
    if 300 <= status < 400:
        target = quote(response.headers.get("Location", ""))
        raise _Failure(f"{answered}, to {target}", "if that is the hub now, write it into site.toml")
    said = " ".join(response.read(_READ, decode_content=False).decode(errors="replace").split())
    if said and not said.startswith("<"):
        answered += f" and said {quote(said)}"
    if status == 429 or status >= 500:
        wait = _seconds(response.headers.get("Retry-After", ""))
        asked = f", and asks to wait {count(round(wait), 'second')}" if wait else ""
        raise _Failure(f"{answered}{asked}", "run the command again later", passing=True, wait=wait)
    raise _Failure(answered, f"{_SETTING}, and whether this hub takes this feed", of_topic=status >= 400)


def _seconds(retry_after: str) -> float:
    """What the header asks for; 0 where that cannot be understood."""
    with suppress(HTTPError, ArithmeticError, ValueError, TypeError):
        return urllib3.Retry().parse_retry_after(retry_after)
    return 0


def _unanswered(error: Exception, timeout: float) -> _Failure:
    """What it means that no answer came within *timeout*."""
    match error:
        case LocationValueError():
            return _Failure("that is no address of a web server", _SETTING)
        case NameResolutionError():
            return _Failure("its name leads to no machine", f"{_SETTING} and this machine online", passing=True)
        case NewConnectionError():
            return _Failure("it takes no connection", "see whether it is at work", passing=True)
        case TimeoutError() | Slow():  # a NewConnectionError is a Slow too
            hint = "see whether it is at work, or give it longer with --timeout"
            return _Failure(f"no answer within {timeout:g} seconds", hint, passing=True)
        case SSLError():
            why = getattr(error.args[0], "verify_message", "") or "TLS fails"
            return _Failure(f"it cannot be trusted ({why})", "it needs a valid certificate from an authority known here")
        case _:
            return _Failure("it breaks off or does not speak HTTP", f"{_SETTING} and the hub at work", passing=True)
