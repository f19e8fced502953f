"""Whatever a hub answers, `pipeline notify` ends with what it was and what to do."""

import contextlib
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Event, Thread
from typing import NamedTuple
from urllib.parse import parse_qs

import pytest

from pipeline.notify import Patience, Ping, tell

pytestmark = pytest.mark.integration

NOW = Patience(timeout=10, retries=0, pause=0)
AGAIN = Patience(timeout=10, retries=2, pause=0)
SHORT = Patience(timeout=0.5, retries=0, pause=0)


class Request(NamedTuple):
    headers: Message
    body: bytes


class Answer(NamedTuple):
    status: int
    headers: dict[str, str] = {}
    body: bytes = b""


class Hub(ThreadingHTTPServer):
    """Gives these answers, one after the other and the last for ever."""

    daemon_threads = True

    def __init__(self, *answers: Answer) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = [*answers]
        self.requests: list[Request] = []
        self.connections = 0


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Hub

    def setup(self) -> None:
        super().setup()
        self.server.connections += 1

    def do_POST(self) -> None:
        self.server.requests.append(Request(self.headers, self.rfile.read(int(self.headers["Content-Length"]))))
        answer = self.server.answers.pop(0) if self.server.answers[1:] else self.server.answers[0]
        self.send_response(answer.status)
        for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


@contextlib.contextmanager
def served(server: ThreadingTCPServer | ThreadingHTTPServer) -> Iterator[str]:
    """Serve in a thread; gives the URL."""
    with server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/hub"
        server.shutdown()


def ping(hub: str, name: str = "news") -> Ping:
    return Ping(hub, f"https://site.example/feeds/en/{name}.json?a=1&b=2", "0" * 64, f"feeds/en/{name}.json")


def problem(url: str, patience: Patience = NOW) -> str:
    [(_, problem)] = tell([ping(url)], patience)
    return problem


def test_ping_is_a_form_with_both_names_of_the_topic() -> None:
    hub = Hub(Answer(204))
    with served(hub) as url:
        assert problem(url) == ""
    [request] = hub.requests
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert "Authorization" not in request.headers
    topic = ["https://site.example/feeds/en/news.json?a=1&b=2"]
    assert parse_qs(request.body.decode()) == {"hub.mode": ["publish"], "hub.url": topic, "hub.topic": topic}


def test_user_and_password_of_a_hub_are_sent_as_such() -> None:
    hub = Hub(Answer(204))
    with served(hub) as url:
        assert problem(url.replace("//", "//us%20er:pass@")) == ""
    assert hub.requests[0].headers["Authorization"] == "Basic dXMlMjBlcjpwYXNz"
    assert hub.requests[0].headers["Host"].startswith("127.0.0.1:")


@pytest.mark.parametrize("status", [200, 202, 204, 299])
def test_any_success_will_do(status: int) -> None:
    with served(Hub(Answer(status))) as url:
        assert problem(url) == ""


def test_one_connection_serves_all_topics() -> None:
    hub = Hub(Answer(202, body=b"accepted"))
    with served(hub) as url:
        assert [problem for _, problem in tell([ping(url, name) for name in "abc"], NOW)] == ["", "", ""]
    assert hub.connections == 1


@pytest.mark.parametrize("passing", [Answer(429), Answer(500), Answer(503, {"Retry-After": "soon"}), Answer(599)])
def test_hub_that_is_busy_is_asked_again(passing: Answer) -> None:
    hub = Hub(passing, passing, Answer(202))
    with served(hub) as url:
        assert problem(url, AGAIN) == ""
    assert len(hub.requests) == 3


def test_waits_grow_and_heed_what_the_hub_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    hub = Hub(Answer(503), Answer(503), Answer(503, {"Retry-After": "7"}), Answer(503, {"Retry-After": "2"}), Answer(202))
    with served(hub) as url:
        assert problem(url, Patience(retries=4)) == ""
    assert waits == [1, 2, 7, 8]


def test_hub_that_asks_for_a_long_wait_is_left_to_a_later_run() -> None:
    hub = Hub(Answer(503, {"Retry-After": "3600"}))
    with served(hub) as url:
        assert problem(url, AGAIN) == (
            "it answered 503 Service Unavailable, and asks to wait 3,600 seconds; run the command again later"
        )
    assert len(hub.requests) == 1


def test_refusal_is_final_and_quoted() -> None:
    hub = Hub(Answer(400, body=b"no\x1b[2J\n  such topic " + b"x" * 5000))
    with served(hub) as url:
        said = problem(url, AGAIN)
    assert said.startswith('it answered 400 Bad Request and said "no\\u001b[2J such topic xxx')
    assert said.endswith('…"; see whether `hub` in site.toml is right, and whether this hub takes this feed')
    assert len(said) < 200
    assert len(hub.requests) == 1


def test_error_page_is_not_quoted() -> None:
    with served(Hub(Answer(404, body=b"<!DOCTYPE html><title>404</title>"))) as url:
        assert problem(url).startswith("it answered 404 Not Found; ")


def test_hub_that_refuses_one_topic_is_told_of_the_others() -> None:
    hub = Hub(Answer(404), Answer(202))
    with served(hub) as url:
        problems = [problem for _, problem in tell([ping(url, "a"), ping(url, "b")], NOW)]
    assert [bool(problem) for problem in problems] == [True, False]


def test_hub_that_fails_is_asked_nothing_more_and_others_are_told() -> None:
    broken, whole = Hub(Answer(500)), Hub(Answer(202))
    with served(broken) as one, served(whole) as other:
        pings = [ping(one, "a"), ping(other, "a"), ping(one, "b"), ping(other, "b")]
        problems = [problem for _, problem in tell(pings, NOW)]
    assert [problem.partition(";")[0] for problem in problems] == ["it answered 500 Internal Server Error", ""] * 2
    assert (len(broken.requests), len(whole.requests)) == (1, 2)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_is_named_and_not_followed(status: int) -> None:
    elsewhere = Hub(Answer(202))
    with served(elsewhere) as there, served(Hub(Answer(status, {"Location": there}))) as url:
        assert f', to "{there}"; if that is the hub now, write it into site.toml' in problem(url, AGAIN)
    assert elsewhere.requests == []


def test_all_of_it_takes_a_bounded_time() -> None:
    hub = Hub(Answer(202))
    with served(hub) as url:
        assert problem(url, Patience(longest=0)) == (
            "0 seconds for all were not enough; run the command again, which goes on from here"
        )
    assert hub.requests == []


@pytest.mark.parametrize(
    "url", ["ftp://hub.example/", "hub.example", "http://", "http://[::1", "http://a b/", "http://x:99999/"]
)
def test_address_that_is_none_is_told_of(url: str) -> None:
    assert problem(url) == "that is no address of a web server; see whether `hub` in site.toml is right"


def test_name_that_nobody_knows_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    assert problem("http://hub.example/", AGAIN) == (
        "its name leads to no machine; see whether `hub` in site.toml is right and this machine online"
    )


def test_hub_that_is_away_is_told_of() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert problem(f"http://127.0.0.1:{unused.getsockname()[1]}/", AGAIN) == (
            "it takes no connection; see whether it is at work"
        )


# Servers that mean no good

OK = b"HTTP/1.1 500 Oh\r\n"
BROKEN = "it breaks off or does not speak HTTP; see whether `hub` in site.toml is right and the hub at work"
SLOW = "no answer within 0.5 seconds; see whether it is at work, or give it longer with --timeout"
FAILED = "it answered 500 Internal Server Error; run the command again later"
for_ever = Event()


def endless(*parts: bytes) -> Iterator[bytes]:
    *head, again = parts
    yield from head
    while True:
        yield again


def dripping(text: bytes) -> Iterator[bytes]:
    while True:
        for byte in text:
            yield bytes([byte])
            for_ever.wait(0.02)


HOSTILE: dict[str, tuple[Callable[[], Iterator[bytes]], str]] = {
    "nothing": (lambda: iter(()), BROKEN),
    "garbage": (lambda: iter([b"\x00\xff\xfe" * 1000]), BROKEN),
    "another protocol": (lambda: iter([b"220 mail.example ESMTP\r\n"]), BROKEN),
    "status that is no number": (lambda: iter([b"HTTP/1.1 fine OK\r\n\r\n"]), BROKEN),
    "status out of range": (lambda: iter([b"HTTP/1.1 9999 OK\r\n\r\n"]), BROKEN),
    "half a head": (lambda: iter([OK, b"Content-Ty"]), FAILED),
    "half a body": (lambda: iter([OK, b"Content-Length: 100\r\n\r\n<half"]), FAILED),
    "senseless length": (lambda: iter([OK, b"Content-Length: -1, ten\r\n\r\n"]), FAILED),
    "senseless chunks": (lambda: iter([OK, b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n"]), BROKEN),
    "huge header": (lambda: endless(OK + b"X: ", b"x" * 10_000), BROKEN),
    "endless headers": (lambda: endless(OK, b"X: x\r\n"), BROKEN),
    "endless body": (lambda: endless(OK + b"\r\n", b"<" * 10_000), FAILED),
    "endless body of a success": (lambda: endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 10_000), ""),
    "compressed bomb": (lambda: endless(OK + b"Content-Encoding: gzip\r\n\r\n<", b"\0" * 10_000), FAILED),
    "endless going on": (lambda: endless(b"HTTP/1.1 100 Continue\r\n\r\n"), SLOW),
    "silence": (lambda: iter([str(for_ever.wait(5)).encode()]), SLOW),
    "slow drip of a head": (lambda: dripping(b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 50), SLOW),
    "slow drip of a body": (lambda: (part for parts in ([OK + b"\r\n"], dripping(b"x")) for part in parts), SLOW),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_answer_is_a_sentence(name: str) -> None:
    parts, expected = HOSTILE[name]

    class Hostile(BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(1 << 16)
            with contextlib.suppress(OSError):
                for part in parts():
                    self.request.sendall(part)

    class Server(ThreadingTCPServer):
        daemon_threads = True

    with served(Server(("127.0.0.1", 0), Hostile)) as url:
        assert problem(url, SHORT if expected == SLOW else NOW) == expected


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody but us knows, with its key."""
    folder = tmp_path_factory.mktemp("tls")
    names = ["-subj", "/CN=hub", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        *names,
        "-keyout",
        "key",
        "-out",
        "own",
    ]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    file = folder / "both.pem"
    file.write_bytes((folder / "own").read_bytes() + (folder / "key").read_bytes())
    return file


@contextlib.contextmanager
def served_with_tls(certificate: Path) -> Iterator[str]:
    hub = Hub(Answer(202))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    hub.socket = context.wrap_socket(hub.socket, server_side=True)
    with served(hub) as url:
        yield url.replace("http:", "https:")


def test_certificate_that_is_not_known_is_not_trusted(certificate: Path) -> None:
    with served_with_tls(certificate) as url:
        assert problem(url, AGAIN) == (
            "it cannot be trusted (self-signed certificate); it needs a valid certificate from an authority known here"
        )


def test_certificate_that_is_known_is_trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with served_with_tls(certificate) as url:
        assert problem(url) == ""
        assert "Hostname mismatch" in problem(url.replace("127.0.0.1", "localhost"))
