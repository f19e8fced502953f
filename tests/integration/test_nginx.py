"""nginx, with the lines of docs/delivery.md."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.integration import serving
from tests.integration.serving import CHECKS, Server, Software

pytestmark = pytest.mark.integration


def settings(documented: str, folder: Path, port: int) -> str:
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "fastcgi", "proxy", "scgi", "uwsgi"))
    http = f"http {{\naccess_log off;\ndefault_type text/plain;\n{places}"
    documented = documented.replace("http {\n", http, 1).replace("listen 80;", f"listen 127.0.0.1:{port};")
    page = serving.PAGE.replace("\n", "\\n")
    documented = documented.replace("# the CMS", f'return 200 "{page}";')
    return f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log stderr warn;\nevents {{ }}\n{documented}"


NGINX = Software("nginx", "nginx", lambda file: ["-c", str(file), "-e", "stderr"], settings)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving.private_folder() as folder, serving.running(NGINX, serving.publish(folder), folder) as server:
        yield server


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_nginx_answers_so_that(check: Callable[[Server], None], server: Server) -> None:
    check(server)


def test_no_path_breaks_out_of_its_settings() -> None:
    with serving.private_folder() as folder, serving.running(NGINX, serving.publish_hostile(folder), folder) as server:
        serving.each_of_thousands_of_pages_leads_to_its_own_target(server)
        serving.a_path_cannot_pass_for_a_row_of_the_settings(server)
        assert (folder / "log").read_text() == ""  # nor a warning that a map is too small
