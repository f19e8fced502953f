"""Our values as the protocol has them (LSP 3.17)."""

from collections.abc import Callable, Iterable, Sequence

from lsprotocol import types as lsp

from pipeline.model import Diagnostic, Edit, Position, Severity, Span
from pipeline.server import positions
from pipeline.server.actions import ALL, Action
from pipeline.server.completion import Completion
from pipeline.server.hover import Hover
from pipeline.server.offers import Kind, Offer
from pipeline.server.outline import Node
from pipeline.server.positions import Lines

SOURCE = "pipeline"
"""Under which name editors show what we find."""

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_KINDS = {
    Kind.ENTRY: lsp.CompletionItemKind.Reference,
    Kind.FIELD: lsp.CompletionItemKind.Field,
    Kind.VALUE: lsp.CompletionItemKind.Value,
    Kind.FILE: lsp.CompletionItemKind.File,
    Kind.FOLDER: lsp.CompletionItemKind.Folder,
    Kind.PART: lsp.CompletionItemKind.Reference,
    Kind.BLOCK: lsp.CompletionItemKind.Keyword,
    Kind.RULE: lsp.CompletionItemKind.Constant,
}


def position(place: lsp.Position, lines: Lines) -> Position:
    return lines.position(_place(place))


def span(range: lsp.Range, lines: Lines) -> Span:
    return lines.span(_place(range.start), _place(range.end))


def changed(text: str, changes: Iterable[lsp.TextDocumentContentChangeEvent], encoding: str) -> str:
    """Return *text* after *changes*."""
    return positions.changed(text, (_change(change) for change in changes), encoding)


def to_range(span: Span, lines: Lines) -> lsp.Range:
    start, end = lines.place(span.start), lines.place(span.end)
    return lsp.Range(lsp.Position(start.line, start.unit), lsp.Position(end.line, end.unit))


def diagnostic(found: Diagnostic, lines: Lines) -> lsp.Diagnostic:
    message = f"{found.message}; {found.hint}" if found.hint else found.message
    return lsp.Diagnostic(to_range(found.span, lines), message, _SEVERITIES[found.severity], found.code, source=SOURCE)


def hover(shown: Hover, lines: Lines) -> lsp.Hover:
    return lsp.Hover(_markdown(shown.markdown), to_range(shown.span, lines))


def completion(found: Completion, lines: Lines) -> lsp.CompletionList:
    where = to_range(found.span, lines)
    items = [_item(offer, number, where) for number, offer in enumerate(found.offers)]
    return lsp.CompletionList(is_incomplete=not found.whole, items=items)


def action(offered: Action, lines: Lines, edit: Callable[[Sequence[lsp.TextEdit]], lsp.WorkspaceEdit]) -> lsp.CodeAction:
    """*edit* makes edits of the one file that the action is about into a change of the workspace."""
    return lsp.CodeAction(
        offered.title,
        offered.kind,
        diagnostics=[diagnostic(found, lines) for found in offered.mends],
        is_preferred=len(offered.mends) == 1 and offered.kind != ALL,
        edit=edit([_edit(each, lines) for each in offered.edits]),
    )


def symbol(node: Node, lines: Lines) -> lsp.DocumentSymbol:
    return lsp.DocumentSymbol(
        node.heading.text or "…",  # clients refuse a symbol without a name
        lsp.SymbolKind.String,
        to_range(node.span, lines),
        to_range(node.heading.span, lines),
        children=[symbol(child, lines) for child in node.children],
    )


def _place(place: lsp.Position) -> positions.Place:
    return positions.Place(place.line, place.character)


def _change(change: lsp.TextDocumentContentChangeEvent) -> tuple[tuple[positions.Place, positions.Place] | None, str]:
    if isinstance(change, lsp.TextDocumentContentChangePartial):
        return (_place(change.range.start), _place(change.range.end)), change.text
    return None, change.text


def _edit(edit: Edit, lines: Lines) -> lsp.TextEdit:
    return lsp.TextEdit(to_range(edit.span, lines), edit.text)


def _item(offer: Offer, number: int, where: lsp.Range) -> lsp.CompletionItem:
    return lsp.CompletionItem(
        offer.label,
        kind=_KINDS[offer.kind],
        detail=offer.detail or None,
        documentation=_markdown(offer.about) if offer.about else None,
        sort_text=f"{number:05}",
        filter_text=f"{offer.label} {offer.detail}".rstrip(),  # an entry is found by words of its title, too
        text_edit=lsp.TextEdit(where, offer.text),
    )


def _markdown(text: str) -> lsp.MarkupContent:
    return lsp.MarkupContent(lsp.MarkupKind.Markdown, text)
