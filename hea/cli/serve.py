"""`hea serve`: the workspace in a browser."""

from __future__ import annotations

import gc
from typing import Annotated

import typer

from hea.cli.options import Where
from hea.workspace import find_workspace

#: As for `hea ask`: nearly all that is loaded is kept.
_OBJECTS_BETWEEN_COLLECTIONS = 50_000


def serve(
    host: Annotated[
        str, typer.Option(help="Address for other computers to connect to; makes a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes any free one.")] = 8765,
    token: Annotated[
        str | None,
        typer.Option(
            help="A token of your own, of at least 16 characters.",
            show_default=False,
        ),
    ] = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Show everything and change nothing.")
    ] = False,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Print the address only; do not open a browser.")
    ] = False,
    workspace: Where = None,
) -> None:
    """Open the web page: ask, read, plot and curate in a browser. Ctrl-C ends it."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from hea.render import console
    from hea.web import server
    from hea.web.app import create_app
    from hea.web.safety import LOOPBACK
    from hea.web.token_gate import make_token

    place = find_workspace(workspace)
    secret = make_token(token) if token is not None or host not in LOOPBACK else None
    app = create_app(place, secret, read_only, server.allowed_hosts(host))
    bound = server.listen(host, port)
    address = server.address_of(bound, secret)

    def told() -> None:
        console.note(f"{place.root} at {address}  (Ctrl-C ends)")
        if not (no_browser or secret):  # a command line, with the token in it, is no secret
            server.open_browser(address)

    server.run(app, bound, told)
