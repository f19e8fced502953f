"""Sites to test with: `SiteTest(tmp_path).edit("news/x.en.md", "old", "new").build()`."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from pipeline.build import Built, build
from pipeline.check import Checked, check
from pipeline.model import Diagnostic

GOLDEN = Path(__file__).parent / "golden" / "content"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


class SiteTest:
    """A content folder and an outputs folder below *folder*; begins as the golden site, or as nothing."""

    def __init__(self, folder: Path, *, empty: bool = False) -> None:
        self.content = folder / "content"
        self.output = folder / "outputs"
        if empty:
            self.content.mkdir(parents=True)
        else:
            shutil.copytree(GOLDEN, self.content)

    def write(self, path: str, text: str | bytes) -> "SiteTest":
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def edit(self, path: str, old: str, new: str) -> "SiteTest":
        """Replace *old*, which must stand in the file exactly once."""
        text = (self.content / path).read_bytes().decode()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        return self.write(path, text.replace(old, new))

    def remove(self, path: str) -> "SiteTest":
        (self.content / path).unlink()
        return self

    def check(self, now: datetime = NOW) -> Checked:
        return check(self.content, now=now, jobs=1, progress=_quiet)

    def found(self, now: datetime = NOW) -> list[str]:
        """What check finds, each as `CODE path:line:column`."""
        return [brief(diagnostic) for diagnostic in self.check(now).diagnostics]

    def build(self, now: datetime = NOW, **options: Any) -> Built:
        options = {"jobs": 1, "progress": _quiet, **options}
        return build(self.content, self.output, now=now, **options)

    def published(self, now: datetime = NOW, **options: Any) -> "SiteTest":
        """Build, which must succeed."""
        built = self.build(now, **options)
        assert not built.failed, [brief(diagnostic) for diagnostic in built.checked.diagnostics]
        return self

    def text(self, path: str) -> str:
        return (self.output / path).read_text(encoding="utf-8")

    def json(self, path: str) -> Any:
        return msgspec.json.decode((self.output / path).read_bytes())

    def tree(self) -> dict[str, bytes]:
        """Every published file by its path; our own bookkeeping left out."""
        return tree(self.output)


def tree(folder: Path) -> dict[str, bytes]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    found = {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
    return {path: data for path, data in found.items() if not path.startswith(".pipeline/")}


def brief(diagnostic: Diagnostic) -> str:
    start = diagnostic.span.start
    return f"{diagnostic.code} {diagnostic.path}:{start.line}:{start.column}"


def _quiet(stage: str, done: int, total: int) -> None:
    """Tests show no progress."""
