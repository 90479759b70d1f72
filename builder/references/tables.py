"""Read tables of papers: CSV of Scopus, Zotero and others, tab-separated text of Web of Science.

A row is believed if it has as many cells as the table has columns. A row that has not costs itself
alone: reading goes on with the next line that is a row.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from builder.references.entries import Entry
from builder.storage.spreadsheets import delimiter_of
from builder.text.characters import one_line

#: Names of columns as databases and reference managers write them, in lower case, best first.
_COLUMNS = {
    "title": ("title", "article title", "document title", "display_name", "ti"),
    "abstract": ("abstract", "abstract note", "abstracts", "ab"),
    "doi": ("doi", "di"),
    "year": (
        "year", "publication year", "pubyear", "publication_year", "date", "publication date", "py",
    ),
    "journal": (
        "source title", "journal", "publication title", "journal title", "source", "publication",
        "container title", "so",
    ),
    "authors": ("authors", "author", "author full names", "author/s", "author names", "af", "au"),
    "id": ("eid", "ut (unique wos id)", "unique wos id", "key", "id", "ut", "lens id"),
}  # fmt: skip
#: Lines of a heading that some exports put above the names of the columns.
_MOST_HEAD = 10
#: Longest name of a column: a longer one is a row that lost the line end before it.
_MOST_NAME = 50
#: Longest cell that goes on over several lines, in lines.
_MOST_LINES = 100
_WELL_FORMED = {
    "doi": re.compile(r"\s*|\S{0,60}\s?10\.\d{4,9}/\S+\s*"),
    "year": re.compile(
        r"\s*|(?:[^\n]{0,30}\D)?(?:18|19|20)\d\d(?:\D[^\n]{0,40})?|\D{1,30}", re.IGNORECASE
    ),
}
_OLD_SCOPUS = re.compile(r"[^,;]{1,60}? (?:[A-Z]\.[ -]?)+(?:, [^,;]{1,60}? (?:[A-Z]\.[ -]?)+)+")


@dataclass(frozen=True, slots=True)
class _Header:
    """The line with the names of the columns."""

    line: int
    """Its 0-based number."""
    delimiter: str
    places: dict[str, int]
    """Field → number of its column."""
    width: int

    def fits(self, cells: Sequence[str]) -> bool:
        """Return whether cells are a row: all there, or all up to one behind the abstract."""
        full = len(cells) >= self.width and not any(map(str.strip, cells[self.width :]))
        short = max(self.places["title"], self.places["abstract"]) + 1 < len(cells) < self.width
        last = self.places["abstract"] == self.width - 1 and len(cells) == self.width
        return (full or short or last) and all(
            pattern.fullmatch(cells[place])
            for name, pattern in _WELL_FORMED.items()
            if (place := self.places.get(name, len(cells))) < len(cells)
        )

    def identifies(self, cells: Sequence[str]) -> bool:
        """Return whether cells show that they are a row, and no prose between two commas."""
        known = [self.places[name] for name in ("doi", "year", "id") if name in self.places]
        if known:
            return any(place < len(cells) and cells[place].strip() for place in known)
        return not any(cell.count('"') % 2 for cell in cells)


def read_table(text: str) -> Iterator[Entry]:
    """Yield each row of a table as an entry; lines that are no row are an entry with the reason."""
    lines = text.split("\n")
    header = _header(lines)
    if header is None:
        yield 1, "a table of papers has the columns “title” and “abstract”; this one has not."
        return
    read = _tabbed if header.delimiter == "\t" else _quoted
    broken: list[int] = []
    for first, cells in read(lines, header):
        if cells is None or (broken and not header.identifies(cells)):
            broken.append(first)
            continue
        if broken:
            yield broken[0] + 1, _no_row(broken, header)
            broken = []
        if any(map(str.strip, cells)):
            yield first + 1, _fields(cells, header)
    if broken:
        yield broken[0] + 1, _no_row(broken, header)


def _header(lines: Sequence[str]) -> _Header | None:
    for number, line in enumerate(lines[:_MOST_HEAD]):
        delimiter = delimiter_of(line)
        names = next(csv.reader([line], delimiter=delimiter), [])
        columns = [one_line(name).lower() for name in names]
        while columns and not columns[-1]:
            columns.pop()
        places = {
            field: columns.index(name)
            for field, known in _COLUMNS.items()
            if (name := next((name for name in known if name in columns), ""))
        }
        if {"title", "abstract"} <= places.keys() and max(map(len, columns)) <= _MOST_NAME:
            return _Header(number, delimiter, places, len(columns))
    return None


def _no_row(lines: Sequence[int], header: _Header) -> str:
    where = f" up to line {lines[-1] + 1}" if len(lines) > 1 else ""
    return (
        f"what stands here{where} is no row of {header.width} cells; look for a quotation mark, a"
        " delimiter or a line end that is missing or too many."
    )


def _fields(cells: Sequence[str], header: _Header) -> dict[str, Any]:
    fields: dict[str, Any] = {
        name: cells[place] if (place := header.places.get(name)) is not None and place < len(cells)
        else None
        for name in _COLUMNS
    }  # fmt: skip
    authors = fields["authors"] or ""
    parts = re.split(r";\s*", authors)
    if len(parts) == 1 and _OLD_SCOPUS.fullmatch(authors.strip()):
        parts = re.split(r"(?<=\.), ", authors.strip())
    return {**fields, "authors": parts}


def _tabbed(lines: Sequence[str], header: _Header) -> Iterator[tuple[int, list[str] | None]]:
    """Yield rows of a tab-separated table: a line is a row, a quotation mark a character.

    Only a line with too few cells is joined with those behind it: with cells in quotation marks as
    a spreadsheet writes them, or else with one more line, where a cell was broken in two.
    """
    number = header.line + 1
    while number < len(lines):
        cells = lines[number].split("\t")
        taken = 1
        if header.fits(cells):
            cells = [_unquoted(cell) for cell in cells]
        elif lines[number].strip():
            cells, taken = _joined(lines, number, header)
        if cells or lines[number].strip():
            yield number, cells or None
        number += taken


def _unquoted(cell: str) -> str:
    """Return a cell without the marks of a spreadsheet: around it, and doubled inside."""
    inner = cell[1:-1].replace('""', "")
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner:
        return cell[1:-1].replace('""', '"')
    return cell


def _joined(lines: Sequence[str], number: int, header: _Header) -> tuple[list[str], int]:
    """Return the cells of a row that goes on over several lines, and their number; or no cells."""
    joined = lines[number]
    for count in range(1, _MOST_LINES):
        if '"' not in joined:
            break
        if joined.count('"') % 2 == 0:
            try:
                rows = list(
                    csv.reader(joined.splitlines(keepends=True), delimiter="\t", strict=True)
                )
            except csv.Error:
                break
            if len(rows) == 1 and header.fits(rows[0]) and len(rows[0]) >= header.width:
                return rows[0], count
            break
        if number + count >= len(lines):
            break
        following = lines[number + count]
        if header.fits(following.split("\t")) and following.count('"') % 2 == 0:
            break
        joined += "\n" + following
    cells = lines[number].split("\t")
    if number + 1 < len(lines):
        *before, broken = cells
        rest, *behind = lines[number + 1].split("\t")
        whole = [*before, f"{broken} {rest}", *behind]
        if before and behind and len(whole) >= header.width and header.fits(whole):
            return whole, 2
    return [], 1


def _quoted(lines: Sequence[str], header: _Header) -> Iterator[tuple[int, list[str] | None]]:
    """Yield rows of a table with cells in quotation marks, which may go on over several lines."""
    number = header.line + 1
    while number < len(lines):
        if not lines[number].strip():
            number += 1
            continue
        reader = csv.reader(
            (f"{lines[at]}\n" for at in range(number, min(number + _MOST_LINES, len(lines)))),
            delimiter=header.delimiter,
            strict=True,
        )
        try:
            cells = next(reader)
            taken = reader.line_num
        except csv.Error:
            cells, taken = [], 1
        if not header.fits(cells):
            cells, taken = _loose(lines[number], header), 1
        yield number, cells or None
        number += taken


def _loose(line: str, header: _Header) -> list[str]:
    """Return the cells of a line in which a cell's own marks are not doubled; none of another."""
    cells, at, mark = list[str](), 0, header.delimiter
    last = line.rfind(f'"{mark}')
    while at <= len(line):
        end = line.find(f'"{mark}', at + 1) if line.startswith('"', at) and at < last else -1
        if end < 0 and line.startswith('"', at) and line.endswith('"', at + 1):
            end = len(line) - 1
        if end >= 0:
            cells.append(line[at + 1 : end].replace('""', '"'))
            at = end + 2
        else:
            end = line.find(mark, at)
            end = end if end >= 0 else len(line)
            cells.append(line[at:end])
            at = end + 1
    for one in (cells, line.split(mark)):
        if len(one) == header.width and header.fits(one):
            return one
    return []
