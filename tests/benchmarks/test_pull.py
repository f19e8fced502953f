"""How long a pull takes from nginx on this machine: `make bench`, or `BENCH_ENTRIES=10000 BENCH_FOLDER=/dev/shm make bench`."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import pytest

from tests.consume.publishing import Content, Publisher, Text

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "2000"))
ROUNDS = 3
BODY = "The university sends and takes in students from all over the world, and tells them how. " * 20
NGINX = """\
daemon off; master_process off; pid {folder}/pid; error_log stderr warn; events {{}}
http {{
    access_log off; client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
    uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
    server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


@pytest.mark.benchmark
def test_pull_times(tmp_path: Path) -> None:
    folder = Path(os.environ.get("BENCH_FOLDER", tmp_path)) / "pipeline-bench-pull"
    shutil.rmtree(folder, ignore_errors=True)
    publisher = Publisher(folder / "outputs")
    content: dict[tuple[str, str], Text] = {
        (f"news-{number}", language): Text(f"{number} {BODY}", day=number % 60)
        for number in range(ENTRIES // 2)
        for language in ("en", "de")
    }
    publisher.publish(content)
    seconds: dict[str, list[float]] = {"everything": [], "nothing changed": [], "one entry edited": [], "verified": []}
    with nginx(folder) as url:
        for number in range(ROUNDS):
            shutil.rmtree(folder / "copy", ignore_errors=True)
            seconds["everything"].append(timed(url, folder))
            seconds["nothing changed"].append(timed(url, folder))
            publisher.publish(edited(content, number))
            seconds["one entry edited"].append(timed(url, folder))
            seconds["verified"].append(timed(url, folder, "--verify"))
    files = sum(1 for path in (folder / "copy").rglob("*") if path.is_file())
    shutil.rmtree(folder)
    print(f"\n{ENTRIES:,} entries, {files:,} files, median of {ROUNDS}, seconds of wall time")
    for what, taken in seconds.items():
        print(f"{what:22} {median(taken):8.2f}")
    print(f"{'files a second':22} {files / median(seconds['everything']):8.0f}")


def edited(content: Content, number: int) -> Content:
    return {**content, ("news-0", "en"): Text(f"Edited {number}. {BODY}")}


def timed(url: str, folder: Path, *options: str) -> float:
    command = [sys.executable, "-m", "pipeline", "pull", url, str(folder / "copy"), *options]
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


@contextmanager
def nginx(folder: Path) -> Iterator[str]:
    port = free_port()
    (folder / "outputs").chmod(0o755)
    settings = folder / "nginx.conf"
    settings.write_text(NGINX.format(folder=folder, root=folder / "outputs", port=port))
    with running(
        [shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx", "-c", str(settings), "-e", "stderr"], port
    ):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                with socket.socket() as tried:
                    if not tried.connect_ex(("127.0.0.1", port)):
                        break
                time.sleep(0.05)
            yield
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
