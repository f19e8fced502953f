"""Collections: folders of sources that yield entries of one type."""

import re
from collections.abc import Collection as Names
from typing import Any
from urllib.parse import quote as percent_encoded

from pipeline.model import Collection, Path
from pipeline.site._file import File, choose
from pipeline.site.content_type import BUILT_IN
from pipeline.words import quote, slugify

_ROOT = "pages"
_PLACEHOLDERS = ("lang", "slug", "id", "path", "year")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PATH = re.compile(r"/[A-Za-z0-9._~/-]*")


def collections(file: File, said: dict[str, Any], types: Names[str]) -> tuple[Collection, ...]:
    """Return the collections that *said* describes, in its order, as far as they are sound."""
    found = []
    owners: dict[str, str] = {}
    for name in file.names(("collections",), said, "a collection"):
        path, setting = ("collections", name), said[name]
        folder = _folder(file, (*path, "folder"), setting.get("folder", name))
        owner = owners.setdefault(folder, name)
        if owner != name:
            message = f"the folder {quote(folder)} belongs to the collection {quote(owner)} already"
            file.invalid((*path, "folder"), message, "name another folder")
        type = setting.get("type", BUILT_IN)
        if type not in types:
            file.invalid((*path, "type"), f"there is no content type {quote(type)}", choose(type, types))
        url = _url(file, (*path, "url"), setting.get("url"), _url_of(folder))
        title = file.labels((*path, "title"), setting.get("title"), f"the title of {quote(name)}")
        languages = _languages(file, (*path, "languages"), setting.get("languages", []))
        found.append(Collection(name, folder, type, url, setting.get("shared", False), title, languages))
    return tuple(found)


def default_collections(folders: Names[str], languages: Names[str]) -> tuple[Collection, ...]:
    """Return a collection of pages for each top folder but those of one language, and one for all that lies elsewhere."""
    found: dict[str, Collection] = {}
    for folder in (*sorted(set(folders) - {"", *languages}), ""):
        name = base = slugify(folder) or _ROOT
        number = 1
        while name in found:
            number += 1
            name = f"{base}-{number}"
        found[name] = Collection(name, folder, BUILT_IN, _url_of(folder))
    return tuple(found.values())


def _folder(file: File, path: Path, text: str) -> str:
    folder = text.removesuffix("/")
    if folder in ("", ".") and text != "/":
        return ""
    if "\\" in folder or ":" in folder or not all(part.strip(".") for part in folder.split("/")):
        file.invalid(path, f"{quote(text)} is not a folder below the content folder", 'write it as "news" or "research/news"')
    return folder


def _languages(file: File, path: Path, named: list[str]) -> tuple[str, ...]:
    for index, language in enumerate(named if file.languages else ()):
        if language not in file.languages:
            file.invalid((*path, index), f"there is no language {quote(language)}", choose(language, file.languages))
    return tuple(language for language in named if language in file.languages)


def _url_of(folder: str) -> str:
    """The template of URLs that follow the files' paths."""
    return f"/{{lang}}/{percent_encoded(folder)}/{{path}}" if folder else "/{lang}/{path}"


def _url(file: File, path: Path, template: str | None, default: str) -> str:
    if template is None:
        return default
    used = _PLACEHOLDER.findall(template)
    unknown = [name for name in used if name not in _PLACEHOLDERS]
    for name in unknown:
        file.invalid(path, f"{quote('{' + name + '}')} stands for nothing", choose(name, _PLACEHOLDERS))
    rest = _PLACEHOLDER.sub("x", template)
    if not _PATH.fullmatch(rest) or ".." in rest:
        file.invalid(path, f"{quote(template)} is not a path below base_url", "begin it with / and use a-z, 0-9, and . _ ~ -")
    elif not unknown and len(file.languages) > 1 and "lang" not in used:
        file.invalid(path, f"{quote(template)} is one URL for all languages", "add {lang}, as in /{lang}/…")
    elif not unknown:
        return template
    return default
