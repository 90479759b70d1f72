"""Fill the grid of an evaluation: ask every system each held-out question, and score the answers.

A cell of the grid is a system and what it reads. Systems: quotes without a model, the base model,
the tuned one. Reading: nothing (closed book), what retrieval finds (RAG), or the one paper that
answers (oracle). Text measures look at what was written, before sentences that no paper supports
are taken out; citations and refusals are those that a person gets.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from answer.answers import Answer
from answer.extractive.sentence_ranking import abstract_of
from answer.grounding.check import Source
from builder.errors import UserError
from builder.parallel import batched, parallel_map
from builder.triples import is_refusal
from eval.gold.held_out import HeldOutQuestion
from eval.grid.row_store import RowStore
from eval.grid.systems import AnsweringSystem, QuotingSystem, Reply
from eval.metrics.answers import MANY, answer_text, judge_answer, likeness
from eval.metrics.groundedness import groundedness
from eval.metrics.text_match import same_value, token_f1
from eval.metrics.text_similarity import semantic_similarity
from retrieval.embedder import Embedder

EXTRACTIVE, BASE, TUNED = "extractive", "base", "tuned"
CLOSED, RAG, ORACLE = "closed", "rag", "oracle"
MODES = {CLOSED: "closed book", RAG: "RAG", ORACLE: "oracle"}

#: Loss of the known answer in a model, in nats a token.
ANSWER_LOSS = "surprise"
#: Questions asked side by side; their rows are on disk before the next.
_TOGETHER = 8
#: Batches in a row without a single answer after which a run stops.
_MOST_FAILURES = 3
#: Measures that a closed book cannot have.
_NEEDS_PAPERS = ("evidence_cited", "groundedness", "citation_recall", "citation_precision")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid: a system and what it reads."""

    who: str
    mode: str
    setup: str
    """All that decides the answer, but for the question: model, prompt, index, settings."""

    @property
    def name(self) -> str:
        """System and reading, such as `tuned/rag`."""
        return f"{self.who}/{self.mode}"

    def key(self, case: HeldOutQuestion) -> str:
        """Return a key that changes with question, known answer, paper and setup."""
        question = case.question
        paper = case.paper and case.paper.paper.abstract
        parts = (
            self.name,
            self.setup,
            *(question.id, question.text, question.kind, question.evidence or ""),
            *question.answers,
            paper.text if paper else "",
        )
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def fill_grid(
    cells: Mapping[Cell, AnsweringSystem],
    cases: Sequence[HeldOutQuestion],
    embedder: Embedder,
    store: RowStore,
    progress: Callable[[int], None],
    processes: int = 1,
) -> None:
    """Ask and score every question that the store holds no answer to.

    Args:
        cells: Cells and their systems.
        cases: The questions.
        embedder: Makes the vectors for the likeness in meaning.
        store: Keeps a row for each question of each cell.
        progress: Called with the number of rows that were added or found in the store.
        processes: From some hundreds of questions on, so many quote and score in parallel.

    Raises:
        UserError: A system gave no answer several times in a row.
    """
    for cell, system in cells.items():
        applicable = [case for case in cases if applies(cell, case)]
        left = [case for case in applicable if _missing(store, cell.key(case))]
        progress(len(applicable) - len(left))
        failures = 0
        for rows in _batches(cell, system, left, processes):
            _add_meaning(rows, embedder)
            for row in rows:
                store.add(row)
            failures = failures + 1 if all("error" in row for row in rows) else 0
            if failures == _MOST_FAILURES:
                raise UserError(
                    f"{cell.name} did not answer {failures * _TOGETHER} times: {rows[0]['error']}",
                    "Correct that and run the command again; it goes on where it stopped.",
                )
            progress(len(rows))


def _batches(
    cell: Cell, system: AnsweringSystem, cases: Sequence[HeldOutQuestion], processes: int
) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of all cases, a batch at a time."""
    parts = batched(cases, _TOGETHER)
    if isinstance(system, QuotingSystem) and len(cases) >= MANY:
        tasks: Iterator[tuple[AnsweringSystem, Sequence[HeldOutQuestion]]]
        tasks = ((system.with_found(part), part) for part in parts)
    else:
        tasks, processes = ((system, part) for part in parts), 1
    for _, rows in parallel_map(partial(_rows, cell), tasks, processes):
        yield rows


def _rows(
    cell: Cell, task: tuple[AnsweringSystem, Sequence[HeldOutQuestion]]
) -> list[dict[str, Any]]:
    """Return a row for each question: the answer, what it was made from, and every measure."""
    system, cases = task
    replies = system(cases)
    return [_row(cell, case, reply) for case, reply in zip(cases, replies, strict=True)]


def applies(cell: Cell, case: HeldOutQuestion) -> bool:
    """Return True where a question can be put to a cell: an oracle needs the paper."""
    return cell.mode != ORACLE or bool(case.oracle)


def _missing(store: RowStore, key: str) -> bool:
    row = store.rows.get(key)
    return row is None or "error" in row


def _add_meaning(rows: Sequence[dict[str, Any]], embedder: Embedder) -> None:
    """Add to each row the likeness in meaning of its answer to the known one."""
    alike = [row for row in rows if row.get("said") and row["answers"]]
    said, known = ([row["said"] for row in alike], [row["answers"][0] for row in alike])
    for row, value in zip(alike, semantic_similarity(embedder, said, known), strict=True):
        row["scores"]["meaning"] = value


def _row(cell: Cell, case: HeldOutQuestion, reply: Reply) -> dict[str, Any]:
    question = case.question
    row: dict[str, Any] = {
        "key": cell.key(case),
        "cell": cell.name,
        "id": question.id,
        "question": question.text,
        "answers": list(question.answers),
        "strata": {
            "kind": case.kind,
            "length": case.length,
            "family": case.family,
            "year": case.year,
        },
        "cluster": case.cluster,
    }
    loss: dict[str, Any] = {}
    if cell.who != EXTRACTIVE and question.answers:
        loss = {ANSWER_LOSS: reply.known.loss if reply.known else None}
    answer = reply.answer
    if answer is None:
        measures = ("f1", "coverage") if question.answerable else ("refusal_recall",)
        return row | {"error": reply.trouble, "scores": dict.fromkeys(measures) | loss}
    said = draft_text(answer)
    return row | {
        "said": said,
        "text": answer.text,
        "short": answer.short,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "quotes": [[c.listed.id, c.start, c.end, c.quote] for c in answer.citations],
        "read": list(answer.retrieved),
        "asked": answer.asking is not None,
        "passages": [[one.listed.id, one.text] for one in answer.asking.passages]
        if answer.asking
        else [],
        "note": answer.note,
        "nearest": answer.nearest,
        "tokens": answer.asking.new_tokens if answer.asking else 0,
        "known_tokens": reply.known.tokens if reply.known else 0,
        "scores": _scores(cell, case, answer, said) | loss,
    }


def draft_text(answer: Answer) -> str:
    """Return what was written, before anything was taken out; "" for a refusal."""
    if answer.asking is None:
        return answer_text(answer)
    draft = answer.asking.draft.strip()
    return "" if is_refusal(draft) else draft


def _scores(cell: Cell, case: HeldOutQuestion, answer: Answer, said: str) -> dict[str, Any]:
    question = case.question
    values = judge_answer(question, answer).values
    if answer.asking and question.answerable:
        # Of what the model wrote, not of the quotes that may have replaced it.
        values = {**values, **likeness(question, said)}
    if cell.mode == CLOSED:
        values = {name: value for name, value in values.items() if name not in _NEEDS_PAPERS}
    scores: dict[str, Any] = {
        name: None if value is None else float(value) for name, value in values.items()
    }
    # Quotes are whole sentences; beside a bare answer stands the bare answer, where there is one.
    beside = said if answer.asking else answer.short or said
    if question.answerable:
        scores["f1"] = max((token_f1(beside, true) for true in question.answers), default=None)
        if same_value("", question.answers[0] if question.answers else "") is not None:
            scores["value"] = float(any(same_value(beside, a) for a in question.answers))
    grounds = _sources(case, answer)
    if said and grounds:
        scores["written_grounded"] = groundedness(said, grounds, question.text).score
    return scores


def _sources(case: HeldOutQuestion, answer: Answer) -> list[Source]:
    """Return the papers that an answer was made from, else the one that answers."""
    if answer.asking and answer.asking.passages:
        return [
            Source(one.title, one.listed.paper.abstract.text)
            for one in answer.asking.passages
            if one.listed.paper.abstract
        ]
    if answer.citations:
        papers = {c.listed.id: c.listed.paper for c in answer.citations}
        return [Source(p.title or "", p.abstract.text) for p in papers.values() if p.abstract]
    return [Source(h.listed.paper.title or "", abstract_of(h)) for h in case.oracle]
