"""FL005: names of files and folders that could not become paths of outputs or URLs."""

import re
import unicodedata

from pipeline.model import NOWHERE, Finding
from pipeline.words import count, quote

_LONGEST = 200
"""Characters. Outputs add a digest and extensions, and most file systems end at 255 bytes."""
_UNDECODABLE = re.compile("[\ud800-\udfff]")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\\\\\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, a backslash, and marks that reverse the direction of what follows."""


def is_hidden(name: str) -> bool:
    """Whether *name* is one that the pipeline overlooks: it begins with a dot. With two it is a slip."""
    return name.startswith(".") and not name.startswith("..")


def in_nfc(name: str) -> str:
    """Return *name* with each accented letter as one character, which is how content spells it."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def shown(path: str) -> str:
    """Return *path* with what cannot be printed written out."""
    return path if path.isprintable() else "".join(map(_written_out, path))


def fault(name: str) -> tuple[str, str] | None:
    """Return what is wrong with *name* and what to do, or None."""
    if _UNDECODABLE.search(name):
        return "the name is not UTF-8", "rename it"
    if found := _UNSAFE.search(name):
        return f"the name contains {_called(found[0])}", "rename it"
    if len(name) > _LONGEST:
        return f"the name is {count(len(name), 'character')} long", f"at most {_LONGEST} are allowed"
    mended = re.sub(r"\s*[.]+", ".", name).strip().strip(".")
    if name != mended:
        message = f"the name {quote(name)} begins or ends with a dot or a space, or has one before a dot"
        return message, f"rename it to {quote(mended)}" if mended else "rename it"
    return None


def finding(path: str, message: str, hint: str) -> Finding:
    """Return the FL005 that says so of *path*."""
    return Finding(NOWHERE, message, hint, path=shown(path), code="FL005")


def collision(name: str, other: str) -> tuple[str, str]:
    """Return what to say of two names in one folder that many systems cannot tell apart."""
    if name == other:
        return f"two files are called {quote(name)}, with their accents stored in different ways", "remove one of them"
    return f"{quote(name)} and {quote(other)} differ only in upper and lower case", "rename one of them"


def _written_out(character: str) -> str:
    if character.isprintable():
        return character
    if "\udc80" <= character <= "\udcff":  # Python's way to keep a byte that is not UTF-8.
        return f"\\x{ord(character) - 0xDC00:02x}"
    return f"\\u{ord(character):04x}"


def _called(character: str) -> str:
    return "a backslash" if character == "\\" else f"the control character U+{ord(character):04X}"
