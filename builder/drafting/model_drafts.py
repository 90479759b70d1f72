"""What models wrote of the abstracts: asked once for each text, and kept for every later build."""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass

from builder.drafting.model_output import DraftedItem, DraftReply, as_triple
from builder.errors import UserError
from builder.ingest.ingest import Progress
from builder.library.catalog import CatalogEntry
from builder.storage.database import transaction
from builder.triples import Triple

#: Failures in a row after which a model is taken for dead.
_MOST_FAILURES = 3


@dataclass(frozen=True, slots=True)
class TripleWriter:
    """A model that writes triples."""

    made_by: str
    prompt: str
    """Names what it is asked."""
    ask: Callable[[str | None, str], DraftReply]
    """Title and abstract → what came of asking; raises UserError where it cannot be asked."""


@dataclass(frozen=True, slots=True)
class DraftingAccount:
    """What one model was asked so far, and what came of it."""

    model: str
    abstracts: int
    calls: int
    prompt_tokens: int
    new_tokens: int
    seconds: float
    triples: int
    empty: int
    """Abstracts that gave no triple."""
    dropped: dict[str, int]
    """Reason → how many of the things it wrote were dropped for it."""


def text_id(row: CatalogEntry) -> str:
    """The name of an abstract, by its words alone."""
    assert row.paper.abstract is not None
    return hashlib.sha256(row.paper.abstract.text.encode()).hexdigest()[:32]


def not_asked(
    db: sqlite3.Connection, rows: Sequence[CatalogEntry], writer: TripleWriter
) -> list[CatalogEntry]:
    """Papers whose abstract this model was not asked about in these words."""
    query = "SELECT abstract FROM asked WHERE made_by = ? AND prompt = ?"
    known = {row["abstract"] for row in db.execute(query, (writer.made_by, writer.prompt))}
    return [row for row in rows if text_id(row) not in known]


def forget_empty(db: sqlite3.Connection, writer: TripleWriter) -> None:
    """Have abstracts asked about again that gave no triple."""
    db.execute("DELETE FROM asked WHERE made_by = ? AND items = '[]'", (writer.made_by,))


def ask_each(
    db: sqlite3.Connection,
    rows: Sequence[CatalogEntry],
    writer: TripleWriter,
    keep: Callable[[CatalogEntry], None],
    progress: Progress,
) -> list[str]:
    """Ask about each paper in its turn; give why some could not be asked: they are next time.

    What came of an abstract is on disk, with what ``keep`` makes of it, before the next is asked.
    """
    failures: list[str] = []
    in_a_row = 0
    for number, row in enumerate(rows, start=1):
        assert row.paper.abstract is not None
        try:
            asked = writer.ask(row.paper.title, row.paper.abstract.text)
        except UserError as error:
            failures.append(f"{row.place}: {error.message}")
            in_a_row += 1
            if in_a_row == _MOST_FAILURES:
                raise
        else:
            in_a_row = 0
            with transaction(db):
                _put(db, row, writer, asked)
                keep(row)
        progress(number, len(rows))
    return failures


def written_of(db: sqlite3.Connection, row: CatalogEntry, made_by: str = "") -> list[Triple]:
    """The triples that models wrote of a paper's abstract; those of one model, if it is named."""
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
    """What asking a model about these papers took and brought."""
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


def _put(
    db: sqlite3.Connection, row: CatalogEntry, writer: TripleWriter, asked: DraftReply
) -> None:
    db.execute(
        "INSERT OR REPLACE INTO asked VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            text_id(row),
            writer.made_by,
            writer.prompt,
            json.dumps([astuple(item) for item in asked.items]),
            json.dumps([astuple(one) for one in asked.dropped]),
            asked.calls,
            asked.prompt_tokens,
            asked.new_tokens,
            asked.seconds,
        ),
    )
