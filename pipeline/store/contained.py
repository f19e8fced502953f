"""One file of content: read within bounds, never from beyond the content folder, and what is wrong with it."""

import codecs
import errno
import hashlib
import os
import re
import stat
from pathlib import Path

from pipeline.model import NOWHERE, Finding, Source, Span, Trouble
from pipeline.store import files, names
from pipeline.words import count, quote

_LINE_END = re.compile("\r\n|\r|\n")
_KINDS = {stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket", stat.S_IFBLK: "a device", stat.S_IFCHR: "a device"}


class Refused(Exception):
    """A file of content that is not read: under which code, why, and what to do."""

    def __init__(self, code: str, message: str, hint: str, span: Span = NOWHERE) -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.span = code, message, hint, span

    def finding(self, path: str) -> Finding:
        return Finding(self.span, self.message, self.hint, path=names.shown(path), code=self.code)


def content_root(content: Path) -> str:
    """Return the real path of the content folder; Trouble when it is none or cannot be listed."""
    try:
        os.scandir(content).close()
    except (FileNotFoundError, NotADirectoryError):
        raise Trouble(f"{content} is not a folder; name the folder of the sources with --content") from None
    except OSError as error:
        raise Trouble(f"cannot read the folder {content}: {files.why(error)}; make it readable") from error
    return os.path.realpath(content)


def resolve(root: str, path: str) -> str:
    """Return *path* below the folder *root* with its links resolved, also below *root*; "" is *root* itself.

    *path* may be spelt in another Unicode normal form than on the disk. Raises Refused (FL001, FL004).
    """
    spelt = _spelt_as_on_disk(root, path)
    link = f"the link to {_target(spelt)}" if Path(spelt).is_symlink() else ""
    try:
        real = os.path.realpath(spelt, strict=True)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: no name on a disk has a NUL in it.
        if link:
            raise Refused("FL004", f"{link} leads nowhere: nothing is there", "remove it, or mend it") from None
        raise Refused("FL001", "there is no such file", "look whether its name is spelt right") from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Refused("FL004", f"{link or 'a link in its path'} leads round in a circle", "remove it") from None
        raise unreadable(error) from None
    if real != root and not real.startswith(root.rstrip("/") + "/"):
        raise Refused("FL004", f"{link or 'it'} leads out of the content folder", "put the file itself into the content folder")
    return real[len(root) :].strip("/")


def resolve_file(root: str, path: str) -> str:
    """Return what `resolve` returns, when that is a file. Raises Refused (FL001, FL004)."""
    real = resolve(root, path)
    if not is_file(root, real):
        raise Refused("FL001", "it is a folder, not a file", "rename it, or remove it")
    return real


def read_source(root: str, real: str, path: str, limit: int) -> Source:
    """Read the regular file *real* below *root* as the source *path*. Raises Refused (FL001, FL002, FL003)."""
    return as_source(path, read(root, real, limit))


def as_source(path: str, data: bytes) -> Source:
    """Return the source *path* that a file of these bytes is. Raises Refused (FL002)."""
    return Source(path, _decode(data), hashlib.sha256(data).hexdigest())


def read(root: str, real: str, limit: int) -> bytes:
    """Return the bytes of *real*, a regular file below *root*, which no link leads to. Raises Refused (FL001, FL003)."""
    try:
        return files.read(f"{root}/{real}", limit)
    except OSError as error:
        raise unreadable(error, limit) from error


def digest(root: str, real: str, limit: int) -> tuple[str, int]:
    """Return the SHA-256 and the size of what `read` would return, in constant memory. Raises as it does."""
    try:
        return files.digest(f"{root}/{real}", limit)
    except OSError as error:
        raise unreadable(error, limit) from error


def head(root: str, real: str, most: int) -> bytes:
    """Return up to *most* bytes with which the file begins that `read` would return. Raises Refused (FL001)."""
    try:
        return files.head(f"{root}/{real}", most)
    except OSError as error:
        raise unreadable(error) from error


def is_file(root: str, real: str) -> bool:
    """Whether *real* below *root* is a file rather than a folder; never opens it. Raises Refused (FL001) when it is neither."""
    try:
        mode = os.lstat(f"{root}/{real}").st_mode
    except OSError as error:
        raise unreadable(error) from error
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return stat.S_ISREG(mode)
    kind = _KINDS.get(stat.S_IFMT(mode), "something else")
    raise Refused("FL001", f"it is {kind}, not a file", "remove it from the content folder")


def unreadable(error: OSError, limit: int = 0) -> Refused:
    """Return the refusal that *error* amounts to."""
    if isinstance(error, files.TooLarge):
        return Refused(
            "FL003",
            f"the file has {count(error.size, 'byte')}, and at most {limit:,} are read",
            "make it smaller, or raise the limit under [limits] in site.toml",
        )
    return Refused("FL001", f"it cannot be read: {files.why(error)}", "make it readable, or remove it")


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return *findings* as reports show them: by path, place, code and message."""
    return tuple(sorted(findings, key=lambda finding: (finding.path, finding.span, finding.code, finding.message)))


def _decode(data: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        hint = "save the file as UTF-8" + ("; it looks like UTF-16" if utf16 else "")
        raise Refused("FL002", f"the byte 0x{data[error.start]:02X} is not UTF-8", hint, _place(data[: error.start])) from None
    if (nul := data.find(0)) >= 0:
        raise Refused("FL002", "a NUL byte: this is not a text file", "save it as text in UTF-8", _place(data[:nul]))
    return text.removeprefix("\ufeff")


def _place(before: bytes) -> Span:
    """The position after the bytes *before*, which are the start of the file."""
    lines = _LINE_END.split(before.decode().removeprefix("\ufeff"))
    return Span.at(len(lines), len(lines[-1]) + 1)


def _spelt_as_on_disk(root: str, path: str) -> str:
    """A file system may keep `ü` as one character or as two; content says it as one."""
    if path.isascii() or os.path.lexists(f"{root}/{path}"):
        return f"{root}/{path}"
    folder = root
    for name in path.split("/"):
        folder = f"{folder}/{_name_on_disk(folder, name)}"
    return folder


def _name_on_disk(folder: str, name: str) -> str:
    if name.isascii() or os.path.lexists(f"{folder}/{name}"):
        return name
    try:
        stored = sorted(file.name for file in Path(folder).iterdir())
    except (OSError, ValueError):
        return name
    return next((other for other in stored if names.in_nfc(other) == name), name)


def _target(link: str) -> str:
    """What the author wrote into the link."""
    return quote(os.fsencode(Path(link).readlink()).decode(errors="replace"))
