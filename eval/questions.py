"""Questions whose answers are known: one JSON object a line, with the papers that answer."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from builder.errors import UserError
from builder.library import Listed

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Question:
    """One question and what a right answer to it is."""

    id: str
    text: str
    kind: str
    sources: frozenset[str]
    """Papers that answer it, by record key, DOI or paper id; empty if none can."""
    evidence: str | None
    answers: tuple[str, ...] = ()
    """The answer and other ways to say it."""
    rewritten: bool = False
    """Whether it writes its alloy otherwise than the paper does."""
    options: tuple[str, ...] = ()
    """What a multiple-choice question lets choose from."""

    @property
    def answerable(self) -> bool:
        return bool(self.sources)


def read_rows(
    path: Path, make: Callable[[int, dict[str, Any]], _Row], what: str, form: str
) -> list[_Row]:
    """Read a file of one JSON object a line; a line that is not ``what`` it must be stops with its
    number and the ``form`` it should have."""
    rows = []
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            rows.append(make(number, json.loads(line)))
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise UserError(
                f"Line {number} of {path.name} is not {what} ({error!r}).", form
            ) from error
    return rows


def read_questions(path: Path) -> list[Question]:
    """Read a question file; a line that cannot be read stops with its number."""
    form = 'Each line is {"qid": …, "question": …, "source_id": …}.'
    return read_rows(path, _question, "a question", form)


def _question(number: int, fields: dict[str, Any]) -> Question:
    sources = [fields.get("source_id"), *(fields.get("other_source_ids") or [])]
    return Question(
        str(fields.get("qid", number)),
        fields["question"],
        fields.get("type") or "",
        frozenset(source for source in sources if source),
        fields.get("evidence"),
        tuple(filter(None, (fields.get("answer"), *(fields.get("aliases") or ())))),
        bool(fields.get("reordered_formula")),
        tuple(fields.get("options") or ()),
    )


def names_of(listed: Listed) -> frozenset[str]:
    """Every name a question file may call a paper by."""
    paper = listed.paper
    return frozenset(name for name in (listed.id, paper.key, paper.doi) if name)


def in_corpus(questions: Iterable[Question], library: Iterable[Listed]) -> list[Question]:
    """The answerable questions of which at least one source is in the library."""
    names = frozenset().union(*(names_of(listed) for listed in library))
    return [q for q in questions if q.sources & names]
