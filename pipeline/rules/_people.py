"""Whether an e-mail address or a telephone number is a person's or an office's."""

import re
from collections.abc import Iterable

from pipeline.rules._contacts import MAIL
from pipeline.words import slugify

_OFFICES = tuple(
    "beratung buero helpdesk sekretar dekanat dekanin zentrum zentral center centre dezernat abteilung referat department "
    "sstelle fakult facult institut bibliothek librar verwaltung administrat rektorat hotline switchboard reception empfang "
    "pforte".split()
)
"""What is in the names of offices …"""
_TASKS = tuple(
    "international dekan berat service support admission studi student redaktion editor webmaster postmaster exchange "
    "austausch mobil incoming outgoing partner cooperat kooperat research forsch praesid president personal bewerb applica "
    "pruef veranstalt tagung conferen konferenz workshop school schule academ akadem graduate promotion doctora cluster "
    "program liaison housing finan scholar stipend datenschutz privacy security sicherheit gleichstell equal divers ombud "
    "beschwerde complaint reply newsletter marketing kommunika communica relation language sprach sommer summer hochschul "
    "universi feedback".split()
)
"""… and of their mailboxes …"""
_WORDS = frozenset("office offices service services support amt stelle desk".split())
_MAILBOXES = frozenset(
    "info team help hilfe io ib it hr pr news press presse mail post job jobs web admin event events exam exams visa uni no "
    "noreply shop store box lab labs hub club data alumni phd erasmus daad asta sfb welcome career careers media medien "
    "sport kita campus rektor kanzler global kontakt contact name vorname nachname firstname lastname first last".split()
)
"""… or a whole word of them."""
_TITLED = r"\b(?:prof|dr|frau|herrn?|mrs?|ms)-(?:\w+-){0,3}"
_AROUND = 1_000
"""Characters that are looked at."""
_NAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*\d{0,2}")
_SWITCHBOARD = re.compile(r"[-–]\s?0$")
_MOBILE = re.compile(r"(?:49|0)0?1[567]\d")


def is_persons(contact: str, around: str) -> bool:
    """Whether *contact*, an address or a number that stands in a text *around* it, may be a person's."""
    mail = MAIL.fullmatch(contact)
    return _is_mailbox(mail["local"], around) if mail else _is_number(contact, around)


def _is_mailbox(local: str, around: str) -> bool:
    """Whether it is named after a person: by two names, or by one that stands with a title in the text *around*."""
    name = slugify(local)
    words = name.split("-")
    if not name or _names(words, (*_OFFICES, *_TASKS), _WORDS | _MAILBOXES):
        return False
    first, *others = re.split(r"[._]+", local.strip("._"))
    if 1 <= len(others) <= 2 and len(others[-1]) > 1 and all(_NAME.fullmatch(part) for part in (first, *others)):
        return True
    return bool(re.search(rf"{_TITLED}{name}\b", slugify(around, _AROUND)))


def _is_number(number: str, around: str) -> bool:
    """Whether it is mobile, or stands in a text *around* it that names a person, or no office."""
    if _MOBILE.match(re.sub(r"\D", "", number).removeprefix("00")):
        return True
    text = slugify(around, _AROUND)
    named = re.search(rf"{_TITLED}\w", text) or any(_is_mailbox(mail["local"], "") for mail in MAIL.finditer(around))
    return not _SWITCHBOARD.search(number) and bool(named or not _names(text.split("-"), _OFFICES, _WORDS))


def _names(words: Iterable[str], parts: tuple[str, ...], whole: frozenset[str]) -> bool:
    """Whether one of *words* is in *whole* or has one of *parts* in it."""
    return any(word in whole or any(part in word for part in parts) for word in words)
