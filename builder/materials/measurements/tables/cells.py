"""Read the numbers of a table's cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from builder.materials.numbers.number import number_at
from builder.materials.numbers.signs import DASHES
from builder.materials.quantity import Quantity
from builder.materials.unit_table import Unit
from builder.materials.units import unit_at

_RELATION = re.compile(r"\s*(?P<sign>[<>≤≥⩽⩾~∼≈]|ca\.?|about|max\.?|min\.?)?\s*")
_RANGE = re.compile(rf"\s?[{DASHES}]\s?(?=\d)|\s(?:to)\s(?=\d)")
#: What may stand behind a value: marks of footnotes and of significance, a share of error, a
#: citation.
_MARK = re.compile(r"\s?(?:\^?[a-z](?:,?\s?[a-z])*|[*†‡§#]+|\^[*†‡])$")
_SHARE = re.compile(r"\s?\(\d+(?:\.\d+)?\s?%\)$")
_CITED = re.compile(
    r"\s?[(\[](?:refs?\.?\s?)?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*[)\]]$|\s?\(refs?\.?\s[\d,\s–-]+\)$",
    re.I,
)
_NAMED = re.compile(r"\s*(?P<name>[A-Za-zα-ωΔ]{1,5}\d?)\s?=\s?")
_EMPTY = re.compile(rf"[{DASHES}\s.…/]*|n\.?[/.]?\s?[adm]\.?|ND|NA|N/A|none|nil", re.I)


@dataclass(frozen=True, slots=True)
class CellNumber:
    """A number of a cell."""

    quantity: Quantity
    name: str = ""
    """What stands before it with "=": the a of "a = 4.37"."""
    is_cited: bool = False
    """Whether the mark of a citation stands behind it."""


def is_empty(cell: str) -> bool:
    """Return whether a cell states nothing."""
    return _EMPTY.fullmatch(cell.strip()) is not None


def looks_like_number(cell: str) -> bool:
    """Return whether a cell holds a number, and no words."""
    return bool(next(iter(read_numbers(cell, None)), None))


def read_numbers(cell: str, unit: Unit | None, factor: float = 1.0) -> list[CellNumber]:
    """Return the numbers of a cell that holds nothing else but their names, units and marks.

    Args:
        cell: Its text.
        unit: That of its heading; None where it has none.
        factor: By which its numbers are multiplied.
    """
    text = cell
    cited = False
    if found := _CITED.search(text):
        behind = text[: found.start()]
        concise = re.fullmatch(r"\s?\(\d+\)", found[0])
        if behind.strip() and not concise:
            text, cited = behind, True
    text = _SHARE.sub("", text)
    numbers = list(_numbers(text, unit, factor))
    read = [replace(one, is_cited=cited) for one in numbers if one is not None]
    return read if len(read) == len(numbers) else []


def _numbers(text: str, unit: Unit | None, factor: float) -> Iterator[CellNumber | None]:
    """Yield the numbers of a text; None, and nothing more, where there is something else."""
    at = 0
    while at < len(text):
        named = _NAMED.match(text, at)
        if named and named["name"] in ("x", "y", "z"):  # the member of a family
            yield None
            return
        begin = named.end() if named else at
        read = _number(text, begin, unit, factor)
        if read is None:
            yield None
            return
        quantity, end = read
        yield CellNumber(quantity, named["name"] if named else "")
        mark = _MARK.match(text, end)
        if mark:
            return
        at = end
        following = re.compile(r"[\s,;]+").match(text, at)
        if following and _NAMED.match(text, following.end()):
            at = following.end()
        elif text[at:].strip():
            yield None
            return
        else:
            return


def _number(text: str, begin: int, unit: Unit | None, factor: float) -> tuple[Quantity, int] | None:
    relation = _RELATION.match(text, begin)
    start = relation.end() if relation else begin
    first = number_at(text, start)
    if first is None:
        return None
    low, high, below, above, end = first.value, first.value, first.below, first.above, first.end
    own = unit
    if (read := unit_at(text, _skip(text, end))) and read[0].name:
        own, end = read
    if (dash := _RANGE.match(text, end)) and (second := number_at(text, dash.end())):
        high, end = second.value, second.end
        if (read := unit_at(text, _skip(text, end))) and read[0].name:
            own, end = read
    if own is not unit:
        factor = 1.0
    sign = (relation["sign"] or "") if relation else ""
    return (
        Quantity(
            text[begin:end].strip(),
            begin,
            end,
            low * factor - below * factor,
            high * factor + above * factor,
            own.name if own else "",
            own.dimension if own else "number",
            bool(sign),
            below * factor,
            above * factor,
        ),
        end,
    )


def _skip(text: str, at: int) -> int:
    return at + (len(text) > at and text[at] == " ")
