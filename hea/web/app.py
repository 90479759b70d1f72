"""The web application of a workspace: its routes, guarded by the checks of `hea.web.safety`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from hea.web import pages
from hea.web.bodies import BodyLimits
from hea.web.routes import (
    api,
    ask,
    curate,
    history,
    jobs,
    paper,
    papers,
    reports,
    triples,
    uploads,
    values,
)
from hea.web.safety import LOOPBACK_ONLY, AllowedHosts, Guard
from hea.web.served import AnsweringThread, Served
from hea.web.token_gate import TokenGate
from hea.workspace import Workspace, load_settings

#: Families of pages, each with its `ROUTES`. One that the header leads to has `NAVIGATION`, a path
#: and a name; one that takes more than a form has `BODIES`, the most bytes by path.
_FAMILIES = (ask, papers, uploads, paper, values, curate, triples, jobs, reports, history, api)


def create_app(
    workspace: Workspace,
    token: str | None = None,
    read_only: bool = False,
    hosts: AllowedHosts = LOOPBACK_ONLY,
) -> Starlette:
    """Return the application that serves a workspace.

    Args:
        workspace: A folder with a corpus; it need not have been built.
        token: What a browser must know to be let in; None to let in all of this machine.
        read_only: Refuse every request that may change something.
        hosts: The names under which the server may be called.

    Raises:
        UserError: A setting is not known, or its value is of the wrong kind.
    """
    navigation = [family.NAVIGATION for family in _FAMILIES if hasattr(family, "NAVIGATION")]
    larger = {
        path: most for family in _FAMILIES for path, most in getattr(family, "BODIES", {}).items()
    }
    shared = Served(
        workspace,
        load_settings(workspace, {}),
        read_only,
        tuple(navigation),
        quotes=AnsweringThread(workspace, "quotes"),
        models=AnsweringThread(workspace, "models"),
    )

    @asynccontextmanager
    async def closing(app: Starlette) -> AsyncIterator[None]:
        shared.quotes.prepare()
        yield
        shared.close()

    guards = [Middleware(Guard, hosts=hosts, read_only=read_only)]
    if token:
        guards.append(Middleware(TokenGate, token=token))
    guards += [Middleware(BodyLimits, larger=larger), Middleware(pages.BugReport)]
    app = Starlette(
        routes=[
            *(route for family in _FAMILIES for route in family.ROUTES),
            Mount("/static", StaticFiles(directory=pages.STATIC), name="static"),
        ],
        middleware=guards,
        exception_handlers=pages.HANDLERS,
        lifespan=closing,
    )
    app.state.served = shared
    return app
