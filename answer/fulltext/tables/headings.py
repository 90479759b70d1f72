"""Tell what the heading of a column means: its symbols in words, and its unit."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from answer.fulltext.tables.table_rows import TableCell, TableRow
from builder.materials.formulas.elements import NAMES
from builder.materials.measurements.tables.headings import read_heading
from builder.materials.unit_table import Unit
from retrieval.lexical import terms

_DATA = Path(__file__).parent.with_name("data") / "symbols.toml"
#: A sign with its subscript: ΔHabs, T_m, σ0.2, Pdes.
_SIGN = re.compile(
    r"(?<![^\W\d_])(?P<sign>[ΔD∆]?[A-Zσεηρλκαδμµ]|[a-z]|HV|HRC|HB|EL|TE|UE|COF|wt|at|vol|mol)"
    r"[_,]?(?P<sub>[a-z]{0,4})(?![^\W\d_])"
)
_ELEMENTS = frozenset(NAMES.values())
#: Signs whose subscripts are words of the paper's own: the temperature of the nip, Tnip.
_NAMED_BY = frozenset({"T", "P", "p"})
#: What the footnotes of a table mark, and what a degree may look like.
_MARK = re.compile(r"\s[a-e*†‡§]\)(?=\s|$)")


#: A change of a state function in running text: ΔHf, ∆S_abs.
_CHANGE_OF = re.compile(r"[Δ∆](?P<sign>[HS])(?![A-Z])")
_STATE_FUNCTIONS = {"H": "enthalpy", "S": "entropy"}


@dataclass(frozen=True, slots=True)
class HeadingMeaning:
    """What a heading says beyond its letters."""

    text: str
    """What its symbols are short for, in words."""
    words: frozenset[str]
    """The stems of these words."""
    unit: Unit | None
    """The unit of the column; None where none is read."""


@lru_cache(maxsize=4096)
def meaning_of(heading: str) -> HeadingMeaning:
    """Return what a heading says, whatever level of the table it stands on."""
    plain = _MARK.sub("", heading)
    read = read_heading(plain.replace(" / ", "\n"))
    if read.unit is None:
        read = read_heading(plain.replace(" / ", "\n"), is_composition=True)
    unit = read.unit
    dimension = unit.dimension if unit else "number"
    words = [read.property] if read.is_known else []
    for found in _SIGN.finditer(plain):
        meant = _meant_by(found["sign"], dimension)
        unknown = found["sub"] if found["sign"] in _NAMED_BY or not found["sub"] else None
        behind = _subscripts().get(found["sub"], unknown)
        if meant and behind is not None and _is_sign(found):
            words.append(f"{behind} {meant}".strip())
    text = ", ".join(words)
    return HeadingMeaning(text, frozenset(terms(text)), unit)


def stems_of_signs(text: str) -> frozenset[str]:
    """Return the stems of what the signs of a sentence stand for: enthalpy for ΔHf.

    Args:
        text: The sentence.
    """
    found = (_STATE_FUNCTIONS[one["sign"]] for one in _CHANGE_OF.finditer(text))
    return frozenset(stem for word in found for stem in terms(word))


def unit_of(cell: TableCell, row: TableRow) -> Unit | None:
    """Return the unit of a cell: of its heading, else of the last name of its row that has one.

    Below the symbol of an element it may stand over the names of the rows: `Mass fraction in %`.

    Args:
        cell: The cell.
        row: Its row; in a table whose rows are properties, this is called by one.
    """
    headings = [cell.heading, *(name.text for name in reversed(row.names))]
    if cell.heading in _ELEMENTS:
        headings += [name.heading for name in row.names]
    return next((unit for one in headings if (unit := meaning_of(one).unit)), None)


def _is_sign(found: re.Match[str]) -> bool:
    """Return False for the symbol of an element, which Tm is only where temperatures stand."""
    return found["sign"] in _NAMED_BY or not found["sub"] or found[0] not in _ELEMENTS


def _meant_by(sign: str, dimension: str) -> str:
    """Return what a sign is called in words where its unit has this dimension; "" if unknown."""
    for signs, words, dimensions in _symbols():
        if sign in signs and (not dimensions or dimension in dimensions):
            return words
    return ""


@cache
def _symbols() -> tuple[tuple[frozenset[str], str, frozenset[str]], ...]:
    return tuple(
        (frozenset(one["sign"].split()), one["words"], frozenset(one.get("dimensions", ())))
        for one in tomllib.loads(_DATA.read_text("utf-8"))["symbol"]
    )


@cache
def _subscripts() -> dict[str, str]:
    found: dict[str, str] = tomllib.loads(_DATA.read_text("utf-8"))["subscripts"]
    return found
