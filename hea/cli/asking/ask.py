"""The verbs that answer questions: `ask`, one or a file of them, and `chat`."""

from __future__ import annotations

import gc
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from builder.errors import UserError
from hea.cli.arguments import question_of
from hea.cli.options import (
    Form,
    Has,
    Json,
    Out,
    Phase,
    Property,
    Question,
    Strict,
    Where,
    Year,
    check_form,
    end_refused,
    take_along,
)
from hea.workflows.answers.questions import require_words
from hea.workflows.output_paths import file_for
from hea.workspace import find_workspace, load_settings

if TYPE_CHECKING:
    from answer.answers import Answer, Citation
    from hea.workflows.answers.ask import Asker
    from hea.workspace import Settings, Workspace
    from retrieval.hybrid import Hit

Model = Annotated[
    str | None,
    typer.Option(
        help="Who answers: extractive (default), phi2, adapter:NAME, path:DIR, endpoint:URL#MODEL.",
        show_default=False,
    ),
]
Prompt = Annotated[
    str | None,
    typer.Option(
        help="Prompt format: cited (default), context-qa, instruct, chat, code.",
        show_default=False,
    ),
]

#: Python collects garbage after every 700 new objects unless told otherwise. What one question
#: loads is nearly all kept: looking through it over and over took 45 of 700 ms.
_OBJECTS_BETWEEN_COLLECTIONS = 200_000


def ask(
    words: Question = None,
    k: Annotated[
        int | None,
        typer.Option("-k", min=1, max=50, help="How many papers to read.", show_default=False),
    ] = None,
    has: Has = None,
    phase: Phase = None,
    names: Property = None,
    year: Year = None,
    model: Model = None,
    prompt: Prompt = None,
    max_words: Annotated[
        int | None,
        typer.Option(
            min=1, help="Maximum length of a model's answer, in words.", show_default=False
        ),
    ] = None,
    keep_unsupported: Annotated[
        bool,
        typer.Option(
            "--keep-unsupported", help="Also show sentences that no paper supports, marked."
        ),
    ] = False,
    explained: Annotated[
        bool,
        typer.Option(
            "--explain", help="Show which passages influenced the answer (local models only)."
        ),
    ] = False,
    file: Annotated[
        Path | None,
        typer.Option(
            help="File with one question per line, or JSONL with `question`.", show_default=False
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="File for the output of --format, or of --file as JSONL.",
            show_default=False,
        ),
    ] = None,
    form: Form = None,
    strict: Strict = False,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Answer a question with quotes from your papers, or show the closest paper.

    Example: `hea ask "What is the yield strength of NbMoTaW at 1000 °C?"`
    """
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from hea.render import answers as render_answers
    from hea.render import console
    from hea.workflows import json_contracts
    from hea.workflows.answers.ask import EXTRACTIVE, ModelOptions, open_asker
    from retrieval.filters import read_filters

    started = time.perf_counter()
    filters = read_filters(has or (), phase or (), names or (), year)
    place = find_workspace(workspace)
    settings = load_settings(place, {"passages": k, "model": model})
    if explained and settings.model == EXTRACTIVE:
        raise UserError(
            "--explain needs a local model.", "Add --model phi2, path:DIR or adapter:NAME."
        )
    if explained:
        from hea.workflows.answers.model_answering import check_explainable

        check_explainable(settings.model)
        if file:
            raise UserError("--explain is for one question.", "Leave it out with --file.")
    if file and not to:
        raise UserError(
            "--file needs a file for the answers.", f"Add --out {file.stem}-answers.jsonl."
        )
    if bool(file) == bool(words) or (file and form):
        raise UserError(
            "Give one question, or a file with questions.",
            'hea ask "Why …?", or hea ask --file questions.txt --out answers.jsonl',
        )
    if file and to:
        file_for(to, place)
    else:
        form = check_form(form, to, place)
    options = ModelOptions(prompt, max_words, keep_unsupported)
    with open_asker(
        place,
        settings,
        filters=filters,
        options=options,
        show_sources=_show_sources,
        events=console.EVENTS,
    ) as asker:
        if file is not None and to is not None:
            end_refused(_ask_file(asker, file, to, settings.model) and strict)
            return
        answer = asker.answer(require_words(question_of(words or ())))
    chosen = {"has": ",".join(has or ()), "phase": ",".join(phase or ()), "year": year or ""}
    chosen |= {"property": ",".join(names or ()), "model": model or "", "k": str(k or "")}
    _remember(place, settings, answer, chosen)
    explanation = asker.explain(answer) if explained else None
    if as_json:
        row = json_contracts.answer(answer, time.perf_counter() - started)
        if explained:
            row["explanation"] = explanation and json_contracts.explanation(explanation)
        console.print_json(row)
    elif form:
        from hea.workflows.exports.contents import of_answer

        take_along(of_answer(answer), form, to, place)
    else:
        render_answers.answer(answer)
        if explanation:
            render_answers.explanation(explanation)
    end_refused(strict and not answer.answered)


def _remember(
    place: Workspace, settings: Settings, answer: Answer, chosen: Mapping[str, str]
) -> None:
    """Keep an answer for `hea open`, and the question with what was chosen for `hea log`."""
    from hea.workflows.conversation.last_answer import remember_quotes

    remember_quotes(place, answer)
    if settings.history:
        from hea.workflows.conversation.history import remember_if_possible

        if chosen.get("model"):  # the address of a server may hold a login
            from answer.models.server.address import without_login

            chosen = {**chosen, "model": without_login(chosen["model"])}
        remember_if_possible(place, answer, chosen)


def _show_sources(hits: Sequence[Hit]) -> None:
    """Name the papers that are read, before anything of a model is loaded: it takes its time."""
    from hea.render import console

    if console.err.is_terminal:
        for hit in hits:
            title = hit.listed.paper.title or hit.listed.place
            line = console.cut(f"reading [{hit.rank}] {title}", console.err.width - 1)
            console.err.print(line, style="dim")


def _ask_file(asker: Asker, file: Path, to: Path, model: str) -> bool:
    """Answer a file of questions, show how many were; return whether any was refused or failed."""
    from hea.render import answers as render_answers
    from hea.render import console
    from hea.workflows.answers.batch import answer_file

    report = answer_file(asker, file, to, model, console.EVENTS)
    render_answers.batch(report, to)
    return report.answered < len(report.rows)


def chat(
    k: Annotated[
        int | None,
        typer.Option("-k", min=1, max=50, help="How many papers to read.", show_default=False),
    ] = None,
    model: Model = None,
    prompt: Prompt = None,
    form: Form = None,
    to: Out = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Ask one question after the other; follow-ups such as “and at 77 K?” work."""
    from hea.cli.asking.chat import ChatSession
    from hea.render import console
    from hea.workflows.answers.ask import ModelOptions, open_asker

    place = find_workspace(workspace)
    check_form(form, to, place)
    settings = load_settings(place, {"passages": k, "model": model})
    given_answers: list[Answer] = []
    with open_asker(
        place,
        settings,
        options=ModelOptions(prompt),
        show_sources=_show_sources,
        events=console.EVENTS,
    ) as asker:

        def answer(question: str) -> Answer:
            given = asker.answer(question)
            _remember(place, settings, given, {"model": model or "", "k": str(k or "")})
            given_answers.append(given)
            return given

        ChatSession(answer, lambda citation: _open_quote(place, citation), as_json).run()
    if form:
        from hea.workflows.exports.contents import of_answers

        take_along(of_answers("Questions and answers", given_answers), form, to, place)


def _open_quote(place: Workspace, citation: Citation) -> str:
    from hea.workflows.conversation.opening import find_source, open_source

    at = citation.place
    behind = (at.number, at.row) if at else (0, None)
    found = find_source(place, citation.listed.id, citation.quote, citation.start, *behind)
    return open_source(found)
