"""Read the rows of a table as statements: what each is about, its cells with their headings.

A cell over several rows stands once, in the first of them: the rows below are about the same. A
heading that is repeated within a table names the cells below it anew.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.materials.measurements.tables.headings import shown_heading
from builder.papers import Table

#: A number with what may stand before it: `≤0.025%`, `a = 4.9742`.
_NUMBER = re.compile(r"(?:[A-Za-zα-ω]\w{0,2}\s?[=≈]\s?)?[<>≤≥~≈±+−–-]?\s?\d")
_NOTHING = frozenset(["", "-", "–", "—", "−", "…", "n/a", "N/A"])
#: Share of the cells of a column that must be words for it to name its rows.
_WORDS = 0.6


#: How a column is headed that tells whose a value is, and what it says of the paper's own.
_WHOSE = re.compile(r"(?:ref|source)s?\b\.?|references?\b|literature\b", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:this|the present|present|current|our) (?:work|study|paper|result)|\bours?\b", re.I
)
#: What asks for what others found, and how a column is headed that gives it.
_ASKS_OF_OTHERS = re.compile(
    r"\b(?:previous(?:ly)?|prior(?! to)|earlier|literature|et al)\b", re.IGNORECASE
)
_OF_OTHERS = re.compile(
    r"\b(?:prev(?:ious(?:ly)?)?|prior|earlier|literature|lit|reported)\b"
    r"|\bref(?:s|erences?)?\b(?!\.?\s(?:alloy|sample|material|state|electrode|temp))"
    r"|\[\d|\bet al\b",
    re.IGNORECASE,
)
#: Behind a number, the paper that it is from.
_CITED = re.compile(r"\d\S*\s?(?:\(refs?\b|\[\d)", re.IGNORECASE)
#: What tells values of one property apart by where they are from.
_KIND = (
    r"(?:this|present|our|prev|previous|earlier|exp|experimental|experiments?|measured|calc"
    r"|calculated|model|theory|theoretical|literature|lit|reported|DFT|MD)\b\.?"
    r"(?:\s(?:work|study|DFT|values?|results?|data|exp\.?|calc\.?))?"
)
_KIND_ALONE = re.compile(_KIND, re.IGNORECASE)
#: A property with its unit before such a kind: the heading is that of the columns beside it, too.
_PROPERTY_OF_KIND = re.compile(rf"(?P<of>.{{3,80}}[)\]])\s(?P<kind>{_KIND})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table with all that its headings say."""

    column: int
    """From 0."""
    heading: str
    """Its headings from the outermost in, joined by " / "."""
    text: str

    @property
    def told(self) -> str:
        """The cell behind its heading."""
        return f"{self.heading}: {self.text}" if self.heading else self.text


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table below its headings."""

    number: int
    """From 1; heading rows are not counted."""
    names: tuple[TableCell, ...]
    """The cells that tell what the row is about, those above that go on for it included."""
    cells: tuple[TableCell, ...]
    """The other cells that hold anything."""

    @property
    def text(self) -> str:
        """The whole row as text, each cell behind its heading."""
        return "; ".join(cell.told for cell in (*self.names, *self.cells))


def rows_of_others(rows: Sequence[TableRow]) -> frozenset[int]:
    """Return the numbers of the rows that report others, where a table tells its paper's own.

    Args:
        rows: All rows of a table; where none is said to be the paper's own, as in a review, all
            are.
    """
    own = {row.number for row in rows if _OWN.search(_whose(row))}
    return frozenset(row.number for row in rows if own and row.number not in own)


def asks_of_others(question: str) -> bool:
    """Return whether a question asks for what others found.

    Args:
        question: Its text.
    """
    return _ASKS_OF_OTHERS.search(question) is not None


def columns_of_others(rows: Sequence[TableRow]) -> frozenset[int]:
    """Return the columns that report others, where a table has further ones.

    They are headed so, or cite others for most of their cells beside a column of the paper's own.

    Args:
        rows: All rows of a table.
    """
    cells = [cell for row in rows for cell in row.cells if not _WHOSE.match(cell.heading.strip())]
    own = {cell.column for cell in cells if _OWN.search(cell.heading)}
    texts: dict[int, list[str]] = {}
    for cell in cells:
        texts.setdefault(cell.column, []).append(cell.text)
    cited = {
        column
        for column, of in texts.items()
        if own and 2 * sum(_CITED.search(text) is not None for text in of) > len(of)
    }
    headed = {cell.column for cell in cells if _OF_OTHERS.search(cell.heading)} - own
    found = frozenset(cited - own | headed)
    return found if found < texts.keys() else frozenset()


def _whose(row: TableRow) -> str:
    """Return what a row tells of where it is from; "" if nothing."""
    cells = (one for one in (*row.names, *row.cells) if _WHOSE.match(one.heading.strip()))
    return " ".join(one.text for one in cells)


def table_rows(table: Table) -> list[TableRow]:
    """Return the rows of a table below its headings; those that only name others are left out."""
    body = table.rows[table.header_rows :]
    if not body or not body[0]:
        return []
    numeric = [_is_numeric(column) for column in zip(*body, strict=True)]
    repeated = [_repeats_headings(row, numeric) for row in body]
    values = [row for row, again in zip(body, repeated, strict=True) if not again]
    blocks = sum(repeated) + 1
    names = _name_columns(values, numeric) if len(values) > blocks or not numeric[0] else 0
    return list(_read_rows(table, body, repeated, names))


def _read_rows(
    table: Table, body: Sequence[tuple[str, ...]], repeated: Sequence[bool], names: int
) -> Iterator[TableRow]:
    heads = table.rows[: table.header_rows]
    shown = [[shown_heading(cell, table.notes) for cell in row] for row in heads]
    levels, block = _levels(shown, len(body[0])), ""
    above = [""] * names
    for number, (row, again) in enumerate(zip(body, repeated, strict=True), start=1):
        if again and number == 1 and heads and not row[0]:
            levels = _levels([*shown, row], len(row))  # the second row of headings
            continue
        if again:
            levels = [
                [*of[:-1], cell] if cell else of for cell, of in zip(row, levels, strict=True)
            ]
            block, above = "", [""] * names
            continue
        if names and len(row) > 1 and row[0] and not any(row[1:]):
            block, above = row[0], [""] * names
            continue
        headings = [" / ".join(parts) for parts in levels]
        for place in range(names):
            if row[place]:
                above[place:] = [row[place], *[""] * (names - place - 1)]
        told = [TableCell(0, "", block)] if block else []
        named = ((place, text) for place, text in enumerate(above) if text)
        told += [TableCell(place, headings[place], text) for place, text in named]
        cells = [
            TableCell(place, headings[place], text)
            for place, text in enumerate(row)
            if place >= names and text not in _NOTHING
        ]
        if cells:
            yield TableRow(number, tuple(told), tuple(cells))


def _levels(rows: Sequence[Sequence[str]], columns: int) -> list[list[str]]:
    """Return the headings of each column from the outermost in; one goes on to the next."""
    found: list[list[str]] = [[] for _ in range(columns)]
    for level, row in enumerate(rows):
        above = ""
        for column, text in enumerate(row):
            above = text or ("" if level == len(rows) - 1 else above)
            if above and above not in found[column]:
                found[column].append(above)
    return _with_shared(found)


def _with_shared(levels: list[list[str]]) -> list[list[str]]:
    """Give columns that are headed by a kind alone the property that one of them is headed by.

    Over `This work | Surface energy (J/m2) Prev. DFT` the property was printed across both.
    """
    split = {
        place: found
        for place, of in enumerate(levels)
        if of and (found := _PROPERTY_OF_KIND.fullmatch(of[-1]))
    }
    if len(split) != 1:
        return levels
    [(place, found)] = split.items()
    return [
        [*of[:-1], found["of"], found["kind"] if at == place else of[-1]]
        if at == place or (of and _KIND_ALONE.fullmatch(of[-1]))
        else of
        for at, of in enumerate(levels)
    ]


def _is_numeric(column: Sequence[str]) -> bool:
    told = [text for text in column if text not in _NOTHING]
    words = sum(not _NUMBER.match(text) for text in told)
    return bool(told) and words < _WORDS * len(told)


def _repeats_headings(row: Sequence[str], numeric: Sequence[bool]) -> bool:
    """Return True for a row of words in columns of numbers."""
    told = [text for text, is_number in zip(row, numeric, strict=True) if is_number and text]
    return len(told) > 1 and not any(_NUMBER.match(text) or text in _NOTHING for text in told)


def _name_columns(rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> int:
    """Return how many columns name the rows: the first, and of words until all rows differ."""
    most = len(numeric) - 1
    count = min(1, most)
    while count < most and not numeric[count]:
        named = [tuple(row[:count]) for row in rows]
        if all(row[0] for row in named) and len(set(named)) == len(named):
            break
        count += 1
    return count
