"""Put the questions of an evaluation to every cell of the grid: who answers × what is read."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from answer.prompts import Template
from eval.gold.held_out import HeldOutQuestion
from eval.grid.row_store import RowStore
from eval.grid.run import (
    BASE,
    CLOSED,
    EXTRACTIVE,
    ORACLE,
    RAG,
    TUNED,
    Cell,
    applies,
    fill_grid,
)
from eval.grid.systems import (
    AnsweringSystem,
    QuotingSystem,
    Reply,
    closed_book_system,
    reading_system,
)
from hea.workflows.answers.model_answering import Composer, answer_options
from hea.workflows.evaluate.run import EvaluationRun, made_file, template_of

#: In an evaluation's folder: each answer with its scores. A killed run goes on from there.
ROWS = "rows.jsonl"


def answer_grid(
    run: EvaluationRun, folder: Path, base: str | None, tuned: str | None
) -> dict[str, list[dict[str, Any]]]:
    """Fill the grid; models are loaded one after the other, and only where rows are missing.

    Args:
        run: The questions and the workspace.
        folder: Where the rows are kept.
        base: The model before tuning, as in the setting `model`; None for none.
        tuned: The tuned model; None for none.

    Returns:
        Cell → its rows, in the order of the questions.
    """
    template = template_of(run.place, tuned)
    grid = {EXTRACTIVE: _quoting_cells(run)}
    for who, model in ((BASE, base), (TUNED, tuned)):
        if model:
            grid[who] = _model_cells(run, who, model, template)
    cells = [cell for row in grid.values() for cell in row]
    total = sum(applies(cell, case) for cell in cells for case in run.cases)
    with RowStore(folder / ROWS) as store:
        searched = [cell for cell in cells if cell.mode == RAG]
        new = [c for c in run.cases if any(cell.key(c) not in store.rows for cell in searched)]
        with run.events.progress("Reading questions") as progress:
            run.embedder.learn([case.question.text for case in new], progress)
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            progress(done, total)

        with run.events.progress("Asking") as progress:
            for who in list(grid):
                fill_grid(grid[who], run.cases, run.embedder, store, count, run.settings.readers)
                grid[who] = dict.fromkeys(grid[who], _freed)  # frees the memory of the model
        return {
            cell.name: [store.rows[cell.key(c)] for c in run.cases if applies(cell, c)]
            for cell in cells
        }


def _freed(cases: Sequence[HeldOutQuestion]) -> list[Reply]:
    raise AssertionError("all its questions are answered")


def _quoting_cells(run: EvaluationRun) -> dict[Cell, AnsweringSystem]:
    return {
        Cell(EXTRACTIVE, RAG, _setup(run, "index_sha256", "passages")): QuotingSystem(
            run.papers, run.settings.passages
        ),
        Cell(EXTRACTIVE, ORACLE, _setup(run)): QuotingSystem(None),
    }


def _model_cells(
    run: EvaluationRun, who: str, model: str, template: Template
) -> dict[Cell, AnsweringSystem]:
    """Return the cells of one model, which is loaded when the first question comes to it."""
    options = answer_options(run.settings, None, False)
    settings = replace(run.settings, model=model)
    composer = Composer(run.place, settings, options, template.id, run.events)
    by = (model, _weights(run, model), f"{template.id}@{template.hash}")
    with_papers = (*by, "context_tokens", "answer_tokens", "precision")
    return {
        Cell(who, CLOSED, _setup(run, *by, "answer_tokens", "precision")): lambda cases: (
            closed_book_system(composer.model, options)(cases)
        ),
        Cell(who, RAG, _setup(run, *with_papers, "index_sha256", "passages")): lambda cases: (
            reading_system(composer.model, options, run.papers, run.settings.passages)(cases)
        ),
        Cell(who, ORACLE, _setup(run, *with_papers)): lambda cases: reading_system(
            composer.model, options, None
        )(cases),
    }


def _setup(run: EvaluationRun, *names: str) -> str:
    """Return the values of the named settings; a name that is no setting stands for itself."""
    return json.dumps([run.record.get(name, name) for name in names])


def _weights(run: EvaluationRun, model: str) -> str:
    """Return what tells two models of one name apart; a server does not say."""
    made = made_file(run.place, model)
    if made:
        return hashlib.sha256(made.read_bytes()).hexdigest()
    return run.settings.base if model == "phi2" else ""
