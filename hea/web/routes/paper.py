"""`/paper/ID`: one paper, its pages with a quote lit, and what its abstract holds."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route

from builder.errors import UserError
from builder.library.manifest import CORRECTED
from hea.web.api_description import ApiParameter, api_route
from hea.web.pages import is_fragment, page
from hea.web.parameters import choice_of, number_of, paper_of, text_of, texts_of
from hea.web.served import in_thread, served
from hea.workflows import json_contracts
from hea.workflows.conversation.evidence import (
    LitPage,
    QuotePlace,
    find_body_quote,
    find_paper,
    find_quote,
)
from hea.workflows.conversation.marked_text import marked_text
from hea.workflows.corpus.papers import bodies_of
from hea.workflows.exports.contents import of_papers, papers_of
from hea.workflows.exports.document import ReferenceBlock
from hea.workflows.exports.formats import REFERENCES, written
from hea.workflows.exports.markup import reference_in_markdown
from hea.workspace import Workspace

#: Pages of a PDF that one view of a paper shows; the others are a link away.
_PAGES = 40
#: Characters of the longest correction.
_LONGEST_CORRECTION = 40_000
#: How an abstract was found, by the rule.
_FOUND_BY = {
    "under_heading": "below a heading such as “Abstract”",
    "run_in_heading": "behind the word “Abstract” in its first line",
    "set_apart": "a paragraph set apart before the text, without a heading",
    "jats": "marked as the abstract in the file",
    "elsevier": "marked as the abstract in the file",
    "manifest": "as corrected in corpus/manifest.csv",
}
#: Most papers of one export.
_MOST_EXPORTED = 1000
#: The id is the hash of the file: neither it nor its pages ever change.
_KEPT = {"cache-control": "private, max-age=86400, immutable"}
_PAPER = ApiParameter("paper", "Id of a paper: 64 hexadecimal digits.", place="path")
_SPAN = (
    ApiParameter("start", "The first character of the abstract.", required=True),
    ApiParameter("end", "Behind the last one.", required=True),
)


async def paper(request: Request) -> Response:
    """Show a paper; of a fragment only where the quote stands."""
    place, given = served(request).workspace, request.query_params
    if is_fragment(request):
        quote = await in_thread(_quote, place, paper_of(request), given)
        number = number_of(given, "n", 0)
        return page(request, "_evidence.html", quote=quote, number=number)
    shown = await in_thread(_paper, place, paper_of(request), given)
    shown["corrected"] = "corrected" in given
    return page(request, "paper.html", title=shown["listed"].paper.title or "Paper", **shown)


def _quote(place: Workspace, identity: str, given: QueryParams) -> QuotePlace:
    """Return where the characters stand that an address names."""
    start, end = number_of(given, "start", 0), number_of(given, "end", 0)
    if piece := number_of(given, "piece", 0):
        row = number_of(given, "row", 0) or None
        return find_body_quote(place, identity, piece, row, start, end)
    return find_quote(place, identity, start, end)


def _paper(place: Workspace, identity: str, given: QueryParams) -> dict[str, Any]:
    """Return what the template of a paper shows, with its pages from the one asked for on."""
    from hea.workflows.pages import page_count

    listed = find_paper(place, identity)
    abstract = listed.paper.abstract
    quote = _quote(place, identity, given) if abstract and "end" in given else None
    # Of a sentence of the body, nothing is marked in the abstract.
    lit = (quote.start, quote.end) if quote and quote.text is None else (0, 0)
    first = number_of(given, "page", 1, 1)
    try:
        count, no_picture = page_count(place, identity), ""
    except UserError as error:
        count, no_picture = 0, error.message
    boxes = {one.number: one for one in quote.pages} if quote else {}
    last = min(count, first + _PAGES - 1)
    return {
        "listed": listed,
        "found_by": _FOUND_BY.get(abstract.rule, "") if abstract else "",
        "body": bodies_of(place, [listed]).get(identity),
        "quote": quote,
        "pieces": marked_text(abstract.text, *lit) if abstract else [],
        "pages": [boxes.get(n) or LitPage(n, ()) for n in range(first, last + 1)],
        "count": count,
        "last": last,
        "no_picture": no_picture,
    }


async def correct(request: Request) -> Response:
    """Write a person's corrections of a paper into the manifest."""
    from hea.workflows.corpus.corrections import correct_paper

    async with request.form() as form:
        given = {
            name: text_of(form, name, _LONGEST_CORRECTION) for name in CORRECTED if name in form
        }
    await in_thread(correct_paper, served(request).workspace, paper_of(request), given)
    return RedirectResponse(f"/paper/{paper_of(request)}?corrected=1", 303)


async def picture(request: Request) -> Response:
    """Draw a page of the paper's PDF as a PNG."""
    from hea.workflows.pages import page_picture

    dpi = number_of(request.query_params, "dpi", 110, 30, 300)
    number = _page_number(request)
    try:
        drawn = await in_thread(
            page_picture, served(request).workspace, paper_of(request), number, dpi
        )
    except UserError as error:
        raise HTTPException(404) from error
    return Response(drawn, media_type="image/png", headers=_KEPT)


async def file(request: Request) -> Response:
    """Return the PDF of a paper, for the browser's own viewer: `#page=3` opens a page of it."""
    from hea.workflows.pages import pdf_of

    try:
        found = await in_thread(pdf_of, served(request).workspace, paper_of(request))
    except UserError as error:
        raise HTTPException(404) from error
    return FileResponse(
        found.path,
        media_type="application/pdf",
        headers=_KEPT,
        filename=found.path.name,
        content_disposition_type="inline",
    )


def _page_number(request: Request) -> int:
    words = str(request.path_params["number"])
    if not words.isdecimal() or len(words) > 6 or int(words) < 1:
        raise HTTPException(404)
    return int(words)


async def api_paper(request: Request) -> Response:
    """Return a paper."""
    listed = await in_thread(find_paper, served(request).workspace, paper_of(request))
    bodies = await in_thread(bodies_of, served(request).workspace, [listed])
    return JSONResponse(json_contracts.paper(listed, bodies.get(listed.id)))


async def api_boxes(request: Request) -> Response:
    """Return where characters of a paper's abstract stand on its pages, line by line."""
    given = request.query_params
    start, end = number_of(given, "start", 0), number_of(given, "end", 0)
    found = await in_thread(find_quote, served(request).workspace, paper_of(request), start, end)
    lines = [box for one in found.pages for box in one.boxes]
    return JSONResponse(
        [{"page": b.page, "x0": b.x0, "y0": b.y0, "x1": b.x1, "y1": b.y1} for b in lines]
    )


async def api_export(request: Request) -> Response:
    """Return papers as references, in one of the formats of `hea cite`."""
    ids = texts_of(request.query_params, "ids", longest=_MOST_EXPORTED * 65)
    form = choice_of(request.query_params, "format", (*REFERENCES, "markdown"), "bibtex")
    found = await in_thread(papers_of, served(request).workspace, ids)
    if not found:
        raise UserError("There is no such paper.", "Give papers by their ids: ids=…,…")
    if form == "markdown":
        lines = [reference_in_markdown(ReferenceBlock("", listed)) for listed in found]
        return PlainTextResponse("\n\n".join(lines) + "\n")
    return PlainTextResponse(written(of_papers("", found), form))


ROUTES = [
    Route("/paper/{paper}", paper),
    Route("/paper/{paper}/correct", correct, methods=["POST"]),
    Route("/paper/{paper}/page/{number}.png", picture),
    Route("/paper/{paper}/file.pdf", file),
    api_route("/api/papers/{paper}", api_paper, _PAPER, returns="A row of `hea papers --json`."),
    api_route(
        "/api/papers/{paper}/pages/{number}.png",
        picture,
        _PAPER,
        ApiParameter("number", "Of the page, from 1.", place="path"),
        ApiParameter("dpi", "Pixels an inch, 30 to 300."),
        returns="The page.",
        media="image/png",
    ),
    api_route(
        "/api/papers/{paper}/boxes",
        api_boxes,
        _PAPER,
        *_SPAN,
        returns="A list of `page`, `x0`, `y0`, `x1`, `y1`, from 0 to 1 of the page from the top"
        " left; empty where the place is not known.",
    ),
    api_route(
        "/api/export",
        api_export,
        ApiParameter("ids", "Ids of papers, with commas between them.", required=True),
        ApiParameter("format", "`bibtex`, `csl`, `ris` or `markdown`."),
        returns="Text.",
        media="text/plain",
    ),
]
