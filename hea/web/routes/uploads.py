"""Files that are dropped or chosen: into `corpus/inbox/`, and read, with the state of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import anyio
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from builder.errors import UserError
from hea.web.api_description import ApiParameter, api_route
from hea.web.pages import fragment, page
from hea.web.routes.changes import Changes, change_stream
from hea.web.served import in_thread, served

if TYPE_CHECKING:
    from hea.workflows.intake.uploads import Upload, Uploads

#: Bytes of one upload: a zip archive of some hundred papers.
MOST_BYTES = 512 * 2**20
#: Files of one form, and forms that are received at a time: each may lie on the disk meanwhile.
_MOST_FILES, _AT_A_TIME = 2_000, 4
#: The latest files that a page shows; a file of the JSON interface says of all.
_MOST_SHOWN = 200

BODIES = {"/papers/added": MOST_BYTES, "/api/papers": MOST_BYTES}


def uploads_of(request: Request) -> Uploads:
    """Return the uploads of the server, which begin with the first request that asks for them."""
    from hea.workflows.intake.uploads import Uploads

    state = request.app.state
    if not hasattr(state, "uploads"):
        shared = served(request)
        state.uploads = Uploads(shared.workspace, shared.settings)
        state.receiving = anyio.Semaphore(_AT_A_TIME)
    uploads: Uploads = state.uploads
    return uploads


def shown_uploads(request: Request) -> dict[str, Any]:
    """Return what the template of uploads shows."""
    uploads = uploads_of(request)
    change, rows = uploads.changed_since(0, _MOST_SHOWN)
    counts = uploads.counts()
    return {
        "uploads": rows[::-1],
        "upload_counts": counts,
        "reading": counts.get("reading", 0),
        "change": change,
        "most_bytes": MOST_BYTES,
    }


async def added(request: Request) -> Response:
    """Show what was added; without JavaScript the page asks again while files are read."""
    return page(request, "papers_added.html", title="Added papers", **shown_uploads(request))


async def added_rows(request: Request) -> Response:
    """Return the rows alone, to be put into a page that is open."""
    return HTMLResponse(fragment(request, "_papers_added.html", **shown_uploads(request)))


async def upload_form(request: Request) -> Response:
    """Take the files of a form, and lead to the page that tells of each."""
    await _take(request)
    return RedirectResponse("/papers/added", 303)


async def upload(request: Request) -> Response:
    """Put files into `corpus/inbox/` and begin to read them; a zip archive is unpacked."""
    taken = await _take(request)
    return JSONResponse({"files": [one.as_plain() for one in taken]}, 202)


async def _take(request: Request) -> list[Upload]:
    """Take every file of a form in.

    Raises:
        UserError: It holds no file.
    """
    uploads = uploads_of(request)
    async with (
        request.app.state.receiving,  # who waits is not read from
        request.form(max_files=_MOST_FILES, max_fields=20) as form,
    ):
        taken = [
            row
            for file in _files(form)
            for row in await in_thread(uploads.take, file.filename or "", file.file, file.size or 0)
        ]
    if not taken:
        raise UserError("No file is chosen.", "Choose PDFs, exports or a zip archive of them.")
    return taken


def _files(form: FormData) -> Iterator[UploadFile]:
    """Yield the files of a form, but the empty one a browser sends where none was chosen."""
    for _, value in form.multi_items():
        if isinstance(value, UploadFile) and (value.filename or value.size):
            yield value


async def listing(request: Request) -> Response:
    """List the files that were added since the server began."""
    _, rows = uploads_of(request).changed_since(0)
    return JSONResponse([one.as_plain() for one in rows])


async def events(request: Request) -> Response:
    """Tell of each file whose state changes, by server-sent events."""
    uploads = uploads_of(request)

    def look(place: int) -> Changes:
        change, rows = uploads.changed_since(place)
        return Changes(change, tuple(("file", one.as_plain()) for one in rows))

    return change_stream(request, look)


async def retry_form(request: Request) -> Response:
    """Read a file again, and lead to the page that tells of it."""
    await _retry(request)
    return RedirectResponse("/papers/added", 303)


async def retry(request: Request) -> Response:
    """Read a file again that gave no paper."""
    return JSONResponse((await _retry(request)).as_plain())


async def _retry(request: Request) -> Upload:
    number = str(request.path_params["number"])
    if not re.fullmatch(r"[1-9]\d{0,8}", number, re.ASCII):
        raise HTTPException(404)
    return uploads_of(request).retry(int(number))


_FILES = ApiParameter("files", "Files of a form of type multipart/form-data.", True, "body")
_NUMBER = ApiParameter("number", "The number of an added file.", place="path")
_FILE = "`number`, and a file as of `hea add --json`"

ROUTES = [
    Route("/papers/added", added),
    Route("/papers/added", upload_form, methods=["POST"]),
    Route("/papers/added/rows", added_rows),
    Route("/papers/added/{number}/retry", retry_form, methods=["POST"]),
    api_route("/api/uploads", listing, returns=f"A list: {_FILE} each."),
    api_route("/api/papers", upload, _FILES, returns=f"`files`: {_FILE}.", methods=("POST",)),
    api_route(
        "/api/uploads/events", events, returns=f"Events `file`: {_FILE}.", media="text/event-stream"
    ),
    api_route(
        "/api/uploads/{number}/retry", retry, _NUMBER, returns=f"{_FILE}.", methods=("POST",)
    ),
]
