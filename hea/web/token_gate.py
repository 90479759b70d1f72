"""Let in only who knows the token: by the address once, then by a cookie no script can read."""

from __future__ import annotations

import hashlib
import hmac
import secrets

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from builder.errors import UserError

#: The name of the parameter that carries the token.
PARAMETER = "token"
_COOKIE = "hea_session"
#: Characters of the shortest token that a person may choose.
_LEAST = 16
#: Wrong tokens that are answered at once, and seconds that each later one waits.
_FREE_GUESSES, _WAIT = 5, 2.0
#: Guesses that may wait at one time; more are refused at once.
_MOST_WAITING = 20


def make_token(wished: str | None) -> str:
    """Return the token a person chose, or a random one of 192 bits.

    Raises:
        UserError: It is shorter than 16 characters, or holds others than letters, digits, - and _.
    """
    if wished is None:
        return secrets.token_urlsafe(24)
    if (
        len(wished) < _LEAST
        or not wished.isascii()
        or not wished.replace("-", "a").replace("_", "a").isalnum()
    ):
        raise UserError(
            f"A token has at least {_LEAST} letters, digits, - or _.",
            "Leave --token out, and a random one is made and shown.",
        )
    return wished


class TokenGate:
    """Answer requests that carry the token, or the cookie that was given for it."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        """Guard ``app`` by ``token``."""
        self._app, self._token = app, token
        # The cookie is no token, so that who sees one cannot tell it to others.
        self._cookie = hmac.new(token.encode(), secrets.token_bytes(16), hashlib.sha256).hexdigest()
        self._wrong = self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or self._is_known(Request(scope)):
            await self._app(scope, receive, send)
            return
        response = await self._let_in_or_refuse(Request(scope))
        await response(scope, receive, send)

    def _is_known(self, request: Request) -> bool:
        """Return whether a request carries the cookie, or the token in a header, as programs do."""
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        return _same(request.cookies.get(_COOKIE, ""), self._cookie) or _same(bearer, self._token)

    async def _let_in_or_refuse(self, request: Request) -> Response:
        given = request.query_params.get(PARAMETER, "")
        if request.method == "GET" and _same(given, self._token):
            self._wrong = 0
            return self._let_in(request)
        if (given or "authorization" in request.headers) and not await self._wait():
            return _told(request, 429, "Too many wrong tokens at a time.")
        return _told(request, 401, "This server needs its token: open the address it printed.")

    async def _wait(self) -> bool:
        """Keep a wrong guess waiting; return False where too many wait already."""
        self._wrong += 1
        if self._wrong <= _FREE_GUESSES:
            return True
        if self._waiting >= _MOST_WAITING:
            return False
        self._waiting += 1
        try:
            await anyio.sleep(_WAIT)
        finally:
            self._waiting -= 1
        return True

    def _let_in(self, request: Request) -> Response:
        """Give the cookie, and lead to the same page without the token in its address."""
        address = request.url.remove_query_params(PARAMETER)
        path = address.path.lstrip("/\\")
        response = RedirectResponse(f"/{path}{f'?{address.query}' if address.query else ''}", 303)
        response.set_cookie(_COOKIE, self._cookie, httponly=True, samesite="strict", path="/")
        return response


def _same(given: str, wanted: str) -> bool:
    """Compare in a time that does not tell how much of it is right."""
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), wanted.encode())


def _told(request: Request, status: int, words: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words, "hint": ""}, status)
    return PlainTextResponse(words, status)
