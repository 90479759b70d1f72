"""`hea eval`, alone: who answers × what is read, on held-out questions, and a report of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from builder.errors import UserError
from builder.storage.files import child_path, read_jsonl, write_atomic
from hea.cli.evaluate.measure import app as app
from hea.cli.options import Json, Where
from hea.workflows.evaluate.trial import EvaluationRun, adapter_folder, ask_all, opened, template_of
from hea.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from eval.gold.held_out import HeldOutQuestion
    from eval.metrics.llm_judge import LlmJudge
    from eval.stats.intervals import Score

#: What training writes beside an adapter.
_LOG, _TRAINED = "log.jsonl", "rows.jsonl"


@app.callback(
    invoke_without_command=True,
    help="Measure who answers (quotes, base, tuned) × what is read (nothing, RAG, the answering"
    " paper) on held-out questions, and write a report. A killed run goes on where it stopped."
    " The sub-verbs measure one thing each.",
)
def evaluate(
    context: typer.Context,
    questions: Annotated[
        Path | None,
        typer.Option(
            help="Held-out questions: a dataset's part, or a question file."
            " Default: data/dataset/test.jsonl.",
            dir_okay=False,
            exists=True,
            show_default=False,
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            help="The model before tuning: phi2, path:DIR, endpoint:URL#MODEL.", show_default=False
        ),
    ] = None,
    tuned: Annotated[
        str | None, typer.Option(help="The tuned model: adapter:NAME.", show_default=False)
    ] = None,
    judge: Annotated[
        str | None,
        typer.Option(help="The model that ragas asks for verdicts.", show_default=False),
    ] = None,
    ragas: Annotated[
        bool, typer.Option("--ragas", help="Also ragas' measures; --judge implies it.")
    ] = False,
    name: Annotated[str, typer.Option(help="Folder of the results in data/eval.")] = "grid",
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="Ask only so many of the questions.", show_default=False),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Fill the grid, sum it up, and report."""
    if context.invoked_subcommand is not None:
        return
    from eval.report.summary import summarise_evaluation
    from hea.render import console
    from hea.render.evaluation import scorecard, show_evaluation, write
    from hea.workflows.evaluate.judging import ask_ragas

    place = find_workspace(workspace)
    folder = evaluation_folder(place, name)
    with opened(place, questions, limit) as trial:
        by_cell = ask_all(trial, folder, base, tuned)
        notes = [*_seen_in_training(place, tuned, trial.cases)]
        if judge or ragas:
            judging = _judge(trial, judge) if judge else None
            file = folder / "ragas.jsonl"
            notes += ask_ragas(by_cell, trial.cases, trial.library, trial.embedder, judging, file)
        prompt = template_of(place, tuned)
        asked = {"base": base, "tuned": tuned, "prompt": f"{prompt.id}@{prompt.hash}"}
        told = trial.told | (asked if base or tuned else {}) | {"judge": judge, "limit": limit}
        searches, losses = _retrieval(trial, folder), _losses(place, tuned)
        found = summarise_evaluation(name, by_cell, trial.cases, told, searches, losses, notes)
    write(folder, found, [row for rows in by_cell.values() for row in rows])
    if as_json:
        console.print_json(scorecard(found))
    else:
        show_evaluation(found)
        console.note(f"in {folder}")


@app.command()
def compare(
    first: Annotated[str, typer.Argument(help="The name of an evaluation.", metavar="A")],
    second: Annotated[str, typer.Argument(help="That of another.", metavar="B")],
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """What B gains over A, cell by cell, on the questions that both were asked."""
    from eval.report.gains import compare_evaluations
    from hea.render import console
    from hea.render.evaluation import read_scored, show_comparison

    place = find_workspace(workspace)
    gains = compare_evaluations(
        *(read_scored(evaluation_folder(place, name)) for name in (first, second))
    )
    if not gains:
        raise UserError(
            f"“{first}” and “{second}” have no cell with the same questions.",
            "Ask both the same --questions.",
        )
    if as_json:
        rows = max(gain.difference.n for gain in gains)
        scores = {f"{gain.step}/{gain.measure}": asdict(gain.difference) for gain in gains}
        console.print_json({"name": f"{second} over {first}", "rows": rows, "scores": scores})
    else:
        show_comparison(first, second, gains)


def evaluation_folder(place: Workspace, name: str) -> Path:
    """Where the results of this name lie."""
    return child_path(place.evaluations, name)


def _judge(trial: EvaluationRun, named: str) -> LlmJudge:
    from eval.metrics.llm_judge import LlmJudge
    from hea.workflows.answers.model_answering import Composer, answer_options

    settings = replace(trial.settings, model=named)
    return LlmJudge(
        Composer(trial.place, settings, answer_options(settings, None, False), None).model
    )


def _seen_in_training(
    place: Workspace, tuned: str | None, cases: Sequence[HeldOutQuestion]
) -> Iterator[str]:
    """Whether a tuned model was trained on any of the questions."""
    if not tuned:
        return
    rows = read_jsonl(adapter_folder(place, tuned) / _TRAINED)
    seen = {str(row.get("id")) for row in rows if row.get("part") == "train"}
    count = sum(case.question.id in seen for case in cases)
    if count:
        yield f"{count} of the questions are among the rows that {tuned} was trained on."


def _losses(place: Workspace, tuned: str | None) -> dict[str, list[dict[str, float]]]:
    """What was logged as the tuned model was trained, where it lies beside its adapter."""
    if not tuned:
        return {}
    rows = read_jsonl(adapter_folder(place, tuned) / _LOG)
    steps = [row for row in rows if isinstance(row.get("step"), int)]
    return {tuned: steps} if steps else {}


def _retrieval(trial: EvaluationRun, folder: Path) -> dict[str, dict[str, Score]]:
    """How well each ranker finds the answering papers; kept, for the same index and questions."""
    from eval.metrics.retrieval import score_retrieval
    from eval.stats.intervals import Score
    from hea.render import console

    file = folder / "retrieval.json"
    key = [trial.told["index_sha256"], *sorted(case.question.id for case in trial.cases)]
    if file.exists():
        kept = json.loads(file.read_text("utf-8"))
        if kept["key"] == key:
            return {
                ranker: {measure: Score(**values) for measure, values in of.items()}
                for ranker, of in kept["scores"].items()
            }
    with console.bar("Searching") as progress:
        questions = [case.question for case in trial.cases]
        found = score_retrieval(trial.search, questions, trial.library, progress).scores
    as_dicts = {ranker: {m: asdict(s) for m, s in of.items()} for ranker, of in found.items()}
    write_atomic(file, json.dumps({"key": key, "scores": as_dicts}) + "\n")
    return found
