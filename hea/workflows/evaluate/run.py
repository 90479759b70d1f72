"""Open a workspace for an evaluation: its questions, its papers, and how models are asked."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answer.models.adapters import MADE
from answer.papers import Papers
from answer.prompts import CITED, Template, find_template
from answer.question.intent import ALL_YEARS, Years
from builder.errors import UserError
from builder.library.catalog import CatalogEntry, listing
from builder.papers import READABLE
from eval.gold.held_out import HeldOutQuestion, read_held_out, sample_questions
from hea.events import SILENT, Events
from hea.workflows.answers.library_papers import LibraryPapers
from hea.workflows.answers.search import open_searcher
from hea.workflows.output_paths import place_of
from hea.workspace import Settings, Workspace, load_settings
from retrieval.embedder import CachingEmbedder
from retrieval.hybrid import Hit, Searcher
from retrieval.index_manifest import read_manifest

#: What is said where no question can be scored.
NO_SOURCE = (
    "No question names a paper of this corpus as its source.",
    "A source_id is a record's id, a DOI or a paper id from `hea papers --json`.",
)
#: How a setting names an adapter.
_ADAPTER = "adapter:"


@dataclass(frozen=True, slots=True)
class EvaluationRun:
    """An evaluation at work: an opened workspace and the questions that are put to it."""

    place: Workspace
    settings: Settings
    searcher: Searcher
    embedder: CachingEmbedder
    library: Sequence[CatalogEntry]
    """The papers that can be read."""
    cases: Sequence[HeldOutQuestion]
    left_out: int
    """Questions that are not asked, as their papers are not in the corpus."""
    papers: Papers
    """The corpus; each question is searched once."""
    record: dict[str, Any]
    """Settings and hashes for the report."""
    events: Events
    file: Path
    """The questions."""


class _RememberingPapers(LibraryPapers):
    """Searches each question once, however many systems are asked it."""

    def __init__(self, searcher: Searcher) -> None:
        super().__init__(searcher)
        self._found: dict[tuple[str, int, Years], list[Hit]] = {}

    def search(self, question: str, k: int, years: Years = ALL_YEARS) -> list[Hit]:
        """Return the ``k`` best papers for a question, best first."""
        asked = question, k, years
        if asked not in self._found:
            self._found[asked] = super().search(*asked)
        return self._found[asked]


@contextmanager
def open_run(
    place: Workspace, questions: Path | None, limit: int | None, events: Events = SILENT
) -> Iterator[EvaluationRun]:
    """Open a workspace for an evaluation.

    Args:
        place: A workspace that has been built.
        questions: A dataset's part, or a question file; None for the dataset's test part.
        limit: Ask only so many of the questions; None for all.
        events: Receives notes and progress.

    Raises:
        UserError: There are no questions, or the workspace was not built.
    """
    settings = load_settings(place, {})
    file = questions or place.dataset / "test.jsonl"
    if not file.exists():
        raise UserError(
            "There are no held-out questions yet.", "Run `hea dataset`, or give --questions FILE."
        )
    with open_searcher(place, events) as searcher:
        searcher.embedder = embedder = CachingEmbedder(searcher.embedder)
        library = [one for one in listing(searcher.db) if one.paper.state in READABLE]
        held = read_held_out(file, library)
        here = [case for case in held if case.paper or not case.question.sources]
        if not here:
            raise UserError(*NO_SOURCE)
        cases = sample_questions(here, limit)
        manifest = read_manifest(place.index)
        assert manifest is not None  # the searcher has opened it
        record = {
            "questions": place_of(file, place),
            "questions_sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
            "embedder": manifest.embedder,
            "index_sha256": manifest.sha256,
            "passages": settings.passages,
            "answer_tokens": settings.answer_tokens,
            "context_tokens": settings.context_tokens,
            "precision": settings.precision,
        }

        papers = _RememberingPapers(searcher)
        yield EvaluationRun(
            place=place,
            settings=settings,
            searcher=searcher,
            embedder=embedder,
            library=library,
            cases=cases,
            left_out=len(held) - len(here),
            papers=papers,
            record=record,
            events=events,
            file=file,
        )


def left_out_words(count: int) -> str:
    """Return how many questions were not asked, and why; "" for none."""
    if not count:
        return ""
    if count == 1:
        return "1 question left out: its paper is not in this corpus"
    return f"{count:,} questions left out: their papers are not in this corpus"


def adapter_folder(place: Workspace, model: str) -> Path:
    """Return the folder of a model that is named `adapter:NAME`."""
    return place.adapters / model.partition(":")[2]


def made_file(place: Workspace, model: str | None) -> Path | None:
    """Return what a training wrote about an adapter; None for a model that is no adapter here."""
    if not model or not model.startswith(_ADAPTER):
        return None
    path = adapter_folder(place, model) / MADE
    return path if path.exists() else None


def template_of(place: Workspace, tuned: str | None) -> Template:
    """Return the prompt template of a tuned model: all that is compared with it is asked alike."""
    made = made_file(place, tuned)
    if made is None:
        return CITED
    return find_template(str(json.loads(made.read_text("utf-8"))["template"]["id"]))
