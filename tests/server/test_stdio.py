"""A language client and `pipeline lsp`, over standard input and output."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

from tests.server.desk import OPEN_DAY
from tests.sites import SiteTest

INVALID_PARAMS = -32602
PATIENCE = 60
"""Seconds after which a test gives up."""
_Told = TypeVar("_Told", bound=Callable[..., None])


class Editor:
    """An editor that has started the server, with the golden site as its folder."""

    def __init__(self, site: SiteTest, encodings: list[lsp.PositionEncodingKind]) -> None:
        self.site = site
        self.client = LanguageClient("tests", "1")
        self.diagnostics: dict[str, lsp.PublishDiagnosticsParams] = {}
        """What was published last, by path."""
        self.log: list[str] = []
        self.registered: list[str] = []
        self.encodings = encodings
        self.versions: dict[str, int] = {}
        self._news = asyncio.Event()

        feature: Callable[[str], Callable[[_Told], _Told]] = self.client.feature

        @feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            self.diagnostics[params.uri.removeprefix(self.site.content.as_uri() + "/")] = params
            self._news.set()

        @feature(lsp.WINDOW_LOG_MESSAGE)
        def logged(params: lsp.LogMessageParams) -> None:
            self.log.append(params.message)
            self._news.set()

        @feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def registered(params: lsp.RegistrationParams) -> None:
            self.registered += [each.method for each in params.registrations]

    async def start(self, *arguments: str, root: Path | None = None, process: int | None = None) -> lsp.InitializeResult:
        await self.client.start_io(sys.executable, "-m", "pipeline", "lsp", *arguments)
        watching = lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True, relative_pattern_support=True)
        capabilities = lsp.ClientCapabilities(
            general=lsp.GeneralClientCapabilities(position_encodings=self.encodings),
            workspace=lsp.WorkspaceClientCapabilities(
                did_change_watched_files=watching,
                workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True),
            ),
        )
        result = await self.client.initialize_async(
            lsp.InitializeParams(capabilities=capabilities, root_uri=root.as_uri() if root else None, process_id=process)
        )
        self.client.initialized(lsp.InitializedParams())
        return result

    async def leave(self) -> int:
        """Say good-bye, and return the server's exit status."""
        await self.client.shutdown_async(None)
        self.client.exit(None)
        return await self.gone()

    async def gone(self) -> int:
        server = self.client._server
        assert server
        assert server.stderr
        status = await server.wait()
        assert await server.stderr.read() == b""
        stop: Callable[[], Awaitable[None]] = self.client.stop
        await stop()
        return status

    def uri(self, path: str) -> str:
        return (self.site.content / path).as_uri()

    def document(self, path: str) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri(path))

    def open(self, path: str, text: str | None = None) -> None:
        self.versions[path] = 1
        text = (self.site.content / path).read_text() if text is None else text
        item = lsp.TextDocumentItem(self.uri(path), lsp.LanguageKind.Markdown, 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def type(self, path: str, *changes: lsp.TextDocumentContentChangeEvent) -> None:
        self.versions[path] += 1
        document = lsp.VersionedTextDocumentIdentifier(self.versions[path], self.uri(path))
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, changes))

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until news from the server make it so."""
        while not is_so():
            self._news.clear()
            await self._news.wait()

    async def found(self, path: str, *codes: str) -> lsp.PublishDiagnosticsParams:
        """Wait until these codes and no others are published for the present text of the file."""

        def is_so() -> bool:
            known = self.diagnostics.get(path)
            return bool(
                known and known.version == self.versions[path] and [each.code for each in known.diagnostics] == [*codes]
            )

        await self.until(is_so)
        return self.diagnostics[path]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # where the details of defects go
    return Editor(SiteTest(tmp_path), [lsp.PositionEncodingKind.Utf16])


def play(scene: Awaitable[None]) -> None:
    async def in_time() -> None:
        async with asyncio.timeout(PATIENCE):
            await scene

    asyncio.run(in_time())


async def refused(editor: Editor, method: str, params: object) -> int:
    """The code of the error that answers a request with these *params*, whatever they are."""
    protocol = editor.client.protocol
    protocol._request_futures["raw"] = answer = Future[object]()
    protocol._send_data({"jsonrpc": "2.0", "id": "raw", "method": method, "params": params})
    try:
        await asyncio.wrap_future(answer)
    except JsonRpcException as error:
        return error.code
    raise AssertionError("it was answered")


def insert(line: int, character: int, text: str) -> lsp.TextDocumentContentChangeEvent:
    where = lsp.Position(line, character)
    return lsp.TextDocumentContentChangePartial(lsp.Range(where, where), text)


def test_from_the_first_keystroke_to_a_clean_file(editor: Editor) -> None:
    async def scene() -> None:
        result = await editor.start(root=editor.site.content.parent)
        assert result.capabilities.position_encoding == lsp.PositionEncodingKind.Utf16
        editor.open(OPEN_DAY)
        await editor.found(OPEN_DAY)
        editor.type(OPEN_DAY, insert(14, 0, "# Too high 😀\n\n"))
        (wrong,) = (await editor.found(OPEN_DAY, "HD001")).diagnostics
        assert wrong.range == lsp.Range(lsp.Position(14, 0), lsp.Position(14, 13))
        assert (wrong.severity, wrong.source) == (lsp.DiagnosticSeverity.Error, "pipeline")
        context = lsp.CodeActionContext([wrong], only=[lsp.CodeActionKind.QuickFix])
        offered = await editor.client.text_document_code_action_async(
            lsp.CodeActionParams(editor.document(OPEN_DAY), wrong.range, context)
        )
        assert offered
        (action,) = offered
        assert isinstance(action, lsp.CodeAction)
        assert (action.kind, action.is_preferred, action.diagnostics) == (lsp.CodeActionKind.QuickFix, True, (wrong,))
        assert action.edit
        assert action.edit.document_changes
        (change,) = action.edit.document_changes
        assert isinstance(change, lsp.TextDocumentEdit)
        assert change.text_document.version == 2
        for edit in change.edits:
            assert isinstance(edit, lsp.TextEdit)
            editor.type(OPEN_DAY, lsp.TextDocumentContentChangePartial(edit.range, edit.new_text))
        await editor.found(OPEN_DAY)
        assert await editor.leave() == 0
        assert editor.log == []

    play(scene())


@pytest.mark.parametrize(
    ("encoding", "units"),
    [(lsp.PositionEncodingKind.Utf8, 9), (lsp.PositionEncodingKind.Utf16, 4), (lsp.PositionEncodingKind.Utf32, 3)],
)
def test_places_count_as_was_agreed(tmp_path: Path, encoding: lsp.PositionEncodingKind, units: int) -> None:
    editor = Editor(SiteTest(tmp_path), [encoding])

    async def scene() -> None:
        result = await editor.start(root=editor.site.content)
        assert result.capabilities.position_encoding == encoding
        text = (editor.site.content / OPEN_DAY).read_text() + "\n€ä😀 [x](entry:ad)\n"
        editor.open(OPEN_DAY, text)
        line = text.count("\n") - 1
        (wrong,) = (await editor.found(OPEN_DAY, "RF001")).diagnostics
        assert wrong.range == lsp.Range(lsp.Position(line, units + 5), lsp.Position(line, units + 13))
        document, cursor = editor.document(OPEN_DAY), lsp.Position(line, units + 13)
        completed = await editor.client.text_document_completion_async(lsp.CompletionParams(document, cursor))
        assert isinstance(completed, lsp.CompletionList)
        edit = completed.items[0].text_edit
        assert isinstance(edit, lsp.TextEdit)
        assert (edit.new_text, edit.range) == ("ada", lsp.Range(lsp.Position(line, units + 11), cursor))
        editor.type(OPEN_DAY, lsp.TextDocumentContentChangePartial(edit.range, edit.new_text))
        await editor.found(OPEN_DAY)
        places = await editor.client.text_document_definition_async(lsp.DefinitionParams(document, cursor))
        assert places == [lsp.Location(editor.uri("people/ada.md"), lsp.Range(lsp.Position(1, 4), lsp.Position(1, 7)))]
        shown = await editor.client.text_document_hover_async(lsp.HoverParams(document, cursor))
        assert shown
        assert isinstance(shown.contents, lsp.MarkupContent)
        assert shown.contents.value.startswith("**Ada Example**")
        context = lsp.ReferenceContext(include_declaration=True)
        referring = await editor.client.text_document_references_async(lsp.ReferenceParams(context, document, cursor))
        assert referring
        assert len(referring) == 6
        symbols = await editor.client.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
        assert symbols
        assert [symbol.name for symbol in symbols] == ["Facts"]
        assert await editor.leave() == 0

    play(scene())


def test_what_is_not_saved_counts_in_other_files(editor: Editor) -> None:
    async def scene() -> None:
        await editor.start(root=editor.site.content)
        editor.open(OPEN_DAY)
        await editor.found(OPEN_DAY)
        editor.open("people/ada.md")
        editor.type("people/ada.md", insert(1, 7, "-b"))
        await editor.found(OPEN_DAY, "RF001", "RF001")
        editor.type(
            "people/ada.md", lsp.TextDocumentContentChangePartial(lsp.Range(lsp.Position(1, 7), lsp.Position(1, 9)), "")
        )
        await editor.found(OPEN_DAY)
        assert await editor.leave() == 0

    play(scene())


def test_closed_file_has_no_findings_and_counts_as_saved(editor: Editor) -> None:
    async def scene() -> None:
        await editor.start(root=editor.site.content)
        editor.open(OPEN_DAY)
        editor.open("site.toml")
        editor.type("site.toml", insert(0, 0, "[nonsense]\n"))
        await editor.found("site.toml", "CF001")
        document = editor.document("site.toml")
        editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(document))
        await editor.found("site.toml")
        assert await editor.leave() == 0

    play(scene())


def test_changes_on_the_disk_are_seen(editor: Editor) -> None:
    async def scene() -> None:
        await editor.start(root=editor.site.content)
        editor.open(OPEN_DAY)
        await editor.found(OPEN_DAY)
        assert editor.registered == [lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES]
        editor.site.edit("people/ada.md", "id: ada", "id: bob")
        event = lsp.FileEvent(editor.uri("people/ada.md"), lsp.FileChangeType.Changed)
        editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
        await editor.found(OPEN_DAY, "RF001", "RF001")
        editor.site.edit("people/ada.md", "id: bob", "id: ada")
        editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(editor.document(OPEN_DAY)))
        await editor.found(OPEN_DAY)
        assert await editor.leave() == 0

    play(scene())


def test_content_folder_is_found_around_a_single_file(editor: Editor) -> None:
    async def scene() -> None:
        await editor.start()
        editor.open(OPEN_DAY, "# x")
        await editor.until(lambda: OPEN_DAY in editor.diagnostics)
        assert await editor.leave() == 0

    play(scene())


def test_content_folder_may_be_named(editor: Editor) -> None:
    async def scene() -> None:
        await editor.start("--content", str(editor.site.content), root=Path("/"))
        editor.open(OPEN_DAY)
        await editor.found(OPEN_DAY)
        assert await editor.leave() == 0

    play(scene())


def test_what_lies_elsewhere_is_left_in_peace(editor: Editor) -> None:
    async def scene() -> None:
        await editor.start(root=editor.site.content)
        uri = (editor.site.content.parent / "README.md").as_uri()
        item = lsp.TextDocumentItem(uri, lsp.LanguageKind.Markdown, 1, "#### x")
        editor.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        document, start = lsp.TextDocumentIdentifier(uri), lsp.Position(0, 0)
        assert await editor.client.text_document_hover_async(lsp.HoverParams(document, start)) is None
        assert await editor.client.text_document_completion_async(lsp.CompletionParams(document, start)) is None
        assert editor.diagnostics == {}
        assert await editor.leave() == 0

    play(scene())


def test_many_keystrokes_end_in_the_findings_of_the_last(editor: Editor) -> None:
    async def scene() -> None:
        await editor.start(root=editor.site.content)
        editor.open(OPEN_DAY)
        for _ in range(200):
            editor.type(OPEN_DAY, insert(14, 0, "# x\n\n"))
        for _ in range(200):
            editor.type(OPEN_DAY, lsp.TextDocumentContentChangePartial(lsp.Range(lsp.Position(14, 0), lsp.Position(16, 0)), ""))
        await editor.found(OPEN_DAY)
        assert await editor.leave() == 0

    play(scene())


def test_hostile_messages_do_not_end_it(editor: Editor) -> None:
    async def scene() -> None:
        await editor.start(root=editor.site.content)
        far = lsp.Position(10**9, 10**9)
        editor.open(OPEN_DAY)
        editor.type(OPEN_DAY, lsp.TextDocumentContentChangePartial(lsp.Range(far, lsp.Position(0, 0)), "\ud800"))
        editor.versions["unknown.md"] = 1
        editor.type("unknown.md", insert(0, 0, "x"))
        item = lsp.TextDocumentItem("file://[", lsp.LanguageKind.Markdown, 1, "x")
        editor.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        document = editor.document(OPEN_DAY)
        for where in (far, lsp.Position(0, 0)):
            await editor.client.text_document_hover_async(lsp.HoverParams(document, where))
            await editor.client.text_document_completion_async(lsp.CompletionParams(document, where))
            await editor.client.text_document_definition_async(lsp.DefinitionParams(document, where))
        editor.client.protocol.notify("no/such/thing", {})
        nonsense: list[object] = [{"textDocument": 1}, {}, []]
        for params in nonsense:
            assert await refused(editor, lsp.TEXT_DOCUMENT_HOVER, params) == INVALID_PARAMS
        assert (
            await editor.client.text_document_hover_async(lsp.HoverParams(lsp.TextDocumentIdentifier("file://["), far)) is None
        )
        assert editor.log == []
        with pytest.raises(Exception, match="no/such/thing"):
            await editor.client.protocol.send_request_async("no/such/thing", {})
        editor.type(OPEN_DAY, lsp.TextDocumentContentChangeWholeDocument((editor.site.content / OPEN_DAY).read_text()))
        await editor.found(OPEN_DAY)
        assert await editor.leave() == 0

    play(scene())


def test_folder_that_vanishes_is_a_message_in_the_log(editor: Editor) -> None:
    async def scene() -> None:
        await editor.start(root=editor.site.content)
        editor.open(OPEN_DAY)
        await editor.found(OPEN_DAY)
        editor.site.content.rename(editor.site.content.parent / "gone")
        editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(editor.document(OPEN_DAY)))
        await editor.until(lambda: bool(editor.log))
        assert "is not a folder" in editor.log[0]
        assert await editor.leave() == 0

    play(scene())


def test_editor_that_leaves_without_a_word_ends_it_with_one(editor: Editor) -> None:
    async def scene() -> None:
        await editor.start(root=editor.site.content)
        editor.open(OPEN_DAY)
        await editor.found(OPEN_DAY)
        server = editor.client._server
        assert server
        assert server.stdin
        server.stdin.close()
        assert await editor.gone() == 1

    play(scene())


def test_editor_that_was_killed_ends_it_though_its_end_of_the_pipe_is_open(editor: Editor) -> None:
    async def scene() -> None:
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=asyncio.subprocess.PIPE)
        await editor.start(root=editor.site.content, process=process.pid)
        editor.open(OPEN_DAY)
        await editor.found(OPEN_DAY)
        process.kill()
        await process.wait()
        assert await editor.gone() == 1

    play(scene())
