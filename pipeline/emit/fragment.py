"""fragments/LANG/ID.html: the body for a CMS to include, one element that says its language and direction."""

from pipeline.emit._formats import EntryFormat
from pipeline.emit._text import direction
from pipeline.model import Artifact, Entry, Site


def emit(entry: Entry, _site: Site) -> Artifact:
    start = f'<div lang="{entry.language}" dir="{direction(entry.language)}" class="kn-entry" data-id="{entry.id}">'
    html = "\n".join(filter(None, (start, entry.fragment.strip(), "</div>\n")))
    return Artifact(f"fragments/{entry.language}/{entry.id}.html", html.encode(), "text/html", entry.uid)


FORMAT = EntryFormat("fragment", emit)
