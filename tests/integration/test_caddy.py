"""Caddy, with the lines of docs/delivery.md."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.integration import serving
from tests.integration.serving import CHECKS, Server, Software

pytestmark = pytest.mark.integration


def settings(documented: str, folder: Path, port: int) -> str:
    site = documented.replace("international.example.edu {", f"http://127.0.0.1:{port} {{")
    page = serving.PAGE.strip()
    return "{\n    admin off\n    auto_https off\n}\n" + site.replace("# the CMS", f'respond "{page}\n"')


CADDY = Software("caddy", "caddy", lambda file: ["run", "--adapter", "caddyfile", "--config", str(file)], settings)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving.private_folder() as folder, serving.running(CADDY, serving.publish(folder), folder) as server:
        yield server


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_caddy_answers_so_that(check: Callable[[Server], None], server: Server) -> None:
    check(server)


def test_no_path_breaks_out_of_its_settings() -> None:
    with serving.private_folder() as folder, serving.running(CADDY, serving.publish_hostile(folder), folder) as server:
        serving.each_of_thousands_of_pages_leads_to_its_own_target(server)
        serving.a_path_cannot_pass_for_a_row_of_the_settings(server)
