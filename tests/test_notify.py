"""What there is to tell, and what was told. How it is told: tests/integration/test_websub*.py."""

import hashlib
import re

import pytest

from pipeline.model import FileRecord, Trouble
from pipeline.notify import Memory, Ping, pings, without_password

ATOM, RSS, JSON = "application/atom+xml", "application/rss+xml", "application/feed+json"
HUB = "https://hub.example/"
IN_ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
IN_RSS = '<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel>{}</channel></rss>'


class Outputs:
    """Published files."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.records: list[FileRecord] = []

    def add(self, path: str, text: str, media_type: str) -> "Outputs":
        self.files[path] = data = text.encode()
        self.records.append(FileRecord(path, hashlib.sha256(data).hexdigest(), len(data), media_type))
        return self

    def pings(self) -> list[Ping]:
        return pings(self.records, self.files.get)

    def told(self) -> list[tuple[str, str]]:
        return [(ping.hub, ping.topic) for ping in self.pings()]


def test_each_format_names_hub_and_topic_in_its_own_way() -> None:
    outputs = Outputs()
    outputs.add("feeds/en/b.rss.xml", IN_RSS.format(f'<a:link rel="self" href="b"/><a:link rel="hub" href="{HUB}"/>'), RSS)
    outputs.add("feeds/en/a.json", f'{{"feed_url": "c", "hubs": [{{"type": "WebSub", "url": "{HUB}"}}], "items": []}}', JSON)
    outputs.add("feeds/en/a.atom.xml", IN_ATOM.format(f'<link rel="hub" href="{HUB}"/><link rel="self" href="a"/>'), ATOM)
    assert [(ping.path, ping.hub, ping.topic) for ping in outputs.pings()] == [
        ("feeds/en/a.atom.xml", HUB, "a"),
        ("feeds/en/a.json", HUB, "c"),
        ("feeds/en/b.rss.xml", HUB, "b"),
    ]
    assert [ping.sha256 for ping in outputs.pings()] == [
        file.sha256 for file in sorted(outputs.records, key=lambda file: file.path)
    ]


def test_feed_with_two_hubs_is_told_to_both() -> None:
    links = "".join(
        f'<link rel="{rel}" href="{url}"/>' for rel, url in [("self", "a"), ("hub", "x"), ("hub", "y"), ("hub", "x")]
    )
    assert Outputs().add("feeds/en/a.atom.xml", IN_ATOM.format(links), ATOM).told() == [("x", "a"), ("y", "a")]


def test_links_of_entries_and_of_other_vocabularies_are_not_taken_for_the_feeds() -> None:
    links = '<link rel="self" href="a"/><link rel="hub" href="x"/><entry><link rel="self" href="b"/></entry>'
    other = '<x:link xmlns:x="https://other.example" rel="hub" href="z"/>'
    assert Outputs().add("feeds/en/a.atom.xml", IN_ATOM.format(other + links), ATOM).told() == [("x", "a")]


def test_cloud_of_another_kind_in_json_feed_is_no_hub() -> None:
    text = f'{{"feed_url": "c", "hubs": [{{"type": "rssCloud", "url": "{HUB}"}}]}}'
    assert Outputs().add("feeds/en/a.json", text, JSON).told() == []


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("feeds/en/news/2026-1.atom.xml", ATOM),
        ("feeds/en/news/history.json", "application/json"),
        ("feeds/en/news.html", "text/html"),
        ("feeds/subscriptions.opml", "text/x-opml"),
        ("entries/en/news.json", "application/json"),
    ],
)
def test_only_documents_that_people_subscribe_to_are_told(path: str, media_type: str) -> None:
    text = IN_ATOM.format(f'<link rel="hub" href="{HUB}"/><link rel="self" href="a"/>')
    assert Outputs().add(path, text, media_type).told() == []


def test_feed_without_a_hub_is_not_told() -> None:
    outputs = Outputs().add("feeds/en/a.atom.xml", IN_ATOM.format('<link rel="self" href="a"/>'), ATOM)
    assert outputs.add("feeds/en/a.json", '{"feed_url": "c"}', JSON).told() == []


def test_feed_that_does_not_name_itself_is_no_topic() -> None:
    assert Outputs().add("feeds/en/a.atom.xml", IN_ATOM.format(f'<link rel="hub" href="{HUB}"/>'), ATOM).told() == []


def test_document_that_is_not_the_one_listed_is_no_part_of_a_whole_generation() -> None:
    outputs = Outputs().add("feeds/en/a.json", '{"feed_url": "c"}', JSON)
    outputs.files["feeds/en/a.json"] += b" "
    with pytest.raises(Trouble, match=r"feeds/en/a\.json is not the file that index/feeds.json names"):
        outputs.pings()
    outputs.files.clear()
    with pytest.raises(Trouble, match=r"feeds/en/a\.json is not the file that index/feeds.json names"):
        outputs.pings()


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        ("<feed", ATOM),
        ("\ud7ff" * 9, RSS),
        ("[]", JSON),
        ('{"hubs": 5}', JSON),
        ("[" * 100_000, JSON),
        ("<a>" * 100_000, ATOM),
        ('<!DOCTYPE a [<!ENTITY b "' + "b" * 10_000 + '">' + '<!ENTITY c "' + "&b;" * 5000 + '">' + "]><a>" + "&c;" * 99, ATOM),
    ],
)
def test_document_that_is_no_feed_is_told_of(text: str, media_type: str) -> None:
    with pytest.raises(Trouble, match=r"feeds/en/a\.x cannot be understood"):
        Outputs().add("feeds/en/a.x", text, media_type).pings()


def ping(topic: str, sha256: str = "0", hub: str = HUB) -> Ping:
    return Ping(hub, topic, sha256, f"feeds/en/{topic}.json")


def test_memory_knows_what_it_was_given_after_it_was_written() -> None:
    memory = Memory([ping("a"), ping("b", "1")])
    again = Memory.read(memory.written(), "x")
    assert again.knows(ping("a"))
    assert again.written() == memory.written()


def test_memory_knows_no_other_document_topic_or_hub() -> None:
    memory = Memory([ping("a")])
    assert not memory.knows(ping("a", "1"))
    assert not memory.knows(ping("b"))
    assert not memory.knows(ping("a", hub="https://other.example/"))


def test_memory_holds_only_the_last_document_of_a_topic() -> None:
    memory = Memory([ping("a")])
    memory.add(ping("a", "1"))
    assert memory.knows(ping("a", "1"))
    assert not memory.knows(ping("a"))


def test_memory_forgets_what_is_published_no_more() -> None:
    memory = Memory([ping("a"), ping("b"), ping("c")])
    memory.keep([ping("a", "1"), ping("b", hub="https://other.example/"), ping("c")])
    assert memory.written() == Memory([ping("c"), ping("a")]).written()


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"version":2,"told":[]}', b'{"version":1,"told":[{}]}', b"\xff", b"[" * 10**6]
)
def test_file_that_is_no_memory_is_told_of(data: bytes) -> None:
    expected = (
        r"notes\.txt is not what `pipeline notify` remembers \(.*\); name another file with --memory, or remove this one, "
    )
    with pytest.raises(Trouble, match=expected):
        Memory.read(data, "notes.txt")


@pytest.mark.parametrize("user", ["", "user@", "user:pass@", ":pass@", "us:p@ss@"])
def test_passwords_are_not_shown(user: str) -> None:
    shown = without_password(f"https://{user}hub.example:8080/a@b?c@d")
    assert shown == "https://hub.example:8080/a@b?c@d"
    assert not re.search("pass|ss@", shown)
