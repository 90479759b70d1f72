"""What belongs to the whole JSON interface: its description, and whether the server lives."""

from __future__ import annotations

from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hea.web.api_description import api_route, entries, openapi
from hea.web.pages import page


async def docs(request: Request) -> Response:
    """Describe each address of the JSON interface."""
    found = list(entries(request.app.routes))
    return page(request, "api_docs.html", title="JSON interface", entries=found)


async def description(request: Request) -> Response:
    """Describe the JSON interface as OpenAPI."""
    return JSONResponse(openapi(entries(request.app.routes), version("hea-qa")))


async def health(request: Request) -> Response:
    """Tell that the server lives."""
    return JSONResponse({"status": "ok", "version": version("hea-qa")})


ROUTES = [
    Route("/api/docs", docs),
    api_route("/api/openapi.json", description, returns="The description of this interface."),
    api_route("/api/health", health, returns="`status` and `version`."),
]
