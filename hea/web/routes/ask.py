"""`/`: ask a question; its answer with each sentence cited, or a refusal."""

from __future__ import annotations

import time

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hea.web.api_description import ApiParameter, api_route
from hea.web.pages import page
from hea.web.parameters import text_of
from hea.web.served import served
from hea.workflows import json_contracts
from hea.workflows.answers.questions import require_words

NAVIGATION = ("/", "Ask")


async def ask(request: Request) -> Response:
    """Show the form, and the answer to the question in the address, if there is one."""
    return page(request, "ask.html", title="Ask", question=text_of(request.query_params, "q"))


async def api_ask(request: Request) -> Response:
    """Answer a question, each sentence cited, or refuse it."""
    shared, started = served(request), time.perf_counter()
    question = require_words(text_of(request.query_params, "q"))
    answer = await shared.quotes.run(
        lambda library: library.asker(shared.settings).answer(question)
    )
    return JSONResponse(json_contracts.answer(answer, time.perf_counter() - started))


ROUTES = [
    Route("/", ask),
    api_route(
        "/api/ask",
        api_ask,
        ApiParameter("q", "A question in plain English.", required=True),
        returns="What `hea ask --json` prints.",
    ),
]
