"""Who answers × what is read: each held-out question put to every pair, answer by answer scored.

Who: quotes without a model, the base model, the tuned one. What is read: nothing (closed book),
what retrieval finds (RAG), or the one paper that answers (oracle). Text measures look at what was
written, before sentences that no paper supports are taken out; citations and refusals are those
that a person gets.
"""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from answer.answers import Answer
from answer.extractive.sentence_ranking import abstract_of
from answer.grounding.check import Source
from builder.errors import UserError
from builder.parallel import batched, parallel_map
from builder.triples import REFUSAL
from eval.gold.held_out import HeldOutQuestion
from eval.grid.row_store import RowStore
from eval.grid.systems import Asker, QuotingSystem, Reply
from eval.metrics.answers import MANY, answer_text, judge_answer
from eval.metrics.groundedness import groundedness
from eval.metrics.text_match import same_value, token_f1
from eval.metrics.text_similarity import semantic_similarity
from retrieval.embedder import Embedder

EXTRACTIVE, BASE, TUNED = "extractive", "base", "tuned"
CLOSED, RAG, ORACLE = "closed", "rag", "oracle"
MODES = {CLOSED: "closed book", RAG: "RAG", ORACLE: "oracle"}

#: How unlikely a model finds the known answer: nats a token.
SURPRISE = "surprise"
#: Questions asked side by side; their rows are on disk before the next.
_TOGETHER = 8
#: Batches without a single answer after which a model is taken for dead.
_MOST_FAILURES = 3
#: What a closed book cannot have.
_NEEDS_PAPERS = ("evidence_cited", "groundedness", "citation_recall", "citation_precision")


@dataclass(frozen=True, slots=True)
class Cell:
    """One square of the grid."""

    who: str
    mode: str
    setup: str
    """All that decides what is answered, but for the question: model, prompt, index, settings."""

    @property
    def name(self) -> str:
        return f"{self.who}/{self.mode}"

    def key(self, case: HeldOutQuestion) -> str:
        """Changes whenever the question, the known answer, its paper or the setup does."""
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
    cells: Mapping[Cell, Asker],
    cases: Sequence[HeldOutQuestion],
    embedder: Embedder,
    kept: RowStore,
    progress: Callable[[int], None],
    processes: int = 1,
) -> None:
    """Ask and score whatever is not kept yet; ``progress`` is told how many rows came to be.

    From some hundreds on, ``processes`` quote and score while this one searches.
    """
    for cell, ask in cells.items():
        asked = [case for case in cases if applies(cell, case)]
        left = [case for case in asked if _missing(kept, cell.key(case))]
        progress(len(asked) - len(left))
        failures = 0
        for rows in _answered(cell, ask, left, processes):
            _add_meaning(rows, embedder)
            for row in rows:
                kept.add(row)
            failures = failures + 1 if all("error" in row for row in rows) else 0
            if failures == _MOST_FAILURES:
                raise UserError(
                    f"{cell.name} gave no answer {failures * _TOGETHER} times: {rows[0]['error']}",
                    "Mend that and run the command again; it goes on where it stopped.",
                )
            progress(len(rows))


def _answered(
    cell: Cell, ask: Asker, cases: Sequence[HeldOutQuestion], processes: int
) -> Iterator[list[dict[str, Any]]]:
    """The rows of all cases, some at a time."""
    parts = batched(cases, _TOGETHER)
    if isinstance(ask, QuotingSystem) and len(cases) >= MANY:
        asked: Iterator[tuple[Asker, Sequence[HeldOutQuestion]]]
        asked = ((ask.having_found(part), part) for part in parts)
    else:
        asked, processes = ((ask, part) for part in parts), 1
    for _, rows in parallel_map(partial(_rows, cell), asked, processes):
        yield rows


def _rows(cell: Cell, asked: tuple[Asker, Sequence[HeldOutQuestion]]) -> list[dict[str, Any]]:
    """A row for each question, with what was said, from what, and the value of each measure."""
    ask, cases = asked
    started = time.perf_counter()
    replies = ask(cases)
    seconds = round((time.perf_counter() - started) / len(cases), 3)
    return [
        _row(cell, case, reply) | {"seconds": seconds}
        for case, reply in zip(cases, replies, strict=True)
    ]


def applies(cell: Cell, case: HeldOutQuestion) -> bool:
    """Whether a question can be put to a cell: an oracle needs the paper."""
    return cell.mode != ORACLE or bool(case.oracle)


def _missing(kept: RowStore, key: str) -> bool:
    row = kept.rows.get(key)
    return row is None or "error" in row


def _add_meaning(rows: Sequence[dict[str, Any]], embedder: Embedder) -> None:
    """Add to each answer's row how alike in meaning it is to the known one."""
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
    surprise: dict[str, Any] = {}
    if cell.who != EXTRACTIVE and question.answers:
        surprise = {SURPRISE: reply.known.surprise if reply.known else None}
    answer = reply.answer
    if answer is None:
        measures = ("f1", "coverage") if question.answerable else ("refusal_recall",)
        return row | {"error": reply.trouble, "scores": dict.fromkeys(measures) | surprise}
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
        "scores": _scores(cell, case, answer, said) | surprise,
    }


def draft_text(answer: Answer) -> str:
    """What was written before anything was taken out; "" for a refusal."""
    if answer.asking is None:
        return answer_text(answer)
    draft = answer.asking.draft.strip()
    return "" if REFUSAL.lower().rstrip(".") in draft.lower() else draft


def _scores(cell: Cell, case: HeldOutQuestion, answer: Answer, said: str) -> dict[str, Any]:
    question = case.question
    values = judge_answer(question, answer).values
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
    grounds = _grounds(case, answer)
    if said and grounds:
        scores["written_grounded"] = groundedness(said, grounds, question.text).score
    return scores


def _grounds(case: HeldOutQuestion, answer: Answer) -> list[Source]:
    """What an answer must be true to: the papers it was made from, else the one that answers."""
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
