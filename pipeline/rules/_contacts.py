"""E-mail addresses and telephone numbers in a text."""

import re
from collections.abc import Iterator

_AT = r"(?:@|\s?[(\[{]\s?at\s?[)\]}]\s?)"
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|punkt)\s?[)\]}]\s?)"
MAIL = re.compile(
    rf"(?<![\w.+-])(?P<local>[\w.+-]{{1,64}}+){_AT}(?P<domain>[\w-]{{1,63}}+(?:{_DOT}[\w-]{{1,63}}+)+)", re.IGNORECASE
)
"""An e-mail address, also one that is hidden as `ada(at)example.edu`."""

_AT_SIGN = re.compile(r"[@(\[{](?:(?<=@)|\s?[aA][tT]\s?[)\]}])")
_DIGITS = re.compile(r"[+\d](?:(?<=\+)\d|\d{4}|[ \xa0()/–-]{1,3}\d{3}|[ /]\d\d[ /]\d\d[ /]\d)")
"""Quick looks: no address is without the one, no telephone number without the other; a date has neither."""

_GAP = r"[ \xa0\u2009\u202f./()–-]{1,3}"
_TELEPHONE = re.compile(
    rf"(?<![\w.,/@\#=-])(?<!\d[ \xa0])(?:"
    rf"\+(?!\d{{1,3}}\.\d{{4}})[1-9]\d{{0,14}}+(?:{_GAP}\d{{1,12}}+)*"
    rf"|00[1-9]\d{{0,14}}+(?:{_GAP}\d{{1,12}}+)+"
    rf"|(?P<national>\(?0[1-9]\d{{1,4}}+\)?[ \xa0]?(?:[/–-][ ]?|(?<=[ )\xa0]))\d{{2,9}}+(?:[ –-]\d{{1,9}}+)*)"
    rf"|\(\d{{3}}\)[ ]?\d{{3}}[ .-]\d{{4}}|\d{{3}}-\d{{3}}-\d{{4}}"
    rf"|(?P<labelled>(?<=[a-z.:] )\d{{2,}}+(?:[ /–-]{{1,3}}\d{{2,}}+)*)"
    rf")(?![\w]|[.,]\d)",
)
_LABEL = re.compile(r"\b(?:tel|telefon|telephone|phone|fon|mobil|mobile|mobilfunk|handy|cell)\b[-.: \w]{0,9}$", re.IGNORECASE)
_OTHER_LABEL = re.compile(
    r"\b(?:isbn|issn|doi|orcid|iban|bic|konto\w*|kto|account|fkz|förder\w*|grant|proje[ck]t\w*|az|aktenzeichen|matrikel\w*"
    r"|nr|no|nummer|number|exc|dfg|ust|vat|tax|steuer\w*|hrb|plz|postfach|box|zip|id|ref|version)\b[-.:#/ \w]{0,12}$",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"\b000\b")


def may_hold_contacts(text: str) -> bool:
    """Whether it is worth while to look for them in *text*."""
    return bool(_AT_SIGN.search(text) or _DIGITS.search(text))


def contacts(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the addresses and the numbers in *text* stand. A date, an ISBN, a post code or an account is none."""
    if _AT_SIGN.search(text):
        yield from (match.span() for match in MAIL.finditer(text))
    if _DIGITS.search(text):
        yield from _telephones(text)


def key(contact: str) -> str:
    """Return the same for every way of writing an address or a number; with an `@` if it is an address."""
    mail = MAIL.fullmatch(contact)
    if not mail:
        return re.sub(r"\D", "", contact)
    return f"{mail['local']}@{re.sub(_DOT, '.', mail['domain'], flags=re.IGNORECASE)}".casefold()


def _telephones(text: str) -> Iterator[tuple[int, int]]:
    for match in _TELEPHONE.finditer(text):
        before, digits = text[max(match.start() - 30, 0) : match.start()], re.sub(r"\D", "", match[0])
        labelled = bool(_LABEL.search(before))
        possible = labelled or not (match["labelled"] or _OTHER_LABEL.search(before) or _THOUSANDS.search(match[0]))
        fewest = 5 if labelled else 9 if match["national"] else 8
        if possible and fewest <= len(digits) <= 16:
            yield match.span()
