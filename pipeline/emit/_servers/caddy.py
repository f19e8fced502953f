"""Caddy: server/caddy.conf serves outputs/, redirects.Caddyfile the CMS's old URLs.

`{$…}` and `{…}` are replaced wherever they stand, so no brace from outside is ever written.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.emit._servers import _facts
from pipeline.emit._servers._facts import Facts, Former, block

_OUTPUTS = "# Import this into the site, behind: vars knowledge_networks_root /path/to/outputs\n"
_REDIRECTS = "# Import this into the site of the CMS.\n"
_SPECIAL = re.compile(r"[^\w/\u0080-\U0010ffff]", re.ASCII)
_AS_IT_IS = re.compile(r"[^\"\\{}`]*")


def files(facts: Facts) -> dict[str, str]:
    """Return the settings for Caddy by path."""
    return {
        "server/caddy.conf": _OUTPUTS + block(f"handle_path {_quote(facts.prefix + '*')}", [block("route", _outputs(facts))]),
        "redirects.Caddyfile": _REDIRECTS + "\n".join(_redirects(facts.former)) + "\n",
    }


def _outputs(facts: Facts) -> list[str]:
    types = {**_facts.kinds(), **_facts.by_extension()}
    shown = {_facts.SAFE_MEDIA: "", _facts.ANY_MEDIA: "attachment"}
    return [
        "root * {vars.knowledge_networks_root}",
        "@folder path */",
        "rewrite @folder {path}index.html",
        _map("type", _patterns(types), "application/octet-stream"),
        _map("caching", _patterns(_facts.CACHING), _facts.ALWAYS_ASK),
        _map("disposition", _patterns(shown)),
        _map("link", facts.links),
        _map("withdrawn", dict.fromkeys(facts.withdrawn, "1")),
        _headers("", {name: value for name, value in _facts.HEADERS.items() if name != "Vary"}),
        block("header", [f"Vary {_quote(_facts.HEADERS['Vary'])}", "defer"]),  # or it would be there twice
        "@preflight method OPTIONS",
        _headers("@preflight", _facts.PREFLIGHT),
        "respond @preflight 204",
        "@unable not method GET HEAD",
        _headers("@unable", {"Allow": _facts.METHODS}),
        "error @unable 405",
        f"@hidden path_regexp {_quote(_facts.HIDDEN)}",
        "error @hidden 404",
        f"@withdrawn {_said('withdrawn')}",
        "error @withdrawn 410",
        "@found file",
        "header @found Content-Type {knowledge_networks_type}",
        "header @found Cache-Control {knowledge_networks_caching}",
        block("@disposition", ["file", _said("disposition")]),
        "header @disposition Content-Disposition {knowledge_networks_disposition}",
        block("@link", ["file", _said("link")]),
        "header @link Link {knowledge_networks_link}",
        "encode gzip",
        block("file_server", ["precompressed gzip"]),
    ]


def _redirects(pages: Sequence[Former]) -> list[str]:
    return [
        _map("moved", _rows(page for page in pages if page.target and page.keeps_query)),
        _map("moved_whole", _rows(page for page in pages if not page.keeps_query)),
        _map("gone", _rows(page for page in pages if not page.target)),
        block("map {query} {knowledge_networks_query}", ['"" ""', 'default "?{query}"']),
        f"@knowledge_networks_moved {_said('moved')}",
        "redir @knowledge_networks_moved {knowledge_networks_moved}{knowledge_networks_query} 301",
        f"@knowledge_networks_moved_whole {_said('moved_whole')}",
        "redir @knowledge_networks_moved_whole {knowledge_networks_moved_whole} 301",
        f"@knowledge_networks_gone {_said('gone')}",
        "error @knowledge_networks_gone 410",
    ]


def _rows(pages: Iterable[Former]) -> dict[str, str]:
    return {_key(path): page.target or "1" for page in pages for path in page.paths}


def _headers(matcher: str, values: Mapping[str, str]) -> str:
    return block(f"header {matcher}".rstrip(), [f"{name} {_quote(value)}" for name, value in values.items()])


def _said(variable: str) -> str:
    return f'expression {{knowledge_networks_{variable}}} != ""'


def _map(name: str, rows: Mapping[str, str], default: str = "") -> str:
    lines = [*(f"{_quote(key)} {_quote(value)}" for key, value in rows.items()), f"default {_quote(default)}"]
    return block(f"map {{path}} {{knowledge_networks_{name}}}", lines)


def _patterns(rows: Mapping[str, str]) -> dict[str, str]:
    return {f"~{pattern}": value for pattern, value in rows.items()}


def _key(path: str) -> str:
    """What matches *path* and no other."""
    if _AS_IT_IS.fullmatch(path):
        return path
    return "~^{}$".format(_SPECIAL.sub(lambda found: rf"\x{ord(found[0]):02x}", path))


def _quote(text: str) -> str:
    return '"{}"'.format(text.replace('"', r"\""))
