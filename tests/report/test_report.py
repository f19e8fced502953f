"""What every format is made from."""

from pathlib import Path

import pytest

from pipeline.model import Diagnostic, Severity, Span
from pipeline.report import Report, aligned, formats

DOCS = Path(__file__).parents[2] / "docs" / "web-team.md"


def finding(code: str, path: str = "a.md", severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(code, severity, path, Span.at(1), "wrong")


def test_formats_are_the_modules_of_the_room() -> None:
    assert {"github", "gitlab", "json", "junit", "sarif", "text"} == set(formats())


@pytest.mark.parametrize("format", formats())
def test_every_format_is_documented(format: str) -> None:
    assert f"\n| `{format}` | " in DOCS.read_text(encoding="utf-8")


def test_groups_are_most_frequent_first_and_then_by_code() -> None:
    report = Report(tuple(map(finding, ["LK001", "TB001", "DT001", "LK001"])), 1)
    assert [(group.code, group.count) for group in report.groups()] == [("LK001", 2), ("DT001", 1), ("TB001", 1)]


def test_groups_count_the_files_that_are_affected() -> None:
    report = Report((finding("LK001"), finding("LK001"), finding("LK001", "b.md")), 2)
    assert [(group.count, group.files) for group in report.groups()] == [(3, 2)]


def test_code_with_two_levels_makes_two_groups() -> None:
    report = Report((finding("LK001"), finding("LK001", severity=Severity.WARNING)), 1)
    assert sorted(group.severity for group in report.groups()) == ["error", "warning"]


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_lines_end_as_the_editor_shows_them(break_: str) -> None:
    assert Report((), 1, {"a.md": f"one{break_}two\u2028\x85\x0b\x0cstill two"}).lines("a.md") == [
        "one",
        "two\u2028\x85\x0b\x0cstill two",
    ]


def test_columns_are_aligned_by_the_cells_that_characters_take() -> None:
    assert aligned([["東", "x", "1"], ["abc", "", "10"]], right=[2]) == ["東   x   1", "abc     10"]


def test_columns_that_may_be_cut_are_cut_in_their_order_to_fit() -> None:
    rows = [["1", "a" * 20, "b" * 20], ["2", "short", "東" * 10]]
    assert aligned(rows, width=45, cut=[2, 1]) == [f"1  {'a' * 20}  {'b' * 20}", f"2  short{' ' * 17}{'東' * 10}"]
    assert aligned(rows, width=40, cut=[2, 1]) == [f"1  {'a' * 20}  {'b' * 14}…", f"2  short{' ' * 17}{'東' * 7}…"]
    assert aligned(rows, width=33, cut=[2, 1]) == [f"1  {'a' * 15}…  {'b' * 11}…", f"2  short{' ' * 13}{'東' * 5}…"]


def test_column_that_may_be_cut_keeps_twelve_cells() -> None:
    assert aligned([["id" * 30, "a" * 20]], width=40, cut=[1]) == [f"{'id' * 30}  {'a' * 11}…"]


def test_columns_that_may_go_do_so_only_where_shortening_is_not_enough() -> None:
    rows = [["a" * 20, "id" * 10, "b" * 20]]
    assert aligned(rows, width=56, cut=[2, 0], drop=[2, 0]) == [f"{'a' * 20}  {'id' * 10}  {'b' * 11}…"]
    assert aligned(rows, width=47, cut=[2, 0], drop=[2, 0]) == [f"{'a' * 11}…  {'id' * 10}"]
    assert aligned(rows, width=20, cut=[2, 0], drop=[2, 0]) == ["id" * 10]


def test_cells_of_a_table_cannot_steer_the_terminal() -> None:
    assert aligned([["a\x1b[2J\nb"]]) == ["a\\u001b[2J\\u000ab"]
