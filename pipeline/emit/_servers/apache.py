"""Apache: server/apache.conf serves outputs/, redirects.htaccess the CMS's old URLs.

A RewriteMap would be fastest, and cannot stand in a .htaccess. `Redirect` takes all that begins alike, so each old URL is a
RedirectMatch. That encodes the path of its target, which is therefore written decoded.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from pipeline.emit._servers import _facts
from pipeline.emit._servers._facts import Facts, Former, indented

_OUTPUTS = "# Include this in <VirtualHost>, behind: Define KNOWLEDGE_NETWORKS_ROOT /path/to/outputs\n"
_REDIRECTS = """\
# Include this in <VirtualHost> of the CMS; or put it at the beginning of its .htaccess, which is read anew at each request.
"""
_ROOT = "${KNOWLEDGE_NETWORKS_ROOT}"
_TAKES_GZIP = r"(^|,)\s*gzip\s*($|,|;\s*q=(1|0\.[0-9]*[1-9]))"
"""Not `gzip;q=0`."""
_ENCODED_ALIKE = re.compile(r"[\w\-.~/ +,:@&=()!*']*")
"""A decoded path that Apache encodes so that it means the same again."""
_NOT_LITERAL = re.compile(rb"[^A-Za-z0-9/_]")


def files(facts: Facts) -> dict[str, str]:
    """Return the settings for Apache by path."""
    return {
        "server/apache.conf": _OUTPUTS + "\n".join(_outputs(facts)),
        "redirects.htaccess": _REDIRECTS + "".join(map(_redirect, facts.former)),
    }


def _outputs(facts: Facts) -> Iterator[str]:
    root = _literal(facts.prefix)

    def section(pattern: str, *lines: str) -> str:
        return _section("LocationMatch", f'"^{root}{pattern.removeprefix("^/")}"', lines)

    yield "RewriteEngine On"
    yield rf'RewriteRule "^{root}(.*/)?\." - [R=404,L]'
    yield 'RewriteCond "%{REQUEST_METHOD}" "=OPTIONS"'
    yield f'RewriteRule "^{root}" - [R=204,L]'
    yield 'RewriteCond "%{REQUEST_METHOD}" "!^(GET|HEAD)$"'
    yield f'RewriteRule "^{root}" - [R=405,L]'
    yield f'RewriteCond "%{{HTTP:Accept-Encoding}}" "{_TAKES_GZIP}" [NC]'
    yield f'RewriteCond "{_ROOT}/$1.gz" -f'
    yield f'RewriteRule "^{root}(.+)$" "{_ROOT}/$1.gz" [L,E=knowledge_networks_gzip:1,E=no-gzip:1]'
    yield from (f'Redirect 410 "{facts.prefix}{path[1:]}"' for path in facts.withdrawn)
    yield f'AliasMatch "^{root}(.*)$" "{_ROOT}/$1"\n'
    yield _section("Directory", f'"{_ROOT}"', _FOLDER)
    yield section("^/", *_everywhere())
    for pattern, value in reversed(_facts.CACHING.items()):  # here the last that matches counts
        yield section(pattern, _header("Cache-Control", value))
    for pattern, kind in {**_facts.by_extension(), **_facts.kinds()}.items():
        yield section(pattern, f'ForceType "{kind}"')
    yield section(_facts.ANY_MEDIA, _header("Content-Disposition", "attachment"))
    yield section(_facts.SAFE_MEDIA, "Header unset Content-Disposition")
    for path, value in facts.links.items():
        yield section(f"^{_literal(path)}$", _header("Link", value))


_FOLDER = (
    "Require all granted",
    "AllowOverride None",
    "Options -Indexes -MultiViews",
    "DirectoryIndex index.html",
    "FileETag MTime Size",
)


def _everywhere() -> Iterator[str]:
    yield "SetHandler default-handler"
    yield "ForceType application/octet-stream"
    for name, value in _facts.HEADERS.items():
        yield f"Header always {'merge' if name == 'Vary' else 'set'} {name} {_quote(value)}"
    for name, value in _facts.PREFLIGHT.items():
        yield f"Header always set {name} {_quote(value)} \"expr=%{{REQUEST_METHOD}} == 'OPTIONS'\""
    yield f"Header always set Allow {_quote(_facts.METHODS)} \"expr=%{{REQUEST_STATUS}} == '405'\""
    yield _header("Cache-Control", _facts.ALWAYS_ASK)
    sent = "expr=-n reqenv('knowledge_networks_gzip') && %{REQUEST_STATUS} != '304'"
    yield f'Header set Content-Encoding gzip "{sent}"'
    yield _section("IfModule", "mod_mime.c", ["RemoveEncoding .gz"])
    # What it compresses itself has -gzip in its ETag, and would be sent anew to who asks with that.
    asked = r'RequestHeader edit* If-None-Match "-gzip\"" "\""'
    yield _section("IfModule", "mod_deflate.c", ["AddOutputFilterByType DEFLATE application/json text/html", asked])


def _redirect(page: Former) -> str:
    """The line for *page*; none where Apache could not say its target."""
    pattern = f'"^{_literal(min(page.paths, key=len))}{"/?" if page.paths[1:] else ""}$"'
    if not page.target:
        return f"RedirectMatch 410 {pattern}\n"
    target = urlsplit(page.target)
    path = unquote(target.path)
    return f'RedirectMatch 301 {pattern} "{target._replace(path=path).geturl()}"\n' if _ENCODED_ALIKE.fullmatch(path) else ""


def _section(name: str, argument: str, lines: Iterable[str]) -> str:
    return f"<{name} {argument}>\n{indented(lines)}</{name}>\n"


def _header(name: str, value: str) -> str:
    return f"Header set {name} {_quote(value.replace('%', '%%'))}"


def _literal(path: str) -> str:
    """The regular expression for *path* and nothing else, in bytes."""
    return _NOT_LITERAL.sub(lambda found: rb"\x%02x" % found[0][0], path.encode()).decode()


def _quote(text: str) -> str:
    return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))
