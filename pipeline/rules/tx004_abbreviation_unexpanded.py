"""TX004: an abbreviation is written out where a text first uses it.

Why: who does not know it can hardly look it up, and readers from abroad know the fewest (WCAG 3.1.4). The long form stands
beside it in parentheses, either way round, or behind a dash, a colon or a comma; or in the title of an `<abbr>`. A link
also explains its text, and a page its title. Names (ETH Zürich, the cluster RESOLV) need nothing.

Options:
    known: abbreviations that the readers of this site know; none by default
    common: those that everybody knows; by default EU, PDF, FAQ and some hundred more

Bad:
    Grants of the CRC are paid monthly.
Good:
    Grants of the Collaborative Research Centre (CRC) are paid monthly. In the EU, the CRC pays them in euros.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.model import Document, Finding, Position, Rule, Severity, Site, Span
from pipeline.rules._prose import WORD
from pipeline.rules._reading import body, proses
from pipeline.words import quote

_COMMON = (
    "AG AI AIDS AM AOK API ASTA BA BC BIC BMBF BMFTR BSC CD CEO CEST CET CHF CO COVID CP CSS CSV CV DAAD DFG DHL DIN DIY DNA "
    "DOI DSGVO DSH DVD ECTS EEA EPUB ERC ETH EU EUR EWR FAQ FH FM GB GBP GDPR GER GIF GMT GPA GPS HAW HIV HRK HTML HTTP "
    "HTTPS IBAN ID IELTS IP ISBN ISO ISSN IT JPEG JPG JSON KB KG KI KMK KMU LED LGBT LGBTQ LLB LLM MA MB MBA MESZ MEZ MINT "
    "MP MSC MSCA NASA NATO NGO NRW OECD OK ORCID PC PDF PHD PIN PLZ PM PNG PS QR RNA RSS SEPA SIM SMS SS STEM SVG SWS TH "
    "TOEFL TU TV UK UN UNESCO UNO URL US USA USB USD UTC VIP VPN WC WG WGS WHO WIFI WLAN WS WWW XML ZIP"
)
_STRESSED = frozenset(
    "ALL ALLE AND AN BIS DAS DER DIE ER FÜR IN IS ES KEIN KEINE LAST MIT MUSS MUST NEU NEUE NEVER NEW NICHT NIE NO NOCH NOT "
    "NOW NUR ODER OF ON ONLY OR SEHR SIE SO THE TO UND VERY VON VOR WIR YES YOU ZU".split()
)
"""Words that are no abbreviations, though some write them so."""

_ABBREVIATION = re.compile(r"[A-ZÄÖÜ](?<![\w.&/+!-].)[A-ZÄÖÜ]{1,4}(?![\w&/+-]| \d|\.\w|\.[ \xa0][A-Z]\.)")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")

_EXPLAINED = (
    re.compile(r"""(?:\([^()]*|\b(?:kurz|short|called|abgekürzt)[ :]+["„“]?|[–—] ?|[A-ZÄÖÜ][a-zäöüß-]{5,} )\Z"""),
    re.compile(r"""["“”]? ?(?:\([^\W\d_]{2}|[:–—=] ?\w|, (?:the|an?|der|die|das|eine?) | [A-ZÄÖÜ][a-zäöüß])"""),
)
"""Before it or behind it stands the long form, or what makes it part of a name."""
_SHOUTED = (re.compile(r"[A-ZÄÖÜ]{2,} \Z"), re.compile(r" [A-ZÄÖÜ]{2,}(?!\w)"))
"""Before it or behind it stands another word in capitals, so that it may be one of those that TX006 speaks of."""
_NEARBY = 100
"""Characters before it that are looked at."""


def check(document: Document, site: Site) -> Iterator[Finding]:
    for prose in body(document, site):
        found = [match for match in _ABBREVIATION.finditer(prose.text) if prose.block(match.start()).kind == "paragraph"]
        if found:
            seen = {*_STRESSED, *known_abbreviations(site), *_explained_elsewhere(document, site)}
            titled = {tag.span.end for tag in document.tags if tag.name == "abbr" and "title" in dict(tag.attributes)}
            links = sorted(link.span for link in document.links)
            for match in found:
                if match[0] in seen or _ROMAN.fullmatch(match[0]) or _beside(_SHOUTED, match):
                    continue
                seen.add(match[0])
                span = prose.span(*match.span())
                if not (_beside(_EXPLAINED, match) or span.start in titled or _lies_in(links, span.start)):
                    hint = "write the long form first, and this behind it in parentheses"
                    yield Finding(span, f"{quote(match[0])} stands here without its long form", hint)


def known_abbreviations(site: Site) -> set[str]:
    """Return the abbreviations that need no long form."""
    return {*RULE.option(site, "known"), *RULE.option(site, "common")}


def _explained_elsewhere(document: Document, site: Site) -> Iterator[str]:
    """The words of the title, and what is all of a cell, or of a term before its definition."""
    for prose in proses(document, site):
        for block in prose.blocks:
            if block.kind == "title":
                yield from WORD.findall(prose.text)
            elif block.kind in ("", "cell"):
                yield prose.text[block.start : block.end].strip()


def _lies_in(spans: list[Span], place: Position) -> bool:
    """Whether *place* is in one of *spans*, which are in order."""
    at = bisect_right(spans, place, key=lambda span: span.start) - 1
    return at >= 0 and place < spans[at].end


def _beside(patterns: tuple[re.Pattern[str], re.Pattern[str]], match: re.Match[str]) -> bool:
    """Whether the first of *patterns* stands before *match*, or the second behind it."""
    before = match.string[max(match.start() - _NEARBY, 0) : match.start()]
    return bool(patterns[0].search(before) or patterns[1].match(match.string, match.end()))


def _list(default: str, description: str) -> dict[str, object]:
    return {"type": "array", "items": {"type": "string"}, "default": default.split(), "description": description}


_OPTIONS = {
    "known": _list("", "abbreviations that the readers of this site know"),
    "common": _list(_COMMON, "abbreviations that everybody knows"),
}

RULE = Rule("TX004", "abbreviation-unexpanded", Severity.INFO, check, options=_OPTIONS)
