"""LK006: a link to a PDF or an office file says in its text which format it has and how large it is.

Why: such a file opens another program or fills the memory of a telephone, and nobody should be surprised by it (BITV 2.0;
WCAG 3.2.5). It belongs into the link's own text, since screen readers list links without the text around them.

Bad:
    [The fees of all programmes](https://www.example.org/fees.pdf)
Good:
    [The fees of all programmes (PDF, 1.2 MB)](https://www.example.org/fees.pdf)
"""

import posixpath
import re
from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules.lk005_link_text_url import is_address
from pipeline.words import quote

_FORMATS = {
    "pdf": "PDF",
    **dict.fromkeys(("doc", "docx", "dot", "dotx", "docm"), "Word"),
    **dict.fromkeys(("xls", "xlsx", "xlsm", "xlsb"), "Excel"),
    **dict.fromkeys(("ppt", "pptx", "pps", "ppsx", "pptm"), "PowerPoint"),
    **dict.fromkeys(("odt", "ods", "odp"), "OpenDocument"),
    "rtf": "RTF",
}
"""What a file of each extension is called."""
_SIZE = re.compile(r"\d\s?(?:[kmgt]i?b|(?:kilo|mega|giga|[kmg])?bytes?)\b", re.IGNORECASE)


def check(document: Document, _: Site) -> Iterator[Finding]:
    for link in document.links:
        extension = _extension(link.target)
        if extension in _FORMATS and link.text.strip() and not is_address(link.text):
            missing = _missing(link.text, extension)
            if missing:
                size = "1,2 MB" if "".join(document.languages[:1]).startswith("de") else "1.2 MB"
                message = f"the text {quote(link.text)} of a link to a file does not say {missing}"
                yield Finding(link.span, message, f'end it with both, such as "({_FORMATS[extension]}, {size})"')


def _missing(text: str, extension: str) -> str:
    named = re.search(rf"\b(?:{extension}|{_FORMATS[extension]})\b", text, re.IGNORECASE)
    parts = ([] if named else ["its format"]) + ([] if _SIZE.search(text) else ["how large it is"])
    return " and ".join(parts)


def _extension(target: str) -> str:
    """The extension of the file that *target* names, in lower case; "" for a page, an entry or another host's first page."""
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    if "://" in path and path.count("/") < 3:
        return ""
    return posixpath.splitext(path)[1].lower().removeprefix(".")


RULE = Rule("LK006", "file-link-unlabelled", Severity.WARNING, check)
