"""Floor 0: the kinds of file that are published as what they are.

Our own table, because the standard library's differs from machine to machine: it reads the system's.
"""

import posixpath
import re

MEDIA_TYPES = {
    ".avif": "image/avif",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gif": "image/gif",
    ".ics": "text/calendar",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
"""By extension. Nothing that a browser would run under the university's host: no HTML, no SVG."""

IMAGES = tuple(extension for extension, kind in MEDIA_TYPES.items() if kind.startswith("image/"))
"""The extensions of pictures that every browser shows."""

WIDTHS = (480, 960, 1600)
"""In which a picture is published besides its own, in pixels, narrowest first: a telephone's column of text, the same on a
dense screen, and the widest column on one."""

SIDECAR = ".toml"
"""What is added to a picture's name for the file beside it that says where it is from."""

HEAD = 1024
"""Bytes of a file that `is_as_called` wants to see."""

_ZIP = rb"PK(?:\x03\x04|\x05\x06|\x07\x08)"
_OFFICE = rb"%b|\xd0\xcf\x11\xe0" % _ZIP
"""With a password it lies in another container."""
_TEXT = rb"[^\0]*\Z"
_BEGINNINGS = {
    ".csv": _TEXT,
    ".docx": _OFFICE,
    ".ics": rb"(?i:(?:\xef\xbb\xbf)?\s*BEGIN:VCALENDAR)",
    ".mp3": rb"ID3|\xff[\xe0-\xff]",
    ".mp4": rb".{4}ftyp",
    ".ods": _OFFICE,
    ".odt": _OFFICE,
    ".pdf": rb".*?%PDF-",
    ".pptx": _OFFICE,
    ".txt": _TEXT,
    ".vtt": rb"(?:\xef\xbb\xbf)?WEBVTT",
    ".webm": rb"\x1a\x45\xdf\xa3",
    ".xlsx": _OFFICE,
    ".zip": _ZIP,
}
_PATTERNS = {extension: re.compile(beginning, re.DOTALL) for extension, beginning in _BEGINNINGS.items()}


def is_as_called(path: str, head: bytes) -> bool:
    """Whether the file at *path*, which begins with *head*, can be what its extension says; images are looked at elsewhere."""
    pattern = _PATTERNS.get(posixpath.splitext(path.lower())[1])
    return not pattern or bool(pattern.match(head))
