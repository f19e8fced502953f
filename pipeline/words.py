"""Floor 0: the words that messages are made of."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"})
_SHOWN = 60


def quote(value: object) -> str:
    """Return *value* as a message shows it: in double quotes, on one line, at most 60 characters of it."""
    text = value if isinstance(value, str) else json_like(value)
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    if len(text) > _SHOWN:
        text = text[: _SHOWN - 1] + "…"
    return f'"{text}"' if isinstance(value, str) else text


def json_like(value: object) -> str:
    """Return *value* as its author would write it: `true`, not `True`."""
    match value:
        case True:
            return "true"
        case False:
            return "false"
        case None:
            return "null"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case _:
            return str(value)


def nearest(word: str, known: Iterable[str], alike: float = 0.6) -> str:
    """Return the one of *known* that *word* was most likely meant to be, or ""; *alike* is the share that must agree."""
    by_folded = {name.casefold(): name for name in sorted(known)}
    found = get_close_matches(word.casefold(), by_folded, n=1, cutoff=alike)
    return by_folded[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint that names the nearest of *known*, or else *otherwise*."""
    found = nearest(word, known)
    return f"did you mean {quote(found)}?" if found else otherwise


def one_of(names: Iterable[str]) -> str:
    """Return `"a", "b" or "c"`."""
    *most, last = [quote(name) for name in names] or ["nothing"]
    return f"{', '.join(most)} or {last}" if most else last


def count(number: int, singular: str, plural: str = "") -> str:
    """Return `1 file`, `2 files`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def slugify(text: str, limit: int = 60) -> str:
    """Return *text* as lower-case ASCII words joined by hyphens, at most *limit* characters, whole words if possible.

    Umlauts are written out as German does (ä → ae); what has no ASCII form is left out, so the result may be "".
    """
    german = unicodedata.normalize("NFC", text).translate(_GERMAN)
    ascii_text = unicodedata.normalize("NFKD", german).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_text.lower().replace("'", "")).strip("-")
    if len(slug) <= limit:
        return slug
    cut = slug[: limit + 1].rpartition("-")[0] or slug[:limit]
    return cut.strip("-")
