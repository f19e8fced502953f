"""Connections that wait for an answer only so long, however slowly it comes.

A socket's own time-out is for one read: a server that sends a byte now and then would keep us for ever.
"""

import io
import time
from contextlib import suppress
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.response import HTTPResponse


class _Deadline:
    """A socket whose time-out is for all that arrives until the next one is set."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._end: float | None = None
        self._arriving: io.BufferedReader | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)

    def settimeout(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds
        self._socket.settimeout(seconds)

    def makefile(self, *_arguments: Any, **_named: Any) -> io.BufferedReader:
        self._arriving = io.BufferedReader(_Arriving(self._socket, self._end))
        return self._arriving

    def end(self) -> None:
        """Close it, whoever still reads from it."""
        with suppress(OSError):
            if self._arriving:
                self._arriving.close()
            self._socket.close()


class _Arriving(io.RawIOBase):
    """What arrives at a socket until *end*."""

    def __init__(self, socket: Any, end: float | None) -> None:
        self._socket, self._end = socket, end
        self._file = socket.makefile("rb", 0)  # it keeps the socket open when the connection is given up

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._end is not None:
            left = self._end - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._socket.settimeout(left)
        read: int | None = self._file.readinto(buffer)
        return read

    def close(self) -> None:
        self._file.close()
        super().close()


class _Connection(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        self.sock = _Deadline(self.sock)

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as urllib3 has it
        socket: Any = self.sock
        try:
            return super().getresponse()
        except BaseException:
            socket.end()
            raise


class _SecureConnection(_Connection, HTTPSConnection):
    """The same with TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


POOLS = {"http": _Pool, "https": _SecurePool}
"""By scheme, as urllib3's pool manager takes them."""
