"""Ragas' measures of an evaluation's answers: asked of a judge once, kept, added to the rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.errors import UserError

if TYPE_CHECKING:
    from builder.library.catalog import CatalogEntry
    from eval.gold.held_out import HeldOutQuestion
    from eval.grid.row_store import RowStore
    from eval.metrics.llm_judge import JudgeCall, LlmJudge
    from eval.metrics.ragas import Ragas, RagasSample
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
) -> list[str]:
    """Add ragas' measures to the rows of each cell; what cannot be had is told in a sentence."""
    from eval.grid.row_store import RowStore
    from eval.metrics.ragas import Ragas
    from hea.render import console

    try:
        door = Ragas(embedder, judge)
    except UserError as error:
        return [error.message]
    said = [row for of in rows.values() for row in of if row.get("said")]
    known = {case.question.id: case for case in cases}
    papers = {one.id: one for one in library}
    with RowStore(file) as kept, console.bar("Judging") as progress:
        samples = [sample_of(row, known[row["id"]], papers) for row in said]
        return _judge_all(said, samples, door, judge.name if judge else "", kept, progress)


def _judge_all(
    rows: Sequence[dict[str, Any]],
    samples: Sequence[RagasSample],
    door: Ragas,
    judge: str,
    kept: RowStore,
    progress: Callable[[int, int], None],
) -> list[str]:
    from eval.metrics.ragas import JUDGED
    from eval.report.summary import RAGAS

    failures, notes = 0, []
    for done, (row, sample) in enumerate(zip(rows, samples, strict=True), start=1):
        judged = []
        for measure in door.names:
            asks = measure in JUDGED
            if asks and failures == _MOST_FAILURES:
                row["scores"][RAGAS + measure] = None
                continue
            told = _told(row, sample, door, measure, judge if asks else "", kept)
            if "value" in told:
                row["scores"][RAGAS + measure] = told["value"]
                judged += [told] if asks else []
        if judged and failures < _MOST_FAILURES:
            failures = 0 if any(one["value"] is not None for one in judged) else failures + 1
            if failures == _MOST_FAILURES:
                notes.append(
                    f"The judge {judge} gave no verdict on {failures} answers in a row"
                    f" ({judged[-1]['trouble']}) and was asked no more."
                )
        progress(done, len(rows))
    return notes


def _told(
    row: Mapping[str, Any],
    sample: RagasSample,
    door: Ragas,
    measure: str,
    judge: str,
    kept: RowStore,
) -> dict[str, Any]:
    """One measure of one row: as it was kept, else measured now; no value where none applies."""
    key = f"{row['key']}:{measure}:{judge}"
    if key in kept.rows:
        return kept.rows[key]
    told = {"key": key, "cell": row["cell"], "id": row["id"], "measure": measure}
    outcome = door.measure(measure, sample)
    if outcome is not None:
        told |= {"value": outcome.value, "trouble": outcome.trouble}
        told["calls"] = [_call(call) for call in outcome.calls]
    if not judge or outcome is None or any(call.wrote for call in outcome.calls):
        kept.add(told)  # a server that was not there is asked again
    return told


def _call(call: JudgeCall) -> dict[str, Any]:
    """A call of the judge as it is kept; of the prompt only what is this answer's own."""
    return asdict(call) | {"prompt": call.prompt.rpartition("\ninput: ")[2]}


def sample_of(
    row: Mapping[str, Any], case: HeldOutQuestion, papers: Mapping[str, CatalogEntry]
) -> RagasSample:
    """An answer as ragas sees it: with what was put before its writer."""
    from eval.metrics.ragas import RagasSample

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
