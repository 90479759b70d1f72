"""Draft triples with a language model: once per abstract, stored for all later builds."""

import hashlib
import json
import sqlite3
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import astuple, dataclass
from functools import partial

from builder.drafting.model_output import DraftedItem, DraftReply, as_triple
from builder.errors import UserError
from builder.library.catalog import CatalogEntry
from builder.parallel import Progress
from builder.storage.database import transaction
from builder.triples import Triple

#: Failures in a row after which drafting stops.
_MOST_FAILURES = 3


@dataclass(frozen=True, slots=True)
class TripleWriter:
    """A language model that drafts triples, with the ids of model and prompt."""

    made_by: str
    prompt: str
    """Id of the prompt."""
    ask: Callable[[str | None, str], DraftReply]
    """(title, abstract) → reply; raises UserError if the model cannot be asked."""


@dataclass(frozen=True, slots=True)
class DraftingAccount:
    """Totals of what one model drafted so far, and what it cost."""

    model: str
    abstracts: int
    calls: int
    prompt_tokens: int
    new_tokens: int
    seconds: float
    triples: int
    empty: int
    """Number of abstracts that gave no triple."""
    dropped: dict[str, int]
    """Reason → number of items rejected for it."""


def text_id(row: CatalogEntry) -> str:
    """Return the id of an abstract: a hash of its text."""
    assert row.paper.abstract is not None
    return hashlib.sha256(row.paper.abstract.text.encode()).hexdigest()[:32]


def not_asked(
    db: sqlite3.Connection, rows: Sequence[CatalogEntry], writer: TripleWriter
) -> list[CatalogEntry]:
    """Return the papers whose abstract this model did not see yet, with this prompt."""
    query = "SELECT abstract FROM asked WHERE made_by = ? AND prompt = ?"
    known = {row["abstract"] for row in db.execute(query, (writer.made_by, writer.prompt))}
    return [row for row in rows if text_id(row) not in known]


def forget_empty(db: sqlite3.Connection, writer: TripleWriter) -> None:
    """Forget the abstracts that gave no triple, so that the model is asked again."""
    db.execute("DELETE FROM asked WHERE made_by = ? AND items = '[]'", (writer.made_by,))


def ask_each(
    db: sqlite3.Connection,
    rows: Sequence[CatalogEntry],
    writer: TripleWriter,
    keep: Callable[[CatalogEntry], None],
    progress: Progress,
    at_once: int = 1,
) -> list[str]:
    """Ask the model about each paper, and store each reply before the next one is looked at.

    Args:
        db: The database of the workspace.
        rows: The papers.
        writer: The model.
        keep: Called in the transaction that stores a reply, to put its triples in place.
        progress: Called with (papers done, papers in all).
        at_once: Papers that a server is asked about side by side; with 1 each waits for the one
            before, and the model is asked in this thread.

    Returns:
        The failures, as `place: message`; a later run asks about these papers again.

    Raises:
        UserError: The model failed for several papers in a row.
    """
    failures: list[str] = []
    in_a_row = 0
    for number, (row, answered) in enumerate(_replies(rows, writer, at_once), start=1):
        try:
            reply = answered()
        except UserError as error:
            failures.append(f"{row.place}: {error.message}")
            in_a_row += 1
            if in_a_row == _MOST_FAILURES:
                raise
        else:
            in_a_row = 0
            with transaction(db):
                _store(db, row, writer, reply)
                keep(row)
        progress(number, len(rows))
    return failures


def _replies(
    rows: Sequence[CatalogEntry], writer: TripleWriter, at_once: int
) -> Iterator[tuple[CatalogEntry, Callable[[], DraftReply]]]:
    """Yield each paper with what waits for its reply, in the order of the papers."""

    def ask(row: CatalogEntry) -> DraftReply:
        assert row.paper.abstract is not None
        return writer.ask(row.paper.title, row.paper.abstract.text)

    if at_once == 1:
        for row in rows:
            yield row, partial(ask, row)
        return
    pool = ThreadPoolExecutor(at_once)
    try:
        asked: deque[tuple[CatalogEntry, Future[DraftReply]]] = deque()
        for row in rows:
            asked.append((row, pool.submit(ask, row)))
            if len(asked) > at_once:
                done, future = asked.popleft()
                yield done, future.result
        for done, future in asked:
            yield done, future.result
    finally:  # where drafting was given up, nothing more is asked
        pool.shutdown(wait=False, cancel_futures=True)


def written_of(db: sqlite3.Connection, row: CatalogEntry, made_by: str = "") -> list[Triple]:
    """Return the triples that models drafted from the abstract of a paper, or one model did."""
    assert row.paper.abstract is not None
    query = "SELECT * FROM asked WHERE abstract = ? AND ? IN ('', made_by) ORDER BY made_by"
    return [
        as_triple(
            DraftedItem(*item), row.id, row.paper.abstract.text, one["made_by"], one["prompt"]
        )
        for one in db.execute(query, (text_id(row), made_by))
        for item in json.loads(one["items"])
    ]


def account(db: sqlite3.Connection, made_by: str, rows: Sequence[CatalogEntry]) -> DraftingAccount:
    """Return the totals of a model over these papers."""
    here = {text_id(row) for row in rows}
    query = "SELECT * FROM asked WHERE made_by = ?"
    found = [row for row in db.execute(query, (made_by,)) if row["abstract"] in here]
    items = [len(json.loads(row["items"])) for row in found]
    reasons = Counter(reason for row in found for reason, _ in json.loads(row["dropped"]))
    return DraftingAccount(
        made_by,
        len(found),
        sum(row["calls"] for row in found),
        sum(row["prompt_tokens"] for row in found),
        sum(row["new_tokens"] for row in found),
        sum(row["seconds"] for row in found),
        sum(items),
        items.count(0),
        dict(reasons.most_common()),
    )


def _store(
    db: sqlite3.Connection, row: CatalogEntry, writer: TripleWriter, reply: DraftReply
) -> None:
    db.execute(
        "INSERT OR REPLACE INTO asked VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            text_id(row),
            writer.made_by,
            writer.prompt,
            json.dumps([astuple(item) for item in reply.items]),
            json.dumps([astuple(one) for one in reply.dropped]),
            reply.calls,
            reply.prompt_tokens,
            reply.new_tokens,
            reply.seconds,
        ),
    )
