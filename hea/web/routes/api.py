"""What tells about the server: the help page, the JSON interface, and whether it lives."""

from __future__ import annotations

from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from builder.papers import ON_TOPIC
from hea.web.api_description import api_route, entries, openapi
from hea.web.pages import page, without_paths
from hea.web.served import in_thread, served
from hea.workspace import Workspace, settings_in_force


async def help_page(request: Request) -> Response:
    """Explain marks, words and keys, and show the settings in force."""
    settings = await in_thread(_settings, served(request).workspace)
    return page(request, "help.html", title="Help", least_topic=ON_TOPIC, settings=settings)


def _settings(place: Workspace) -> list[tuple[str, str, str]]:
    """Return each setting, its value and where that comes from; no folder and no login in it."""
    return [
        (one.name, without_paths(_told(one.value), place), one.source)
        for one in settings_in_force(place)
    ]


def _told(value: str | int | float | bool) -> str:
    """Return a value of a setting as `hea config show` prints it, without a login."""
    if isinstance(value, str) and "//" in value:
        from answer.models.server.address import without_login  # loads an HTTP client

        return without_login(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


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
    Route("/help", help_page),
    Route("/api/docs", docs),
    api_route("/api/openapi.json", description, returns="The description of this interface."),
    api_route("/api/health", health, returns="`status` and `version`."),
]
