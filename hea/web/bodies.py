"""Limit what is sent to the server: bytes before they are read, and seconds between two parts."""

from __future__ import annotations

from collections.abc import Mapping

import anyio
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Bytes of the longest form or JSON body.
MOST_BYTES = 1 << 20
#: Seconds that a client may be silent in the middle of what it sends.
_SILENCE = 20.0


class BodyLimits:
    """Refuse bodies that are too large, by their announced length and while they are read."""

    def __init__(self, app: ASGIApp, larger: Mapping[str, int]) -> None:
        """Limit the bodies that ``app`` reads.

        Args:
            app: What answers.
            larger: The most bytes of paths that take more than a form, such as uploads.
        """
        self._app, self._larger = app, dict(larger)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._larger.get(scope["path"], MOST_BYTES)
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdecimal() or int(announced[:20]) > most:
            await _too_large(scope)(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            if read < 0:
                return await receive()
            with anyio.move_on_after(_SILENCE) as waiting:
                message = await receive()
            if waiting.cancelled_caught:
                raise HTTPException(408)
            read += len(message.get("body", b""))
            if read > most:
                raise HTTPException(413)
            if not message.get("more_body", False):
                read = -1  # what follows is that the client leaves, however late
            return message

        await self._app(scope, counted, send)


def _too_large(scope: Scope) -> PlainTextResponse | JSONResponse:
    words = "That is too large."
    if scope["path"].startswith("/api/"):
        return JSONResponse({"error": words, "hint": ""}, 413, {"connection": "close"})
    return PlainTextResponse(words, 413, {"connection": "close"})
