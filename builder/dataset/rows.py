"""The selected rows of a dataset, as they lie in temporary tables of a workspace's database."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from builder.curation.agreement import PairAgreement
from builder.dataset.formats import FIELDS
from builder.dataset.quality.form_leak import FormLeak
from builder.dataset.quality.part_warnings import part_warnings
from builder.dataset.splits import PARTS
from builder.drafting.from_body import page_of_context
from builder.triples import BODY, without_title


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
    without: frozenset[str] = frozenset()
    """Kinds that are left out."""
    per_kind: int = 0
    """Most rows of one kind; 0 for no limit."""
    balance: bool = False
    """Whether no kind has more rows than the middle one of the kinds."""
    refusals: float | None = None
    """Most refusals as a share of the rows of each part; None for all there are."""
    seed: int = 0
    """Draws the parts, and the rows that ``per_kind``, ``balance`` and ``refusals`` take out."""


@dataclass(frozen=True, slots=True)
class ContaminatedRow:
    """A row that was left out because it gives away a test question of the user."""

    id: str
    paper: str
    question: str
    answer: str
    line: int
    """Where the test question stands in its file."""
    measure: str
    """One of `builder.dataset.quality.contamination.REASONS`."""
    likeness: float | None
    """How alike the two are by that measure, up to 1."""


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
    split: str = "topic"
    """As in the options."""
    contaminated: tuple[ContaminatedRow, ...] | None = None
    """The rows that give away a test question, by its line; None where no questions were given."""
    form_leak: FormLeak | None = None
    """How well the words of questions tell refused ones from the others."""
    agreements: tuple[PairAgreement, ...] = ()
    """How far each two people agree on what both decided, whether or not it was selected."""

    def records(self, part: str) -> Iterator[dict[str, Any]]:
        """Yield the canonical records of a part, in the order of their ids."""
        query = (
            "SELECT chosen.*, abstract, doi, title, year, nullif(page, 0) AS page FROM temp.chosen"
            " JOIN papers USING (paper) WHERE part = ? ORDER BY triple"
        )
        for row in self.db.execute(query, (PARTS.index(part),)):
            yield self._record(row)

    def papers(self, part: str) -> Iterator[list[dict[str, Any]]]:
        """Yield the canonical records of a part, those of each paper together."""
        query = (
            "SELECT chosen.*, abstract, doi, title, year, nullif(page, 0) AS page FROM temp.chosen"
            " JOIN papers USING (paper) WHERE part = ? ORDER BY paper, start, triple"
        )
        rows = self.db.execute(query, (PARTS.index(part),))
        for _, group in groupby(rows, key=lambda row: row["paper"]):
            yield [self._record(row) for row in group]

    def _record(self, row: sqlite3.Row) -> dict[str, Any]:
        """Return the canonical record of a row; every format is made from it and holds it."""
        columns = dict(row)
        context = columns["context"] or columns["abstract"]
        others = json.loads(columns["papers"])
        values = columns | {
            "id": columns["triple"],
            "context": context,
            "evidence": context[columns["start"] : columns["end"]],
            "checks": json.loads(columns["checks"]),
            "spans": json.loads(columns["spans"]),
            "papers": others,
            "dois": [doi for doi in (columns["doi"], *map(self._doi, others)) if doi],
        }
        if columns["made_by"] == BODY:
            values["page"] = page_of_context(self.db, columns["paper"], context)
        return {name: values[name] for name in FIELDS}

    def _doi(self, paper: str) -> str | None:
        row = self.db.execute("SELECT doi FROM papers WHERE paper = ?", (paper,)).fetchone()
        return row["doi"] if row else None

    def size(self, part: str) -> dict[str, int]:
        """Return the numbers of `rows`, `papers` and `families` of a part."""
        query = (
            "SELECT count(*) AS rows, count(DISTINCT paper) AS papers,"
            " count(DISTINCT family) AS families FROM temp.chosen WHERE part = ?"
        )
        return dict(self.db.execute(query, (PARTS.index(part),)).fetchone())

    def counted(self, column: str, part: str = "") -> dict[Any, int]:
        """Return the number of rows per `kind`, `difficulty`, `status`, `alloy` or `words`.

        `words` are those of the answer. ``part`` counts the rows of one part alone.
        """
        where, given = ("WHERE part = ?", (PARTS.index(part),)) if part else ("", ())
        query = f"SELECT {column}, count(*) FROM temp.chosen {where} GROUP BY 1 ORDER BY 1"
        return dict(self.db.execute(query, given).fetchall())

    def titled(self, part: str) -> int:
        """Return how many questions of a part quote the title of their paper."""
        query = "SELECT question FROM temp.chosen WHERE part = ?"
        rows = self.db.execute(query, (PARTS.index(part),))
        return sum(without_title(question) != question for (question,) in rows)

    def reviewers(self) -> tuple[int, dict[int, int]]:
        """Return how many people decided a row, and number of people → rows they decided."""
        query = "SELECT people, count(*) FROM temp.chosen WHERE people <> '[]' GROUP BY 1"
        people: set[str] = set()
        rows: dict[int, int] = {}
        for names, count in self.db.execute(query):
            deciders = json.loads(names)
            people.update(deciders)
            rows[len(deciders)] = rows.get(len(deciders), 0) + count
        return len(people), dict(sorted(rows.items()))

    def failing(self) -> dict[str, int]:
        """Return check → rows that people accepted or edited although they fail it."""
        query = "SELECT checks FROM temp.chosen WHERE status IN ('accepted', 'edited')"
        found = Counter(
            name
            for (checks,) in self.db.execute(query)
            for name, why in json.loads(checks).items()
            if why
        )
        return dict(sorted(found.items()))

    @property
    def warnings(self) -> tuple[str, ...]:
        """A sentence for each part that is too small, and for refusals told by their words."""
        sizes = {part: self.size(part) for part in PARTS}
        query = "SELECT count(*) FROM temp.chosen WHERE part = ? AND kind = 'unanswerable'"
        refusals = {
            part: int(self.db.execute(query, (number,)).fetchone()[0])
            for number, part in enumerate(PARTS)
        }
        told = self.form_leak.warning if self.form_leak else ""
        of_parts = part_warnings(sizes, self.counted("alloy"), self.split, refusals)
        return (*of_parts, told) if told else of_parts

    def sources(self) -> Iterator[sqlite3.Row]:
        """Yield id, title, DOI and year of each paper with a row, in the order of DOIs."""
        yield from self.db.execute(
            "SELECT paper, title, doi, year FROM papers WHERE paper IN"
            " (SELECT paper FROM temp.chosen) ORDER BY coalesce(doi, ''), paper"
        )
