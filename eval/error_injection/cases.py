"""Collect answers known to be true, each with the text it is true of."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answer.grounding.check import Source
from builder.library.catalog import CatalogEntry
from eval.gold.questions import Question, in_corpus, names_of, read_rows


@dataclass(frozen=True, slots=True)
class TrueAnswer:
    """An answer that is true of its source."""

    id: str
    source: str
    """Identifies the source: cases of one source are in one part of a cross-validation."""
    question: str | None
    answer: str
    ground: Source
    kind: str = ""
    """The sort of answer: quoted, or in other words."""


def true_answers_of(
    questions: Sequence[Question], library: Sequence[CatalogEntry]
) -> list[TrueAnswer]:
    """Return the known answers of questions, and their evidence, as true of their papers."""
    cases = []
    for question in in_corpus(questions, library):
        paper = next(one.paper for one in library if names_of(one) & question.sources)
        if paper.abstract is None:
            continue
        ground = Source(paper.title or "", paper.abstract.text)
        true = {"in other words": question.answers[:1], "quoted": (question.evidence or "",)}
        cases += [
            TrueAnswer(
                f"{question.id} {kind}",
                f"{ground.title}\n{ground.text}",
                question.text,
                text,
                ground,
                kind,
            )
            for kind, texts in true.items()
            for text in texts
            if text
        ]
    return cases


def read_true_answers(path: Path) -> list[TrueAnswer]:
    """Read true answers with the text they are true of.

    Raises:
        UserError: A line cannot be read; the message has its number.
    """
    form = 'Each line is {"answer": …, "context": …}, with "question" where there is one.'
    return read_rows(path, _case, "an answer with its source", form)


def _case(number: int, row: dict[str, Any]) -> TrueAnswer:
    ground = Source(row.get("title") or "", row["context"])
    return TrueAnswer(str(number), row["context"], row.get("question"), row["answer"], ground)
