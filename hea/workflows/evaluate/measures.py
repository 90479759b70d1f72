"""Measure extraction, retrieval, answers and detectors against known truth, one thing at a time."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from builder.errors import UserError
from builder.ingest.isolation import Limits
from builder.ingest.worker_pool import extract_all
from builder.library.catalog import listing
from builder.storage.database import open_database
from builder.storage.files import write_atomic
from eval.error_injection.cases import TrueAnswer, read_true_answers, true_answers_of
from eval.error_injection.detectors import (
    DetectorScores,
    balanced_accuracy,
    detectors,
    measure_detector,
)
from eval.error_injection.inject import Injected, collect_pool, inject
from eval.error_injection.model_errors import inject_model_errors
from eval.fulltext.reading_order import OrderScores, read_order, score_order
from eval.fulltext.table_cells import CellScores, cells_score, read_table_gold
from eval.fulltext.table_values import MeasurementScores, measurements_score
from eval.gold.labelled_claims import LabelledSet, read_labelled
from eval.gold.questions import Question, can_be_asked, read_questions
from eval.metrics.answers import (
    AnswerScores,
    add_semantic_similarity,
    answer_all,
    answered_questions,
    score_answers,
    unknown_kinds,
)
from eval.metrics.extraction import read_gold, score_extraction
from eval.metrics.extraction_scores import ExtractionScores
from eval.metrics.retrieval import RetrievalScores, relevant_lines, run_lines, score_retrieval
from eval.stats.intervals import Score
from eval.stats.risk_coverage import best_threshold, risk_coverage
from hea.events import SILENT, Events
from hea.extras import install
from hea.workflows.answers.library_papers import LibraryPapers
from hea.workflows.answers.search import open_searcher
from hea.workflows.evaluate.run import NO_SOURCE
from hea.workflows.output_paths import file_for, outside_corpus
from hea.workspace import Settings, Workspace, load_settings
from retrieval.embedder import CachingEmbedder, find_model, load_embedder

#: What the measures of retrieval and of texts are taken from.
_LIBRARIES = ("ir_measures", "rouge_score", "sacrebleu")
_UNKNOWN_KINDS = (
    "Bare answers of these types are not compared, as they are not known: {}. Known are value,"
    " phase, composition, method, processing and yesno, and the kinds of a dataset."
)


@dataclass(frozen=True, slots=True)
class DetectionReport:
    """Which errors each detector finds, and what it flags that is true."""

    measured: dict[str, DetectorScores]
    """By detector; empty where only labelled sets were judged."""
    sets: tuple[LabelledSet, ...]
    accuracies: dict[str, dict[str, Score]]
    """Labelled set → detector → balanced accuracy."""
    by_models: dict[str, DetectorScores] = field(default_factory=dict)
    """By detector, for errors as small models make them; apart, as they are not the others."""


class FulltextScores(NamedTuple):
    """How truly whole papers were read."""

    order: OrderScores
    cells: CellScores
    values: MeasurementScores


def measure_extraction(gold: Path, events: Events = SILENT) -> ExtractionScores:
    """Compare titles, DOIs, years and abstracts of PDFs with those that a person has read.

    Args:
        gold: JSONL of what the person has read; the PDFs lie beside it.
        events: Receives progress.
    """
    rows = read_gold(gold)
    paths = {gold.parent / row.file: row.file for row in rows}
    papers = {}
    with events.progress("Reading PDFs") as progress:
        for path, paper in extract_all(
            [path for path in paths if path.exists()], Limits(), fulltext=False
        ):
            papers[paths[path]] = paper
            progress(len(papers), len(rows))
    return score_extraction(rows, papers)


def measure_fulltext(gold: Path, events: Events = SILENT) -> FulltextScores:
    """Compare whole papers with what a person has read of them: their order, their tables.

    Args:
        gold: Folder with ``order.jsonl`` and ``tables.jsonl``; the PDFs lie in it, or beside it.
        events: Receives progress.
    """
    order, tables = read_order(gold / "order.jsonl"), read_table_gold(gold / "tables.jsonl")
    wanted = {row.file for row in order} | {row.file for row in tables}
    paths = {path: path.name for path in gold.parent.rglob("*.pdf") if path.name in wanted}
    papers = {}
    with events.progress("Reading PDFs") as progress:
        for path, paper in extract_all(paths, Limits()):
            papers[paths[path]] = paper
            progress(len(papers), len(wanted))
    cells, values = cells_score(tables, papers), measurements_score(tables, papers)
    return FulltextScores(score_order(order, papers), cells, values)


def measure_retrieval(
    place: Workspace, questions: Path, folder: Path, events: Events = SILENT
) -> RetrievalScores:
    """Score how soon each ranker finds the answering paper, and write the runs.

    Args:
        place: A workspace that has been built.
        questions: Questions with their sources.
        folder: Where the runs are written in TREC's format.
        events: Receives notes and progress.

    Raises:
        UserError: A library is missing, or no question names a paper of the corpus.
    """
    _need_libraries()
    asked = read_questions(questions)
    outside_corpus(folder, place)
    with open_searcher(place, events) as searcher, events.progress("Asking") as progress:
        found = score_retrieval(searcher, asked, listing(searcher.db), progress)
    if not found.relevant:
        raise UserError(*NO_SOURCE)
    folder.mkdir(parents=True, exist_ok=True)
    files = {f"{name}.run": run_lines(run, name) for name, run in found.runs.items()}
    for file, lines in {"answering.qrels": relevant_lines(found.relevant), **files}.items():
        write_atomic(folder / file, "".join(lines).encode())
    return found


def measure_answers(
    place: Workspace, questions: Path, curve: Path | None = None, events: Events = SILENT
) -> AnswerScores:
    """Score answers beside the known ones.

    Args:
        place: A workspace that has been built.
        questions: Questions with known answers; one without a source is one to refuse.
        curve: Where risk and coverage at every confidence threshold are written; None for nowhere.
        events: Receives notes and progress.

    Raises:
        UserError: A library is missing, or ``curve`` cannot be written.
    """
    _need_libraries()
    asked = read_questions(questions)
    if unknown := unknown_kinds(asked):
        events.note(_UNKNOWN_KINDS.format(", ".join(f"“{kind}”" for kind in unknown)))
    if curve:
        file_for(curve, place, read=[questions])
    scores = answer_and_score(place, load_settings(place, {}), asked, events)
    if curve:
        write_atomic(curve, json.dumps(_risk_record(scores), indent=1) + "\n")
    return scores


def answer_and_score(
    place: Workspace, settings: Settings, questions: Sequence[Question], events: Events = SILENT
) -> AnswerScores:
    """Answer questions by quotes, and score the answers beside the known ones.

    Questions whose papers are not in the corpus are left out, and counted.

    Raises:
        UserError: No question is left.
    """
    with open_searcher(place, events) as searcher:
        asked = can_be_asked(questions, listing(searcher.db))
        if not asked:
            raise UserError(*NO_SOURCE)
        searcher.embedder = embedder = CachingEmbedder(searcher.embedder)
        with events.progress("Reading questions") as progress:
            embedder.learn([question.text for question in asked], progress)
        with events.progress("Asking") as progress:
            papers, k = LibraryPapers(searcher), settings.passages
            judged = answer_all(asked, papers, k, progress, settings.readers)
        with events.progress("Comparing") as progress:
            scores = score_answers(add_semantic_similarity(judged, embedder, progress))
    return replace(scores, left_out=len(questions) - len(asked))


def _risk_record(scores: AnswerScores) -> dict[str, Any]:
    """Return what every confidence threshold would give, and the best of them."""
    questions = [one.question for one in scores.judged]
    points = risk_coverage(answered_questions(scores.judged))
    return {
        "threshold": best_threshold(points),
        "answerable": sum(question.answerable for question in questions),
        "unanswerable": sum(not question.answerable for question in questions),
        "curve": [asdict(point) for point in points],
    }


def measure_detectors(
    place: Workspace | None,
    *,
    questions: Path | None = None,
    answers: Path | None = None,
    labelled: Sequence[str] = (),
    out: Path | None = None,
    seed: int = 0,
    events: Events = SILENT,
) -> DetectionReport:
    """Put known errors into true answers, and let each detector of groundedness find them.

    Args:
        place: A workspace that has been built; only ``questions`` need one.
        questions: Put errors into the answers and evidence of this question file.
        answers: Put errors into these true answers.
        labelled: Public labelled sets, each `NAME=FOLDER`.
        out: Where each answer is written with its error and who flagged it; None for nowhere.
        seed: Settles which errors are made.
        events: Receives progress.

    Raises:
        UserError: A library is missing, there is nothing to measure with, or ``out`` cannot be
            written.
    """
    _need_libraries()
    sets = tuple(_read_labelled_set(each) for each in labelled)
    cases = _true_answers_of_corpus(place, questions) if place and questions else []
    cases += read_true_answers(answers) if answers else []
    if not cases and not sets:
        raise UserError(
            "No questions are given.",
            "Add --questions or --answers with true answers, or --labelled with a public set.",
        )
    if out:
        file_for(out, place, read=[file for file in (questions, answers) if file])
    injected = list(inject(cases, collect_pool(cases), seed))
    with events.status("Loading the embedder"):
        known = detectors(load_embedder(find_model()))
    by_model = list(inject_model_errors(cases, seed))
    measured: dict[str, DetectorScores] = {}
    by_models: dict[str, DetectorScores] = {}
    accuracies: dict[str, dict[str, Score]] = {each.name: {} for each in sets}
    for name, detector in known.items():
        with events.progress(name) as progress:
            if cases:
                measured[name] = measure_detector(name, detector, cases, injected, progress)
                if by_model:
                    by_models[name] = measure_detector(name, detector, cases, by_model, progress)
            for each in sets:
                accuracies[each.name][name] = balanced_accuracy(name, detector, each.rows, progress)
    if out:
        rows = _flagged_rows(cases, injected, measured)
        write_atomic(out, "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows).encode())
    return DetectionReport(measured, sets, accuracies, by_models)


def _need_libraries() -> None:
    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if missing:
        raise UserError(f"The measures need {', '.join(missing)}.", install("eval"))


def _read_labelled_set(given: str) -> LabelledSet:
    name, equals, folder = given.partition("=")
    if not equals:
        raise UserError(f"“{given}” is not the name of a folder.", "Write it as wice=DIR.")
    return read_labelled(name, Path(folder))


def _true_answers_of_corpus(place: Workspace, questions: Path) -> list[TrueAnswer]:
    """Return the known answers of a question file, and the evidence they rest on."""
    with closing(open_database(place.database)) as db:
        cases = true_answers_of(read_questions(questions), listing(db))
    if not cases:
        raise UserError(*NO_SOURCE)
    return cases


def _flagged_rows(
    cases: Sequence[TrueAnswer],
    injected: Sequence[Injected],
    measured: dict[str, DetectorScores],
) -> Iterator[dict[str, Any]]:
    """Yield every answer with its error and the detectors that flagged it."""
    answers = [(case, "", case.answer, "") for case in cases]
    answers += [(one.case, one.error, one.answer, one.what) for one in injected]
    for place, (case, error, answer, what) in enumerate(answers):
        by = [name for name, found in measured.items() if found.flags[place].flagged]
        yield {
            "case": case.id,
            "question": case.question,
            "answer": answer,
            "error": error or None,
            "changed": what or None,
            "flagged_by": by,
        }
