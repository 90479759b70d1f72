"""What a language model holds of triples: marks beside them, never a verdict of a person."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from builder.drafting.update import papers_with_triples, triples_of
from builder.errors import UserError
from builder.parallel import Progress, batched
from builder.storage.database import has_table, transaction
from builder.triples import Triple

#: What a triple is judged by; one that is kept has all of them.
CRITERIA = ("correct", "answerable", "natural", "alone", "complete", "useful")
#: Most triples that a model judges at a time.
MOST_TOGETHER = 6
#: Failures in a row after which judging stops.
_MOST_FAILURES = 3
#: Papers whose triples are read at a time.
_TOGETHER = 50


@dataclass(frozen=True, slots=True)
class JudgedMarks:
    """The marks of some triples of one paper; None for a triple that got none."""

    marks: tuple[Mapping[str, bool] | None, ...]
    calls: int = 0
    prompt_tokens: int = 0
    new_tokens: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class TripleJudge:
    """A language model that judges triples, with the ids of model and prompt."""

    name: str
    prompt: str
    """Id of the prompt."""
    ask: Callable[[str, Sequence[Triple]], JudgedMarks]
    """(title, triples of one abstract) → marks; raises UserError if it cannot be asked."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one model holds of one triple."""

    judge: str
    marks: Mapping[str, bool] | None
    """Criterion → whether it is met; None where the model gave no marks."""

    @property
    def keeps(self) -> bool:
        """Whether the triple meets every criterion."""
        return self.marks is not None and all(self.marks.get(name) for name in CRITERIA)


def not_judged(db: sqlite3.Connection, judge: TripleJudge) -> list[list[Triple]]:
    """Return the triples that pass all checks and that this judge did not see, by paper.

    Refusals are left out: the whole corpus tells whether they are right.
    """
    query = "SELECT triple FROM judgements WHERE judge = ? AND prompt = ?"
    known = {row["triple"] for row in db.execute(query, (judge.name, judge.prompt))}
    return [
        left
        for papers in batched(papers_with_triples(db), _TOGETHER)
        for _, group in groupby(triples_of(db, papers), key=lambda triple: triple.paper)
        if (left := [triple for triple in group if triple.id not in known and _is_judged(triple)])
    ]


def judge_each(
    db: sqlite3.Connection,
    by_paper: Sequence[Sequence[Triple]],
    judge: TripleJudge,
    progress: Progress,
) -> list[str]:
    """Ask the judge about some triples at a time, and store its marks before the next are asked.

    Returns:
        The failures, as `title: message`; a later run asks about these triples again.

    Raises:
        UserError: The judge failed several times in a row, or each time.
    """
    failures: list[str] = []
    in_a_row = 0
    answered, last = False, None
    for number, triples in enumerate(by_paper, start=1):
        title = _title(db, triples[0].paper)
        for some in batched(triples, MOST_TOGETHER):
            try:
                reply = judge.ask(title, some)
            except UserError as error:
                failures.append(f"{title}: {error.message}")
                in_a_row, last = in_a_row + 1, error
                if in_a_row == _MOST_FAILURES:
                    raise
            else:
                in_a_row, answered = 0, True
                with transaction(db):
                    _store(db, some, judge, reply)
        progress(number, len(by_paper))
    if last and not answered:
        raise last
    return failures


def judgements_of(db: sqlite3.Connection) -> dict[str, tuple[Judgement, ...]]:
    """Return triple → what each model holds of it."""
    if not has_table(db, "judgements"):
        return {}
    rows = db.execute("SELECT triple, judge, marks FROM judgements ORDER BY triple, judge")
    return {
        triple: tuple(Judgement(row["judge"], json.loads(row["marks"])) for row in group)
        for triple, group in groupby(rows, key=lambda row: row["triple"])
    }


def _is_judged(triple: Triple) -> bool:
    return triple.kind != "unanswerable" and not triple.failed


def _title(db: sqlite3.Connection, paper: str) -> str:
    row = db.execute("SELECT title FROM papers WHERE paper = ?", (paper,)).fetchone()
    return (row["title"] if row else None) or ""


def _store(
    db: sqlite3.Connection, triples: Sequence[Triple], judge: TripleJudge, reply: JudgedMarks
) -> None:
    db.executemany(
        "INSERT OR REPLACE INTO judgements VALUES (?, ?, ?, ?)",
        _rows(triples, judge, reply),
    )


def _rows(
    triples: Sequence[Triple], judge: TripleJudge, reply: JudgedMarks
) -> Iterator[tuple[str, str, str, str]]:
    for triple, marks in zip(triples, reply.marks, strict=True):
        yield triple.id, judge.name, judge.prompt, json.dumps(marks and dict(marks))
