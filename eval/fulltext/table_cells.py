"""Score tables: cells that stand in the row and the column where a person has read them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.papers import Paper, Table
from eval.gold.questions import read_rows
from eval.metrics.extraction_scores import Share

_DASHES = re.compile(r"[-‐‑‒–—−]")


@dataclass(frozen=True, slots=True)
class TableGold:
    """What a person read in one table."""

    file: str
    page: int
    label: str
    style: str
    grid: tuple[tuple[str, ...], ...]
    """Its rows of cells, headings first; all of one length."""
    measurements: tuple[Mapping[str, Any], ...]
    """Alloy, property, value, unit and condition of each value that it states."""

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "TableGold":
        """Take one row of a ``tables.jsonl``."""
        return cls(
            str(row["file"]),
            int(row["page"]),
            str(row["label"]),
            str(row.get("style", "")),
            tuple(tuple(cells) for cells in row["grid"]),
            tuple(row["measurements"]),
        )


def read_table_gold(path: Path) -> list[TableGold]:
    """Read a ``tables.jsonl``.

    Raises:
        UserError: A line is no gold row; the message has its number.
    """
    form = 'Each line is {"file": …, "page": …, "label": …, "grid": […], "measurements": […]}.'
    return read_rows(path, lambda _, row: TableGold.from_row(row), "a gold row", form)


@dataclass(frozen=True, slots=True)
class CellScores:
    """How truly the cells of tables were read."""

    n: int
    unscored: int
    """Tables whose PDF is not there."""
    cells: Share
    """Cells with text in the right row and column."""
    found: Share
    """Tables of which at least one cell was read in its place."""
    misses: tuple[tuple[str, str], ...]
    """File, and what of a table was not read as it is."""


def cells_score(gold: Iterable[TableGold], papers: Mapping[str, Paper]) -> CellScores:
    """Score the tables of papers, by file name, that were read from the PDFs of the gold rows."""
    rows = list(gold)
    read = [row for row in rows if row.file in papers]
    right = there = found = 0
    misses = []
    for row in read:
        count = sum(bool(cell) for cells in row.grid for cell in cells)
        hits = max(
            (cells_in_place(row.grid, one.rows) for one in tables_at(row, papers)), default=0
        )
        right, there, found = right + hits, there + count, found + (hits > 0)
        if hits < count:
            misses.append((row.file, f"{row.label}, page {row.page}: {hits} of {count} cells"))
    return CellScores(
        len(read),
        len(rows) - len(read),
        Share(right, there),
        Share(found, len(read)),
        tuple(misses),
    )


def tables_at(row: TableGold, papers: Mapping[str, Paper]) -> Iterator[Table]:
    """Yield the tables that were read on the page of a gold row, those of its label first."""
    body = papers[row.file].body
    tables = [one for one in (body.tables if body else ()) if one.page == row.page]
    label = _plain(row.label).lower()
    yield from sorted(tables, key=lambda one: _plain(one.label).lower() != label)


def cells_in_place(gold: Sequence[Sequence[str]], read: Sequence[Sequence[str]]) -> int:
    """Count the cells of a table that stand in the right row and column of another.

    Rows and columns are aligned in their order; texts are compared without blanks, with one kind of
    dash and without signs for raised and lowered characters.
    """
    theirs = [[_plain(cell) for cell in row] for row in gold]
    ours = [[_plain(cell) for cell in row] for row in read]
    columns = [Counter(filter(None, column)) for column in zip(*theirs, strict=True)]
    own = [Counter(filter(None, column)) for column in zip(*ours, strict=True)]
    pairs = _aligned(len(columns), len(own), lambda a, b: (columns[a] & own[b]).total())
    best = 0
    for _ in range(3):
        rows = _aligned(len(theirs), len(ours), _alike_rows(theirs, ours, pairs))
        pairs = _aligned(len(columns), len(own), _alike_columns(theirs, ours, rows))
        same = _alike_rows(theirs, ours, pairs)
        count = sum(same(a, b) for a, b in rows)
        if count <= best:
            break
        best = count
    return best


Grid = Sequence[Sequence[str]]
Pairs = Sequence[tuple[int, int]]


def _alike_rows(gold: Grid, read: Grid, columns: Pairs) -> Callable[[int, int], int]:
    def count(a: int, b: int) -> int:
        return sum(gold[a][x] != "" and gold[a][x] == read[b][y] for x, y in columns)

    return count


def _alike_columns(gold: Grid, read: Grid, rows: Pairs) -> Callable[[int, int], int]:
    def count(x: int, y: int) -> int:
        return sum(gold[a][x] != "" and gold[a][x] == read[b][y] for a, b in rows)

    return count


def _aligned(one: int, other: int, alike: Callable[[int, int], int]) -> list[tuple[int, int]]:
    """Pair what is alike in two sequences, in order, so that most is paired."""
    weights = [[alike(a, b) for b in range(other)] for a in range(one)]
    best = [[0] * (other + 1) for _ in range(one + 1)]
    for a in range(one - 1, -1, -1):
        for b in range(other - 1, -1, -1):
            paired = best[a + 1][b + 1] + weights[a][b] if weights[a][b] else 0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], paired)
    pairs = []
    a = b = 0
    while a < one and b < other:
        if weights[a][b] and best[a][b] == best[a + 1][b + 1] + weights[a][b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def _plain(text: str) -> str:
    text = re.sub(r"[\s^_]", "", unicodedata.normalize("NFKC", text))
    return _DASHES.sub("-", text)
