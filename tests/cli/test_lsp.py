"""`pipeline lsp`: what it does before an editor speaks; tests/server has the rest."""

import sys

import pytest

from tests.cli.place import Place, started


def test_without_pygls_one_sentence_says_what_to_install(place: Place) -> None:
    program = "import sys; sys.modules['pygls'] = None; from pipeline.cli import main; main(['lsp'])"
    status, out, err = started([sys.executable, "-c", program], place.folder)
    assert (status, out) == (2, "")
    assert err == "pipeline: the language server needs the package pygls; install it with `pip install pygls`\n"


def test_folder_that_is_not_there_is_an_error(place: Place) -> None:
    status, out, err = place.run("lsp", "--content", "nowhere")
    assert (status, out) == (2, "")
    assert "'nowhere' does not exist" in err


def test_wrong_clock_is_an_error(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    status, out, err = place.run("lsp")
    assert (status, out) == (2, "")
    assert "SOURCE_DATE_EPOCH" in err


def test_nothing_is_said_when_nobody_speaks(place: Place) -> None:
    assert place.start("lsp") == (1, "", "")


@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_without_an_editor_one_sentence_says_what_it_is_for(place: Place, closed: str) -> None:
    status, out, err = started(["sh", "-c", f"exec {sys.executable} -m pipeline lsp {closed}"], place.folder)
    assert (status, out) == (2, "")
    assert err == ("pipeline: an editor starts this and speaks with it over standard input and output, which are closed here\n")
