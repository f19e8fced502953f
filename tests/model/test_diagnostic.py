"""The order of a report."""

from itertools import permutations

from pipeline.model import Diagnostic, Severity, Span


def test_reports_are_sorted_by_path_position_code_and_message() -> None:
    in_order = [
        Diagnostic(code, Severity.ERROR, path, span, message)
        for path, span, code, message in [
            ("a.md", Span.at(9), "ZZ999", "z"),
            ("b.md", Span.at(1, 2), "LK001", "a"),
            ("b.md", Span.at(1, 10), "IM001", "z"),
            ("b.md", Span.at(1, 10), "LK001", "a"),
            ("b.md", Span.at(1, 10), "LK001", "b"),
        ]
    ]
    for shuffled in permutations(in_order):
        assert sorted(shuffled, key=lambda diagnostic: diagnostic.order) == in_order
