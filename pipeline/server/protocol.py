"""What pygls leaves undone of the protocol (LSP 3.17, JSON-RPC 2.0)."""

from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.protocol import LanguageServerProtocol


class Protocol(LanguageServerProtocol):
    """Answers every request, also one that makes no sense, and keeps no texts: those are the session's."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        for told in (lsp.TEXT_DOCUMENT_DID_OPEN, lsp.TEXT_DOCUMENT_DID_CHANGE, lsp.TEXT_DOCUMENT_DID_CLOSE):
            del self.fm.builtin_features[told]

    def structure_message(self, data: dict[str, Any]) -> Any:
        """As pygls's; None for what cannot be understood, which is answered here if it was a request."""
        try:
            return super().structure_message(data)
        except JsonRpcException:
            if "method" in data and isinstance(data.get("id"), int | str):
                self._send_response(data["id"], error=JsonRpcInvalidParams().to_response_error())
            return None

    def handle_message(self, message: Any) -> None:
        if message is not None:
            super().handle_message(message)
