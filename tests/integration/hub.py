"""A WebSub hub of another maker, Flask-WebSub: `python -m tests.integration.hub DATABASE PORT`.

It prints its URL as soon as it listens (PORT 0: on any free port of this machine), and serves until it is ended. Its
subscriptions outlive it in the file DATABASE.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

from flask import Flask
from flask_websub.hub import Hub, SQLite3HubStorage
from werkzeug.serving import make_server


class _Worker:
    """What Flask-WebSub expects of Celery: one task after the other, in the order in which they were handed in."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(max_workers=1)

    def task(self, bind: bool = False, **_: object) -> Callable[[Callable[..., None]], SimpleNamespace]:
        def decorate(function: Callable[..., None]) -> SimpleNamespace:
            task = SimpleNamespace(request=SimpleNamespace(retries=0), retry=lambda countdown: None)
            task.delay = lambda *given: self.pool.submit(function, *([task] if bind else []), *given)
            return task

        return decorate


def main(database: str, port: int) -> None:
    app = Flask(__name__)
    app.config["PUBLISH_SUPPORTED"] = True
    settings: dict[str, Any] = {"SIGNATURE_ALGORITHM": "sha256"}
    hub = Hub(SQLite3HubStorage(database), _Worker(), **settings)
    app.register_blueprint(hub.build_blueprint("/hub"))
    server = make_server("127.0.0.1", port, app, threaded=True)
    print(f"http://127.0.0.1:{server.port}/hub", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
