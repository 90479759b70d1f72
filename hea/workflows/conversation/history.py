"""Keep the questions that were asked, so that they can be found and asked again."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from builder.errors import UserError
from builder.storage.integrity import is_damage

if TYPE_CHECKING:
    from answer.answers import Answer
    from hea.workspace import Workspace

#: Questions that are kept; the oldest go first.
_KEPT = 10_000
_WAIT_SECONDS = 5
_PAUSE_SECONDS = 0.01
_TABLE = """
CREATE TABLE IF NOT EXISTS asked (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL, question TEXT NOT NULL, parameters TEXT NOT NULL,
  answered INTEGER NOT NULL, said TEXT NOT NULL, papers TEXT NOT NULL
)
"""


@dataclass(frozen=True, slots=True)
class PastQuestion:
    """A question that was asked, and what the answer said in short."""

    number: int
    at: str
    """When, as ISO 8601 in UTC."""
    question: str
    parameters: Mapping[str, str]
    """Filters and the model, where any were chosen, as the address of the page has them."""
    answered: bool
    said: str
    """The short answer, else the first sentence, else what came nearest."""
    papers: tuple[str, ...]
    """Ids of the papers that were cited."""


def remember(place: Workspace, answer: Answer, parameters: Mapping[str, str]) -> None:
    """Add a question and its answer to the history, in `data/history.sqlite`.

    Args:
        place: The workspace.
        answer: The answer, with its question.
        parameters: How it was asked, beside the question.
    """
    first = answer.sentences[0].text if answer.sentences else answer.nearest
    papers = list(dict.fromkeys(one.listed.id for one in answer.citations))
    row = (
        datetime.now(UTC).isoformat(timespec="seconds"),
        answer.question,
        json.dumps(dict(parameters), ensure_ascii=False),
        answer.answered,
        answer.short or first or "",
        json.dumps(papers),
    )
    with _opened(place) as db:
        db.execute(
            "INSERT INTO asked (at, question, parameters, answered, said, papers)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )
        db.execute(
            "DELETE FROM asked WHERE number <= (SELECT max(number) FROM asked) - ?", (_KEPT,)
        )


def remember_if_possible(place: Workspace, answer: Answer, parameters: Mapping[str, str]) -> None:
    """Add a question to the history; an answer is never lost because that cannot be written."""
    with suppress(OSError, sqlite3.Error, UserError):
        remember(place, answer, {name: value for name, value in parameters.items() if value})


def past_questions(
    place: Workspace, words: str = "", before: int = 0, most: int = 50
) -> list[PastQuestion]:
    """Return the questions asked, the last one first.

    Args:
        place: The workspace.
        words: What a question must contain, in any case; "" for all.
        before: Only those of a smaller number; 0 for all.
        most: The most that are returned.
    """
    if not place.history.exists():
        return []
    query = (
        "SELECT * FROM asked WHERE instr(lower(question), lower(?)) AND (? = 0 OR number < ?)"
        " ORDER BY number DESC LIMIT ?"
    )
    with _opened(place) as db:
        return [_past(row) for row in db.execute(query, (words, before, before, most))]


def forget(place: Workspace, numbers: Sequence[int] | None) -> int:
    """Remove these questions from the history, or all where None; return how many were there."""
    if not place.history.exists():
        return 0
    with _opened(place) as db:
        if numbers is None:
            return db.execute("DELETE FROM asked").rowcount
        gone = db.executemany("DELETE FROM asked WHERE number = ?", [(one,) for one in numbers])
        return gone.rowcount


def _past(row: sqlite3.Row) -> PastQuestion:
    return PastQuestion(
        row["number"],
        row["at"],
        row["question"],
        json.loads(row["parameters"]),
        bool(row["answered"]),
        row["said"],
        tuple(json.loads(row["papers"])),
    )


@contextmanager
def _opened(place: Workspace) -> Iterator[sqlite3.Connection]:
    """Open the history, make it where it is not there, and commit at the end.

    Raises:
        UserError: Its file is damaged.
    """
    place.history.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(place.history, timeout=_WAIT_SECONDS)) as db:
        db.row_factory = sqlite3.Row
        try:
            _set_up(db)
            with db:
                yield db
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            raise UserError(
                "The history of questions is damaged.", f"Delete data/{place.history.name}*."
            ) from error


def _set_up(db: sqlite3.Connection) -> None:
    """Make the table where it is not there, and say how it is written.

    SQLite does not wait for another program that opens a new file at the same time, so it is tried
    again.
    """
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            # No wait for the disk: after a loss of power the last questions may be missing.
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute(_TABLE)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(_PAUSE_SECONDS)
