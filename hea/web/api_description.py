"""Describe the JSON interface beside its code, for people and as OpenAPI."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class ApiParameter:
    """A parameter of an address of the JSON interface."""

    name: str
    meaning: str
    required: bool = False
    place: str = "query"
    """`query`, `path`, or `body` for a field of a form."""


@dataclass(frozen=True, slots=True)
class ApiEntry:
    """One address of the JSON interface."""

    path: str
    methods: tuple[str, ...]
    does: str
    """The docstring of its function."""
    parameters: tuple[ApiParameter, ...]
    returns: str
    """What comes back, in words."""
    media: str


def api_route(
    path: str,
    endpoint: Endpoint,
    *parameters: ApiParameter,
    returns: str,
    methods: tuple[str, ...] = ("GET",),
    media: str = "application/json",
) -> Route:
    """Return a route of the JSON interface, which `/api/docs` describes by its docstring.

    Args:
        path: As starlette writes it: `/api/papers/{paper}`.
        endpoint: What answers; the first paragraph of its docstring says what it does.
        parameters: What it takes.
        returns: What it gives, in words, with the name of the `--json` it is like.
        methods: The methods of HTTP.
        media: The type of what it gives.
    """
    route = Route(path, endpoint, methods=list(methods))
    does = (inspect.getdoc(endpoint) or "").split("\n\n")[0]
    route.entry = ApiEntry(path, methods, does, parameters, returns, media)  # type: ignore[attr-defined]
    return route


def entries(routes: Iterable[BaseRoute]) -> Iterator[ApiEntry]:
    """Yield the addresses that `api_route` made, in their order."""
    for route in routes:
        found = getattr(route, "entry", None)
        if isinstance(found, ApiEntry):
            yield found


def openapi(described: Iterable[ApiEntry], version: str) -> dict[str, Any]:
    """Return the description of the interface as OpenAPI 3.1."""
    paths: dict[str, dict[str, Any]] = {}
    for entry in described:
        for method in entry.methods:
            paths.setdefault(entry.path, {})[method.lower()] = _operation(entry)
    return {
        "openapi": "3.1.0",
        "info": {"title": "hea-qa", "version": version, "license": {"name": "AGPL-3.0-or-later"}},
        "paths": paths,
    }


def _operation(entry: ApiEntry) -> dict[str, Any]:
    asked = [
        {
            "name": one.name,
            "in": one.place,
            "required": one.required or one.place == "path",
            "description": one.meaning,
            "schema": {"type": "string"},
        }
        for one in entry.parameters
        if one.place != "body"
    ]
    said: dict[str, Any] = {
        "summary": entry.does,
        "parameters": asked,
        "responses": {
            "200": {"description": entry.returns, "content": {entry.media: {}}},
            "400": {"description": "A parameter is wrong: `error` and `hint` say which."},
        },
    }
    fields = {one.name: one for one in entry.parameters if one.place == "body"}
    if fields:
        schema = {
            "type": "object",
            "properties": {
                name: {"type": "string", "description": one.meaning} for name, one in fields.items()
            },
            "required": [name for name, one in fields.items() if one.required],
        }
        form = {"application/x-www-form-urlencoded": {"schema": schema}}
        said["requestBody"] = {"content": form}
    return said
