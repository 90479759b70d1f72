"""Evaluate who answers × what is read on held-out questions, and compare two evaluations."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from builder.dataset.card import REVIEWED
from builder.errors import UserError
from builder.storage.files import read_jsonl, write_atomic
from eval.gold.held_out import HeldOutQuestion
from eval.gold.questions import TITLE_GROUPS
from eval.metrics.llm_judge import LlmJudge
from eval.metrics.retrieval import score_retrieval
from eval.report.gains import Gain, compare_evaluations
from eval.report.summary import Evaluation, summarise_evaluation
from eval.stats.intervals import WILSON_PAPERS, Score
from hea.events import SILENT, Events
from hea.workflows.answers.model_answering import Composer, answer_options
from hea.workflows.evaluate.grid import answer_grid
from hea.workflows.evaluate.judging import ask_ragas
from hea.workflows.evaluate.results import evaluation_folder, read_scored, write_results
from hea.workflows.evaluate.run import (
    EvaluationRun,
    adapter_folder,
    left_out_words,
    open_run,
    template_of,
)
from hea.workspace import Workspace

#: What a training writes beside its adapter.
_LOG, _TRAINED = "log.jsonl", "rows.jsonl"
#: In an evaluation's folder.
_RAGAS, _RETRIEVAL = "ragas.jsonl", "retrieval.json"
#: In a dataset's folder.
_MADE = "made.json"
#: The ranker that answers use; its scores are told apart by whether a question quotes a title.
_FUSED = "fused"


def run_evaluation(
    place: Workspace,
    name: str,
    *,
    questions: Path | None = None,
    base: str | None = None,
    tuned: str | None = None,
    judge: str | None = None,
    ragas: bool = False,
    limit: int | None = None,
    events: Events = SILENT,
) -> Evaluation:
    """Fill the grid, sum it up, and write the report; a killed run goes on where it stopped.

    Args:
        place: A workspace that has been built.
        name: Folder of the results in `data/eval`.
        questions: Held-out questions; None for the dataset's test part.
        base: The model before tuning, as in the setting `model`; None for none.
        tuned: The tuned model; None for none.
        judge: The model that ragas asks for verdicts; None for none.
        ragas: Also take ragas' measures that need no judge.
        limit: Ask only so many of the questions.
        events: Receives notes and progress.

    Raises:
        UserError: There are no questions, a model cannot be loaded, or it gives no answer.
    """
    folder = evaluation_folder(place, name)
    with open_run(place, questions, limit, events) as run:
        by_cell = answer_grid(run, folder, base, tuned)
        notes = [f"{left_out_words(run.left_out)}."] if run.left_out else []
        notes += _origin(run.file, run.cases)
        notes += _seen_in_training(place, tuned, run.cases)
        if judge or ragas:
            judging = _load_judge(run, judge) if judge else None
            notes += ask_ragas(
                by_cell, run.cases, run.library, run.embedder, judging, folder / _RAGAS, events
            )
        found = summarise_evaluation(
            name,
            by_cell,
            run.cases,
            _settings(run, base, tuned, judge, limit),
            _score_search(run, folder / _RETRIEVAL),
            _losses(place, tuned),
            notes,
        )
    write_results(folder, found, [row for rows in by_cell.values() for row in rows])
    return found


def compare_results(place: Workspace, first: str, second: str) -> list[Gain]:
    """Return what one evaluation gains over another, cell by cell, on the questions of both.

    Raises:
        UserError: An evaluation is not there, or no cell was asked the same questions.
    """
    gains = compare_evaluations(
        *(read_scored(evaluation_folder(place, name)) for name in (first, second))
    )
    if not gains:
        raise UserError(
            f"“{first}” and “{second}” have no cell with the same questions.",
            "Ask both the same --questions.",
        )
    return list(gains)


def _settings(
    run: EvaluationRun, base: str | None, tuned: str | None, judge: str | None, limit: int | None
) -> dict[str, Any]:
    """Return the settings and hashes that the report shows."""
    prompt = template_of(run.place, tuned)
    models = {"base": base, "tuned": tuned, "prompt": f"{prompt.id}@{prompt.hash}"}
    return run.record | (models if base or tuned else {}) | {"judge": judge, "limit": limit}


def _load_judge(run: EvaluationRun, model: str) -> LlmJudge:
    settings = replace(run.settings, model=model)
    options = answer_options(settings, None, False)
    return LlmJudge(Composer(run.place, settings, options, None, run.events).model)


def _origin(file: Path, cases: Sequence[HeldOutQuestion]) -> Iterator[str]:
    """Yield who reviewed and drafted the questions of a dataset, and what it warns of.

    Of its warnings on parts, those on other parts are left out.
    """
    if not any(case.status for case in cases):
        return
    reviewed = sum(case.status in REVIEWED for case in cases)
    by = Counter(case.made_by.partition(":")[0] for case in cases).most_common()
    drafted = ", ".join(f"{name} ({count})" for name, count in by)
    same = "; the quotes rest on the same rules of reading" * any(name == "rules" for name, _ in by)
    yield f"People reviewed {reviewed} of the {len(cases)} questions. Drafted by {drafted}{same}."
    try:
        warnings = json.loads((file.parent / _MADE).read_text("utf-8"))["warnings"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    of_these = (f"{file.stem} has ", "refusals ")
    yield from (f"Dataset: {one}." for one in warnings if str(one).startswith(of_these))


def _seen_in_training(
    place: Workspace, tuned: str | None, cases: Sequence[HeldOutQuestion]
) -> Iterator[str]:
    """Yield a sentence if a tuned model was trained on any of the questions."""
    if not tuned:
        return
    rows = read_jsonl(adapter_folder(place, tuned) / _TRAINED)
    seen = {str(row.get("id")) for row in rows if row.get("part") == "train"}
    count = sum(case.question.id in seen for case in cases)
    if count:
        yield f"{count} of the questions are among the rows that {tuned} was trained on."


def _losses(place: Workspace, tuned: str | None) -> dict[str, list[dict[str, float]]]:
    """Return the losses that the training of the tuned model logged, if its log is there."""
    if not tuned:
        return {}
    rows = read_jsonl(adapter_folder(place, tuned) / _LOG)
    steps = [row for row in rows if isinstance(row.get("step"), int)]
    return {tuned: steps} if steps else {}


def _score_search(run: EvaluationRun, file: Path) -> dict[str, dict[str, Score]]:
    """Score each ranker, or read the scores of the same index and questions from ``file``.

    Scores of an earlier release, whose intervals were not by papers, are made again.
    """
    key = [run.record["index_sha256"], *sorted(case.question.id for case in run.cases)]
    if file.exists():
        stored = json.loads(file.read_text("utf-8"))
        if stored["key"] == key and stored.get("interval") == WILSON_PAPERS:
            return _read_scores(stored["scores"])
    with run.events.progress("Searching") as progress:
        questions = [case.question for case in run.cases]
        scored = score_retrieval(run.searcher, questions, run.library, progress)
    by_title = {f"{_FUSED}, {name}": scored.kinds[_FUSED].get(name) for name in TITLE_GROUPS}
    found = scored.scores | {name: of for name, of in by_title.items() if of}
    as_dicts = {ranker: {m: asdict(s) for m, s in of.items()} for ranker, of in found.items()}
    write_atomic(
        file, json.dumps({"key": key, "interval": WILSON_PAPERS, "scores": as_dicts}) + "\n"
    )
    return found


def _read_scores(stored: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Score]]:
    return {
        ranker: {measure: Score(**values) for measure, values in of.items()}
        for ranker, of in stored.items()
    }
