"""fragments/LANG/ID.html: the body for a CMS to include, one element that says its language and direction."""

from pipeline.emit._formats import EntryFormat
from pipeline.model import Artifact, Entry, Site

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def emit(entry: Entry, _site: Site) -> Artifact:
    direction = "rtl" if entry.language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
    start = f'<div lang="{entry.language}" dir="{direction}" class="kn-entry" data-id="{entry.id}">'
    html = "\n".join(filter(None, (start, entry.fragment.strip(), "</div>\n")))
    return Artifact(f"fragments/{entry.language}/{entry.id}.html", html.encode(), "text/html", entry.uid)


FORMAT = EntryFormat("fragment", emit)
