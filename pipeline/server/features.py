"""What an editor can tell the server, and what it can ask (LSP 3.17)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.uris import from_fs_path

from pipeline.server import wire
from pipeline.server.actions import ALL, QUICK, actions
from pipeline.server.completion import complete
from pipeline.server.folder import local
from pipeline.server.hover import hover
from pipeline.server.outline import outline
from pipeline.server.places import definition, references
from pipeline.server.positions import Lines, clean
from pipeline.server.session import Buffer, Session

if TYPE_CHECKING:
    from pipeline.server.server import Server

_TRIGGERS = (":", "/", "#", "(", "=", " ", "[", ",")
"""Characters behind which an editor asks what may follow, besides letters."""


def register(server: "Server") -> None:
    """Have *server* do all this."""
    _register_text(server)
    _register_questions(server)

    @server.feature(lsp.INITIALIZED)
    def initialized(_: lsp.InitializedParams) -> None:
        root, folders = server.workspace.root_uri, server.workspace.folders.values()
        uris = [each.uri for each in folders] or ([root] if root else [])
        server.begin([folder for uri in uris if (folder := local(uri))])
        server.end_with_editor()
        watching = server.client_capabilities.workspace and server.client_capabilities.workspace.did_change_watched_files
        if watching and watching.dynamic_registration:
            server.client_register_capability(lsp.RegistrationParams([_watch(server, bool(watching.relative_pattern_support))]))

    @server.feature(lsp.SHUTDOWN)
    def shutdown(_: None) -> None:
        server.ended = True


def _watch(server: "Server", relative: bool) -> lsp.Registration:
    """The wish to hear of every change below the content folder."""
    everything: lsp.GlobPattern = "**/*"
    if relative and server.session:
        everything = lsp.RelativePattern(from_fs_path(str(server.session.folder.root.resolve())) or "", "**/*")
    options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(everything)])
    return lsp.Registration("content", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)


def _register_text(server: "Server") -> None:
    """What the editor tells of its files."""

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        if file := local(document.uri):
            server.begin([file.parent])
        path = server.path(document.uri)
        if server.session and path is not None:
            server.session.put(path, Buffer(document.uri, document.version, clean(document.text)))

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        path = server.path(document.uri)
        if server.session and path is not None and path in server.session.buffers:
            text = wire.changed(server.session.buffers[path].text, params.content_changes, server.encoding)
            server.session.put(path, Buffer(document.uri, document.version, text))

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        path = server.path(params.text_document.uri)
        if server.session and path is not None:
            server.session.close(path)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        if server.session and server.path(params.text_document.uri) is not None:
            server.session.disk_changed()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: lsp.DidChangeWatchedFilesParams) -> None:
        paths = (server.path(change.uri) for change in params.changes)
        if server.session and any(path is not None and not path.startswith(".") and "/." not in path for path in paths):
            server.session.disk_changed()


def _register_questions(server: "Server") -> None:
    """What the editor asks."""

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def shown(params: lsp.HoverParams) -> lsp.Hover | None:
        def answer(session: Session, path: str, lines: Lines) -> lsp.Hover | None:
            found = hover(session.workspace, path, wire.position(params.position, lines))
            return wire.hover(found, lines) if found else None

        return await server.ask(params.text_document.uri, answer, sources=False)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=_TRIGGERS))
    async def completed(params: lsp.CompletionParams) -> lsp.CompletionList | None:
        def answer(session: Session, path: str, lines: Lines) -> lsp.CompletionList:
            return wire.completion(complete(session.workspace, path, wire.position(params.position, lines)), lines)

        return await server.ask(params.text_document.uri, answer)

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    async def defined(params: lsp.DefinitionParams) -> list[lsp.Location] | None:
        def answer(session: Session, path: str, lines: Lines) -> list[lsp.Location]:
            return server.locations(session, definition(session.workspace, path, wire.position(params.position, lines)))

        return await server.ask(params.text_document.uri, answer)

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    async def referred(params: lsp.ReferenceParams) -> list[lsp.Location] | None:
        def answer(session: Session, path: str, lines: Lines) -> list[lsp.Location]:
            position, declaration = wire.position(params.position, lines), params.context.include_declaration
            return server.locations(session, references(session.workspace, path, position, declaration=declaration))

        return await server.ask(params.text_document.uri, answer)

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outlined(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol] | None:
        def answer(session: Session, path: str, lines: Lines) -> list[lsp.DocumentSymbol]:
            return [wire.symbol(node, lines) for node in outline(session.workspace.document(path), lines.end)]

        return await server.ask(params.text_document.uri, answer)

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions([QUICK, ALL]))
    async def mended(params: lsp.CodeActionParams) -> list[lsp.CodeAction] | None:
        def answer(session: Session, path: str, lines: Lines) -> list[lsp.CodeAction]:
            offered = actions(session.workspace, path, wire.span(params.range, lines))
            wanted = [each for each in offered if _is_wanted(each.kind, params.context.only)]
            return [wire.action(each, lines, lambda edits: server.change(session, path, edits)) for each in wanted]

        return await server.ask(params.text_document.uri, answer, sources=False)


def _is_wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether an editor that asks for the kinds *only*, each with all that are below it, asks for *kind*."""
    return only is None or any(f"{kind}.".startswith(f"{getattr(each, 'value', each)}.") for each in only)
