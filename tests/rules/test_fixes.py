"""What `check --fix` makes of a text."""

import pytest
from msgspec.structs import replace

from pipeline.fix import apply
from pipeline.model import Edit, RuleSettings, Site
from pipeline.rules import catalogue
from tests.rules.checking import check, the_site
from tests.rules.test_catalogue import IN_NO_TEXT

TOML = '+++\nid = "a"\ntitle = "A"\nsummary = "S."\n'
CRLF = "---\r\nid: example\r\ntitle: Example\r\nsummary: An example.\r\n---\r\n{}Text.\r\n"
HEAD = "---\nid: example\ntitle: Example\nsummary: An example.\n---\n"


def front(line: str) -> str:
    return f"---\nid: a\ntitle: A\nsummary: S.\n{line}\n---\n"


def mended(path: str, text: str) -> str:
    """Return *text* with all edits made that are offered for it, as often as there are any."""
    for _ in range(10):
        edits = [found.fix for found in check({path: text}) if isinstance(found.fix, Edit)]
        if not edits:
            break
        text, _made = apply(text, edits)
    return text


FIXES = [
    ("FM004", front("updated: 2026-01-01"), front("lastmod: 2026-01-01")),
    ("FM004", front('"expiry_date": 2030-01-01'), front("expiryDate: 2030-01-01")),
    ("FM004", front("by: [Ada]\nkeywords: [a]"), front("authors: [Ada]\ntags: [a]")),
    ("FM004", front("author:  'Ada \"Lady\" L.' # a"), front('authors:  ["Ada \\"Lady\\" L."] # a')),
    ("FM004", TOML + 'tag = "a"\n+++\n', TOML + 'tags = ["a"]\n+++\n'),
    ("FM004", "---\nid: a\ntitle: A\ndescription: S.\n---\n", "---\nid: a\ntitle: A\nsummary: S.\n---\n"),
    ("FM004", "---\nid: a\ntitel: A\nsummary: S.\n---\n", "---\nid: a\ntitle: A\nsummary: S.\n---\n"),
    ("FM004", front("autors: Ada"), front('authors: ["Ada"]')),
    ("FM004", TOML + 'pubdate = "2026-01-01"\n+++\n', TOML + 'publishDate = "2026-01-01"\n+++\n'),
    ("FM004", front("published:  false # yet"), front("draft:  true # yet")),
    ("FM004", TOML + "published = true\n+++\n", TOML + "draft = false\n+++\n"),
    ("ID001", "---\ntitle: A\nsummary: S.\n---\n", "---\nid: example\ntitle: A\nsummary: S.\n---\n"),
    ("ID001", "\n\n---\ntitle: A\nsummary: S.\n---\n", "\n\n---\nid: example\ntitle: A\nsummary: S.\n---\n"),
    ("ID001", "---\r\ntitle: A\r\nsummary: S.\r\n---\r\n", "---\r\nid: example\r\ntitle: A\r\nsummary: S.\r\n---\r\n"),
    ("ID001", "---\n  title: A\n  summary: S.\n---\n", "---\n  id: example\n  title: A\n  summary: S.\n---\n"),
    ("ID001", "---\ntitle: A\nid:\nsummary: S.\n---\n", "---\ntitle: A\nid: example\nsummary: S.\n---\n"),
    ("ID001", '---\ntitle: A\nid: ""  # soon\nsummary: S.\n---\n', "---\ntitle: A\nid: example  # soon\nsummary: S.\n---\n"),
    ("ID001", '+++\ntitle = "A"\nsummary = "S."\n+++\n', '+++\nid = "example"\ntitle = "A"\nsummary = "S."\n+++\n'),
    ("HD001", HEAD + "# Fees\n\n> # Refunds\n", HEAD + "## Fees\n\n> ## Refunds\n"),
    ("MD001", HEAD + "Sinti*zze und Rom*nja.\n", HEAD + "Sinti\\*zze und Rom*nja.\n"),
    ("MD001", HEAD + "a*b und c*d und e*f.\n", HEAD + "a\\*b und c\\*d und e*f.\n"),
    ("LK007", HEAD + "[A](http://a.org/x) and [B](<HTTP://b.org>).\n", HEAD + "[A](https://a.org/x) and [B](<HTTPs://b.org>).\n"),
    ("LK007", HEAD + "[Fees][f].\n\n[f]: http://a.org\n", HEAD + "[Fees][f].\n\n[f]: https://a.org\n"),
    ("ID001", "---\nID: a # for ever\ntitle: A\nsummary: S.\n---\n", "---\nid: a # for ever\ntitle: A\nsummary: S.\n---\n"),
    ("ID001", '---\n"Id":\ntitle: A\nsummary: S.\n---\n', "---\nid: example\ntitle: A\nsummary: S.\n---\n"),
    ("TX001", HEAD + "*Exampel University*, \\*Example Uni\\*.\n", HEAD + "*Example University*, \\*Example University\\*.\n"),
    ("TX001", HEAD.replace("An example", "By Github"), HEAD.replace("An example", "By GitHub")),
    ("TX001", HEAD.replace("An example.", "'By email'"), HEAD.replace("An example.", "'By e-mail'")),
    ("CF003", HEAD + "<!-- allow LK001: the button -->\nText.\n", HEAD + "Text.\n"),
    ("CF003", HEAD + "<!-- allow LK001, LK002: the button -->\n[here](https://a.org)\n", HEAD + "<!-- allow LK001: the button -->\n[here](https://a.org)\n"),
    ("CF003", HEAD + "<!-- allow LK001, LK002, LK001: the button -->\nText.\n", HEAD + "Text.\n"),
    ("CF003", HEAD + "One <!-- allow LK001: the button --> two.\n", HEAD + "One  two.\n"),
    ("CF003", HEAD + "> <!-- allow LK004: it is made later -->\n> Text.\n", HEAD + ">\n> Text.\n"),
    ("CF003", HEAD + "- one\n\n  <!-- allow LK001: the button -->\n  two\n", HEAD + "- one\n\n  two\n"),
    ("CF003", CRLF.format("<!-- allow LK001: the button -->\r\n"), CRLF.format("")),
    ("CF003", HEAD.replace("title", "# allow FM007: as on the poster\ntitle"), HEAD),
    ("CF003", TOML.replace("title", "# allow FM007, TR001: as on the poster\ntitle") + "+++\n", TOML + "+++\n"),
    ("MD006", CRLF.format("A\x08B\r\n" * 3_000), CRLF.format("AB\r\n" * 3_000)),
    ("MD010", HEAD + "##Fees\n", HEAD + "## Fees\n"),
    ("MD010", HEAD + "> ##Fees {#a}\n", HEAD + "> ## Fees {#a}\n"),
    ("MD012", HEAD + "See (the fees)[https://a.org/b].\n", HEAD + "See [the fees](https://a.org/b).\n"),
    ("MD013", CRLF.format("A.\r\n---\r\n"), CRLF.format("A.\r\n\r\n---\r\n")),
    ("MD006", HEAD + "A\u202ein\x08 B\ufeff\n", HEAD + "Ain B\n"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "before", "after"), FIXES)
def test_a_fix_changes_this_and_nothing_else(code: str, before: str, after: str) -> None:
    assert code in {found.code for found in check({"pages/example.en.md": before}) if found.fix}
    assert mended("pages/example.en.md", before) == after
    assert check({"pages/example.en.md": after}) == []


def test_every_rule_that_says_so_offers_a_fix() -> None:
    assert {code for code, _, _ in FIXES} == {code for code, rule in catalogue().items() if rule.fixable} - IN_NO_TEXT


@pytest.mark.parametrize(
    ("path", "id"),
    [
        ("pages/open-day.en.md", "open-day"),
        ("pages/Über uns.de.md", "ueber-uns"),
        ("pages/open-day/index.de.md", "open-day"),
        ("pages/open-day/_index.md", "open-day"),
        ("pages/v1.2.md", "v1-2"),
        ("pages/true.md", '"true"'),
        ("pages/2026.en.md", '"2026"'),
    ],
)
def test_an_id_is_minted_from_the_path(path: str, id: str) -> None:
    assert mended(path, "---\ntitle: A\nsummary: S.\n---\n") == f"---\nid: {id}\ntitle: A\nsummary: S.\n---\n"


UNFIXED = [
    ("a field of the new name is there already", front("description: T.")),
    ("a slip of the pen beside what was meant", front("titel: B")),
    ("a word that only looks like date", front("update: 2026-01-01")),
    ("a word with title in it", front("navtitle: A")),
    ("one author or two", front("author: Lovelace, Ada")),
    ("published: true beside draft", front("published: true\ndraft: true")),
    ("updated: true is no date", front("updated: true")),
    ("a value on the next line", front("published:\n  false")),
    ("a table of another name, which may go on elsewhere", TOML + "[[author]]\nname = 'A'\n[[author]]\nname = 'B'\n+++\n"),
    ("dotted names", TOML + "picture.src = 'https://www.example.org/a.png'\npicture.alt = 'A'\n+++\n"),
    ("a value that an alias repeats", front("author: &a Ada\nimage: {src: https://www.example.org/a.png, alt: *a}")),
    ("front matter on one line", "---\n{title: A, summary: S.}\n---\n"),
    ("an underlined heading", HEAD + "Fees\n====\n"),
    ("codes on several lines", HEAD + "<!-- allow LK001,\nLK002: the button -->\n[here](https://a.org)\n"),
    ("allowed without a reason", HEAD + "<!-- allow LK001 -->\nText.\n"),
    ("a letter that was lost", HEAD + "Universit\ufffdt\n"),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in UNFIXED])
def test_what_could_not_be_mended_for_certain_is_left_to_its_author(text: str) -> None:
    found = check({"pages/example.en.md": text})
    assert found
    assert [each.fix for each in found] == [None]


def test_a_name_that_has_no_letters_for_an_id_is_left_to_its_author() -> None:
    found = check({"pages/日本.md": "---\ntitle: A\nsummary: S.\n---\n"})
    assert [(each.code, each.fix) for each in found] == [("ID001", None)]


def test_of_two_names_for_one_field_only_the_first_is_mended() -> None:
    before, after = front("updated: 2026-01-01\nmodified: 2026-01-02"), front("lastmod: 2026-01-01\nmodified: 2026-01-02")
    assert mended("pages/example.en.md", before) == after


def with_options(**options: object) -> Site:
    return replace(the_site(), rules=the_site().rules | {"FM004": RuleSettings(options=options)})


def test_names_of_a_sites_own_are_written_as_the_fields_that_they_mean() -> None:
    place = with_options(synonyms={"photo": "image", "old_url": "aliases", "hidden": "draft", "updated": "date"})
    text = front("Photo: https://www.example.org/a.png\nold-url: /a\nhidden: true\nupdated: 2026-01-01")
    edits = [found.fix for found in check({"pages/a.en.md": text}, place) if isinstance(found.fix, Edit)]
    after = front('image: https://www.example.org/a.png\naliases: ["/a"]\ndraft: true\ndate: 2026-01-01')
    assert apply(text, edits) == (after, 4)


def test_a_synonym_of_a_field_that_the_type_does_not_have_is_none() -> None:
    [found] = check({"pages/a.en.md": front("photo: a")}, with_options(synonyms={"photo": "portrait"}))
    assert (found.code, found.fix) == ("FM004", None)


def test_names_that_are_to_be_ignored_may_stand_anywhere_but_inside_others() -> None:
    place = with_options(ignore=["layout", "rooom"])
    text = front("layout: post\nlayuot: post\ncontact: {name: Ada, rooom: 1}")
    found = check({"partnerships/a.en.md": text}, place)
    assert [(each.code, each.message) for each in found] == [
        ("FM004", 'unknown name "layuot"'),
        ("FM004", 'unknown name "rooom"'),
    ]
