"""`/`: ask a question; its answer with each sentence cited, or a refusal."""

from __future__ import annotations

import mimetypes
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from builder.errors import UserError
from hea.web.api_description import ApiParameter, api_route
from hea.web.asking import Asked, answer_form, is_ready, read_form
from hea.web.pages import LOGGER, fragment, page, trouble_text
from hea.web.parameters import choice_of, number_of
from hea.web.safety import is_foreign
from hea.web.served import LeftError, in_thread, served
from hea.web.streaming import StreamEvents, Told, event_stream
from hea.workflows import json_contracts
from hea.workflows.conversation.choices import models_offered, terms_of
from hea.workflows.conversation.evidence import find_cited, nearest_paper, papers_read
from hea.workflows.conversation.followups import cited_papers
from hea.workflows.exports.contents import of_answer
from hea.workflows.exports.formats import ENDINGS, FORMATS, written
from hea.workflows.exports.markup import as_markdown

NAVIGATION = ("/", "Ask")
#: In which an answer is given: to a program, as text to copy, or as a file.
_FORMATS = ("json", "markdown", *FORMATS)

_ASKED = (
    ApiParameter("q", "A question in plain English.", required=True),
    ApiParameter("has", "Elements that one alloy of the paper holds; may be repeated."),
    ApiParameter("phase", "Phases that the paper names; may be repeated."),
    ApiParameter("property", "Properties that the paper names; may be repeated."),
    ApiParameter("year", "`2016`, `2018..`, `..2015` or `2014..2018`."),
    ApiParameter("model", "One of those offered; without it that of the settings."),
    ApiParameter("k", "How many papers are read."),
)


async def ask(request: Request) -> Response:
    """Show the form, and the answer to the question in the address, if there is one."""
    form = read_form(request.query_params)
    shown: dict[str, Any] = {"form": form, **await in_thread(_choices, request)}
    # A link on a page of another site may show a question; to ask it is the reader's decision.
    if not form.question or is_foreign(request.headers):
        return page(request, "ask.html", title="Ask", **shown)
    if not is_ready(request, form) and "wait" not in request.query_params:
        address = urlencode({"q": form.question, **form.parameters, "after": form.after})
        return page(request, "ask.html", title=form.question, pending=address, **shown)
    try:
        # Another citation of the same answer is not another question.
        asked = await answer_form(request, form, is_new="show" not in request.query_params)
    except UserError as error:
        return page(
            request, "ask.html", 400, title="Ask", trouble=trouble_text(request, error), **shown
        )
    number = number_of(request.query_params, "show", 1)
    shown |= await in_thread(_result, request, asked, number)
    return page(request, "ask.html", title=asked.form.question, **shown)


def _choices(request: Request) -> dict[str, Any]:
    """Return what the form offers."""
    from hea.workflows.answers.example_questions import example_questions

    shared = served(request)
    return {
        "examples": example_questions(shared.workspace.database),
        "models": models_offered(shared.workspace, shared.settings),
        "usual": shared.settings.model,
        "phases": terms_of("phase"),
        "properties": terms_of("property"),
        "built": shared.workspace.database.exists(),
    }


def _result(request: Request, asked: Asked, number: int) -> dict[str, Any]:
    """Return what the template of an answer shows; ``number`` is the citation shown beside it."""
    from answer.collected.values.naming import material_text
    from answer.collected.values.wording import circumstances, left_out_text, value_text
    from hea.workflows.answers.ask import alloy_told_of
    from hea.workflows.answers.sentence_text import around_cell
    from hea.workflows.conversation.next_steps import next_steps
    from hea.workflows.values.facets import read_value_filter
    from hea.workflows.values.row_words import marked

    place, answer = served(request).workspace, asked.answer
    has, phases, names = asked.form.chosen
    chosen = {"element": has, "phase": phases, "year": asked.form.years}
    narrow = {name: words for name, words in chosen.items() if words}
    read = [] if answer.answered else papers_read(place, answer)
    cited = next((one for one in answer.citations if one.n == number), None)
    return {
        "asked": asked,
        "answer": answer,
        "address": urlencode(asked.parameters),
        "papers": cited_papers(answer),
        "citations": {one.n: one for one in answer.citations},
        "read": read,
        "steps": None
        if answer.answered
        else next_steps(
            place.database,
            asked.form.question,
            names,
            read_value_filter(has, phases, years=asked.form.years),
        ),
        "narrow": narrow,
        "values_address": lambda one: urlencode(
            {"property": one.property, **({"alloy": one.alloy} if one.alloy else {}), **narrow},
            doseq=True,
        ),
        "nearest": nearest_paper(place, answer, read),
        "alloy": alloy_told_of(answer),
        "quote": cited and find_cited(place, cited),
        "number": number,
        "material_text": material_text,
        "value_text": value_text,
        "marked": marked,
        "circumstances": circumstances,
        "left_out_text": left_out_text,
        "around_cell": around_cell,
    }


async def stream(request: Request) -> Response:
    """Answer a question by a model, and tell meanwhile what it is at and what it has written."""
    form = read_form(request.query_params)
    events = StreamEvents()

    async def work() -> Told:
        try:
            asked = await answer_form(request, form, events, events.show_sources)
            shown = await in_thread(_result, request, asked, 1)
        except UserError as error:
            message, hint = trouble_text(request, error)
            return "failed", fragment(request, "_error.html", message=message, hint=hint)
        except LeftError:
            return "failed", ""
        except Exception:
            LOGGER.exception("A question was not answered.")
            return "failed", fragment(
                request, "_error.html", message="Something in hea-qa failed.", hint=""
            )
        return "answer", fragment(request, "_result.html", **shown)

    return event_stream(events, work)


async def api_ask(request: Request) -> Response:
    """Answer a question, each sentence cited, or refuse it."""
    form = choice_of(request.query_params, "format", _FORMATS, "json")
    # Whoever takes an answer along has asked the question before.
    asked = await answer_form(request, read_form(request.query_params), is_new=form == "json")
    if form == "json":
        return JSONResponse(json_contracts.answer(asked.answer, asked.seconds))
    if form == "markdown":
        return PlainTextResponse(as_markdown(of_answer(asked.answer)))
    ending = next((end for end, name in ENDINGS.items() if name == form), f".{form}")
    saved = {"content-disposition": f'attachment; filename="answer{ending}"'}
    media = mimetypes.guess_type(f"answer{ending}")[0] or "text/plain"
    document = await in_thread(lambda: written(of_answer(asked.answer), form))
    return Response(document, media_type=media, headers=saved)


async def api_search(request: Request) -> Response:
    """Find the papers that most likely answer a question, best first."""
    given = read_form(request.query_params)
    k = given.papers or served(request).settings.passages
    hits = await served(request).quotes.run(
        lambda library: library.searcher().search(given.question, k, filters=given.filters)
    )
    return JSONResponse(json_contracts.search(given.question, hits))


ROUTES = [
    Route("/", ask),
    Route("/ask/stream", stream),
    api_route(
        "/api/ask",
        api_ask,
        *_ASKED,
        ApiParameter("format", f"`json`, `markdown` as text, or a file: {', '.join(FORMATS)}."),
        returns="What `hea ask --json` prints; else a document as `hea ask --format` writes it.",
    ),
    api_route(
        "/api/search",
        api_search,
        *_ASKED[:5],
        _ASKED[6],
        returns="What `hea search --json` prints.",
    ),
]
