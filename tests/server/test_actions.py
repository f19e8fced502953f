"""Quick fixes."""

import pytest

from pipeline.fix import apply
from pipeline.model import Span
from pipeline.server.actions import ALL, QUICK, Action, actions
from tests.server.desk import OPEN_DAY, Desk


@pytest.fixture
def wrong(desk: Desk) -> Desk:
    """Two headings of level 1, and an unused suppression."""
    desk.type(OPEN_DAY, "| What |", "# One\n\n### Two\n\n# Three\n\n<!-- allow LK001: for nothing -->\n\n| What |")
    desk.workspace.look_at(OPEN_DAY)
    assert desk.found(OPEN_DAY) == ["HD001 20:1", "HD001 24:1", "CF003 26:1"]
    return desk


def offered(desk: Desk, line: int, column: int = 1) -> list[Action]:
    return actions(desk.workspace, OPEN_DAY, Span.at(line, column))


def test_finding_under_the_cursor_is_offered_its_fix(wrong: Desk) -> None:
    first = offered(wrong, 20, 3)[0]
    assert (first.title, first.kind) == ("Add a # (HD001)", QUICK)
    assert [found.span.start.line for found in first.mends] == [20]
    assert "## One" in apply(wrong.text(OPEN_DAY), first.edits)[0].splitlines()


def test_all_of_a_kind_are_offered_together(wrong: Desk) -> None:
    assert [action.title for action in offered(wrong, 20)[1:]] == [
        "Fix all HD001 in this file",
        "Fix all that can be fixed in this file",
    ]
    assert len(offered(wrong, 20)[1].edits) == 2


def test_one_of_a_kind_is_not_offered_twice(wrong: Desk) -> None:
    assert [action.kind for action in offered(wrong, 26)] == [QUICK, ALL]


def test_everywhere_all_fixes_are_offered(wrong: Desk) -> None:
    (action,) = offered(wrong, 1)
    assert action.kind == ALL
    wrong.open(OPEN_DAY, apply(wrong.text(OPEN_DAY), action.edits)[0])
    wrong.workspace.look_at(OPEN_DAY)
    assert wrong.found(OPEN_DAY) == []


def test_selection_offers_what_it_touches(wrong: Desk) -> None:
    found = actions(wrong.workspace, OPEN_DAY, Span(Span.at(19).start, Span.at(25).start))
    assert [action.kind for action in found] == [QUICK, QUICK, QUICK, ALL]


def test_what_is_only_supposed_is_offered_by_itself(desk: Desk) -> None:
    before = desk.text(OPEN_DAY)
    desk.type(OPEN_DAY, "entry:ada", "entry:adda")
    desk.look()
    assert desk.found(OPEN_DAY) == ["RF001 15:58"]
    (action,) = offered(desk, 15, 58)
    assert (action.title, action.kind) == ("Write ada (RF001)", QUICK)
    assert apply(desk.text(OPEN_DAY), action.edits) == (before, 1)


def test_what_nothing_can_mend_is_not_offered(desk: Desk) -> None:
    desk.type(OPEN_DAY, "entry:ada", "entry:something-else")
    desk.look()
    assert desk.found(OPEN_DAY) == ["RF001 15:58"]
    assert offered(desk, 15, 58) == []


def test_after_a_change_nothing_is_offered_until_somebody_has_looked(wrong: Desk) -> None:
    wrong.type(OPEN_DAY, "Come to", "Come\nto")
    assert offered(wrong, 20) == []


def test_edits_that_overlap_are_not_offered_together(wrong: Desk) -> None:
    for action in offered(wrong, 20):
        assert apply(wrong.text(OPEN_DAY), action.edits)[1] == len(action.edits)
