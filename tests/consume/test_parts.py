import pytest

from pipeline.consume._parts import check_known, part
from pipeline.model import Trouble


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("entries/en/fair.json", "entries"),
        ("feeds/en/news.json.gz", "compressed"),
        ("feeds/subscriptions.opml", "feeds"),
        ("redirects.json", "redirects"),
        ("redirects.json.gz", "compressed"),
        ("redirects.nginx.conf", "server"),
        ("server/nginx.http.conf", "server"),
    ],
)
def test_part_is_the_first_folder_or_what_else_a_file_is(path: str, expected: str) -> None:
    assert part(path) == expected


def test_part_that_there_may_be_need_not_be_there_now() -> None:
    check_known({"media", "changes"}, ["entries/en/fair.json"])


def test_part_that_there_never_is_is_told_of() -> None:
    with pytest.raises(Trouble) as trouble:
        check_known({"x"}, ["schemas/entry.v1.schema.json"])
    assert str(trouble.value) == (
        'nothing published is called "x"; there is "changes", "entries", "fragments", "media", "redirects" or "schemas"'
    )
