"""The language server itself (LSP 3.17)."""

import asyncio
import logging
import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import FeatureRequestError
from pygls.lsp.server import LanguageServer

import pipeline
from pipeline.model import Trouble
from pipeline.server import folder, wire
from pipeline.server.features import register
from pipeline.server.folder import Folder
from pipeline.server.places import Place
from pipeline.server.positions import Lines
from pipeline.server.protocol import Protocol
from pipeline.server.session import Buffer, Session
from pipeline.server.workspace import Found, Workspace

_T = TypeVar("_T")

_LOOK_AFTER = 1.0
"""Seconds between two looks at whether the editor is still there."""


class Server(LanguageServer):
    """A server for one editor."""

    def __init__(self, content: Path | None, clock: Callable[[], datetime], describe: Callable[[Exception], str]) -> None:
        super().__init__("pipeline", pipeline.__version__, protocol_cls=Protocol)
        self.session: Session | None = None
        """None until the content folder is known."""
        self.ended = False
        """The editor has said that it is done."""
        self._content = content
        self._clock = clock
        self._describe = describe
        self._said: set[str] = set()
        register(self)

    def end_with_editor(self) -> None:
        """End soon after the editor's process, which may have been killed while others hold its end of the pipe open."""

        def look() -> None:
            if self.process_id and not _is_running(self.process_id):
                os._exit(1)  # a thread waits for input that will not come
            asyncio.get_running_loop().call_later(_LOOK_AFTER, look)

        look()

    @property
    def encoding(self) -> str:
        """In whose code units this editor counts."""
        return str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))

    def begin(self, folders: Sequence[Path]) -> None:
        """Begin the session where *folders* are open, if the content folder is found there and it is not begun yet."""
        if not self.session and (root := self._content or folder.find(folders)):
            self.session = Session(Folder(root), self._clock, self._publish, self.complain)

    def path(self, uri: str) -> str | None:
        """The path below the content folder of the file that *uri* names."""
        return self.session.folder.path(uri) if self.session else None

    async def ask(self, uri: str, answer: Callable[[Session, str, Lines], _T], *, sources: bool = True) -> _T | None:
        """What *answer* says of the file that *uri* names; nothing where that is none of ours, or with *sources* no source."""
        session, path = self.session, self.path(uri)
        if not session or path is None or (sources and not path.endswith(".md")):
            return None
        return await session.ask(lambda workspace: answer(session, path, self.lines(workspace, path)))

    def lines(self, workspace: Workspace, path: str) -> Lines:
        return Lines(workspace.text(path), self.encoding)

    def locations(self, session: Session, places: Sequence[Place]) -> list[lsp.Location]:
        """*places* with the names that the editor has for their files."""
        lines = {place.path: self.lines(session.workspace, place.path) for place in places}
        return [lsp.Location(session.uri(place.path), wire.to_range(place.span, lines[place.path])) for place in places]

    def change(self, session: Session, path: str, edits: Sequence[lsp.TextEdit]) -> lsp.WorkspaceEdit:
        """*edits* of the file at *path*, for the version that the worker sees if the editor knows versions."""
        able = self.client_capabilities.workspace and self.client_capabilities.workspace.workspace_edit
        if path in session.seen and able and able.document_changes:
            document = lsp.OptionalVersionedTextDocumentIdentifier(session.uri(path), session.seen[path].version)
            return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(document, list(edits))])
        return lsp.WorkspaceEdit(changes={session.uri(path): list(edits)})

    def complain(self, error: Exception) -> None:
        """Log what went wrong, once."""
        known = str(error) if isinstance(error, Trouble) else repr(error)
        if known not in self._said:
            self._said.add(known)
            said = str(error) if isinstance(error, Trouble) else self._describe(error)
            self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, said))

    def report_server_error(self, error: Exception, source: type[Exception]) -> None:
        """pygls's own way to show an error is a window in the editor; a request's error is in its answer."""
        if source is not FeatureRequestError:
            self.complain(error)

    def _publish(self, buffer: Buffer, found: Found) -> None:
        lines = Lines(found.text, self.encoding)
        diagnostics = [wire.diagnostic(each, lines) for each in found.diagnostics]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(buffer.uri, diagnostics, buffer.version))


def _is_running(process: int) -> bool:
    """Whether there is a *process* of this id; where that cannot be asked without harm, yes."""
    if os.name != "posix" or process <= 0:
        return True
    try:
        os.kill(process, 0)
    except (PermissionError, OverflowError):
        return True
    except ProcessLookupError:
        return False
    return True


def serve(
    source: BinaryIO, sink: BinaryIO, content: Path | None, clock: Callable[[], datetime], describe: Callable[[Exception], str]
) -> int:
    """Serve the editor that writes to *source* and reads from *sink*, until it leaves; 0 if it said so before, else 1.

    *content* is the content folder if it is known, *clock* says what time it is, *describe* what a defect is to be called.
    """
    logging.disable()  # the editor hears of what matters; pygls logs every message
    server = Server(content, clock, describe)
    try:
        server.start_io(source, sink)
    finally:
        if server.session:
            server.session.worker.stop()
    return int(not server.ended)
