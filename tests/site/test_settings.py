"""site.toml: its defaults, and every mistake in it at its place."""

from pathlib import Path

import pytest

from pipeline import parse
from pipeline.model import Collection, Finding, Limits, Publisher, RuleSettings, Severity
from pipeline.rules import catalogue
from pipeline.site import interpret
from tests.site.reading import HEAD, NEWS, TOPICS, read, shown, sound

CONTENT = Path(__file__).parent.parent.parent / "content"
MINIMAL = '[site]\ntitle = "Networks"\nbase_url = "https://www.example.edu/"\n'


def test_title_and_base_url_make_a_site() -> None:
    site = sound(MINIMAL)
    assert site.title == {"en": "Networks"}
    assert (site.base_url, site.outputs_url) == ("https://www.example.edu", "https://www.example.edu")
    assert site.id_authority == "www.example.edu,2026"
    assert (site.languages, site.default_language, site.timezone) == (("en",), "en", "UTC")
    assert site.publisher == Publisher("Networks")
    assert (site.feeds, site.rules, site.limits) == ((), {}, Limits())
    assert list(site.types) == ["page"]


def test_without_collections_each_top_folder_is_one_of_pages() -> None:
    site, findings = read(MINIMAL, folders=("news", "Über uns", "pages", "en"))
    assert site
    assert findings == []
    assert site.collections == (
        Collection("news", "news", "page", "/{lang}/news/{path}"),
        Collection("pages", "pages", "page", "/{lang}/pages/{path}"),
        Collection("ueber-uns", "Über uns", "page", "/{lang}/%C3%9Cber%20uns/{path}"),
        Collection("pages-2", "", "page", "/{lang}/{path}"),
    )


def test_a_collection_is_by_default_a_folder_of_its_name_with_pages() -> None:
    site = sound(HEAD + "[collections.about]\n[collections.root]\nfolder = '.'\n")
    assert site.collections == (
        Collection("about", "about", "page", "/{lang}/about/{path}"),
        Collection("root", "", "page", "/{lang}/{path}"),
    )


def test_collections_keep_the_order_of_site_toml() -> None:
    site = sound(HEAD + "".join(f"[collections.{name}]\n" for name in "zca"))
    assert [collection.name for collection in site.collections] == ["z", "c", "a"]


def test_everything_that_is_said_is_taken() -> None:
    site = sound(
        """\
[site]
title = { de = "Netzwerke", en = "Networks" }
base_url = "https://www.example.edu/international/"
outputs_url = "http://feeds.example.edu"
id_authority = "web@example.edu,2020-02-29"
languages = ["de", "en"]
default_language = "en"
timezone = "Europe/Berlin"
frame_hosts = ["Video.example.edu"]
publisher = { name = "University", url = "https://example.edu/", email = "web@example.edu", ror = "https://ror.org/04tsk2644" }
[collections.news]
folder = "research/news/"
type = "news"
url = "/{lang}/{year}/{slug}"
shared = true
title = { en = "News", de = "Nachrichten" }
[rules]
FD001 = "info"
LK007 = { level = "off", hosts = ["old.example.edu"] }
[rules.folders."research/news"]
LK007 = "info"
[rules.types.news]
LK007 = "error"
[limits]
file_size = 1000
""",
        {"news": NEWS},
        {"topics": TOPICS},
    )
    assert site.base_url == "https://www.example.edu/international"
    assert site.outputs_url == "http://feeds.example.edu"
    assert site.uid("x", "de") == "tag:web@example.edu,2020-02-29:x:de"
    assert (site.languages, site.default_language) == (("de", "en"), "en")
    assert site.frame_hosts == ("video.example.edu",)
    assert site.publisher == Publisher("University", "https://example.edu/", "web@example.edu", "https://ror.org/04tsk2644")
    title = {"de": "Nachrichten", "en": "News"}
    assert site.collections == (Collection("news", "research/news", "news", "/{lang}/{year}/{slug}", True, title),)
    hosts = {"hosts": ["old.example.edu"]}
    assert site.rules == {
        "LK007": RuleSettings("off", hosts, {"research/news": "info"}, {"news": "error"}),
        "FD001": RuleSettings("info"),
    }
    assert site.limits == Limits(file_size=1000)


@pytest.mark.parametrize("level", Severity)
def test_every_level_can_be_set(level: Severity) -> None:
    assert sound(HEAD + f"[rules]\nLK007 = '{level}'\n").rules["LK007"].level == level


MISTAKES = [
    # What is missing
    ("", ['CF002 1:1 "site" is missing; begin with [site], title = "…" and base_url = "https://…"']),
    ("[site]", ['CF002 1:1 "base_url" is missing; write base_url', 'CF002 1:1 "title" is missing; write title = "…"']),
    ("\n\n[site]\ntitle = 'x'", ['CF002 3:1 "base_url" is missing']),
    # Names
    ("[sites]", ['CF002 1:1 "site" is missing', 'CF001 1:2 unknown name "sites"; did you mean "site"?']),
    (MINIMAL + "langauges = ['en']", ['CF001 4:1 unknown name "langauges"; did you mean "languages"?']),
    (MINIMAL + "publisher = { nme = 'x' }", ['CF001 4:15 unknown name "nme"; did you mean "name"?']),
    (HEAD + "[limits]\nfoo = 1", ['CF001 6:1 unknown name "foo"; known are file_size, media_size']),
    (HEAD + "[rules]\nLK07 = 'off'", ['CF001 6:1 there is no rule "LK07"; did you mean "LK007"?']),
    (HEAD + "[collections.'a b']", ['CF002 5:14 "a b" cannot name a collection; use a-z, 0-9']),
    (HEAD + "[feeds.News]\ntitle = {en='x', de='y'}", ['CF002 5:8 "News" cannot name a feed; use a-z, 0-9']),
    # Kinds of values
    ("[site]\ntitle = 3\nbase_url = 4", ["CF002 2:9 3 is a number; write text", "CF002 3:12 4 is a number; write text"]),
    (MINIMAL + "languages = 'en'", ['CF002 4:13 "en" is text; write ["en"]']),
    (
        HEAD + "[limits]\nfile_size = 0\nmedia_size = '5 MB'",
        ["CF002 6:13 0 is too small", 'CF002 7:14 "5 MB" is text'],
    ),
    (HEAD + "[[collections]]\nname = 'x'", ["CF002 5:1 a list is not what may stand here; write a mapping"]),
    # Languages
    (MINIMAL + "languages = []", ["CF002 4:13 it is empty"]),
    (MINIMAL + "languages = ['en', 'en']", ["CF002 4:13 it names something twice"]),
    (MINIMAL + "languages = ['english']", ['CF002 4:14 "english" is not a language tag; write a BCP 47 tag']),
    (MINIMAL + "languages = ['en', 3]", ["CF002 4:20 3 is a number; write text"]),
    (HEAD.replace('"en", "de"', '"en", "de", "en-GB", "en-gb"'), ["CF002 4:13 a language is there twice"]),
    (HEAD + "default_language = 'fr'", ['CF002 5:20 "fr" is not one of the languages; write "de" or "en"']),
    # Texts in each language
    (
        MINIMAL + "languages = ['en', 'de']",
        ["CF002 2:9 the title of the site is the same text in every language; write { en"],
    ),
    (
        HEAD.replace(', de = "Netzwerke"', ""),
        ['CF002 2:9 the title of the site has no text in "de"; write { en = "…", de'],
    ),
    (HEAD.replace('"Netzwerke"', '" "'), ['CF002 2:33 the title of the site has no text in "de"']),
    (HEAD.replace('"Netzwerke"', "5"), ['CF002 2:33 the title of the site has no text in "de"']),
    (HEAD.replace("de =", "fr = 'x', de ="), ['CF001 2:28 the site has no language "fr"; add it to languages']),
    # URLs
    (HEAD.replace("https://", ""), ['CF002 3:12 "www.example.edu" is not a complete URL; begin it with https://']),
    (HEAD.replace("https://www.example.edu", "ftp://x"), ['CF002 3:12 "ftp://x" is not a complete URL']),
    (HEAD.replace("www.example.edu", "[::1"), ['CF002 3:12 "https://[::1" is not a complete URL']),
    (HEAD.replace("www.example.edu", "a b"), ['CF002 3:12 "https://a b" is not a complete URL']),
    (HEAD + "outputs_url = 'https://x.edu/?a'", ['CF002 5:15 "https://x.edu/?a" cannot begin other URLs']),
    (MINIMAL + "publisher.url = 'x.edu'", ['CF002 4:17 "x.edu" is not a complete URL']),
    (MINIMAL + "publisher.email = 'x'", ['CF002 4:19 "x" is not an e-mail address']),
    (MINIMAL + "publisher.ror = '04tsk2644'", ['CF002 4:17 "04tsk2644" is not a ROR id; write it as https://ror.org/']),
    # Ids
    (HEAD + "id_authority = 'example.edu'", ['CF002 5:16 "example.edu" cannot begin ids; write a domain name and a date']),
    (HEAD + "id_authority = 'example.edu,2026-02-30'", ['CF002 5:16 "example.edu,2026-02-30" cannot begin ids']),
    (HEAD + "id_authority = '-example.edu,2026'", ['CF002 5:16 "-example.edu,2026" cannot begin ids']),
    (HEAD + f"id_authority = '{'a' * 60}.edu,2026'", ["is 69 characters long; at most 52 leave room for ids"]),
    (HEAD.replace("www.example.edu", "[::1]"), ['CF002 1:1 "::1,2026" cannot begin ids']),
    # Frames
    (HEAD + "frame_hosts = ['a.edu', 'https://b.edu/']", ['CF002 5:25 "https://b.edu/" is not the name of a host; write it']),
    # Time zones
    (HEAD + "timezone = 'Europe/Berln'", ['CF002 5:12 there is no time zone "Europe/Berln"; did you mean "Europe/Berlin"?']),
    (HEAD + "timezone = 'Europe'", ['CF002 5:12 there is no time zone "Europe"']),
    (HEAD + "timezone = '../UTC'", ['CF002 5:12 there is no time zone "../UTC"']),
    # Collections
    (HEAD + "[collections.a]\ntype = 'pge'", ['CF002 6:8 there is no content type "pge"; did you mean "page"?']),
    (HEAD + "[collections.a]\nurl = '/{lang}/{slgu}'", ['CF002 6:7 "{slgu}" stands for nothing; did you mean "slug"?']),
    (HEAD + "[collections.a]\nurl = '/{slug}'", ['CF002 6:7 "/{slug}" is one URL for all languages; add {lang}']),
    (HEAD + "[collections.a]\nurl = '{lang}/{id}'", ['CF002 6:7 "{lang}/{id}" is not a path below base_url; begin it with /']),
    (HEAD + "[collections.a]\nurl = ''", ['CF002 6:7 "" is not a path below base_url']),
    (HEAD + "[collections.a]\nurl = '/../{lang}/{id}'", ["is not a path below base_url"]),
    (HEAD + "[collections.a]\nurl = '/{lang}/{id'", ["is not a path below base_url"]),
    (
        HEAD + "[collections.a]\n[collections.b]\nfolder = 'a/'",
        ['CF002 7:10 the folder "a" belongs to the collection "a"'],
    ),
    (HEAD + "[collections.a]\ntitle = 'A'", ['CF002 6:9 the title of "a" is the same text in every language']),
    # Rules
    (HEAD + "[rules]\nLK007 = 'warn'", ['CF002 6:9 "warn" is not a level; did you mean "warning"?']),
    (HEAD + "[rules]\nLK007 = ''", ['CF002 6:9 "" is not a level; write "error", "info", "off" or "warning"']),
    (HEAD + "[rules]\nLK007 = { level = 'of' }", ['CF002 6:19 "of" is not a level; did you mean "off"?']),
    (HEAD + "[rules.LK007]\nhost = ['a']", ['CF001 6:1 unknown name "host"; did you mean "hosts"?']),
    (HEAD + "[rules.LK007]\nhosts = 'a'", ['CF002 6:9 "a" is text; write ["a"]']),
    (HEAD + "[rules]\nID003 = 'off'", ["CF002 6:9 ID003 is always an error: what it finds would break"]),
    (HEAD + "[rules.folders.news]\nID003 = 'off'", ["CF002 6:9 ID003 is always an error: what it finds would break"]),
    (HEAD + "[rules.folders.nows]\nLK007 = 'off'", ['CF001 5:16 there is no folder with sources "nows"; did you mean "news"?']),
    (
        HEAD + "[rules.folders.'content/news']\nLK007 = 'off'",
        ['CF001 5:16 there is no folder with sources "content/news"; did you mean "news"?'],
    ),
    (
        HEAD + "[rules.folders.'']\nLK007 = 'off'",
        ["CF001 5:16 a level for every folder stands in [rules] itself; move it there"],
    ),
    (HEAD + "[rules.types.pag]\nLK007 = 'off'", ['CF001 5:14 there is no content type "pag"; did you mean "page"?']),
    (HEAD + "[rules.types.page]\nLK07 = 'of'", ['CF001 6:1 there is no rule "LK07"; did you mean "LK007"?']),
    (HEAD + "[rules.types.page]\nLK007 = 'of'", ['CF002 6:9 "of" is not a level; did you mean "off"?']),
    (HEAD + "[rules.types]\npage = 'off'", ['CF002 6:8 "off" is text; write a mapping']),
    (HEAD + "[rules]\nLK007 = 3", ["CF002 6:9 3 is a number; write text or a mapping"]),
    (HEAD + "[rules]\nLK007 = false", ['write text or a mapping, for example "error", "warning", "info" or "off"']),
    (HEAD + "[rules.types.page]\nLK007 = false", ['write text, for example "error", "warning", "info" or "off"']),
]


@pytest.mark.parametrize(("settings", "expected"), MISTAKES)
def test_a_mistake_is_found_at_its_place(settings: str, expected: list[str]) -> None:
    found = [text.replace("site.toml:", "") for text in shown(read(settings)[1])]
    assert len(found) == len(expected), found
    for text, part in zip(found, expected, strict=True):
        assert part in text


@pytest.mark.parametrize("folder", ["/", "/news", "../news", "a/../b", "a//b", "a\\b", "C:news", "./news"])
def test_a_folder_lies_below_the_content_folder(folder: str) -> None:
    _, findings = read(HEAD + f"[collections.a]\nfolder = '{folder}'\n")
    assert [text.partition('" ')[2].partition(";")[0] for text in shown(findings)] == [
        "is not a folder below the content folder"
    ]


def test_all_mistakes_are_found_at_once() -> None:
    _, findings = read(
        HEAD + "timezone = 'x'\n[collections.a]\ntype = 'x'\n[feeds.a]\nlimit = 0\n[rules]\nXX = 'off'\n",
        {"news": '{"typ": 3}'},
        {"topics": "[terms.x]\n"},
    )
    assert [(found.path, found.span.start.line) for found in findings] == [
        ("schemas/news.schema.json", 1),
        ("site.toml", 5),
        ("site.toml", 7),
        ("site.toml", 8),
        ("site.toml", 9),
        ("site.toml", 11),
        ("vocabularies/topics.toml", 1),
        ("vocabularies/topics.toml", 1),
    ]


@pytest.mark.parametrize(
    "settings",
    [
        "",
        '[site]\nbase_url = "https://www.example.edu"\n',
        '[site]\ntitle = "x"\nbase_url = "example.edu"\n',
        MINIMAL + "languages = ['english']\n",
        MINIMAL + "languages = 3\n",
    ],
)
def test_there_is_no_site_without_a_title_a_url_and_languages(settings: str) -> None:
    assert read(settings)[0] is None


def test_languages_that_are_not_known_are_not_asked_of_others() -> None:
    _, findings = read(MINIMAL + "languages = 3\n", {"news": NEWS}, {"topics": TOPICS})
    assert [(found.path, found.span.start.line) for found in findings] == [("site.toml", 4)]


def test_what_is_wrong_is_replaced_by_its_default() -> None:
    site, _ = read(
        HEAD + "timezone = 'x'\n[collections.a]\nurl = '/'\ntype = 'x'\n[rules]\nLK007 = 'x'\n[limits]\nfile_size = -1\n"
    )
    assert site
    assert site.timezone == "UTC"
    assert site.collections == (Collection("a", "a", "x", "/{lang}/a/{path}"),)
    assert site.rules["LK007"] == RuleSettings()
    assert site.limits == Limits()


def _real() -> tuple[object, list[Finding]]:
    settings, findings = parse.parse_toml((CONTENT / "site.toml").read_text(encoding="utf-8"))
    schemas, vocabularies = {}, {}
    for path in (CONTENT / "schemas").iterdir():
        schemas[path.name.removesuffix(".schema.json")], found = parse.parse_json(path.read_text(encoding="utf-8"))
        findings += found
    for path in (CONTENT / "vocabularies").iterdir():
        vocabularies[path.stem], found = parse.parse_toml(path.read_text(encoding="utf-8"))
        findings += found
    site, found = interpret(
        settings,
        schemas,
        vocabularies,
        feed_formats={"atom", "rss", "json"},
        rules=catalogue(),
        folders=(),
    )
    return site, findings + found


def test_our_own_settings_are_sound() -> None:
    site, findings = _real()
    assert site
    assert findings == []
