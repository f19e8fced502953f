"""`--baseline`: what is known is neither reported nor in the way of a build."""

from collections.abc import Iterable
from pathlib import Path

import click
from msgspec.structs import replace

from pipeline import baseline, store
from pipeline.baseline import Baseline
from pipeline.check import Checked
from pipeline.cli import _terminal
from pipeline.model import Diagnostic, Limits
from pipeline.rules import catalogue
from pipeline.store import named
from pipeline.words import count

_LARGEST = 1 << 28
"""Bytes of a baseline."""


def read(file: Path) -> Baseline:
    """Return the baseline in *file*. Raises UsageError where there is none, and Trouble where it cannot be used."""
    data = named.read(file, _LARGEST)
    if data is None:
        raise click.UsageError(f"there is no {file}; `pipeline check --baseline {file} --update-baseline` makes it")
    return baseline.read(data, str(file))


def update(file: Path, checked: Checked, content: Path) -> Baseline:
    """Record in *file* all that *checked*, which was read from *content*, found and that can be known; say how much that is.

    Raises Trouble, and leaves *file* as it is, where something else than a baseline stands there.
    """
    if (data := named.read(file, _LARGEST)) is not None:
        baseline.read(data, str(file))
    found = [each for each in checked.diagnostics if _can_be_known(each)]
    digests = _digests(found, checked, content)
    known = baseline.baseline((each for each in found if each.path in digests), digests)
    named.write(file, baseline.written(known))
    _terminal.say(f"{file} has {count(known.count, 'finding')} in {count(len(known.files), 'file')}\n", err=True)
    if breaking := len(checked.diagnostics) - len(found):
        remain = "remains" if breaking == 1 else "remain"
        said = f"{count(breaking, 'finding')} that would break what is published cannot be known and {remain}"
        _terminal.say(f"{said}\n", err=True)
    return known


def without_known(checked: Checked, known: Baseline, content: Path) -> Checked:
    """Return *checked*, which was read from *content*, without what is *known*."""
    digests = _digests((each for each in checked.diagnostics if each.path in known.files), checked, content)
    left = tuple(
        each
        for each in checked.diagnostics
        if each.path not in digests or not _can_be_known(each) or not known.knows(each, digests[each.path])
    )
    return replace(checked, diagnostics=left, known=len(checked.diagnostics) - len(left))


def say_known(checked: Checked, file: Path | None, *, err: bool) -> None:
    """Say how many findings *file* keeps out of the way, if any."""
    if checked.known:
        _terminal.say(f"{count(checked.known, 'known finding')} in {file} left out, until their files change\n", err=err)


def _can_be_known(found: Diagnostic) -> bool:
    """What would break outputs never is."""
    return not catalogue()[found.code].always


def _digests(found: Iterable[Diagnostic], checked: Checked, content: Path) -> dict[str, str]:
    """The SHA-256 of each file that something was *found* in, by path; those that cannot be read are left out."""
    compiled = checked.corpus.by_path if checked.corpus else {}
    paths = {each.path for each in found}
    limits = checked.site.limits if checked.site else Limits()
    others, _ = store.digest_media(content, paths - compiled.keys(), limits.media_size)
    sources = {path: compiled[path].digest for path in paths & compiled.keys()}
    return sources | {path: digest.sha256 for path, digest in others.items()}
