"""redirects.json: what it says, and how its schema describes it."""

from typing import Any

import jsonschema_rs
import msgspec
import pytest

from pipeline import emit
from tests.emit.factory import BASE, Publication

UID = "tag:example.edu,2026:open-day:en"


def redirects(publication: Publication) -> Any:
    [found] = [artifact for artifact in emit.artifacts(publication.edition()) if artifact.path == "redirects.json"]
    assert (found.media_type, found.owner) == ("application/json", "site")
    return msgspec.json.decode(found.data)


def valid(document: Any) -> bool:
    schema = msgspec.json.decode(Publication().files()["schemas/redirects.v1.schema.json"])
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid(document)


def test_it_says_where_each_former_url_leads_and_which_are_gone() -> None:
    found = redirects(Publication().moved(f"{BASE}/old").gone(f"{BASE}/x"))
    assert found == {
        "redirects": [{"from": f"{BASE}/old", "to": f"{BASE}/en/news/open-day", "uid": UID, "status": 301, "alias": False}],
        "gone": [{"url": f"{BASE}/x", "uid": "tag:example.edu,2026:fair:en", "removed_at": "2026-04-03T00:00:00+02:00"}],
    }
    assert valid(found)


def test_it_is_there_when_nothing_has_moved() -> None:
    found = redirects(Publication())
    assert found == {"redirects": [], "gone": []}
    assert valid(found)


def test_urls_are_in_ascii_and_may_be_on_any_host() -> None:
    [found] = redirects(Publication().moved("http://alt.example/über uns?id=7", f"{BASE}/en/ü"))["redirects"]
    assert (found["from"], found["to"]) == ("http://alt.example/%C3%BCber%20uns?id=7", f"{BASE}/en/%C3%BC")


@pytest.mark.parametrize(
    "change",
    [{"redirects": [{}]}, {"gone": [{"url": "/x", "uid": UID, "removed_at": "2026-05-01T09:00:00Z"}]}, {"gone": None}],
)
def test_the_schema_rejects_what_is_wrong(change: dict[str, Any]) -> None:
    assert not valid(redirects(Publication()) | change)
