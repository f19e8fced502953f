"""The golden site with an editor at work in it; a ‸ in a text is where the cursor stands."""

from pathlib import Path

from pipeline.model import Position
from pipeline.server.places import Place
from pipeline.server.workspace import Workspace
from tests.sites import NOW, SiteTest, brief

OPEN_DAY = "news/open-day.en.md"
CURSOR = "‸"


class Desk:
    def __init__(self, folder: Path) -> None:
        self.site = SiteTest(folder)
        self.workspace = Workspace(self.site.content, lambda: NOW)
        self.look()

    def look(self) -> None:
        self.workspace.look(_quiet)

    def text(self, path: str) -> str:
        """What stands in the file, be it open or not."""
        return self.workspace.texts.get(path) or (self.site.content / path).read_text()

    def open(self, path: str, text: str | None = None) -> Position:
        """Open the file, or have *text* in it, and say where the cursor is."""
        marked = self.text(path) if text is None else text
        before = marked.partition(CURSOR)[0].split("\n")
        self.workspace.texts[path] = marked.replace(CURSOR, "")
        return Position(len(before), len(before[-1]) + 1)

    def type(self, path: str, old: str, new: str) -> Position:
        """Replace *old*, which must stand in the file exactly once."""
        text = self.text(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        return self.open(path, text.replace(old, new))

    def found(self, path: str) -> list[str]:
        """What is known to be wrong in the present text of an open file."""
        return [brief(diagnostic).replace(f" {path}:", " ") for diagnostic in self.workspace.diagnostics(path)]

    def written(self, place: Place) -> str:
        """What stands at *place*, which is on one line, with its path."""
        start, end = place.span.start, place.span.end
        return f"{place.path}: {self.text(place.path).splitlines()[start.line - 1][start.column - 1 : end.column - 1]}"


def _quiet(stage: str, done: int, total: int) -> None:
    """Nobody watches."""
