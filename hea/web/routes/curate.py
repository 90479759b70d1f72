"""`/curate`: review triples one by one or in bulk, beside the page that bears them out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from builder.errors import UserError
from hea.web.curating import (
    ReviewChoice,
    edit_of,
    name_cookie,
    name_of,
    read_choice,
    with_curation,
    words_of,
)
from hea.web.pages import page, trouble_text
from hea.web.parameters import choice_of, number_of, text_of
from hea.web.safety import OWN_HEADER
from hea.web.served import in_thread, served

NAVIGATION = ("/curate", "Curate")
_VERDICTS = ("accept", "reject", "edit", "note", "flag")


#: What a form keeps of a verdict that was not given.
_NOTHING = {"verdict": "", "reason": "", "question": "", "answer": ""}


async def curate(request: Request) -> Response:
    """Show the triple of the address, or the first one that is not decided."""
    if not (who := name_of(request)):
        return page(request, "curate_name.html", title="Curate", who="", back=str(request.url.path))
    choice = read_choice(request.query_params)
    return await _show(request, who, choice)


async def _show(
    request: Request,
    who: str,
    choice: ReviewChoice,
    told: str = "",
    trouble: tuple[str, str] | None = None,
    kept: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    """Show a triple of a choice.

    Args:
        request: The request.
        who: The person.
        choice: The choice, and the triple.
        told: What the last verdict came to.
        trouble: What went wrong, and the next step.
        kept: Words of a verdict that was not given, so that they are not lost.
        status: The status of the response.
    """
    from hea.workflows.triples.curation import REASONS
    from hea.workflows.triples.review_queue import place_in

    def work(shared: Any) -> Any:
        with shared.session(who) as session:
            return place_in(
                session, choice.read(), choice.at, blind=choice.blind, settle=choice.settle
            )

    try:
        found = await with_curation(request, work)
    except UserError as error:
        found, trouble, status = None, trouble or trouble_text(request, error), 400
    quote = await in_thread(_quote, request, found) if found else None
    return page(
        request, "curate.html", status, title="Curate", who=who, choice=choice, found=found,
        quote=quote, told=told, trouble=trouble, kept=_NOTHING | (kept or {}), reasons=REASONS,
        **_offered(),
    )  # fmt: skip


def _offered() -> dict[str, Any]:
    """Return what the filters offer."""
    from builder.checks.checks import CHECKS
    from builder.triples import KINDS
    from hea.workflows.triples.filters import MARKS, STATUSES

    return {"kinds": KINDS, "checks": CHECKS, "marks": MARKS, "statuses": STATUSES}


def _quote(request: Request, found: Any) -> Any:
    """Return where the evidence stands on its pages; None where its context is shown instead."""
    from hea.workflows.conversation.evidence import find_quote

    if not found.in_abstract:
        return None
    draft = found.draft
    try:
        return find_quote(served(request).workspace, draft.paper, draft.start, draft.end)
    except UserError:  # its paper has left, or was read anew, since the last build
        return None


async def give(request: Request) -> Response:
    """Give a verdict, and show the next triple; or say what keeps it from being given."""
    choice = read_choice(request.query_params)
    async with request.form() as given:
        return await _given(request, choice, given)


async def _given(request: Request, choice: ReviewChoice, given: FormData) -> Response:
    who = name_of(request)
    if not who:
        raise UserError("Whose verdict is this?", "Open /curate and give your name.")
    verdict = choice_of(given, "verdict", _VERDICTS, "")
    reason, identity = words_of(given, "reason"), text_of(given, "id", 64)
    words = edit_of(given, verdict)
    following, seen = text_of(given, "next", 64), text_of(given, "seen", 64)
    kept = {"verdict": verdict, "reason": reason}
    if words:
        kept |= {"question": words[0], "answer": words[1]}
    try:
        if not verdict:
            raise UserError("No verdict is named.", f"One of: {', '.join(_VERDICTS)}.")
        if words and not all(words):
            raise UserError("A question and an answer are needed.", "Write both, or leave.")
        done = await with_curation(
            request,
            lambda shared: shared.give(
                who, identity, verdict, reason or ("to be looked at" if verdict == "flag" else ""),
                seen=seen, blind=choice.blind, settle=choice.settle, words=words,
            ),
        )  # fmt: skip
    except UserError as error:
        told = trouble_text(request, error)
        return await _show(request, who, _at(choice, identity), "", told, kept, 400)
    if not done.written:
        said = (done.told, "Your words are kept below.")
        return await _show(request, who, _at(choice, done.triple), "", said, kept, 409)
    stays = verdict in ("note", "flag") or not following
    return await _then(request, who, _at(choice, done.triple if stays else following), done.told)


async def _then(request: Request, who: str, choice: ReviewChoice, told: str) -> Response:
    """Show what comes next: at once to a script, by another address to a form."""
    if OWN_HEADER in request.headers or told:
        return await _show(request, who, choice, told)
    return RedirectResponse(choice.address(), 303)


def _at(choice: ReviewChoice, identity: str) -> ReviewChoice:
    return replace(choice, at=identity)


async def undo(request: Request) -> Response:
    """Take back the last verdict, or the last choice, of this person; show it."""
    choice, who = read_choice(request.query_params), name_of(request)
    try:
        done = await with_curation(request, lambda shared: shared.undo(who))
    except UserError as error:
        return await _show(request, who, choice, "", trouble_text(request, error), status=400)
    return await _then(request, who, _at(choice, done.triple), done.told)


async def bulk(request: Request) -> Response:
    """Ask for confirmation of one verdict on all undecided of a choice, by number; give it."""
    choice, who = read_choice(request.query_params), name_of(request)
    async with request.form() as given:
        verdict = choice_of(given, "verdict", ("accept", "reject"), "accept")
        reason, expected = words_of(given, "reason"), number_of(given, "count", 0)
    if not expected:
        total, count = await with_curation(request, lambda shared: _counts(shared, who, choice))
        return page(
            request, "curate_bulk.html", title="Curate", who=who, choice=choice, count=count,
            decided=total - count, verdict=verdict, reason=reason,
        )  # fmt: skip
    try:
        done = await with_curation(
            request,
            lambda shared: shared.give_all(
                who, choice.read(), verdict, reason, expected, choice.blind
            ),
        )
    except UserError as error:
        told = trouble_text(request, error)
        return await _show(request, who, choice, "", told, status=409)
    words = {"accept": "accepted", "reject": "rejected"}[verdict]
    return await _show(request, who, _at(choice, ""), f"{done} {words}; “undo” takes all back.")


def _counts(shared: Any, who: str, choice: ReviewChoice) -> tuple[int, int]:
    """Return how many triples a choice has, and how many of them are undecided."""
    from hea.workflows.triples.review_queue import undecided_of

    with shared.session(who) as session:
        chosen = session.choose(choice.read(), choice.blind)
        return len(chosen), len(undecided_of(session, chosen, choice.blind))


async def check(request: Request) -> Response:
    """Say what checks an edited question and answer would fail."""
    who = name_of(request)
    async with request.form() as given:
        identity, question, answer = (
            words_of(given, name) for name in ("id", "question", "answer")
        )
    failing = await with_curation(
        request, lambda shared: shared.failing(who, identity, question, answer)
    )
    return page(request, "_curate_checks.html", failing=failing)


async def statistics(request: Request) -> Response:
    """Show how much of what was drafted is kept, and how far people agree."""
    from hea.workflows.triples.curation_stats import curation_stats

    def work(shared: Any) -> Any:
        with shared.session(name_of(request) or "nobody") as session:
            return curation_stats(session)

    stats = await with_curation(request, work)
    return page(request, "curate_stats.html", title="Curation", stats=stats)


async def name(request: Request) -> Response:
    """Keep the name under which this browser gives verdicts; without one, ask for it."""
    from hea.workflows.triples.shared_curation import readable_name

    if request.method == "GET":
        return page(request, "curate_name.html", title="Curate", who=name_of(request))
    async with request.form() as given:
        chosen = readable_name(text_of(given, "who", 200))
    response = RedirectResponse("/curate", 303)
    response.set_cookie(**name_cookie(chosen))
    return response


ROUTES = [
    Route("/curate", curate),
    Route("/curate/verdict", give, methods=["POST"]),
    Route("/curate/undo", undo, methods=["POST"]),
    Route("/curate/bulk", bulk, methods=["POST"]),
    Route("/curate/check", check, methods=["POST"]),
    Route("/curate/name", name, methods=["GET", "POST"]),
    Route("/curate/stats", statistics),
]
