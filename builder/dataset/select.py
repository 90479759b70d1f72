"""Select the rows of a dataset from curated triples, and assign them to parts."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from builder.curation.by_paper import curations_by_paper
from builder.curation.decisions import CheckAnew, CuratedTriple
from builder.curation.ledger import Verdict
from builder.dataset.formats import FIELDS
from builder.dataset.near_duplicates import near_pairs
from builder.dataset.splits import PARTS, alloy_family, family, part_of
from builder.library.catalog import CatalogEntry
from builder.nlp.orders import holds_order


@dataclass(frozen=True, slots=True)
class DatasetOptions:
    """The options of a user on what goes into a dataset."""

    status: str = "kept"
    """`kept`: what people accepted, and what nobody reviewed and passed every check;
    `accepted`: only what people accepted or edited; `all`: everything, rejected ones too."""
    per_paper: int = 0
    """Most rows of one paper; 0 for no limit."""
    allowed: frozenset[str] = frozenset()
    """Checks that a row may fail."""
    split: str = "topic"
    """`topic`: papers on one alloy and one topic stand in one part; `alloy`: all on one alloy."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The selected rows of a dataset, with the reasons for what was left out.

    The rows lie in temporary tables of the database they come from, until that is closed.
    """

    db: sqlite3.Connection
    left_out: Mapping[str, int]
    """Reason → triples."""
    leaks: tuple[str, ...] = field(default=())
    """Pairs of papers of two parts with nearly the same abstract; the rows of one were left out."""
    shared: tuple[str, ...] = field(default=())
    """Sets of elements whose papers stand in more than one part."""
    conflicts: int = 0
    """Number of verdicts whose paper or evidence is not in the corpus any more."""
    doubtful_edits: int = 0
    """Number of rows that people edited and that fail a check."""

    def records(self, part: str) -> Iterator[dict[str, Any]]:
        """Yield the canonical records of a part, in the order of their ids."""
        query = (
            "SELECT chosen.*, abstract, doi, title, year, page FROM temp.chosen"
            " JOIN papers USING (paper) WHERE part = ? ORDER BY triple"
        )
        for row in self.db.execute(query, (PARTS.index(part),)):
            yield _record(row)

    def size(self, part: str) -> dict[str, int]:
        """Return the numbers of `rows`, `papers` and `families` of a part."""
        query = (
            "SELECT count(*) AS rows, count(DISTINCT paper) AS papers,"
            " count(DISTINCT family) AS families FROM temp.chosen WHERE part = ?"
        )
        return dict(self.db.execute(query, (PARTS.index(part),)).fetchone())

    def counted(self, column: str) -> dict[Any, int]:
        """Return the number of rows per `kind`, per `status`, or per `words` of the answer."""
        query = f"SELECT {column}, count(*) FROM temp.chosen GROUP BY 1 ORDER BY 1"
        return dict(self.db.execute(query).fetchall())

    def sources(self) -> Iterator[sqlite3.Row]:
        """Yield id, title, DOI and year of each paper with a row, in the order of DOIs."""
        yield from self.db.execute(
            "SELECT paper, title, doi, year FROM papers WHERE paper IN"
            " (SELECT paper FROM temp.chosen) ORDER BY coalesce(doi, ''), paper"
        )


def _record(row: sqlite3.Row) -> dict[str, Any]:
    """Return the canonical record of a row; every format is made from it and holds it."""
    columns = dict(row)
    values = columns | {
        "id": columns["triple"],
        "context": columns["abstract"],
        "evidence": columns["abstract"][columns["start"] : columns["end"]],
        "checks": json.loads(columns["checks"]),
    }
    return {name: values[name] for name in FIELDS}


_CHOSEN = """
CREATE TEMP TABLE chosen (
  triple TEXT, paper TEXT, part INTEGER, family TEXT, alloy TEXT, words INTEGER,
  question TEXT, answer TEXT, start INTEGER, "end" INTEGER,
  kind TEXT, made_by TEXT, status TEXT, checks TEXT
)
"""


def make_dataset(
    db: sqlite3.Connection,
    verdicts: Sequence[Verdict],
    wanted: DatasetOptions,
    check: CheckAnew | None = None,
) -> Dataset:
    """Select the rows, assign them to parts, and drop near-duplicate abstracts of two parts.

    ``check`` checks what people edited; without it, edited rows have no checks.
    """
    db.execute("DROP TABLE IF EXISTS temp.chosen")
    db.execute(_CHOSEN)
    left_out: Counter[str] = Counter()
    conflicts = 0
    for entry, curation in curations_by_paper(db, verdicts, check):
        conflicts += len(curation.conflicts)
        rows = list(_choose(entry, curation.curated, wanted, left_out))
        if entry is None or not rows:
            continue
        alloy = alloy_family(entry)
        name = alloy if wanted.split == "alloy" else family(entry)
        place = (entry.id, PARTS.index(part_of(name)), name, alloy)
        db.executemany(
            f"INSERT INTO temp.chosen VALUES ({', '.join('?' * 14)})",
            [(row.triple.id, *place, *_columns(row)) for row in rows],
        )
    db.execute("CREATE INDEX temp.chosen_in_order ON chosen (part, triple)")
    db.execute("CREATE INDEX temp.chosen_by_paper ON chosen (paper)")
    duplicates = dict(_near_duplicates(db))
    for paper in duplicates:
        gone = db.execute("DELETE FROM temp.chosen WHERE paper = ?", (paper,)).rowcount
        left_out["nearly the same abstract stands in another part"] += gone
    leaks = tuple(f"{gone} is nearly {stays}" for gone, stays in sorted(duplicates.items()))
    return Dataset(
        db, dict(sorted(left_out.items())), leaks, _shared_alloys(db), conflicts,
        _doubtful_edits(db),
    )  # fmt: skip


def _columns(one: CuratedTriple) -> tuple[object, ...]:
    triple = one.triple
    return (
        len(triple.answer.split()), triple.question, triple.answer, triple.start, triple.end,
        triple.kind, triple.made_by, one.status, json.dumps(triple.checks),
    )  # fmt: skip


def _choose(
    entry: CatalogEntry | None,
    curated: Iterable[CuratedTriple],
    wanted: DatasetOptions,
    left_out: Counter[str],
) -> Iterator[CuratedTriple]:
    """Yield the wanted triples of one paper; count the others in ``left_out`` by reason."""
    taken = 0
    for one in sorted(curated, key=lambda c: (c.triple.start, c.triple.id)):
        reason = _unwanted(one, wanted)
        if not reason and wanted.status != "all" and holds_order(one.triple.context):
            reason = "its abstract gives orders to a machine"
        if not reason and (entry is None or one.triple.paper != entry.id):
            reason = "its paper left the corpus"
        if not reason and wanted.per_paper and taken >= wanted.per_paper:
            reason = "over the cap of its paper"
        if reason:
            left_out[reason] += 1
        else:
            taken += 1
            yield one


def _shared_alloys(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return the alloy families that stand in more than one part."""
    query = (
        "SELECT alloy FROM temp.chosen GROUP BY alloy HAVING min(part) < max(part) ORDER BY alloy"
    )
    return tuple(alloy for (alloy,) in db.execute(query))


def _doubtful_edits(db: sqlite3.Connection) -> int:
    """Return the number of rows that people edited and that fail a check."""
    rows = db.execute("SELECT checks FROM temp.chosen WHERE status = 'edited'")
    return sum(any(json.loads(checks).values()) for (checks,) in rows)


def _unwanted(one: CuratedTriple, wanted: DatasetOptions) -> str:
    """Return the reason why a triple is left out, or ""."""
    if wanted.status == "all":
        return ""
    if one.disputed:
        return "people disagree on it"
    if one.status == "rejected":
        return "rejected by a person"
    if one.kept:
        return ""
    if wanted.status == "accepted":
        return "not accepted by a person"
    failed = [name for name in one.triple.failed if name not in wanted.allowed]
    return f"failed the check “{failed[0]}”" if failed else ""


def _near_duplicates(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield (paper to drop, its near duplicate), the paper to drop being of the earlier part."""
    query = (
        "SELECT DISTINCT paper, part, abstract FROM temp.chosen JOIN papers USING (paper)"
        " ORDER BY paper"
    )
    return near_pairs(tuple(row) for row in db.execute(query))
