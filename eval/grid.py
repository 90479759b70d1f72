"""Who answers × what is read: each held-out question put to every pair, answer by answer scored.

Who: quotes without a model, the base model, the tuned one. What is read: nothing (closed book),
what retrieval finds (RAG), or the one paper that answers (oracle). Text measures look at what was
written, before sentences that no paper supports are taken out; citations and refusals are those
that a person gets.
"""

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from answer.answers import Answer, Asking, Sentence
from answer.composed import Wish, prepare, refused, verified
from answer.extractive import answer_extractively
from answer.grounding import Ground, claims_of
from answer.model import Chat, Written
from answer.ranking import abstract_of
from answer.stopping import answer_in
from builder.errors import UserError
from builder.triples import REFUSAL
from eval.answers import judge, said_in
from eval.grounded import groundedness
from eval.held_out import Case
from eval.kept import Kept
from eval.matching import same_value, token_f1
from eval.similarity import meaning
from retrieval.embedder import Embedder
from retrieval.search import Hit

EXTRACTIVE, BASE, TUNED = "extractive", "base", "tuned"
CLOSED, RAG, ORACLE = "closed", "rag", "oracle"
MODES = {CLOSED: "closed book", RAG: "RAG", ORACLE: "oracle"}

Find: TypeAlias = Callable[[str], Sequence[Hit]]
#: An answer, or why there is none.
Reply: TypeAlias = Answer | str
Asker: TypeAlias = Callable[[Sequence[Case]], list[Reply]]

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

    def key(self, case: Case) -> str:
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


def quoting(find: Find | None) -> Asker:
    """Quotes of what ``find`` finds; of the paper that answers where there is none."""

    def ask(cases: Sequence[Case]) -> list[Reply]:
        return [answer_extractively(c.question.text, _hits(c, find)) for c in cases]

    return ask


def reading(chat: Chat, wish: Wish, find: Find | None) -> Asker:
    """A model that reads what ``find`` finds, or the paper that answers."""

    def ask(cases: Sequence[Case]) -> list[Reply]:
        replies: dict[int, Reply] = {}
        ready = {}
        for place, case in enumerate(cases):
            try:
                prepared = prepare(chat, case.question.text, _hits(case, find), wish)
            except UserError as error:
                replies[place] = error.message
                continue
            if prepared.prompt is None:
                replies[place] = refused(prepared)
            else:
                ready[place] = prepared
        written = _written(chat, [p.prompt.text for p in ready.values() if p.prompt], wish)
        for (place, prepared), text in zip(ready.items(), written, strict=True):
            replies[place] = text if isinstance(text, str) else verified(chat, prepared, text, wish)
        return [replies[place] for place in range(len(cases))]

    return ask


def remembering(chat: Chat, wish: Wish) -> Asker:
    """A model that reads nothing and answers from what it has learnt."""

    def ask(cases: Sequence[Case]) -> list[Reply]:
        prompts = [chat.template.render(case.question.text, ()) for case in cases]
        written = _written(chat, prompts, wish)
        return [
            text if isinstance(text, str) else _from_memory(chat, case.question.text, text)
            for case, text in zip(cases, written, strict=True)
        ]

    return ask


def _hits(case: Case, find: Find | None) -> Sequence[Hit]:
    return find(case.question.text) if find else case.oracle


def _written(chat: Chat, prompts: Sequence[str], wish: Wish) -> list[Written | str]:
    """What a model writes, or the one reason why it wrote nothing."""
    if not prompts:
        return []
    try:
        written = chat.write_all(prompts, replace(wish.writing, stops=chat.template.stops))
    except UserError as error:
        return [error.message] * len(prompts)
    if any(one.ended == "interrupted" for one in written):
        raise KeyboardInterrupt
    return list(written)


def _from_memory(chat: Chat, question: str, written: Written) -> Answer:
    """What a model wrote without papers: nothing of it can be checked or cited."""
    draft = answer_in(written.text, chat.template.stops).strip()
    answered = bool(draft) and REFUSAL.lower().rstrip(".") not in draft.lower()
    said = tuple(Sentence(text, (), False) for text in claims_of(draft)) if answered else ()
    template = f"{chat.template.id}@{chat.template.hash}"
    tokens = written.prompt_tokens, written.new_tokens
    asking = Asking(template, (), 0, *tokens, written.ended, draft)
    return Answer(question, bool(said), said, (), None, chat.name, (), asking=asking)


def fill(
    cells: Mapping[Cell, Asker],
    cases: Sequence[Case],
    embedder: Embedder,
    kept: Kept,
    progress: Callable[[int], None],
) -> None:
    """Ask and score whatever is not kept yet; ``progress`` is told how many rows came to be."""
    for cell, ask in cells.items():
        asked = [case for case in cases if applies(cell, case)]
        left = [case for case in asked if _missing(kept, cell.key(case))]
        progress(len(asked) - len(left))
        failures = 0
        for first in range(0, len(left), _TOGETHER):
            together = left[first : first + _TOGETHER]
            started = time.perf_counter()
            replies = ask(together)
            seconds = (time.perf_counter() - started) / len(together)
            for row in scored(cell, together, replies, embedder):
                kept.add(row | {"seconds": round(seconds, 3)})
            failures = 0 if any(isinstance(one, Answer) for one in replies) else failures + 1
            if failures == _MOST_FAILURES:
                raise UserError(
                    f"{cell.name} gave no answer {failures * _TOGETHER} times: {replies[0]}",
                    "Mend that and run the command again; it goes on where it stopped.",
                )
            progress(len(together))


def applies(cell: Cell, case: Case) -> bool:
    """Whether a question can be put to a cell: an oracle needs the paper."""
    return cell.mode != ORACLE or bool(case.oracle)


def _missing(kept: Kept, key: str) -> bool:
    row = kept.rows.get(key)
    return row is None or "error" in row


def scored(
    cell: Cell, cases: Sequence[Case], replies: Sequence[Reply], embedder: Embedder
) -> list[dict[str, Any]]:
    """A row for each question, with what was said, from what, and the value of each measure."""
    rows = [_row(cell, case, reply) for case, reply in zip(cases, replies, strict=True)]
    alike = [row for row in rows if row.get("said") and row["answers"]]
    found = (
        meaning(embedder, [row["said"] for row in alike], [row["answers"][0] for row in alike])
        if alike
        else []
    )
    for row, value in zip(alike, found, strict=True):
        row["scores"]["meaning"] = value
    return rows


def _row(cell: Cell, case: Case, reply: Reply) -> dict[str, Any]:
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
    if isinstance(reply, str):
        measures = ("f1", "coverage") if question.answerable else ("refusal_recall",)
        return row | {"error": reply, "scores": dict.fromkeys(measures)}
    said = written_in(reply)
    return row | {
        "said": said,
        "text": reply.text,
        "short": reply.short,
        "answered": reply.answered,
        "confidence": reply.confidence,
        "quotes": [[c.listed.id, c.start, c.end, c.quote] for c in reply.citations],
        "read": list(reply.retrieved),
        "asked": reply.asking is not None,
        "passages": [[one.listed.id, one.text] for one in reply.asking.passages]
        if reply.asking
        else [],
        "note": reply.note,
        "nearest": reply.nearest,
        "tokens": reply.asking.new_tokens if reply.asking else 0,
        "scores": _scores(cell, case, reply, said),
    }


def written_in(reply: Answer) -> str:
    """What was written before anything was taken out; "" for a refusal."""
    if reply.asking is None:
        return said_in(reply)
    draft = reply.asking.draft.strip()
    return "" if REFUSAL.lower().rstrip(".") in draft.lower() else draft


def _scores(cell: Cell, case: Case, reply: Answer, said: str) -> dict[str, Any]:
    question = case.question
    values = judge(question, reply).values
    if cell.mode == CLOSED:
        values = {name: value for name, value in values.items() if name not in _NEEDS_PAPERS}
    scores: dict[str, Any] = {
        name: None if value is None else float(value) for name, value in values.items()
    }
    # Quotes are whole sentences; beside a bare answer stands the bare answer, where there is one.
    beside = said if reply.asking else reply.short or said
    if question.answerable:
        scores["f1"] = max((token_f1(beside, true) for true in question.answers), default=None)
        if same_value("", question.answers[0] if question.answers else "") is not None:
            scores["value"] = float(any(same_value(beside, a) for a in question.answers))
    grounds = _grounds(cell, case, reply)
    if said and grounds:
        scores["written_grounded"] = groundedness(said, grounds, question.text).score
    return scores


def _grounds(cell: Cell, case: Case, reply: Answer) -> list[Ground]:
    """What an answer must be true to: the papers it was made from, else the one that answers."""
    if reply.asking and reply.asking.passages:
        return [
            Ground(one.title, one.listed.paper.abstract.text)
            for one in reply.asking.passages
            if one.listed.paper.abstract
        ]
    if reply.citations:
        papers = {c.listed.id: c.listed.paper for c in reply.citations}
        return [Ground(p.title or "", p.abstract.text) for p in papers.values() if p.abstract]
    return [Ground(h.listed.paper.title or "", abstract_of(h)) for h in case.oracle]
