"""nginx: server/nginx.http.conf and server/nginx.server.conf serve outputs/, redirects.nginx.conf the CMS's old URLs.

A map is looked up without regard to case.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from pipeline.emit._servers import _facts
from pipeline.emit._servers._facts import Facts, Former, block

_HTTP = "# Include this in http { }; docs/delivery.md says what has to stand before it.\n"
_SERVER = "# Include this in server { }, behind: set $knowledge_networks_root /path/to/outputs;\n"
_REDIRECTS = """\
# Include this in http { }, and write into server { } of the CMS:
#     if ($knowledge_networks_moved) { return 301 $knowledge_networks_moved; }
#     if ($knowledge_networks_gone) { return 410; }
geo $knowledge_networks_dollar { default "$"; }

"""
_ASKED = """\
if ($request_method = OPTIONS) { return 204; }
if ($knowledge_networks_withdrawn) { return 410; }
"""


def files(facts: Facts) -> dict[str, str]:
    """Return the settings for nginx by path."""
    return {
        "server/nginx.http.conf": _HTTP + _http(facts),
        "server/nginx.server.conf": _SERVER + _location(facts.prefix),
        "redirects.nginx.conf": _REDIRECTS + _redirects(facts.former),
    }


def _http(facts: Facts) -> str:
    """What depends on the request, as variables."""
    prefix = facts.prefix
    caching = {_below(prefix, pattern): value for pattern, value in _facts.CACHING.items()}
    methods = dict.fromkeys(_facts.METHODS.split(", "), "")
    maps = [
        _map("$uri", "caching", caching, _facts.ALWAYS_ASK),
        _map("$uri", "disposition", {_below(prefix, _facts.SAFE_MEDIA): "", _below(prefix, _facts.ANY_MEDIA): "attachment"}),
        _map("$uri", "link", {prefix + path[1:]: value.replace("$", "%24") for path, value in facts.links.items()}),
        _map("$uri", "withdrawn", {prefix + path[1:]: "1" for path in facts.withdrawn}),
        _map("$request_method", "allow", methods, _facts.METHODS),
    ]
    maps += [_map("$request_method", _variable(name), {"OPTIONS": value}) for name, value in _facts.PREFLIGHT.items()]
    return "\n".join(maps)


def _location(prefix: str) -> str:
    always = {**_facts.HEADERS, "Allow": "$knowledge_networks_allow"}
    always |= {name: f"$knowledge_networks_{_variable(name)}" for name in _facts.PREFLIGHT}
    found = {"Cache-Control": "caching", "Content-Disposition": "disposition", "Link": "link"}
    inside = [
        "alias $knowledge_networks_root/;",
        "autoindex off;",
        "index index.html;",
        "gzip_static on;",
        "gzip on;",
        "gzip_proxied any;",
        "gzip_vary off;",
        f"gzip_types {' '.join(_quote(kind) for kind in _facts.TYPES if 'charset' in kind)};",
        block("types", [f"{_quote(kind)} {' '.join(extensions)};" for kind, extensions in _facts.TYPES.items()]),
        "default_type application/octet-stream;",
        *(f"add_header {name} {_quote(value)} always;" for name, value in always.items()),
        *(f"add_header {name} $knowledge_networks_{variable};" for name, variable in found.items()),
        _ASKED,
        block(f"location ~ {_quote(_facts.HIDDEN)}", ["return 404;"]),
    ]
    for pattern, kind in _facts.kinds().items():
        own = ["types { }", f"default_type {_quote(kind)};", _ASKED]
        inside.append(block(f"location ~ {_quote(_below(prefix, pattern)[1:])}", own))
    return block(f"location ^~ {_quote(prefix)}", inside)


def _redirects(pages: Iterable[Former]) -> str:
    """The map of all former pages, and two that take from it what is spelt exactly as the request."""
    rows: dict[bytes, dict[str, str]] = defaultdict(dict)
    for page in pages:
        for path in page.paths:
            rows[path.encode().lower()][path] = f"\n{_plain(path)}\t{page.target}\n"
    # What was found comes first, so that a path in which someone wrote a line break is never taken for a row.
    found = '"$knowledge_networks_former$uri"'
    moved = {
        _exact(r"(?<knowledge_networks_plain>[^?#\n]+)"): "$knowledge_networks_plain$is_args$args",
        _exact(r"(?<knowledge_networks_whole>[^\n]+)"): "$knowledge_networks_whole",
    }
    return "\n".join(
        (
            _map("$uri", "former", {next(iter(alike)): "".join(alike.values()) for alike in rows.values()}),
            _map(found, "moved", moved),
            _map(found, "gone", {_exact(""): "1"}),
        )
    )


def _exact(target: str) -> str:
    """What matches rows and then a path that is, in one of them, spelt just so and leads to *target*."""
    return rf"~(?s)^\n(?:.*\n)?([^\n]+)\t{target}\n(?:.*\n)?\1$"


def _plain(text: str) -> str:
    """*text* where nginx puts in the values of variables; it has no escape for `$`."""
    return text.replace("$", "${knowledge_networks_dollar}")


def _map(source: str, name: str, rows: Mapping[str, str], default: str = "") -> str:
    lines = [f"default {_quote(default)};", *(f"{_quote(key)} {_quote(value)};" for key, value in rows.items())]
    return block(f"map {source} $knowledge_networks_{name}", lines)


def _below(prefix: str, pattern: str) -> str:
    """What matches *pattern* below *prefix*, as a map wants it."""
    return f"~^{re.escape(prefix)}{pattern.removeprefix('^/')}"


def _variable(header: str) -> str:
    # Short: with a name of 47 characters nginx asks for a larger variables_hash_bucket_size.
    return header.lower().removeprefix("access-control-").replace("-", "_")


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"{}"'.format(escaped.replace("\n", "\\n").replace("\t", "\\t"))
