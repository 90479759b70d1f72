"""Run the web application: bind the address, open the browser, end cleanly on Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from builder.errors import UserError
from hea.web.safety import LOOPBACK, MOST_HEAD, AllowedHosts

#: Seconds that the head of a request may take to arrive.
_HEAD_SECONDS = 10.0
#: Connections that are held at a time; a further one is answered 503.
_MOST_CONNECTIONS = 250
#: Seconds that a connection without a request is kept, and that answers have to end at Ctrl-C.
_IDLE, _GRACE = 15, 3


class PatientProtocol(H11Protocol):
    """HTTP/1.1 that closes a connection whose request does not arrive in time."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what arrived; wait for the rest of a request that it begins."""
        super().data_received(data)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        super().connection_lost(exc)
        if self._deadline:
            self._deadline.cancel()

    def _wait(self) -> None:
        """Set the clock where no request is at work, and stop it where one is."""
        at_work = self.cycle is not None and not self.cycle.response_complete
        if at_work and self._deadline:
            self._deadline.cancel()
            self._deadline = None
        elif not at_work and self._deadline is None:
            self._deadline = self.loop.call_later(_HEAD_SECONDS, self._give_up)

    def _give_up(self) -> None:
        self._deadline = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()


def allowed_hosts(host: str) -> AllowedHosts:
    """Return the names under which a server that listens at ``host`` may be called."""
    if host in LOOPBACK:
        return AllowedHosts()
    names = {*LOOPBACK, host, socket.gethostname().lower(), socket.getfqdn().lower()}
    return AllowedHosts(frozenset(names), any_address=True)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that is bound; the next free port where ``port`` is 0.

    Raises:
        UserError: The address is not this machine's, or another program has the port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise UserError(
            f"The server cannot listen at {host}:{port}: {error.strerror or error}.",
            "Choose another one: hea serve --port 8766.",
        ) from error
    return made


def address_of(bound: socket.socket, token: str | None) -> str:
    """Return the address that a browser opens, with the token that lets it in."""
    host, port = bound.getsockname()[:2]
    anywhere = ipaddress.ip_address(host).is_unspecified
    name = "127.0.0.1" if anywhere else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/{f'?token={token}' if token else ''}"


class AnnouncingServer(uvicorn.Server):
    """A server that tells when it listens."""

    def __init__(self, app: Starlette, config: uvicorn.Config, told: Callable[[], object]) -> None:
        """Serve ``app``; call ``told`` once requests are answered."""
        super().__init__(config)
        self._app, self._told = app, told

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self._told()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let what only waits for changes end, and then the rest."""
        self._app.state.ending = True
        await super().shutdown(sockets)


def prepare(app: Starlette, told: Callable[[], object]) -> AnnouncingServer:
    """Return a server of an application, to be run over a socket from `listen`.

    Args:
        app: The application.
        told: Called once the server listens.
    """
    settings: dict[str, Any] = {
        "http": PatientProtocol,
        "ws": "none",
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,
        "h11_max_incomplete_event_size": MOST_HEAD,
        "limit_concurrency": _MOST_CONNECTIONS,
        "timeout_keep_alive": _IDLE,
        "timeout_graceful_shutdown": _GRACE,
    }
    return AnnouncingServer(app, uvicorn.Config(app, **settings), told)


def run(app: Starlette, bound: socket.socket, told: Callable[[], object]) -> None:
    """Answer requests until Ctrl-C; see `prepare`."""
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises it again once it has ended
        prepare(app, told).run(sockets=[bound])


def open_browser(address: str) -> None:
    """Open the page in the browser of this machine, if it has one with a window."""
    if sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        return  # a browser of the terminal would take the terminal
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
