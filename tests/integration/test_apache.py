"""Apache, with the lines of docs/delivery.md."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.integration import serving
from tests.integration.serving import CHECKS, Server, Software

pytestmark = pytest.mark.integration

MODULES = Path("/usr/lib/apache2/modules")
NEEDED = ("mpm_event", "authz_core", "alias", "deflate", "dir", "filter", "headers", "mime", "rewrite")


def settings(documented: str, folder: Path, port: int) -> str:
    pages = folder / "pages"
    pages.mkdir()
    (pages / "index.txt").write_text(serving.PAGE, encoding="utf-8")
    modules = "".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so\n" for name in NEEDED)
    cms = f"DocumentRoot {pages}\n<Directory {pages}>\nRequire all granted\nFallbackResource /index.txt\n</Directory>"
    documented = documented.replace("*:80", f"127.0.0.1:{port}").replace("# the CMS", cms)
    return (
        f"ServerRoot {folder}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\nErrorLog {folder}/errors\n"
        f"Mutex file:{folder}\n{modules}TypesConfig /dev/null\n{documented}"
    )


APACHE = Software("apache2", "apache", lambda file: ["-f", str(file), "-D", "FOREGROUND"], settings)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving.private_folder() as folder, serving.running(APACHE, serving.publish(folder), folder) as server:
        yield server


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_apache_answers_so_that(check: Callable[[Server], None], server: Server) -> None:
    check(server)


def test_the_redirects_work_as_a_htaccess_too() -> None:
    def without_rights(documented: str, folder: Path, port: int) -> str:
        text = settings(documented, folder, port)
        included = f"Include {folder}/outputs/redirects.htaccess"
        assert included in text
        (folder / "outputs/redirects.htaccess").rename(folder / "pages/.htaccess")
        return text.replace(included, "").replace("Fallback", "AllowOverride FileInfo\nFallback")

    software = APACHE._replace(settings=without_rights)
    with serving.private_folder() as folder, serving.running(software, serving.publish(folder), folder) as server:
        serving.a_page_that_has_moved_leads_to_where_it_is(server)
        serving.a_page_that_is_gone_is_gone(server)


def test_no_path_breaks_out_of_its_settings() -> None:
    with serving.private_folder() as folder, serving.running(APACHE, serving.publish_hostile(folder), folder) as server:
        serving.each_of_thousands_of_pages_leads_to_its_own_target(server)
        serving.a_path_cannot_pass_for_a_row_of_the_settings(server)
