"""Take ragas' measures of an evaluation's answers: asked of a judge once, stored, added to rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from builder.errors import UserError
from builder.library.catalog import CatalogEntry
from eval.gold.held_out import HeldOutQuestion
from eval.grid.row_store import RowStore
from eval.metrics.llm_judge import JudgeCall, LlmJudge
from eval.metrics.ragas import JUDGED, Ragas, RagasSample
from eval.report.summary import RAGAS
from hea.events import SILENT, Events
from retrieval.embedder import Embedder

#: Answers in a row of which a judge judges nothing before it is taken for unfit.
_MOST_FAILURES = 5

Rows = Mapping[str, list[dict[str, Any]]]


def ask_ragas(
    rows: Rows,
    cases: Sequence[HeldOutQuestion],
    library: Sequence[CatalogEntry],
    embedder: Embedder,
    judge: LlmJudge | None,
    file: Path,
    events: Events = SILENT,
) -> list[str]:
    """Add ragas' measures to the rows of each cell.

    Args:
        rows: Cell → its rows; their ``scores`` are added to.
        cases: The questions.
        library: The papers that answers were read from.
        embedder: Compares meanings.
        judge: The model that is asked for verdicts; None for the measures that need none.
        file: Stores each measure; what it holds is not asked again.
        events: Receives progress.

    Returns:
        A sentence for each thing that could not be had.
    """
    try:
        ragas = Ragas(embedder, judge)
    except UserError as error:
        return [error.message]
    answered = [row for of in rows.values() for row in of if row.get("said")]
    by_id = {case.question.id: case for case in cases}
    papers = {one.id: one for one in library}
    with RowStore(file) as store, events.progress("Judging") as progress:
        samples = [sample_of(row, by_id[row["id"]], papers) for row in answered]
        scorer = _RagasScorer(ragas, judge.name if judge else "", store)
        return scorer.score_all(answered, samples, progress)


class _RagasScorer:
    """Takes the measures of rows; gives a judge up that fails on several in a row."""

    def __init__(self, ragas: Ragas, judge: str, store: RowStore) -> None:
        self._ragas, self._judge, self._store = ragas, judge, store
        self._failures = 0
        """Answers in a row on which the judge gave no verdict."""

    def score_all(
        self,
        rows: Sequence[dict[str, Any]],
        samples: Sequence[RagasSample],
        progress: Callable[[int, int], None],
    ) -> list[str]:
        """Add the measures to all rows; return a sentence if the judge was given up."""
        notes: list[str] = []
        for done, (row, sample) in enumerate(zip(rows, samples, strict=True), start=1):
            judged = self._score(row, sample)
            if judged and self._failures < _MOST_FAILURES:
                verdict = any(one["value"] is not None for one in judged)
                self._failures = 0 if verdict else self._failures + 1
                if self._failures == _MOST_FAILURES:
                    notes.append(
                        f"The judge {self._judge} gave no verdict on {self._failures} answers in a"
                        f" row ({judged[-1]['trouble']}) and was asked no more."
                    )
            progress(done, len(rows))
        return notes

    def _score(self, row: dict[str, Any], sample: RagasSample) -> list[dict[str, Any]]:
        """Add the measures to one row; return the outcomes that the judge was asked for."""
        judged = []
        for measure in self._ragas.names:
            asks = measure in JUDGED
            if asks and self._failures == _MOST_FAILURES:
                row["scores"][RAGAS + measure] = None
                continue
            outcome = self._outcome(row, sample, measure, self._judge if asks else "")
            if "value" in outcome:
                row["scores"][RAGAS + measure] = outcome["value"]
                judged += [outcome] if asks else []
        return judged

    def _outcome(
        self, row: Mapping[str, Any], sample: RagasSample, measure: str, judge: str
    ) -> dict[str, Any]:
        """Return one measure of one row as it is stored, or take it; no value if none applies."""
        key = f"{row['key']}:{measure}:{judge}"
        if key in self._store.rows:
            return self._store.rows[key]
        stored = {"key": key, "cell": row["cell"], "id": row["id"], "measure": measure}
        outcome = self._ragas.measure(measure, sample)
        if outcome is not None:
            stored |= {"value": outcome.value, "trouble": outcome.trouble}
            stored["calls"] = [_call(call) for call in outcome.calls]
        # What a server that was not there did not judge is asked again the next time.
        if not judge or outcome is None or any(call.wrote for call in outcome.calls):
            self._store.add(stored)
        return stored


def _call(call: JudgeCall) -> dict[str, Any]:
    """Return a call of the judge as it is stored; of its prompt only the part on this answer."""
    return asdict(call) | {"prompt": call.prompt.rpartition("\ninput: ")[2]}


def sample_of(
    row: Mapping[str, Any], case: HeldOutQuestion, papers: Mapping[str, CatalogEntry]
) -> RagasSample:
    """Return an answer as ragas takes it, with the texts that were put before its writer."""
    read = [text for _, text in row["passages"]]
    if not row["asked"]:
        found = [papers[name].paper.abstract for name in row["read"] if name in papers]
        read = [abstract.text for abstract in found if abstract]
    hits = case.oracle if case.question.answerable and read else []
    return RagasSample(
        row["question"],
        row["said"],
        row["answers"][0] if row["answers"] else "",
        tuple(read),
        tuple(hit.passage.text for hit in hits),
        tuple(row["read"]),
        tuple(hit.listed.id for hit in hits),
    )
