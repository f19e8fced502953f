"""A web server on loopback, every byte of which a test decides."""

import gzip
import hashlib
import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Lock, Thread
from types import TracebackType
from typing import Self

Headers = Mapping[str, str]
"""Of a request, by lower-case name."""
Reply = bytes | Callable[[socket.socket], None]
"""What is sent; nothing ends the connection, and so does a function that has sent something itself."""
_MOST = 50_000
"""Requests, after which a test has gone astray."""
_PATIENCE = 20
"""Seconds."""


class Web:
    """A server that answers each request by *answer*, from its path and headers; one request at a time is answered."""

    def __init__(self, answer: Callable[[str, Headers], Reply], tls: ssl.SSLContext | None = None) -> None:
        self.answer = answer
        self._tls = tls
        self.asked: list[str] = []
        """The paths that were asked for, without the slash at their beginning."""
        self.connections = 0
        self._lock = Lock()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listening.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}/"
        self._open: set[socket.socket] = set()

    def __enter__(self) -> Self:
        Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for connection in [*self._open]:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                connection, _ = self._listening.accept()
                connection.settimeout(_PATIENCE)
                self.connections += 1
                self._open.add(connection)
                Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        with suppress(OSError), plain, self._secured(plain) as connection, connection.makefile("rb") as stream:
            while line := stream.readline():
                headers = {}
                while name := stream.readline().strip():
                    key, _, value = name.decode("latin-1").partition(":")
                    headers[key.lower()] = value.strip()
                with self._lock:
                    self.asked.append(line.split()[1].decode().removeprefix("/"))
                    assert len(self.asked) < _MOST
                    reply = self.answer(self.asked[-1], headers)
                if callable(reply):
                    reply(connection)
                    break
                if not reply:
                    break
                connection.sendall(reply)
        self._open.discard(plain)

    def _secured(self, plain: socket.socket) -> socket.socket:
        return self._tls.wrap_socket(plain, server_side=True) if self._tls else plain


def response(data: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer; each of *headers* (with `_` for `-`) replaces the usual one, or is left out if it is empty."""
    usual = {"Content-Length": str(len(data)), "Content-Type": "application/octet-stream"}
    sent = usual | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in sent.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + data


def serving(files: Mapping[str, bytes]) -> Callable[[str, Headers], bytes]:
    """What answers with *files*, by path: with an ETag, and compressed for those who take it."""

    def answer(path: str, headers: Headers) -> bytes:
        data = files.get(path)
        if data is None:
            return response(b"nothing here", "404 Not Found")
        etag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        if headers.get("if-none-match") == etag:
            return response(b"", "304 Not Modified", ETag=etag, Content_Length="")
        if headers.get("accept-encoding") == "gzip":
            return response(gzip.compress(data, 1), ETag=etag, Content_Encoding="gzip")
        return response(data, ETag=etag)

    return answer
