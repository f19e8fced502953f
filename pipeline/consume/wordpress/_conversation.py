"""HTTP with a WordPress site.

Whatever it answers is data from outside: each answer gets a bounded time and a bounded size, and no redirect is followed. Every
request may be sent again: what is created carries a uid, of which our plugin lets WordPress keep one.
"""

import html
import time
from base64 import b64encode
from collections.abc import Mapping
from http.client import responses
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec
import urllib3
from urllib3.exceptions import HTTPError
from urllib3.util import Url, parse_url

import pipeline
from pipeline.consume._deadline import POOLS
from pipeline.consume._server import Patience, _Failure, _seconds, _unanswered
from pipeline.model import Trouble
from pipeline.words import quote

_LARGEST = 1 << 26
"""Bytes of an answer."""
_LONGEST_WAIT = 60
"""Seconds. A site that asks for more is left to a later run."""
_LOGIN = (
    "see whether the name and the application password are right; WordPress takes application passwords over HTTPS alone, "
    "unless WP_ENVIRONMENT_TYPE is local, and the web server must hand on the Authorization header"
)
_NO_API = "see whether --site is its address, choose other permalinks than Plain in its settings, and let /wp-json through"
_T = TypeVar("_T")


class Refused(Exception):
    """WordPress does not do it, for a reason that lies in the request. Its text is a sentence."""

    def __init__(self, sentence: str, code: str = "", id: int = 0) -> None:
        super().__init__(sentence)
        self.code = code
        """WordPress's own name for the reason."""
        self.id = id
        """Of what is there already."""


class Conversation:
    """What is said to the REST API of a site in the name of one user. Raises Trouble where nothing more can be done."""

    def __init__(self, url: str, user: str, password: str, patience: Patience) -> None:
        """*password* is an application password. Raises Trouble for a *url* that cannot be one, or would let others read it."""
        self.url = _address(url)
        self.user = user
        self._headers = {
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "User-Agent": f"knowledge-networks/{pipeline.__version__}",
            # urllib3's own function takes Latin-1 alone.
            "Authorization": "Basic " + b64encode(f"{user}:{password}".encode()).decode(),
        }
        self._patience = patience
        self._client = urllib3.PoolManager()
        self._client.pool_classes_by_scheme = POOLS

    def close(self) -> None:
        """End all connections."""
        self._client.clear()

    def ask(
        self, method: str, path: str, query: Mapping[str, str] | None = None, *, json: Any = None, form: Any = None
    ) -> "Answer":
        """Send a request until it is answered. Raises Refused."""
        url = f"{self.url}/wp-json/wp/v2/{path}" + (f"?{urlencode(query)}" if query else "")
        headers, body = self._headers, None
        if json is not None:
            body, headers = msgspec.json.encode(json), headers | {"Content-Type": "application/json"}
        elif form is not None:
            body, content_type = urllib3.encode_multipart_formdata(form)
            headers = headers | {"Content-Type": content_type}
        for attempt in range(self._patience.retries + 1):
            try:
                return self._judged(self._send(method, url, body, headers))
            except _Failure as failure:
                wait = max(self._patience.pause * 2**attempt, failure.wait)
                if not failure.passing or attempt == self._patience.retries or wait > _LONGEST_WAIT:
                    raise Trouble(f"cannot go on at {self.url}: {failure}") from failure
            time.sleep(wait)
        raise AssertionError  # the last attempt has returned or raised

    def _send(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> "Answer":
        """Send a request once. Raises _Failure."""
        try:
            response = self._client.urlopen(
                method,
                url,
                body=body,
                headers=headers,
                timeout=self._patience.timeout,
                retries=False,
                redirect=False,
                preload_content=False,
            )
            whole = False
            try:
                data = response.read(_LARGEST + 1)
                whole = len(data) <= _LARGEST
            finally:
                if whole:
                    response.release_conn()
                else:
                    response.close()
        except HTTPError as error:
            raise _unanswered(error, self._patience.timeout) from error
        return Answer(response.status, response.headers, data)

    def _judged(self, answer: "Answer") -> "Answer":
        """Return *answer* if it is what was asked for. Raises _Failure and Refused."""
        status = answer.status
        if 200 <= status < 300:
            return answer
        reason = answer.reason
        said = reason.said if reason else f"{status} {responses.get(status, '')}".strip()
        if 300 <= status < 400:
            target = quote(answer.headers.get("Location", ""))
            raise _Failure(f"it leads to {target}", "if the site is there, name that address with --site")
        if status == 401:
            raise _Failure(f"it does not let {quote(self.user)} in ({said})", _LOGIN)
        if status == 403 and not reason:
            raise _Failure(f"something in front of WordPress forbids it ({said})", "let /wp-json through")
        if status == 404 and not reason:
            raise _Failure(f"there is no REST API ({said})", _NO_API)
        if status == 429 or (status >= 500 and not (reason and reason.of_upload)):
            again = "run the command again later, which goes on from here"
            raise _Failure(f"it answers {said}", again, passing=True, wait=_seconds(answer.headers.get("Retry-After", "")))
        raise Refused(said, reason.code if reason else "", reason.id if reason else 0)


class Answer(msgspec.Struct, frozen=True):
    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def reason(self) -> "_Reason | None":
        """Why it is an error, in WordPress's words."""
        try:
            return msgspec.json.decode(self.data, type=_Reason)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None

    def read(self, kind: type[_T]) -> _T:
        """Return what it says. Raises Trouble."""
        try:
            return msgspec.json.decode(self.data, type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            why = quote(str(error).rstrip("."))[1:-1]
            raise Trouble(f"the site does not answer as WordPress's REST API does ({why}); {_NO_API}") from error


class _Reason(msgspec.Struct, frozen=True):
    """The body of an answer that is an error."""

    code: str
    message: str = ""
    data: Any = None

    @property
    def said(self) -> str:
        return quote(html.unescape(self.message)) if self.message else self.code

    @property
    def id(self) -> int:
        """What is there already."""
        id = self.data.get("id") if isinstance(self.data, dict) else 0
        return id if isinstance(id, int) else 0

    @property
    def of_upload(self) -> bool:
        """It is about a file, which stays as it is however often it is sent."""
        return self.code.startswith("rest_upload_")


def _address(url: str) -> str:
    """*url* without `/` at its end. Raises Trouble where the password should not be sent there."""
    try:
        parsed = parse_url(url)
    except (HTTPError, UnicodeError):
        parsed = Url()
    if parsed.scheme not in ("http", "https") or not parsed.host or parsed.auth or parsed.query or parsed.fragment:
        raise Trouble(f"{quote(url)} is not the address of a site; write it like https://www.example.edu")
    if parsed.scheme == "http" and not _of_this_machine(parsed.host):
        raise Trouble(f"{quote(url)} would let others read the password on its way; write https")
    return parsed.url.rstrip("/")


def _of_this_machine(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
