"""What WordPress answers, in words. The rest of the conversation: tests/integration/test_wordpress.py."""

from collections.abc import Mapping

import pytest

from pipeline.consume import Patience
from pipeline.consume._server import _Failure
from pipeline.consume.wordpress import Conversation
from pipeline.consume.wordpress._conversation import Answer, Refused
from pipeline.model import Trouble

SITE = Conversation("https://cms.example", "importer", "pass word", Patience())


def judged(status: int, body: bytes = b"<html>", headers: Mapping[str, str] | None = None) -> Answer:
    return SITE._judged(Answer(status, headers or {}, body))


@pytest.mark.parametrize("url", ["", "www.example.edu", "ftp://a.example", "https://u:p@a.example", "https://a.example/?p=1"])
def test_what_is_no_address_of_a_site_is_refused(url: str) -> None:
    with pytest.raises(Trouble, match=r"is not the address of a site; write it like https://www\.example\.edu$"):
        Conversation(url, "u", "p", Patience())


@pytest.mark.parametrize("url", ["http://a.example", "http://10.0.0.1/", "http://127.0.0.1.a.example"])
def test_password_is_not_sent_where_others_could_read_it(url: str) -> None:
    with pytest.raises(Trouble, match=r"would let others read the password on its way; write https$"):
        Conversation(url, "u", "p", Patience())


@pytest.mark.parametrize("url", ["https://a.example/", "http://127.0.0.1:8080/", "http://[::1]:8080", "http://localhost"])
def test_this_machine_needs_no_https(url: str) -> None:
    assert Conversation(url, "u", "p", Patience()).url == url.rstrip("/")


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (301, b"", 'it leads to "https://www.cms.example/"; if the site is there, name that address with --site'),
        (401, b'{"code": "x", "message": "Who?"}', 'it does not let "importer" in ("Who?"); see whether the name and '),
        (403, b"<html>", "something in front of WordPress forbids it (403 Forbidden); let /wp-json through"),
        (404, b"<html>", "there is no REST API (404 Not Found); see whether --site is its address, choose other permalinks"),
        (429, b"", "it answers 429 Too Many Requests; run the command again later, which goes on from here"),
        (503, b'{"code": "x"}', "it answers x; run the command again later, which goes on from here"),
    ],
)
def test_what_stops_everything_is_said_with_what_to_do(status: int, body: bytes, sentence: str) -> None:
    with pytest.raises(_Failure) as caught:
        judged(status, body, {"Location": "https://www.cms.example/"})
    assert str(caught.value).startswith(sentence)
    assert caught.value.passing == (status in (429, 503))


@pytest.mark.parametrize(
    ("status", "body", "said", "id"),
    [
        (400, b'{"code": "rest_invalid_param", "message": "Invalid &quot;slug&quot;"}', '"Invalid "slug""', 0),
        (403, b'{"code": "rest_cannot_edit", "message": "Sorry"}', '"Sorry"', 0),
        (409, b'{"code": "knowledge_networks_exists", "message": "There", "data": {"status": 409, "id": 7}}', '"There"', 7),
        (409, b'{"code": "x", "message": "There", "data": {"id": "7"}}', '"There"', 0),
        (413, b"<html>", "413 Request Entity Too Large", 0),
        (500, b'{"code": "rest_upload_unknown_error", "message": "Too large"}', '"Too large"', 0),
    ],
)
def test_what_is_about_one_page_or_file_leaves_the_others_alone(status: int, body: bytes, said: str, id: int) -> None:
    with pytest.raises(Refused) as caught:
        judged(status, body)
    assert (str(caught.value), caught.value.id) == (said, id)


def test_site_is_asked_again_only_after_the_time_that_it_asks_for() -> None:
    with pytest.raises(_Failure) as caught:
        judged(503, headers={"Retry-After": "30"})
    assert caught.value.wait == 30


@pytest.mark.parametrize("body", [b"<html>", b'{"id": "x"}', b"\xff", b"[" * 100_000])
def test_answer_that_is_not_wordpress_is_told_of(body: bytes) -> None:
    with pytest.raises(Trouble, match=r"^the site does not answer as WordPress's REST API does \("):
        Answer(200, {}, body).read(dict[str, int])
