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
    "universi feedback abroad study digital stiftung foundation initiative project projekt registra zulass immatrik enrol "
    "lehrstuhl fachschaft college kolleg coordin koordin".split()
)
"""… and of their mailboxes …"""
_WORDS = frozenset("office offices service services support amt stelle desk".split())
_MAILBOXES = frozenset(
    "info team help hilfe io ib it hr pr news press presse mail post job jobs web admin event events exam exams visa uni no "
    "noreply shop store box lab labs hub club data alumni phd erasmus daad asta sfb welcome career careers media medien "
    "sport kita campus dean deans lehre haus house ask us neue neuer neues wege welt rat board green zukunft future open day "
    "rektor kanzler global kontakt contact name vorname nachname firstname lastname first last".split()
)
"""… or a whole word of them."""
_TITLED = r"\b(?:prof|dr|frau|herrn?|mrs?|ms)-(?:\w+-){0,3}"
_AROUND = 1_000
"""Characters that are looked at."""
_NAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*\d{0,2}")
_TITLED_NAME = re.compile(
    r"\b(?:Prof|Professor(?:in)?|Dr|Frau|Herrn?|Mrs?|Ms)\b\.?(?:-Ing\.)?[ \xa0](?:[a-z]{1,4}\.[ \xa0]?){0,3}[A-ZÀ-ÖØ-Þ]"
)
_INTRODUCED_NAME = re.compile(
    r"\b(?i:contact(?: person)?|kontakt(?:person)?|ansprech(?:partner(?:in)?|person)"
    r"|[ck]o-?ordinat(?:or(?:in)?|ion)|leitung|head)[*_]{0,2}\s?[:|][ *_|]{0,5}"
    r"(?P<name>[A-ZÀ-ÖØ-Þ][\w’'.-]{0,30}(?: [A-ZÀ-ÖØ-Þ][\w’'-]{1,30}){1,2})"
)
"""A person's name, that is, what a title or a word for whom to ask stands before."""
_SWITCHBOARD = re.compile(r"[-–]\s?0$")
_MOBILE = re.compile(r"(?:49|0)0?1[567]\d")
_SERVICE = re.compile(r"(?:(?:49|0)0?(?:800|900|180|137)|1?800\d{7,8}\Z)")
_OF_NO_PERSON = re.compile(
    r"(?:\b(?:tele)?fax|\bnotruf|\bnotfall|\bemergency|hotline)(?: ?(?:number|nummer|phone|no|nr))?[\W_]{0,6}"
    r"(?:\[[^\]\n]{0,30}\]\(tel:)?\Z",
    re.IGNORECASE,
)
"""Before a number that is nobody's own."""
_BEFORE = 80


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
    """Whether it is mobile, or stands in a text *around* it that names a person; a fax or a hotline is nobody's."""
    digits = re.sub(r"\D", "", number).removeprefix("00")
    before = around[: max(around.find(number), 0)]
    if _SERVICE.match(digits) or _OF_NO_PERSON.search(before[-_BEFORE:]):
        return False
    return bool(_MOBILE.match(digits) or (not _SWITCHBOARD.search(number) and _names_person(around)))


def _names_person(text: str) -> bool:
    """Whether a person's name or mailbox is in *text*."""
    if _TITLED_NAME.search(text) or any(_is_mailbox(mail["local"], "") for mail in MAIL.finditer(text)):
        return True
    names = (slugify(match["name"]).split("-") for match in _INTRODUCED_NAME.finditer(text))
    return any(not _names(words, (*_OFFICES, *_TASKS), _WORDS | _MAILBOXES) for words in names)


def _names(words: Iterable[str], parts: tuple[str, ...], whole: frozenset[str]) -> bool:
    """Whether one of *words* is in *whole* or has one of *parts* in it."""
    return any(word in whole or any(part in word for part in parts) for word in words)
