"""Controlled terms, labelled in each language."""

from collections.abc import Iterator

from pipeline.model import TermLabel, Vocabulary
from pipeline.site._file import File, choose, schema
from pipeline.words import quote

_HINTS = {
    "title": 'write title = { en = "…" } at the top, with a text in each language',
    "label": 'write label = { en = "…" } in its table, with a text in each language',
}


def vocabulary(file: File, name: str) -> Vocabulary:
    """Return the vocabulary in *file*, as far as it is sound."""
    said = file.conforming(schema("vocabulary"), _HINTS)
    written = said.get("terms", {})
    terms = {}
    for id in file.names(("terms",), written, "a term"):
        path, term = ("terms", id), written[id]
        terms[id] = TermLabel(
            id,
            label=file.labels((*path, "label"), term.get("label"), f"the label of {quote(id)}"),
            description=file.labels((*path, "description"), term.get("description"), f"the description of {quote(id)}"),
            broader=term.get("broader", ""),
            code=term.get("code", ""),
        )
    broader = {id: term.broader for id, term in terms.items() if term.broader}
    for id, wider in broader.items():
        if wider not in written:
            file.invalid(("terms", id, "broader"), f"there is no term {quote(wider)} here", choose(wider, terms))
    for id in _in_circles(broader):
        message = f"{quote(id)} would be broader than itself"
        file.invalid(("terms", id, "broader"), message, "remove it from the widest of these terms")
    return Vocabulary(name, file.labels(("title",), said.get("title"), "the title"), terms)


def _in_circles(broader: dict[str, str]) -> Iterator[str]:
    """Yield one term of each circle."""
    seen: set[str] = set()
    for term in broader:
        way: set[str] = set()
        while term in broader and term not in seen:
            seen.add(term)
            way.add(term)
            term = broader[term]
        if term in way:
            yield term
