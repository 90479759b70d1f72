"""`/api/triples`: triples, verdicts and statistics of curation as JSON."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from builder.errors import UserError
from hea.web.api_description import ApiParameter, api_route
from hea.web.curating import edit_of, name_of, read_choice, with_curation, words_of
from hea.web.parameters import choice_of, number_of, text_of

_CHOICE = (
    ApiParameter("kind", "Kinds of questions; may be repeated."),
    ApiParameter("check", "`failed`, `passed`, or the name of a check that failed."),
    ApiParameter("paper", "Part of a paper's id, file, DOI or title."),
    ApiParameter("status", "`unreviewed`, `accepted`, `edited` or `rejected`."),
    ApiParameter("is", "`disputed`, `unconfirmed`, `flagged`, `noted`; may be repeated."),
    ApiParameter("rule", "Who drafted it: `value`, `phi2`, `rules/value`; may be repeated."),
    ApiParameter("words", "Words that all stand in question, answer, evidence or title."),
    ApiParameter("sample", "So many at random, the same each time."),
    ApiParameter("blind", "`1`: without what others decided."),
)
_ID = ApiParameter("triple", "Id of a triple.", place="path")
_WHO = ApiParameter("who", "Whose verdict it is; without it the name of the browser.", place="body")
_REASON = ApiParameter("reason", "Why; the words of a note.", place="body")


async def triples(request: Request) -> Response:
    """Return the triples of a choice, with verdicts and notes."""
    from hea.workflows.triples.curation_json import curated_triple

    given, who = request.query_params, name_of(request) or "nobody"
    choice = read_choice(given)
    first, most = number_of(given, "first", 0), number_of(given, "most", 1000, 1, 100_000)

    def work(shared: Any) -> Any:
        with shared.session(who) as session:
            chosen = session.choose(choice.read(), choice.blind)[first : first + most]
            return [curated_triple(session.seen(one, choice.blind)) for one in chosen]

    return JSONResponse(await with_curation(request, work))


async def triple(request: Request) -> Response:
    """Return one triple with verdicts and notes, and the token of what is shown."""
    from hea.workflows.triples.curation_json import curated_triple
    from hea.workflows.triples.review_queue import token_of

    who, identity = name_of(request) or "nobody", str(request.path_params["triple"])

    def work(shared: Any) -> Any:
        with shared.session(who) as session:
            one = session.find(identity)
            return curated_triple(one) | {"seen": token_of(one, who)}

    return JSONResponse(await with_curation(request, work))


async def verdict(request: Request) -> Response:
    """Give a verdict; with status 409 it was not written, as the triple is another by now."""
    from hea.workflows.triples.curation_json import curated_triple

    async with request.form() as given:
        said = choice_of(given, "verdict", ("accept", "reject", "edit", "note", "flag"), "accept")
        who = _named(request, text_of(given, "who", 200))
        reason, seen = words_of(given, "reason"), text_of(given, "seen", 64)
        settle = choice_of(given, "settle", ("", "1"), "") == "1"
        words = edit_of(given, said)
    identity = str(request.path_params["triple"])
    done = await with_curation(
        request,
        lambda shared: shared.give(
            who, identity, said, reason, seen=seen, settle=settle, words=words
        ),
    )
    now = done.one and curated_triple(done.one)
    body = {"triple": now, "written": done.written, "told": done.told}
    return JSONResponse(body, 200 if done.written else 409)


async def bulk(request: Request) -> Response:
    """Give one verdict on all undecided triples of a choice, if there are as many as expected."""
    choice = read_choice(request.query_params)
    async with request.form() as given:
        said = choice_of(given, "verdict", ("accept", "reject"), "accept")
        who = _named(request, text_of(given, "who", 200))
        reason, count = words_of(given, "reason"), number_of(given, "count", 0)
    done = await with_curation(
        request,
        lambda shared: shared.give_all(who, choice.read(), said, reason, count, choice.blind),
    )
    return JSONResponse({"given": done})


async def undo(request: Request) -> Response:
    """Take back the last verdict, or the last choice, of a person."""
    async with request.form() as given:
        who = _named(request, text_of(given, "who", 200))
    done = await with_curation(request, lambda shared: shared.undo(who))
    return JSONResponse({"triple": done.triple, "told": done.told})


async def statistics(request: Request) -> Response:
    """Return how much of what was drafted is kept, Cohen's κ, disputes and conflicts."""
    from hea.workflows.triples.curation_json import curation_stats as as_json
    from hea.workflows.triples.curation_stats import curation_stats

    def work(shared: Any) -> Any:
        with shared.session("nobody") as session:
            return as_json(curation_stats(session))

    return JSONResponse(await with_curation(request, work))


def _named(request: Request, given: str) -> str:
    """Return the name that a request gives, or that of its browser.

    Raises:
        UserError: There is neither.
    """
    from hea.workflows.triples.shared_curation import readable_name

    if given:
        return readable_name(given)
    if found := name_of(request):
        return found
    raise UserError("Whose verdict is this?", "Give who=NAME.")


ROUTES = [
    api_route(
        "/api/triples",
        triples,
        *_CHOICE,
        ApiParameter("first", "How many are passed over."),
        ApiParameter("most", "How many, 1,000 if not given."),
        returns="What `hea curate --list --json` prints.",
    ),
    api_route(
        "/api/triples/bulk",
        bulk,
        *_CHOICE,
        ApiParameter("verdict", "`accept` or `reject`.", required=True, place="body"),
        ApiParameter("count", "How many of them are undecided.", required=True, place="body"),
        _REASON,
        _WHO,
        returns="`given`: how many verdicts were written.",
        methods=("POST",),
    ),
    api_route(
        "/api/triples/{triple}",
        triple,
        _ID,
        returns="One of `hea curate --list --json`, and `seen`.",
    ),
    api_route(
        "/api/triples/{triple}/verdict",
        verdict,
        _ID,
        ApiParameter(
            "verdict", "`accept`, `reject`, `edit`, `note`, `flag`.", required=True, place="body"
        ),
        _REASON,
        ApiParameter("question", "For an edit: the question as it shall be.", place="body"),
        ApiParameter("answer", "For an edit: the answer as it shall be.", place="body"),
        ApiParameter("settle", "`1`: settles what people disagree on.", place="body"),
        ApiParameter("seen", "What was seen: refused if its words changed since.", place="body"),
        _WHO,
        returns="`triple` as it is now, `written`, and `told`: what changed meanwhile.",
        methods=("POST",),
    ),
    api_route(
        "/api/undo",
        undo,
        _WHO,
        returns="`triple` and `told`.",
        methods=("POST",),
    ),
    api_route("/api/curation", statistics, returns="What `hea curate --stats --json` prints."),
]
