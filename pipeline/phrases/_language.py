"""What a language's file says."""

import msgspec


class Language(msgspec.Struct, frozen=True):
    """The words of a language; all are plain text."""

    months: tuple[str, ...]
    """As they stand in a date, January first."""
    date: str
    """Of {day}, {month} and {year}."""
    phrases: dict[str, str]
    """By name, the same names in every language."""
