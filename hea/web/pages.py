"""Render templates, and show errors as pages or JSON without traceback or path."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from builder.errors import UserError
from hea.extras import lacking
from hea.os_errors import trouble_with_disk
from hea.web.served import served
from hea.workflows.values.alloy_names import alloy_in, name_parts
from hea.workspace import Workspace

if TYPE_CHECKING:
    from answer.answers import Citation
    from builder.library.property_table import PropertyRow
    from hea.workflows.conversation.evidence import QuotePlace

LOGGER = logging.getLogger("hea.web")
STATIC = Path(__file__).parent / "static"

_WORDS = {
    400: "That request cannot be understood.",
    403: "That is not allowed.",
    404: "There is no such page.",
    405: "That page takes no such request.",
    408: "Nothing came for too long.",
    413: "That is too large.",
}


@lru_cache(maxsize=1)
def templates() -> Environment:
    """Return the templates; whatever is put into one is text and is escaped."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = static_url
    made.globals["span"] = span_address
    made.globals["alloy_in"] = alloy_in
    made.filters["formula"] = breakable
    made.filters["code"] = with_code
    return made


def span_address(one: Citation | PropertyRow | QuotePlace) -> str:
    """Return how the address of a paper names some of its characters: `start=0&end=9&piece=2`."""
    told: dict[str, int] = {"start": one.start, "end": one.end}
    if one.place:
        told["piece"] = one.place.number
        if one.place.row:
            told["row"] = one.place.row
    return urlencode(told)


def breakable(name: str) -> Markup:
    """Return a name of an alloy that goes on in another line between two elements.

    Only a formula that is too long for a line of its own is broken.
    """
    words = [name_parts(word) for word in name.split(" ")]
    whole = Markup('<span class="formula">{}</span>')
    return Markup(" ").join(
        whole.format(Markup("<wbr>").join(parts))
        if len(words) > 1 < len(parts)
        else Markup("<wbr>").join(parts)
        for parts in words
    )


def with_code(words: str) -> Markup:
    """Return a message as HTML: what stands between two backticks is a command or a name."""
    parts = words.split("`")
    if len(parts) % 2 == 0:  # one of them is not a quotation mark
        return escape(words)
    marked = (
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part)
        for number, part in enumerate(parts)
    )
    return Markup("").join(marked)


@lru_cache(maxsize=64)
def static_url(name: str) -> str:
    """Return the address of a file of `static/`; it changes with the file."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def is_fragment(request: Request) -> bool:
    """Return whether htmx asks for a part of a page."""
    return "hx-request" in request.headers and "hx-boosted" not in request.headers


def wants_json(request: Request) -> bool:
    """Return whether a request is for the JSON interface."""
    return request.url.path.startswith("/api/") and request.url.path != "/api/docs"


def page(request: Request, template: str, status: int = 200, /, **context: Any) -> HTMLResponse:
    """Return a page made of a template.

    Args:
        request: The request.
        template: A file of `templates/`.
        status: The status of the response.
        context: What the template shows.
    """
    return HTMLResponse(fragment(request, template, **context), status)


def fragment(request: Request, template: str, /, **context: Any) -> str:
    """Return a template as HTML, to be put into a page."""
    shared = served(request)
    made = templates().get_template(template)
    return made.render(
        navigation=shared.navigation, read_only=shared.read_only, path=request.url.path, **context
    )


def trouble_text(request: Request, error: UserError) -> tuple[str, str]:
    """Return what is wrong and the next step, without the folders of this machine."""
    place = served(request).workspace
    return without_paths(error.message, place), without_paths(error.hint, place)


def without_paths(words: str, place: Workspace) -> str:
    """Return a message without the folders of this machine: they are nobody's business."""
    for folder in (place.root, Path.home()):
        if len(folder.parts) > 1:
            for sign in "/\\":
                words = words.replace(f"{folder}{sign}", "")
            words = words.replace(str(folder), "the workspace")
    return words


def trouble(request: Request, status: int, message: str, hint: str) -> Response:
    """Return an error as a page, as a part of one, or as JSON."""
    place = served(request).workspace
    message, hint = without_paths(message, place), without_paths(hint, place)
    if wants_json(request):
        return JSONResponse({"error": message, "hint": hint}, status)
    template = "_error.html" if is_fragment(request) else "error.html"
    return page(request, template, status, message=message, hint=hint, title="Error")


async def show_user_error(request: Request, error: Exception) -> Response:
    """Show what the user can mend."""
    assert isinstance(error, UserError)
    return trouble(request, 400, error.message, error.hint)


async def show_http_error(request: Request, error: Exception) -> Response:
    """Show that a page is not there, or not allowed."""
    assert isinstance(error, HTTPException)
    words = _WORDS.get(error.status_code, "That did not work.")
    shown = trouble(request, error.status_code, words, "")
    shown.headers.update(error.headers or {})
    return shown


async def show_missing_package(request: Request, error: Exception) -> Response:
    """Show which extra installs what is needed."""
    assert isinstance(error, ModuleNotFoundError)
    known = lacking(error)
    return trouble(request, 400, known.message, known.hint) if known else _bug(request, error)


async def show_disk_error(request: Request, error: Exception) -> Response:
    """Show what is wrong with the disk; another error of the system is a bug."""
    assert isinstance(error, OSError | sqlite3.DatabaseError)
    known = trouble_with_disk(error)
    return trouble(request, 503, known.message, known.hint) if known else _bug(request, error)


def _bug(request: Request, error: Exception) -> Response:
    LOGGER.error("%s %s", request.method, request.url.path, exc_info=error)
    return trouble(
        request,
        500,
        "Something in hea-qa failed.",
        "The terminal of `hea serve` shows what it was.",
    )


#: What shows each kind of error.
HANDLERS: dict[Any, Any] = {
    UserError: show_user_error,
    HTTPException: show_http_error,
    ModuleNotFoundError: show_missing_package,
    OSError: show_disk_error,
    sqlite3.DatabaseError: show_disk_error,
}


class BugReport:
    """Log an error of the program with its traceback; tell the browser only that there was one.

    Starlette's own handler of all other errors stands outside the headers of safety.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Watch ``app``."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            response = _bug(Request(scope), error)
            await response(scope, receive, send)
