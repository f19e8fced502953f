"""PR001: nothing is loaded from another host as soon as somebody opens the page.

Why: a frame, a script, a font or a counting pixel from elsewhere tells that host who reads what, before anybody has
agreed to it. That needs consent (GDPR, article 6; LG München I, 3 O 17493/20). Frames are allowed from the hosts that
`frame_hosts` in `site.toml` names.

Bad:
    <iframe src="https://www.youtube-nocookie.com/embed/tour" title="A walk across the campus"></iframe>
Good:
    See [a walk across the campus](https://www.youtube-nocookie.com/embed/tour) (video on YouTube).
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._html import instead_of_frame, is_pixel, remote_host, subject, written
from pipeline.words import quote

_PLAYED = frozenset({"video", "audio", "source", "track", "embed", "object"})


def check(document: Document, site: Site) -> Iterator[Finding]:
    for tag, is_html in written(document):
        remote = remote_host(tag, site) if is_html else ""
        if remote and (tag.name != "img" or is_pixel(tag)):  # of other images PR002 speaks
            message = f"{subject(tag, is_html)} loads from another host, {quote(remote)}"
            if tag.name in ("iframe", "frame"):
                hint = instead_of_frame(site)
            else:
                hint = "link to it instead: [text](address)" if tag.name in _PLAYED else "leave it out"
            yield Finding(tag.span, message, hint)


RULE = Rule("PR001", "third-party-embed", Severity.ERROR, check)
