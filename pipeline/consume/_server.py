"""The conversation with the server that publishes.

Whatever it answers is data from outside: each answer gets a bounded time and a bounded size, also unpacked, and no redirect
leads to another host.
"""

import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http.client import responses
from urllib.parse import quote as percent
from urllib.parse import unquote, urljoin

import msgspec
import urllib3
from urllib3.exceptions import DecodeError, HTTPError, NameResolutionError, NewConnectionError, SSLError
from urllib3.exceptions import TimeoutError as Slow
from urllib3.util import Url, parse_url

import pipeline
from pipeline.consume._deadline import POOLS
from pipeline.consume._wire import Broken
from pipeline.model import Trouble
from pipeline.words import count, quote

_REDIRECTS = 3
_CHUNK = 1 << 20
_SLOWEST = 1 << 16
"""Bytes a second: a large file may take so much longer."""
_SETTLED = timedelta(seconds=2)
_LONGEST_WAIT = 60
"""Seconds. A server that asks for more is left to a later run."""


class Patience(msgspec.Struct, frozen=True):
    """How long the server is waited for, in seconds."""

    timeout: float = 30
    """For one answer, from the connection to its end; a large file gets a second more for each 64 KB."""
    retries: int = 3
    """How often something is tried again that failed for a reason which may pass."""
    pause: float = 1
    """Before the first of these; each one after it waits twice as long."""


class Answer(msgspec.Struct, frozen=True):
    """What a request brought."""

    status: int
    data: bytes
    url: str
    """Where it was found in the end."""
    etag: str = ""
    """"" where the next version may bear the same, as with the next."""
    last_modified: str = ""


class Server:
    """The folder of a publication on a web server. Whatever can be waited for is tried again."""

    def __init__(self, url: str, patience: Patience, connections: int = 4) -> None:
        """*url* is that of the manifest or of its folder. Raises Trouble where it cannot be one."""
        self.patience = patience
        self.connections = connections
        """How many files are fetched at a time."""
        self.url, self._credentials = _parsed(url)
        """Of the folder, with `/` at its end and without a password."""
        self._base = self.url
        self._client = urllib3.PoolManager(maxsize=connections)
        self._client.pool_classes_by_scheme = POOLS

    def manifest(self, limit: int, validators: Mapping[str, str], fresh: bool) -> Answer:
        """Return the manifest, or an answer with status 304 where it is the one that has *validators*.

        *fresh* asks caches on the way to look whether they are. Raises Trouble.
        """
        headers = {**validators, **({"Cache-Control": "no-cache"} if fresh else {})}
        answer = self._insist("manifest.json", limit, headers)
        folder, slash, name = answer.url.partition("?")[0].rpartition("/")
        if name == "manifest.json":
            self._base = folder + slash  # where it is found, all else is
        return answer

    def get(self, path: str, limit: int, fresh: bool = False) -> bytes:
        """Return the bytes of *path*, at most *limit* and one more. Raises Broken where it is not there, and Trouble."""
        return self._insist(path, limit, {"Cache-Control": "no-cache"} if fresh else {}).data

    def close(self) -> None:
        """End all connections."""
        self._client.clear()

    def _insist(self, path: str, limit: int, headers: Mapping[str, str]) -> Answer:
        for attempt in range(self.patience.retries + 1):
            try:
                return self._follow(path, limit, headers)
            except _Failure as failure:
                wait = max(self.patience.pause * 2**attempt, failure.wait)
                if not failure.passing or attempt == self.patience.retries or wait > _LONGEST_WAIT:
                    raise Trouble(f"cannot read {self.url}{path}: {failure}") from failure
            time.sleep(wait)
        raise AssertionError  # the last attempt has returned or raised

    def _follow(self, path: str, limit: int, headers: Mapping[str, str]) -> Answer:
        """Ask for *path*, and follow redirects that stay on the host. Raises _Failure and Broken."""
        url = self._base + percent(path, safe="/~!$&'()*+,;=:@")
        for _ in range(_REDIRECTS + 1):
            try:
                found = self._ask(path, url, limit, headers)
            except HTTPError as error:
                raise _unanswered(error, self.patience.timeout) from error
            if isinstance(found, Answer):
                return found
            url = _followed(url, found)
        raise _Failure("it leads from one address to the next", "see where its redirects end, and name that address")

    def _ask(self, path: str, url: str, limit: int, headers: Mapping[str, str]) -> "Answer | str":
        """Return the answer to one request, or where it leads. Raises _Failure, Broken and HTTPError."""
        connect = self.patience.timeout
        response = self._client.urlopen(
            "GET",
            url,
            headers={**_HEADERS, **self._credentials, **headers},
            timeout=urllib3.Timeout(connect=connect, read=connect + limit / _SLOWEST),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        whole = False
        try:
            status = response.status
            if status in (301, 302, 303, 307, 308):
                return response.headers.get("Location", "")
            if status == 304:
                whole = True
                return Answer(status, b"", url)
            if status != 200:
                raise _refused(path, status, response.headers.get("Retry-After", ""))
            data = _read(response, limit)
            whole = len(data) <= limit
            return Answer(status, data, url, *_validators(response.headers))
        finally:
            if not whole:
                response.close()
            response.release_conn()


_HEADERS = {"Accept-Encoding": "gzip", "User-Agent": f"knowledge-networks/{pipeline.__version__}"}


class _Failure(Exception):
    """Why there is no answer, and what to do."""

    def __init__(self, why: str, hint: str, *, passing: bool = False, wait: float = 0) -> None:
        super().__init__(f"{why}; {hint}")
        self.passing = passing
        """It may be over in a moment."""
        self.wait = wait
        """The seconds for which the server asks to be left alone."""


def _parsed(url: str) -> tuple[str, dict[str, str]]:
    """The folder that *url* means, and the header for the user and the password in it."""
    try:
        parsed = parse_url(url)
    except (HTTPError, UnicodeError):
        parsed = Url()
    shown = quote(parsed._replace(auth=None).url if parsed.auth else url)
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise Trouble(f"{shown} is no web address; name that of the manifest, such as https://example.edu/feeds/manifest.json")
    if parsed.query is not None or parsed.fragment is not None:
        raise Trouble(f"{shown} has a part after its path; name the address of the manifest, or of its folder, alone")
    path = (parsed.path or "/").removesuffix("manifest.json")
    if path.endswith(".json"):
        raise Trouble(f"{shown} is not the address of a manifest, whose name is manifest.json; name that, or its folder")
    base = parsed._replace(auth=None, path=path.rstrip("/") + "/").url
    return base, urllib3.make_headers(basic_auth=unquote(parsed.auth)) if parsed.auth else {}


def _followed(url: str, location: str) -> str:
    """Where a redirect from *url* leads. Raises _Failure where that is another host, or a connection that others can read."""
    try:
        old, new = parse_url(url), parse_url(urljoin(url, location))
    except (HTTPError, ValueError) as error:
        raise _Failure(f"it leads to {quote(location)}, which is no address", "tell those who run the server") from error
    ports = {"http": 80, "https": 443}
    same = (new.scheme, new.port or ports.get(new.scheme or "")) == (old.scheme, old.port or ports.get(old.scheme or ""))
    if not location or new.host != old.host or not (same or (old.scheme, new.scheme) == ("http", "https")):
        raise _Failure(f"it leads to {quote(location)}", "if the publication is there now, name that address")
    return new._replace(auth=None).url


def _read(response: urllib3.BaseHTTPResponse, limit: int) -> bytes:
    """What is in *response*, at most *limit* bytes and one more."""
    chunks, left = [], limit + 1
    while left and (chunk := response.read(min(left, _CHUNK))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _validators(headers: Mapping[str, str]) -> tuple[str, str]:
    """ETag and Last-Modified, as far as they tell versions apart.

    Both are often made of a time in whole seconds, which says nothing of a second change in that second (RFC 9110 §8.8.2.2).
    """
    etag, modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
    if modified:
        try:
            age = parsedate_to_datetime(headers.get("Date", "")) - parsedate_to_datetime(modified)
        except (TypeError, ValueError):
            return "", ""
        if age < _SETTLED:
            return "", ""
    return _remembered(etag), _remembered(modified)


def _remembered(header: str) -> str:
    """*header*, if it is one that can be sent back."""
    return header if len(header) <= 1000 and header.isascii() and header.isprintable() else ""


def _refused(path: str, status: int, retry_after: str) -> Exception:
    """What it means that the server answers so."""
    answered = f"it answers {status} {responses.get(status, '')}".strip()
    if status in (404, 410) and path != "manifest.json":
        return Broken(path, "is not there")
    if status == 429 or status >= 500:
        wait = _seconds(retry_after)
        asked = f", and asks to wait {count(round(wait), 'second')}" if wait else ""
        return _Failure(f"{answered}{asked}", "run the command again later, which goes on from here", passing=True, wait=wait)
    if status in (401, 403):
        return _Failure(answered, "write user and password into the address (https://user:password@…), if it wants them")
    return _Failure(answered, "see whether the address is right")


def _seconds(retry_after: str) -> float:
    """What the header asks for; 0 where that cannot be understood."""
    with suppress(HTTPError, ArithmeticError, ValueError, TypeError):
        return urllib3.Retry().parse_retry_after(retry_after) if retry_after else 0
    return 0


def _unanswered(error: HTTPError, timeout: float) -> _Failure:
    """What it means that there is no whole answer within *timeout*."""
    at_work = "see whether the server is at work"
    match error:
        case NameResolutionError():
            hint = "see whether it is spelt right, and this machine online"
            return _Failure("its name leads to no machine", hint, passing=True)
        case NewConnectionError():
            return _Failure("the server takes no connection", at_work, passing=True)
        case Slow():  # a NewConnectionError is one too
            hint = f"{at_work}, or give it longer with --timeout"
            return _Failure(f"no whole answer within {timeout:g} seconds", hint, passing=True)
        case SSLError():
            why = getattr(error.args[0], "verify_message", "") or "TLS fails"
            return _Failure(f"the server cannot be trusted ({why})", "it needs a certificate from an authority known here")
        case DecodeError():
            return _Failure("what it sends cannot be unpacked", "tell those who run the server", passing=True)
        case _:
            return _Failure("it breaks off, or does not speak HTTP", f"{at_work}, and the address right", passing=True)
