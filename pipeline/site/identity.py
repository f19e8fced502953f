"""The first table of site.toml: who publishes, where, in which languages."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pipeline.model import Publisher
from pipeline.site._file import File, choose
from pipeline.urls import ascii_url
from pipeline.words import did_you_mean, quote

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DNS = r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*"
_HOST = re.compile(_DNS)
_AUTHORITY = re.compile(rf"([A-Za-z0-9._-]+@)?{_DNS},(?P<year>\d{{4}})(-(?P<month>\d\d)(-(?P<day>\d\d))?)?")
_MINTED = "2026"
"""The date in ids of a site that names no `id_authority`: constant, because ids are for ever."""
_LONGEST_UID = 100
_ROOM_FOR_ID = 40
_ROR = re.compile(r"https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}\d\d")


def languages(file: File, own: dict[str, Any]) -> tuple[str, ...]:
    """Return the site's languages; none where they cannot be known."""
    path = ("site", "languages")
    broken = "languages" not in own and path in file.data.spans
    tags = [] if broken else own.get("languages", ["en"])
    wrong = [index for index, tag in enumerate(tags) if not _TAG.fullmatch(tag)]
    for index in wrong:
        message = f"{quote(tags[index])} is not a language tag"
        file.invalid((*path, index), message, 'write a BCP 47 tag such as "en" or "de-CH"')
    repeated = len({tag.casefold() for tag in tags}) < len(tags)
    if repeated:
        file.invalid(path, "a language is there twice", "name each once")
    return () if wrong or repeated else tuple(tags)


def default_language(file: File, own: dict[str, Any]) -> str:
    first = next(iter(file.languages), "")
    wanted: str = own.get("default_language", first)
    if not file.languages or wanted in file.languages:
        return wanted
    message = f"{quote(wanted)} is not one of the languages"
    file.invalid(("site", "default_language"), message, choose(wanted, file.languages))
    return first


def base_url(file: File, own: dict[str, Any], name: str) -> str:
    """Return the setting *name*, a URL that others are made from, without a slash at its end; "" where there is none."""
    path = ("site", name)
    if name not in own or not (url := file.url(path, own[name])):
        return ""
    if {"?", "#", "@"} & set(url):
        file.invalid(path, f"{quote(url)} cannot begin other URLs", 'remove what follows "?" or "#", and any user name')
    return ascii_url(url.rstrip("/"))


def authority(file: File, own: dict[str, Any], base_url: str) -> str:
    """Return the authority and date with which all ids of the site begin (RFC 4151 §2.1)."""
    path = ("site", "id_authority")
    if "id_authority" not in own and not base_url:
        return ""
    text: str = own.get("id_authority", f"{urlsplit(base_url).hostname},{_MINTED}")
    longest = _LONGEST_UID - len("tag:::") - _ROOM_FOR_ID - max(map(len, file.languages), default=0)
    if len(text) > longest:
        file.invalid(path, f"{quote(text)} is {len(text)} characters long", f"at most {longest} leave room for ids")
    elif not _is_authority(text):
        hint = 'write a domain name and a date on which it was yours, such as "example.edu,2026", and never change it'
        file.invalid(path, f"{quote(text)} cannot begin ids", hint)
    return text


def _is_authority(text: str) -> bool:
    match = _AUTHORITY.fullmatch(text)
    if not match:
        return False
    try:
        date(*(int(match[part] or 1) for part in ("year", "month", "day")))
    except ValueError:
        return False
    return True


def frame_hosts(file: File, own: dict[str, Any]) -> tuple[str, ...]:
    hosts: list[str] = own.get("frame_hosts", [])
    for index, host in enumerate(hosts):
        if not _HOST.fullmatch(host):
            message = f"{quote(host)} is not the name of a host"
            hint = 'write it without https:// and without a path, such as "video.example.edu"'
            file.invalid(("site", "frame_hosts", index), message, hint)
    return tuple(host.lower() for host in hosts if _HOST.fullmatch(host))


def timezone(file: File, own: dict[str, Any]) -> str:
    name: str = own.get("timezone", "UTC")
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError where the name is that of a folder, such as Europe
        hint = did_you_mean(name, available_timezones(), 'write an IANA name such as "Europe/Berlin"')
        file.invalid(("site", "timezone"), f"there is no time zone {quote(name)}", hint)
        return "UTC"
    return name


def publisher(file: File, said: dict[str, Any], name: str) -> Publisher:
    path = ("site", "publisher")
    ror = said.get("ror", "")
    if ror and not _ROR.fullmatch(ror):
        hint = "write it as https://ror.org/ and nine characters; https://ror.org finds it"
        file.invalid((*path, "ror"), f"{quote(ror)} is not a ROR id", hint)
    url = file.url((*path, "url"), said["url"]) if said.get("url") else ""
    return Publisher(said.get("name", name), url, said.get("email", ""), ror)
