"""What is known stays known while its file stays what it was."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.baseline import Baseline, baseline, read, written
from pipeline.model import Diagnostic, Severity, Span, Trouble

DIGEST, OTHER = "a" * 64, "b" * 64


def found(path: str = "news/a.md", line: int = 1, code: str = "HD001", message: str = "x", column: int = 1) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, path, Span.at(line, column), message)


FINDINGS = st.lists(
    st.builds(
        found,
        st.sampled_from(["a.md", "b/ü.md", 'b/"c".md']),
        st.integers(1, 3),
        st.sampled_from(["HD001", "LK001"]),
        st.text(max_size=5),
        st.integers(1, 3),
    ),
    unique=True,
).map(lambda findings: sorted(findings, key=lambda each: each.order))


@given(FINDINGS)
def test_what_was_written_is_read_and_knows_all_that_was_found(findings: list[Diagnostic]) -> None:
    known = baseline(findings, dict.fromkeys([each.path for each in findings], DIGEST))
    again = read(written(known), "baseline.json")
    assert again == known
    assert all(again.knows(each, DIGEST) for each in findings)


def test_half_of_a_surrogate_pair_in_a_message_is_known_too() -> None:
    half = found(message="\ud800")
    assert read(written(baseline([half], {half.path: DIGEST})), "").knows(half, DIGEST)


@pytest.mark.parametrize(
    "other", [found(line=2), found(column=2), found(code="HD002"), found(message="y"), found(path="news/b.md")]
)
def test_another_finding_is_not_known(other: Diagnostic) -> None:
    assert not baseline([found()], {"news/a.md": DIGEST}).knows(other, DIGEST)


def test_nothing_is_known_of_a_file_that_changed() -> None:
    assert not baseline([found()], {"news/a.md": DIGEST}).knows(found(), OTHER)


def test_a_finding_that_now_matters_less_or_says_better_what_to_do_stays_known() -> None:
    now = Diagnostic("HD001", Severity.INFO, "news/a.md", Span.at(1, 1, 9), "x", "do it")
    assert baseline([found()], {"news/a.md": DIGEST}).knows(now, DIGEST)


def test_a_baseline_has_a_line_for_each_finding_and_always_the_same_ones() -> None:
    findings = [found("a.md"), found("a.md", 2, message="„x“"), found("b.md")]
    lines = written(baseline(findings, {"a.md": DIGEST, "b.md": OTHER})).decode().splitlines()
    assert sum('"line"' in line for line in lines) == 3
    assert '        {"line": 2, "column": 1, "code": "HD001", "message": "„x“"}' in lines
    assert json.loads("".join(lines))["files"].keys() == {"a.md", "b.md"}


def test_an_empty_baseline_is_one() -> None:
    assert read(written(Baseline({})), "") == Baseline({})
    assert Baseline({}).count == 0


FOREIGN = [
    b"",
    b"{}",
    b"[]",
    b"\xff",
    b"[" * 100_000,
    b'{"baseline_version": 1}',
    b'{"baseline_version": "1", "files": {}}',
    b'{"baseline_version": 1, "files": {"a.md": {"sha256": "x", "findings": []}}}',
    b'{"baseline_version": 1, "files": {"a.md": {"sha256": "%s", "findings": [{"line": 1e400}]}}}' % DIGEST.encode(),
    written(baseline([found()], {"news/a.md": DIGEST}))[:-20],
]


@pytest.mark.parametrize("data", FOREIGN)
def test_what_is_no_baseline_is_said_in_one_sentence(data: bytes) -> None:
    with pytest.raises(
        Trouble, match=r"^known\.json is not a baseline, or is damaged \(.+\); restore it, or remove it and make it anew"
    ) as said:
        read(data, "known.json")
    assert "\n" not in str(said.value)


def test_a_newer_baseline_asks_for_a_newer_program() -> None:
    with pytest.raises(Trouble, match=r"known\.json was written by a newer version of this program; update it"):
        read(b'{"baseline_version": 2, "known": []}', "known.json")
