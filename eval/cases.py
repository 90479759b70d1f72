"""Answers known to be true, each beside the text it is true of."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from answer.grounding import Ground
from builder.errors import UserError
from builder.library import Listed
from eval.questions import Question, in_corpus, names_of


@dataclass(frozen=True, slots=True)
class Case:
    """An answer that is true of its source."""

    id: str
    source: str
    """What is one source: cases of one are never on both sides of a cut."""
    question: str | None
    answer: str
    ground: Ground
    kind: str = ""
    """Of what sort it is, as quoted or in other words."""


def cases_of(questions: Sequence[Question], library: Sequence[Listed]) -> list[Case]:
    """The known answers of questions, and the evidence they rest on, as true of their papers."""
    cases = []
    for question in in_corpus(questions, library):
        paper = next(one.paper for one in library if names_of(one) & question.sources)
        if paper.abstract is None:
            continue
        ground = Ground(paper.title or "", paper.abstract.text)
        true = {"in other words": question.answers[:1], "quoted": (question.evidence or "",)}
        cases += [
            Case(
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


def read_answers(path: Path) -> list[Case]:
    """True answers with the text they are true of; a line that cannot be read stops with its
    number."""
    cases = []
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            ground = Ground(str(row.get("title") or ""), row["context"])
            question = row.get("question")
            cases.append(Case(str(number), row["context"], question, row["answer"], ground))
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise UserError(
                f"Line {number} of {path.name} is no answer with its source ({error!r}).",
                'Each line is {"answer": …, "context": …}, with "question" where there is one.',
            ) from error
    return cases
