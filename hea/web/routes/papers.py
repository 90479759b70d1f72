"""`/papers`: every file of the corpus with its state: searched, sorted, and page by page."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from builder.library.paper_search import SORTS, TOPICS, PaperPage, PaperQuery
from builder.papers import STATES
from hea.web.api_description import ApiParameter, api_route
from hea.web.pages import page
from hea.web.parameters import choice_of, number_of, text_of
from hea.web.routes.uploads import shown_uploads
from hea.web.served import in_thread, served
from hea.workflows import json_contracts
from hea.workflows.corpus.papers import bodies_of, find_listed, is_built, waiting_files

NAVIGATION = ("/papers", "Papers")
#: Rows of a page, and most of one answer of the JSON interface.
_ROWS, _MOST_ROWS = 50, 500
_MOST_WORDS = 200
#: Seconds for which a page waits for the count of files that are new.
_PATIENCE = 0.5
_COLUMNS = (("title", "Title"), ("year", "Year"), ("state", "State"), ("topic", "HEA"))


async def papers(request: Request) -> Response:
    """Show the papers that fit, and what can be added."""
    given = request.query_params
    wanted, number = _query(given), number_of(given, "page", 1, 1)
    place = served(request).workspace
    built = await in_thread(is_built, place)
    found = PaperPage((), 0)
    if built:
        found = await in_thread(find_listed, place, wanted, (number - 1) * _ROWS, _ROWS)
    waiting = await _waiting(request)
    return page(
        request,
        "papers.html",
        title="Papers",
        found=found,
        built=built,
        waiting=waiting,
        wanted=wanted,
        number=number,
        last=max(1, -(-found.total // _ROWS)),
        first=(number - 1) * _ROWS,
        columns=_COLUMNS,
        topics={"yes": "about HEAs", "no": "other topics", "unknown": "not known"},
        address=lambda **changes: _address(wanted, changes),
        **shown_uploads(request),
    )


async def _waiting(request: Request) -> int:
    """Return how many files wait for a build: as it is now, or was when it was last counted.

    To look at 50,000 files takes seconds, for which no page is kept back.
    """
    state, place = request.app.state, served(request).workspace
    count: asyncio.Task[int] | None = getattr(state, "count", None)
    if count is None or count.done():
        count = state.count = asyncio.create_task(in_thread(waiting_files, place))
    done, _ = await asyncio.wait({count}, timeout=_PATIENCE)
    if done:
        state.waiting = count.result()
    return int(getattr(state, "waiting", 0))


async def listed(request: Request) -> Response:
    """List the papers that fit, with counts of each kind."""
    given = request.query_params
    count = number_of(given, "count", _ROWS, 1, _MOST_ROWS)
    first = number_of(given, "first", 0)
    place = served(request).workspace
    found = await in_thread(find_listed, place, _query(given), first, count)
    bodies = await in_thread(bodies_of, place, found.rows)
    return JSONResponse(
        {
            "total": found.total,
            "papers": [json_contracts.paper(row, bodies.get(row.id)) for row in found.rows],
            "states": found.states,
            "years": {str(year): n for year, n in found.years.items()},
            "topics": found.topics,
        }
    )


def _query(given: QueryParams) -> PaperQuery:
    """Return what the parameters ask for.

    Raises:
        UserError: One of them is none of its choices.
    """
    return PaperQuery(
        text_of(given, "search", _MOST_WORDS),
        choice_of(given, "state", STATES, ""),
        number_of(given, "year", 0, 1800, 2100) or None,
        choice_of(given, "topic", TOPICS, ""),
        choice_of(given, "sort", tuple(SORTS), "file"),
        choice_of(given, "order", ("up", "down"), "up") == "down",
    )


def _address(wanted: PaperQuery, changes: dict[str, Any]) -> str:
    """Return the address of the same list with some parameters changed."""
    given = {
        "search": wanted.words,
        "state": wanted.state,
        "year": wanted.year,
        "topic": wanted.topic,
        "sort": "" if wanted.sort == "file" else wanted.sort,
        "order": "down" if wanted.descending else "",
    }
    kept = {name: value for name, value in (given | changes).items() if value}
    return f"/papers?{urlencode(kept)}" if kept else "/papers"


ROUTES = [
    Route("/papers", papers),
    api_route(
        "/api/papers",
        listed,
        ApiParameter("search", "Words that must all stand in title, authors, journal, DOI, file."),
        ApiParameter("state", f"One of: {', '.join(STATES)}."),
        ApiParameter("year", "A year."),
        ApiParameter("topic", "`yes`: about high-entropy alloys; `no`, `unknown`."),
        ApiParameter("sort", f"One of: {', '.join(SORTS)}."),
        ApiParameter("order", "`up` or `down`."),
        ApiParameter("first", "The number of the first row, from 0."),
        ApiParameter("count", f"How many rows, up to {_MOST_ROWS}."),
        returns="`total`, and `papers` as `hea papers --json`; counts by state, year and topic.",
    ),
]
