"""What was fetched for a generation that is not complete yet, so that nothing is fetched twice when that is cut short."""

import hashlib
import io
from typing import BinaryIO

_HEAD = 8
"""Bytes before each part: its size, the most significant byte first."""


class Spool:
    """Parts by their SHA-256, one behind the other in a file; what was not written to its end is dropped."""

    def __init__(self, file: BinaryIO) -> None:
        """*file* is open for reading and writing. Raises OSError."""
        self._file = file
        self._places: dict[str, tuple[int, int]] = {}
        """Where each part begins, and its size."""
        self._end = 0
        end = file.seek(0, io.SEEK_END)
        file.seek(0)
        while len(head := file.read(_HEAD)) == _HEAD and (size := int.from_bytes(head)) <= end - self._end - _HEAD:
            self._note(hashlib.sha256(file.read(size)).hexdigest(), size)
        file.seek(self._end)
        file.truncate()

    def __contains__(self, sha256: str) -> bool:
        return sha256 in self._places

    def add(self, sha256: str, data: bytes) -> None:
        """Keep *data*, of which *sha256* is the digest. Raises OSError."""
        self._file.seek(self._end)
        self._file.write(len(data).to_bytes(_HEAD) + data)
        self._note(sha256, len(data))

    def read(self, sha256: str) -> bytes:
        """Return what has this digest. Raises KeyError and OSError."""
        place, size = self._places[sha256]
        self._file.seek(place)
        return self._file.read(size)

    def _note(self, sha256: str, size: int) -> None:
        self._places[sha256] = (self._end + _HEAD, size)
        self._end += _HEAD + size
