"""A trial: held-out questions put to a corpus, and what every cell of the grid answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.errors import UserError
from hea.workspace import Settings, Workspace, load_settings

if TYPE_CHECKING:
    from answer.prompts import Template
    from builder.library.catalog import CatalogEntry
    from eval.gold.held_out import HeldOutQuestion
    from eval.grid.run import Cell
    from eval.grid.systems import AnsweringSystem
    from eval.metrics.answers import Find
    from retrieval.embedder import CachingEmbedder
    from retrieval.hybrid import Searcher


@dataclass(frozen=True, slots=True)
class EvaluationRun:
    """What an evaluation works with."""

    place: Workspace
    settings: Settings
    search: Searcher
    embedder: CachingEmbedder
    library: Sequence[CatalogEntry]
    cases: Sequence[HeldOutQuestion]
    find: Find
    told: dict[str, Any]
    """Settings and hashes, as the report tells them."""


@contextmanager
def opened(place: Workspace, questions: Path | None, limit: int | None) -> Iterator[EvaluationRun]:
    from builder.library.catalog import listing
    from builder.papers import READABLE
    from eval.gold.held_out import read_held_out, sample_questions
    from hea.workflows.answers.search import open_searcher
    from retrieval.embedder import CachingEmbedder
    from retrieval.index_manifest import read_manifest

    settings = load_settings(place, {})
    file = questions or place.dataset / "test.jsonl"
    if not file.exists():
        raise UserError(
            "There are no held-out questions yet.", "Run `hea dataset`, or give --questions FILE."
        )
    with open_searcher(place) as search:
        search.embedder = embedder = CachingEmbedder(search.embedder)
        library = [one for one in listing(search.db) if one.paper.state in READABLE]
        cases = sample_questions(read_held_out(file, library), limit)
        manifest = read_manifest(place.index)
        assert manifest is not None  # it was opened
        told = {
            "questions": str(file),
            "questions_sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
            "embedder": manifest.embedder,
            "index_sha256": manifest.sha256,
            "passages": settings.passages,
            "answer_tokens": settings.answer_tokens,
            "context_tokens": settings.context_tokens,
            "precision": settings.precision,
        }
        found: dict[str, Any] = {}

        def find(text: str) -> Any:
            if text not in found:
                found[text] = search.search(text, settings.passages)
            return found[text]

        yield EvaluationRun(place, settings, search, embedder, library, cases, find, told)


def ask_all(
    trial: EvaluationRun, folder: Path, base: str | None, tuned: str | None
) -> dict[str, list[dict[str, Any]]]:
    """Fill the grid; models are loaded one after the other, and only where rows are missing."""
    from eval.grid.row_store import RowStore
    from eval.grid.run import BASE, EXTRACTIVE, RAG, TUNED, applies, fill_grid
    from hea.render import console
    from hea.render.evaluation import ROWS

    template = template_of(trial.place, tuned)
    named = {who: model for who, model in ((BASE, base), (TUNED, tuned)) if model}
    grid = {EXTRACTIVE: _quoting(trial)}
    for who, model in named.items():
        grid[who] = _asking(trial, who, model, template)
    cells = [cell for row in grid.values() for cell in row]
    total = sum(applies(cell, case) for cell in cells for case in trial.cases)
    with RowStore(folder / ROWS) as kept:
        searched = [cell for cell in cells if cell.mode == RAG]
        new = [c for c in trial.cases if any(cell.key(c) not in kept.rows for cell in searched)]
        with console.bar("Reading questions") as progress:
            trial.embedder.learn([case.question.text for case in new], progress)
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            progress(done, total)

        with console.bar("Asking") as progress:
            for who in list(grid):
                fill_grid(
                    grid[who], trial.cases, trial.embedder, kept, count, trial.settings.readers
                )
                grid[who] = dict.fromkeys(grid[who], _nobody)  # lets go of the model
        return {
            cell.name: [kept.rows[cell.key(c)] for c in trial.cases if applies(cell, c)]
            for cell in cells
        }


def _nobody(cases: Sequence[HeldOutQuestion]) -> Any:
    raise AssertionError("all its questions are answered")


def _quoting(trial: EvaluationRun) -> dict[Cell, AnsweringSystem]:
    from eval.grid.run import EXTRACTIVE, ORACLE, RAG, Cell
    from eval.grid.systems import QuotingSystem

    return {
        Cell(EXTRACTIVE, RAG, _setup(trial, "index_sha256", "passages")): QuotingSystem(trial.find),
        Cell(EXTRACTIVE, ORACLE, _setup(trial)): QuotingSystem(None),
    }


def _asking(
    trial: EvaluationRun, who: str, model: str, template: Template
) -> dict[Cell, AnsweringSystem]:
    """The cells of one model, which is loaded when the first question comes to it."""
    from eval.grid.run import CLOSED, ORACLE, RAG, Cell
    from eval.grid.systems import closed_book_system, reading_system
    from hea.workflows.answers.model_answering import Composer, answer_options

    wish = answer_options(trial.settings, None, False)
    composer = Composer(trial.place, replace(trial.settings, model=model), wish, template.id)
    by = (model, _weights(trial, model), f"{template.id}@{template.hash}")
    with_papers = (*by, "context_tokens", "answer_tokens", "precision")
    return {
        Cell(who, CLOSED, _setup(trial, *by, "answer_tokens", "precision")): lambda cases: (
            closed_book_system(composer.model, wish)(cases)
        ),
        Cell(who, RAG, _setup(trial, *with_papers, "index_sha256", "passages")): lambda cases: (
            reading_system(composer.model, wish, trial.find)(cases)
        ),
        Cell(who, ORACLE, _setup(trial, *with_papers)): lambda cases: reading_system(
            composer.model, wish, None
        )(cases),
    }


def _setup(trial: EvaluationRun, *what: str) -> str:
    """Values of the named settings; anything else stands for itself."""
    return json.dumps([trial.told.get(one, one) for one in what])


def template_of(place: Workspace, tuned: str | None) -> Template:
    """The prompt format of the tuned model: what is compared with it is asked in the same."""
    from answer.models.adapters import MADE
    from answer.prompts import CITED, find_template

    made = adapter_folder(place, tuned) / MADE if tuned and tuned.startswith("adapter:") else None
    if made is None or not made.exists():
        return CITED
    return find_template(str(json.loads(made.read_text("utf-8"))["template"]["id"]))


def adapter_folder(place: Workspace, named: str) -> Path:
    return place.adapters / named.partition(":")[2]


def _weights(trial: EvaluationRun, model: str) -> str:
    """What tells two models of one name apart; a server does not say."""
    from answer.models.adapters import MADE

    made = adapter_folder(trial.place, model) / MADE
    if model.startswith("adapter:") and made.exists():
        return hashlib.sha256(made.read_bytes()).hexdigest()
    return trial.settings.base if model == "phi2" else ""
