"""Floor 0: the few words that are ours to say in a reader's language.

One language a file, named by the first part of its tag (`de` for `de-AT`): adding a language is one new file.
"""

from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from pipeline.phrases._language import Language
from pipeline.phrases._names import NAMES

_OTHERWISE = "en"


def phrase(language: str, name: str, **values: str) -> str:
    """Return what *name* is in *language*, else in English, with *values* put in; plain text."""
    return _language(spoken(language)).phrases[name].format(**values)


@cache
def spoken(language: str) -> str:
    """Return the language in which `phrase` and `written_date` answer: the first part of *language*, or "en"."""
    first = language.partition("-")[0].lower()
    return first if first in languages() else _OTHERWISE


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have words, sorted."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


def written_date(language: str, day: date) -> str:
    """Return *day* (or the day of a moment, in its own zone) as people write it: `3 June 2026`, `3. Juni 2026`."""
    words = _language(spoken(language))
    return words.date.format(day=day.day, month=words.months[day.month - 1], year=day.year)


def own_name(language: str) -> str:
    """Return what the speakers of *language* call it, with what its tag says besides: `Deutsch (AT)`; else the tag itself."""
    first, _, rest = language.partition("-")
    name = NAMES.get(first.lower())
    return f"{name} ({rest})" if name and rest else name or language


@cache
def _language(name: str) -> Language:
    found: Language = import_module(f"{__name__}.{name}").LANGUAGE
    return found
