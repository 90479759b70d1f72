"""Refuse requests of other sites and names, and tell the browser what a page may do.

Every request is looked at: its Host (DNS rebinding), its Origin and fetch metadata (cross-site
requests), its method where nothing may be changed.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Names of this machine for itself.
LOOPBACK = ("localhost", "127.0.0.1", "::1")
#: Bytes of the longest address with its headers.
MOST_HEAD = 16 << 10
#: Methods that change nothing.
SAFE = ("GET", "HEAD")
#: A header that no page of another site can send without asking first, which is never allowed.
OWN_HEADER = "x-hea"

_POLICY = (
    "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none';"
    " form-action 'self'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # `no-referrer` would make browsers send `Origin: null` with forms.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """The names under which a server may be called, whatever the port (of an SSH tunnel)."""

    names: Collection[str] = LOOPBACK
    any_address: bool = False
    """Whether an IP address of any interface is allowed, too: a rebound name is none."""

    def holds(self, host: str) -> bool:
        """Return whether a Host header names this server."""
        name = name_in(host)
        if name is None:
            return False
        return name in self.names or (self.any_address and _is_address(name))


#: Only this machine calls the server.
LOOPBACK_ONLY = AllowedHosts()


def name_in(host: str) -> str | None:
    """Return the name or address in a Host header, in small letters; None where it is none."""
    if not host or any(sign in host for sign in "/\\@?# \t,;"):
        return None
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return parts.hostname


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """Refuse what does not come from a page of this server, and add the headers of safety."""

    def __init__(self, app: ASGIApp, hosts: AllowedHosts, read_only: bool) -> None:
        """Guard ``app``.

        Args:
            app: What answers the requests that pass.
            hosts: The names under which this server may be called.
            read_only: Refuse every method that may change something.
        """
        self._app, self._hosts, self._read_only = app, hosts, read_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no page opens a web socket

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        """Return why a request is not answered; None for one that is."""
        headers, method = Headers(scope=scope), scope["method"]
        if _size_of_head(scope) > MOST_HEAD:
            return _refused(scope, 431, "The address or the headers are too long.")
        if len(headers.getlist("host")) != 1 or not self._hosts.holds(headers["host"]):
            return _refused(scope, 421, "This server is not called by that name.")
        foreign = is_foreign(headers)
        if method in SAFE:
            return (
                _refused(scope, 403, "A page of another site asked.")
                if (foreign and not _is_link(headers))
                else None
            )
        if method == "OPTIONS":
            return _refused(scope, 403, "Other sites may not ask for anything here.")
        if self._read_only:
            return _refused(scope, 403, "This server only shows: nothing can be changed here.")
        known = "origin" in headers or headers.get("sec-fetch-site") == "same-origin"
        if foreign or not (known or OWN_HEADER in headers):
            return _refused(
                scope, 403, f"A change needs a page of this server, or the header {OWN_HEADER}."
            )
        return None


def is_foreign(headers: Headers) -> bool:
    """Return whether a request comes from a page of another site, or of none (`Origin: null`)."""
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return True
    if "origin" not in headers:
        return False
    origin = urlsplit(headers["origin"])
    return origin.scheme not in ("http", "https") or origin.netloc != headers["host"]


def _size_of_head(scope: Scope) -> int:
    fields = sum(len(name) + len(value) for name, value in scope["headers"])
    return len(scope.get("raw_path", b"")) + len(scope["query_string"]) + fields


def _is_link(headers: Headers) -> bool:
    """Return whether a person followed a link to here: that shows a page and tells nobody else."""
    kind = headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")
    return "origin" not in headers and kind == ("navigate", "document")


def _refused(scope: Scope, status: int, words: str) -> Response:
    if scope["path"].startswith("/api/"):
        return JSONResponse({"error": words, "hint": ""}, status)
    return PlainTextResponse(words, status)
