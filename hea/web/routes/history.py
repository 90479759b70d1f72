"""`/history`: the questions that were asked, to be asked again or forgotten."""

from __future__ import annotations

from dataclasses import asdict
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from hea.web.api_description import ApiParameter, api_route
from hea.web.pages import page
from hea.web.parameters import choice_of, number_of, text_of, texts_of
from hea.web.served import in_thread, served
from hea.workflows.conversation.history import forget, past_questions

#: Questions on one page.
_SHOWN = 50


async def history(request: Request) -> Response:
    """Show the questions asked, the last one first."""
    shared, given = served(request), request.query_params
    words, before = text_of(given, "words"), number_of(given, "before", 0)
    found = await in_thread(past_questions, shared.workspace, words, before, _SHOWN)
    more = urlencode({"words": words, "before": found[-1].number}) if len(found) == _SHOWN else ""
    past = [(one, urlencode({"q": one.question, **one.parameters})) for one in found]
    off = shared.read_only or not shared.settings.history
    return page(
        request, "history.html", title="History", past=past, words=words, more=more, off=off
    )


async def forget_some(request: Request) -> Response:
    """Remove questions from the history: those chosen, or all."""
    async with request.form() as given:
        what = choice_of(given, "what", ("chosen", "all"), "chosen")
        chosen = texts_of(given, "number")
    if not all(one.isdecimal() and len(one) < 16 for one in chosen):
        raise HTTPException(400)
    numbers = None if what == "all" else [int(one) for one in chosen]
    await in_thread(forget, served(request).workspace, numbers)
    return RedirectResponse("/history", 303)


async def api_history(request: Request) -> Response:
    """Return the questions asked in the browser, the last one first."""
    given = request.query_params
    found = await in_thread(
        past_questions,
        served(request).workspace,
        text_of(given, "words"),
        number_of(given, "before", 0),
        number_of(given, "most", _SHOWN, 1, 1000),
    )
    return JSONResponse([asdict(one) for one in found])


ROUTES = [
    Route("/history", history),
    Route("/history/forget", forget_some, methods=["POST"]),
    api_route(
        "/api/history",
        api_history,
        ApiParameter("words", "What a question must contain."),
        ApiParameter("before", "Only those of a smaller number."),
        ApiParameter("most", "How many, 50 if not given."),
        returns="A list of `number`, `at`, `question`, `parameters`, `answered`, `said`, `papers`.",
    ),
]
