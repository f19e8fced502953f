"""HT002: a text has no scripts and no styles of its own.

Why: a script runs on every page that shows the text, with all rights of that page, and feed readers show its source
as text. How a text looks is for the website to say.

Bad:
    <p onclick="alert('Open!')">The library is open.</p>
Good:
    <p class="opening">The library is open.</p>
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._html import SCRIPTING, is_scripting, remote_host, subject, written
from pipeline.words import one_of


def check(document: Document, site: Site) -> Iterator[Finding]:
    for tag, is_html in written(document):
        if is_html and tag.name in SCRIPTING:
            if not tag.closing and not remote_host(tag, site):  # of that PR001 speaks
                yield Finding(tag.span, f"{subject(tag, is_html)} is not allowed", "leave it out with all that stands in it")
        else:
            names = [name for name, _value in tag.attributes if is_scripting(name)]
            if names:
                yield Finding(tag.span, f"{subject(tag, is_html)} may not have {one_of(names[:5])}", "leave it out")


RULE = Rule("HT002", "html-script-or-style", Severity.ERROR, check)
