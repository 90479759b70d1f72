"""Answers known to be true, each beside the text it is true of."""

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
    """What is one source: cases of one are never on both sides of a cut."""
    question: str | None
    answer: str
    ground: Source
    kind: str = ""
    """Of what sort it is, as quoted or in other words."""


def true_answers_of(
    questions: Sequence[Question], library: Sequence[CatalogEntry]
) -> list[TrueAnswer]:
    """The known answers of questions, and the evidence they rest on, as true of their papers."""
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
    """True answers with the text they are true of; a line that cannot be read stops with its
    number."""
    form = 'Each line is {"answer": …, "context": …}, with "question" where there is one.'
    return read_rows(path, _case, "an answer with its source", form)


def _case(number: int, row: dict[str, Any]) -> TrueAnswer:
    ground = Source(row.get("title") or "", row["context"])
    return TrueAnswer(str(number), row["context"], row.get("question"), row["answer"], ground)
