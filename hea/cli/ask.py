"""The verbs that answer questions: `ask`, one or a file of them, and `chat`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from builder.errors import UserError
from hea.cli.options import Has, Json, Phase, Property, Where, Year, ask_or_default
from hea.cli.output_paths import file_for
from hea.workspace import Settings, Workspace, find_workspace, load_settings

if TYPE_CHECKING:
    from answer.answers import Answer
    from hea.workflows.answering import Composer
    from retrieval.hybrid import Hit

#: The setting that asks no model.
EXTRACTIVE = "extractive"

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


def ask(
    question: Annotated[
        str | None, typer.Argument(help="A question in plain English.", show_default=False)
    ] = None,
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
        typer.Option(min=1, help="Most words that a model is asked for.", show_default=False),
    ] = None,
    keep_unsupported: Annotated[
        bool,
        typer.Option("--keep-unsupported", help="Show, marked, what no paper supports."),
    ] = False,
    explained: Annotated[
        bool,
        typer.Option("--explain", help="Which passages and sentences a local model leaned on."),
    ] = False,
    file: Annotated[
        Path | None,
        typer.Option(help="Questions, one a line, or JSONL with `question`.", show_default=False),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--out", help="JSONL for the answers to --file.", show_default=False),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """A cited answer from the papers in corpus/, or a refusal that says what came nearest."""
    from hea.render import answers as render_answers
    from hea.render import console, json_contracts
    from hea.workflows.open_search import open_searcher
    from retrieval.filters import read_filters

    started = time.perf_counter()
    filters = read_filters(has or (), phase or (), names or (), year)
    place = find_workspace(workspace)
    settings = load_settings(place, {"passages": k, "model": model})
    if explained and settings.model == EXTRACTIVE:
        raise UserError(
            "--explain needs a local model.", "Add --model phi2, path:DIR or adapter:NAME."
        )
    if (file is None) == (question is None) or (file is None) != (to is None):
        raise UserError(
            "Ask one question, or a file of them.",
            'hea ask "Why …?", or hea ask --file questions.txt --out answers.jsonl',
        )
    if to:
        file_for(to, place)
    with open_searcher(place) as found:

        def find(text: str) -> list[Hit]:
            return found.search(text, settings.passages, filters=filters)

        hits = find(ask_or_default(question)) if question is not None else []
        if settings.model != EXTRACTIVE:
            _tell_sources(hits)
        composer = _composer(place, settings, prompt, max_words, keep_unsupported)
        if file is not None and to is not None:
            _ask_all(file, to, find, composer, settings.model)
            return
        reply = composer.answer if composer else _quoted
        given = reply(question or "", hits)
    explanation = composer.explain(given) if explained and composer else None
    if as_json:
        row = json_contracts.answer(given, time.perf_counter() - started)
        if explained:
            row["explanation"] = explanation and json_contracts.explanation(explanation)
        console.print_json(row)
        return
    render_answers.answer(given)
    if explanation:
        render_answers.explanation(explanation)


def _composer(
    place: Workspace,
    settings: Settings,
    prompt: str | None,
    max_words: int | None = None,
    keep_unsupported: bool = False,
) -> Composer | None:
    """Who asks the model, where one is named: what reads models is not loaded otherwise."""
    from hea.render import console

    if settings.model == EXTRACTIVE:
        if prompt or max_words or keep_unsupported:
            console.note(
                "Quotes need no prompt, and are whole sentences: that option is for --model."
            )
        return None
    from hea.workflows.answering import Composer, wish_of

    return Composer(place, settings, wish_of(settings, max_words, keep_unsupported), prompt)


def _tell_sources(hits: Sequence[Hit]) -> None:
    """Name the papers that are read, before anything of a model is loaded: it takes its time."""
    from hea.render import console

    if console.err.is_terminal:
        for hit in hits:
            title = hit.listed.paper.title or hit.listed.place
            line = console.cut(f"reading [{hit.rank}] {title}", console.err.width - 1)
            console.err.print(line, style="dim")


def _quoted(question: str, hits: Sequence[Hit]) -> Answer:
    from answer.extractive.answer import answer_extractively

    return answer_extractively(question, hits)


def _ask_all(
    file: Path,
    to: Path,
    find: Callable[[str], list[Hit]],
    composer: Composer | None,
    model: str,
) -> None:
    """Answer a file of questions and say how many were answered, refused, or failed."""
    from answer.generative.answer import AnswerOptions
    from hea.render import console
    from hea.workflows.batch_answering import AnswerFile, answer_all, read_questions

    items = read_questions(file)
    chat, wish = (composer.chat, composer.wish) if composer else (None, AnswerOptions())
    name = f"{model} {chat.template.id}@{chat.template.hash}" if chat else model
    if wish.max_words:
        name += f" in {wish.max_words} words"
    answers = AnswerFile(to, name)
    try:
        with console.bar("Answering") as progress:
            answer_all(items, answers, find, _quoted, chat, wish, progress)
    finally:
        answers.close(items)
    rows = [answers.rows[item.line] for item in items]
    failed = [row for row in rows if "error" in row]
    answered = sum(bool(row.get("answered")) for row in rows)
    console.note(
        f"{answered} answered, {len(rows) - answered - len(failed)} refused,"
        f" {len(failed)} failed; in {to}"
    )
    drafts = [row["asking"] for row in rows if row.get("asking") and row["asking"]["max_words"]]
    if drafts:
        within = sum(draft["words"] <= draft["max_words"] for draft in drafts)
        console.note(f"{within} of {len(drafts)} drafts kept to {drafts[0]['max_words']} words")
    for row in failed[:5]:
        console.note(f"line {row['line']}: {row['error']}")


def chat(
    k: Annotated[
        int | None,
        typer.Option("-k", min=1, max=50, help="How many papers to read.", show_default=False),
    ] = None,
    model: Model = None,
    prompt: Prompt = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Ask question after question; follow-ups such as “and at 77 K?” lean on the one before."""
    from hea.cli.chat import ChatSession
    from hea.workflows.open_search import open_searcher

    place = find_workspace(workspace)
    settings = load_settings(place, {"passages": k, "model": model})
    composer = _composer(place, settings, prompt)
    with open_searcher(place) as found:

        def reply(text: str) -> Answer:
            hits = found.search(text, settings.passages)
            if composer is None:
                return _quoted(text, hits)
            _tell_sources(hits)
            return composer.answer(text, hits)

        ChatSession(reply, typer.launch, as_json).run()
