"""HT003: a frame has a title that says what it shows.

Why: a screen reader announces the frame by its title; without one nobody knows whether to go in (WCAG 4.1.2). Frames are
allowed only from the hosts that `frame_hosts` in `site.toml` names.

Bad:
    <iframe src="https://video.example.edu/tour"></iframe>
Good:
    <iframe src="https://video.example.edu/tour" title="A walk across the campus"></iframe>
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._html import is_frame, value, written
from pipeline.rules._text import is_visible


def check(document: Document, site: Site) -> Iterator[Finding]:
    for tag, is_html in written(document):
        if is_html and is_frame(tag, site) and not is_visible(value(tag, "title")):
            yield Finding(tag.span, "the frame has no title", 'say in it what the frame shows: title="…"')


RULE = Rule("HT003", "frame-untitled", Severity.ERROR, check)
