"""Settings for servers: what they are made of, and that nothing from outside is ever read as a setting.

What the servers themselves make of them is tested in tests/integration/.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import emit
from pipeline.emit._servers._facts import Facts, facts, kinds
from pipeline.model import Edition, Tombstone
from tests.emit.factory import BASE, Publication, at, full

NOW_AT = f"{BASE}/en/news/open-day"
SPECIAL = "{}\"'`\\$%;#~^\n\r\t <>()|*?&=/.ü漢😀aB7"


def edition(*moved: str, gone: tuple[str, ...] = (), tombstones: tuple[Tombstone, ...] = ()) -> Edition:
    """An edition in which the URLs *moved* lead to its entry, and *gone* are gone."""
    publication = Publication().entry()
    for url in moved:
        publication.moved(url)
    for url in gone:
        publication.gone(url)
    return msgspec.structs.replace(publication.edition(), tombstones=tombstones)


def stone(id: str, language: str = "en") -> Tombstone:
    when = at("2026-05-01T00:00:00")
    return Tombstone(
        uid=f"tag:{id}", id=id, language=language, url=f"{BASE}/{id}", reason="deleted", removed_at=when, date_published=when
    )


def files(edition: Edition) -> dict[str, str]:
    names = ("server/", "redirects.")
    found = (artifact for artifact in emit.artifacts(edition) if artifact.path.startswith(names))
    return {artifact.path: artifact.data.decode() for artifact in found}


def paths(edition: Edition) -> list[tuple[str, ...]]:
    return [page.paths for page in facts(edition).former]


# Facts


@pytest.mark.parametrize(
    ("url", "path"),
    [
        (f"{BASE}/old", "/old"),
        (f"{BASE}/%C3%BCber%20uns", "/über uns"),
        (f"{BASE}/über uns", "/über uns"),
        (f"{BASE.upper().replace('HTTPS', 'http')}/old", "/old"),
        (f"{BASE}/100%25", "/100%"),
        (f"{BASE}/what%3F", "/what?"),
    ],
)
def test_a_former_url_on_the_host_of_the_cms_is_a_path(url: str, path: str) -> None:
    assert paths(edition(url)) == [(path, f"{path}/")]


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/old",
        f"{BASE}.evil.example/old",
        f"{BASE}:8080/old",
        f"{BASE}/index.php?id=7",
        f"{BASE}/old#part",
        f"{BASE}/a%2Fb",
        f"{BASE}/%FF",
        f"{BASE}/a%00b",
        f"{BASE}/a%0Ab",
        f"{BASE}/{'x' * 500}",
        f"{BASE}/{quote('ü' * 250)}",
        "https://[/old",
    ],
)
def test_what_is_elsewhere_or_cannot_be_told_from_others_stays_in_redirects_json(url: str) -> None:
    assert paths(edition(url)) == []


@pytest.mark.parametrize(
    ("former", "expected"),
    [
        (["/old"], [("/old", "/old/")]),
        (["/old/"], [("/old/", "/old")]),
        (["/old", "/old/"], [("/old",), ("/old/",)]),
        (["/en/news/open-day/"], [("/en/news/open-day/",)]),
        (["/"], [("/",)]),
        ([""], [("/",)]),
    ],
)
def test_a_slash_at_the_end_matters_only_where_another_page_is(former: list[str], expected: list[tuple[str, ...]]) -> None:
    assert paths(edition(*(f"{BASE}{path}" for path in former))) == expected


def test_nothing_leads_away_from_where_an_entry_is_however_that_is_spelt() -> None:
    assert paths(edition(f"{BASE}/en/news/open%2Dday", gone=(NOW_AT,))) == []


def test_what_has_moved_is_not_gone() -> None:
    [found] = facts(edition(f"{BASE}/%6Fld", gone=(f"{BASE}/old",))).former
    assert found.target == NOW_AT


def test_the_path_of_the_outputs_is_decoded_and_has_slashes() -> None:
    def prefix(url: str) -> str:
        return facts(Publication(outputs_url=url).edition()).prefix

    assert [prefix(url) for url in (BASE, f"{BASE}/feeds", f"{BASE}/a/%C3%BC")] == ["/", "/feeds/", "/a/ü/"]


def test_the_files_of_an_entry_that_is_published_again_are_there() -> None:
    stones = (stone("open-day"), stone("other"), stone("open-day", "de"))
    assert facts(edition(tombstones=stones)).withdrawn == (
        "/entries/de/open-day.json",
        "/fragments/de/open-day.html",
        "/entries/en/other.json",
        "/fragments/en/other.html",
    )


@pytest.mark.parametrize("id", ["", "..", "a/b", 'a" 1; }', "a\nb", "{$HOME}"])
def test_an_id_that_cannot_be_one_is_not_believed(id: str) -> None:
    assert facts(edition(tombstones=(stone(id), stone("x", id)))).withdrawn == ()


def test_only_a_feed_with_a_hub_links_to_it() -> None:
    publication = Publication().entry().feed("news", formats=("atom",), hub="https://hub.example/?a=ü").feed("other")
    own = f"{BASE}/feeds/feeds/en/news.atom.xml"
    assert facts(publication.edition()).links == {
        "/feeds/en/news.atom.xml": f'<https://hub.example/?a=%C3%BC>; rel="hub", <{own}>; rel="self"'
    }


def test_every_feed_format_has_its_media_type() -> None:
    for artifact in emit.artifacts(full().edition()):
        if artifact.owner == "feeds":
            found = [kind for pattern, kind in kinds().items() if re.search(pattern, f"/{artifact.path}")]
            special = [f"{artifact.media_type}; charset=utf-8"]
            generic = artifact.path.endswith((".html", ".opml", "history.json"))
            assert found == ([] if generic else special), artifact.path


# Settings


def test_all_settings_are_there_when_nothing_has_moved() -> None:
    assert files(Publication().edition()).keys() == {
        "redirects.Caddyfile",
        "redirects.htaccess",
        "redirects.json",
        "redirects.nginx.conf",
        "server/apache.conf",
        "server/caddy.conf",
        "server/nginx.http.conf",
        "server/nginx.server.conf",
    }


def test_a_target_that_apache_cannot_say_is_left_out_there() -> None:
    found = Publication().moved(f"{BASE}/old", f"{BASE}/what%3F").edition()
    assert [name for name, text in files(found).items() if "/old" in text] == [
        "redirects.json",
        "redirects.Caddyfile",
        "redirects.nginx.conf",
    ]


TEXTS = st.one_of(st.text(SPECIAL, min_size=1, max_size=12), st.text(max_size=8))
PATHS = st.lists(TEXTS.map(lambda text: f"/{text}"), max_size=6)
HOSTILE = ['/" "x"; } server { } #', "/{$HOME}", "/${PATH}", '/\\"', "/`", "/a\\", "/$uri", "/A", "/a", "/ü\u2028"]


def hostile(paths: list[str]) -> tuple[Facts, dict[str, str]]:
    """What is said and written where each of *paths* has moved, and is gone below /gone."""
    moved, gone = (tuple(f"{BASE}{start}{quote(path)}" for path in paths) for start in ("", "/gone"))
    found = edition(*moved, gone=gone)
    return facts(found), files(found)


@settings(max_examples=200, deadline=None)
@example(HOSTILE)
@given(PATHS)
def test_nginx_reads_each_path_as_one_key(paths: list[str]) -> None:
    said, written = hostile(paths)
    geo, former, moved, gone = nginx(written["redirects.nginx.conf"])
    assert [block[0][:2] for block in (geo, former, moved, gone)] == [
        ["geo", "$knowledge_networks_dollar"],
        ["map", "$uri"],
        ["map", "$knowledge_networks_former$uri"],
        ["map", "$knowledge_networks_former$uri"],
    ]
    expected = {path: page.target for page in said.former for path in page.paths}
    rows: dict[str, str] = {}
    for statement in former[1:]:
        key, value = statement
        if key != "default":
            rows |= dict(row.split("\t") for row in value.replace("${knowledge_networks_dollar}", "§").split("\n") if row)
            assert "$" not in value.replace("${knowledge_networks_dollar}", "")
    assert rows == {path.replace("$", "§"): target for path, target in expected.items()}
    keys = [statement[0].encode().lower() for statement in former[1:]]
    assert len(keys) == len(set(keys))  # nginx refuses two that differ in case alone


@settings(max_examples=200, deadline=None)
@example(HOSTILE)
@given(PATHS)
def test_apache_reads_each_path_as_one_pattern_that_matches_it_alone(paths: list[str]) -> None:
    said, written = hostile(paths)
    lines = written["redirects.htaccess"].splitlines()[1:]
    assert len(lines) == len(said.former)
    for line, page in zip(lines, said.former, strict=True):
        row = re.fullmatch(r'RedirectMatch (301|410) "(\^[\w/\\]*(?:/\?)?\$)"(?: "(https://[\w./-]*)")?', line)
        assert row, line
        pattern = re.compile(row[2].encode(), re.DOTALL)
        assert (row[1], row[3] or "") == ("301" if page.target else "410", page.target)
        for path in page.paths:
            assert pattern.fullmatch(path.encode())
            assert not pattern.fullmatch(f"{path}x".encode())


@settings(max_examples=200, deadline=None)
@example(HOSTILE)
@given(PATHS)
def test_caddy_reads_each_path_as_one_key_that_matches_it_alone(paths: list[str]) -> None:
    said, written = hostile(paths)
    row = r'^    "(/[^"\\{}`\n]*|~\^[^"{}`\n]*\$)" "(https://[\w./-]*|1)"$'
    rows = re.findall(row, written["redirects.Caddyfile"], re.MULTILINE)
    expected = {path: page.target or "1" for page in said.former for path in page.paths}
    assert len(rows) == len(expected)
    for key, value in rows:
        matched = [path for path in expected if (re.fullmatch(key[1:], path) if key[0] == "~" else key == path)]
        assert [expected[path] for path in matched] == [value]
    fixed = files(edition())["redirects.Caddyfile"].count("\n")
    assert written["redirects.Caddyfile"].count("\n") == fixed + len(expected)


def nginx(text: str) -> list[list[list[str]]]:
    """The blocks of *text*, each with its head and its statements, read as nginx reads them."""
    blocks: list[list[list[str]]] = []
    words: list[str] = []
    for word, quoted in _words(text):
        if quoted or word not in "{};":
            words.append(word)
        elif word == "{":
            blocks.append([words])
            words = []
        elif word == ";":
            blocks[-1].append(words)
            words = []
        else:
            assert not words
    return blocks


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Each word, and whether it was in quotes."""
    lines = "\n".join(line for line in text.split("\n") if not line.startswith("#"))
    for found in re.finditer(r'"((?:[^"\\]|\\.)*)"|([{};])|([^\s{};"]+)', lines, re.DOTALL):
        quoted = found[1] is not None
        yield _ESCAPE.sub(_unescaped, found[1]) if quoted else found[0], quoted


_ESCAPE = re.compile(r'\\(["\\ntr])')


def _unescaped(escape: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t", "r": "\r"}.get(escape[1], escape[1])
