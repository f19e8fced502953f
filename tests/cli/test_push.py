"""`pipeline push`, as far as no CMS is needed; the rest is in tests/integration/test_wordpress.py."""

import pytest

from pipeline.consume import wordpress
from tests.cli.place import Place

SITE = ("--site", "https://cms.example", "--user", "importer")
VARIABLE = "WORDPRESS_APPLICATION_PASSWORD"


@pytest.fixture
def published(place: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.delenv(VARIABLE, raising=False)
    place.run("build")
    return place


def test_plugin_is_shown_and_nothing_else_is_needed(place: Place) -> None:
    assert place.run("push", "wordpress", "--plugin") == (0, wordpress.plugin(), "")
    assert wordpress.plugin().startswith("<?php\n")


def test_password_comes_from_the_environment_alone(published: Place) -> None:
    status, out, err = published.run("push", "wordpress", "outputs", *SITE)
    assert (status, out) == (2, "")
    assert err == f"pipeline: {VARIABLE} is not set; create an application password in the user's profile, and set it to that\n"
    assert published.run("push", "wordpress", "outputs", *SITE, "--password", "x").status == 2


def test_password_is_sent_over_https_alone(published: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "the password")
    status, out, err = published.run("push", "wordpress", "outputs", "--site", "http://cms.example", "--user", "importer")
    assert (status, out) == (2, "")
    assert err == 'pipeline: "http://cms.example" would let others read the password on its way; write https\n'


@pytest.mark.parametrize("given", ["news", "=posts", "news=", ""])
def test_mapping_says_both_what_and_as_what(published: Place, given: str) -> None:
    status, _, err = published.run("push", "wordpress", "outputs", *SITE, "--as", given)
    assert status == 2
    assert f'"{given}" says nothing; write COLLECTION=TYPE, as in news=posts' in err.replace("\n", " ")


def test_unknown_collection_is_told_with_the_nearest(published: Place) -> None:
    status, _, err = published.run("push", "wordpress", "outputs", *SITE, "--as", "nws=posts")
    assert status == 2
    assert 'there is no collection "nws"; did you mean "news"?' in err


def test_collection_without_entries_is_known(published: Place) -> None:
    assert VARIABLE in published.run("push", "wordpress", "outputs", *SITE, "--as", "events=posts").err


def test_folder_without_a_publication_is_told_of(place: Place) -> None:
    place.output.mkdir()
    status, out, err = place.run("push", "wordpress", "outputs", *SITE)
    assert (status, out) == (2, "")
    assert err.startswith("pipeline: outputs holds no manifest.json; ")


def test_another_cms_is_an_error(place: Place) -> None:
    assert place.run("push", "imperia").status == 2
