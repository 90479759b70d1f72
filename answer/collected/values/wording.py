"""Word what values of several papers say: one line each, and what was left out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from answer.answers import LeftOut
from answer.collected.values.asked_material import asked_material
from answer.collected.values.material import substance_of
from answer.collected.values.naming import material_text
from answer.extractive.values.value_text import is_range
from answer.question.amounts.temperatures_in_words import temperatures_in_words
from answer.question.intent import Bound, Years
from answer.question.parse import ParsedQuestion
from builder.library.property_table import PropertyRow
from builder.materials.quantity import Quantity, express, with_unit

#: How the sense of a value that is a bound is shown, unless its text shows it already.
_SIGNS = {"above": "> ", "at least": "≥ ", "below": "< ", "at most": "≤ "}
_SIGNED = tuple("<>≤≥⩽⩾")
#: What stands before a value that may be bound wrong.
UNSURE = "?"
#: Names that an enumeration gives before it says how many others there are.
_MOST_NAMES = 12


def value_text(row: PropertyRow, unit: str | None = None) -> str:
    """Return a value with its unit, with the sign of a bound, in another unit where one is asked.

    Args:
        row: The value.
        unit: The unit asked for; None for that of the paper.
    """
    quantity = row.value.quantity
    text = express(quantity, unit, row.of).text if unit else with_unit(quantity)
    return text if text.startswith(_SIGNED) else _SIGNS.get(row.value.sense, "") + text


def extreme_text(
    row: PropertyRow, extreme: Literal["highest", "lowest"], unit: str | None = None
) -> str:
    """Return the end of a value that a superlative asks for: of `400 to 2033 MPa` 2033 MPa."""
    quantity = row.value.quantity
    if not is_range(quantity):
        return value_text(row, unit)
    end = quantity.high if extreme == "highest" else quantity.low
    single = replace(quantity, text=f"{end:g} {quantity.unit}".strip(), low=end, high=end)
    return value_text(replace(row, value=replace(row.value, quantity=single)), unit)


def condition_text(row: PropertyRow, condition: Quantity) -> str:
    """Return a condition with its unit, a share with what it is one of: `10 at.% SiC`."""
    return f"{with_unit(condition)} {substance_of(row, condition)}".rstrip()


def test_conditions(row: PropertyRow) -> list[str]:
    """Return the conditions under which a value was measured; those of treatments are left out."""
    treatment = row.value.treatment
    at = [condition_text(row, one) for one in row.value.conditions if one not in treatment]
    return list(dict.fromkeys(at))


def making(row: PropertyRow, names: Mapping[str, str] | None = None) -> list[str]:
    """Return how a material was made and treated, with the conditions of that.

    They stand with the one state that a paper names: `annealing (800 °C, 1 h)`; with several states
    it is open to which they belong.

    Args:
        row: The value.
        names: Shorter names of states.
    """
    states = [(names or {}).get(state, state) for state in row.value.states]
    at = ", ".join(dict.fromkeys(condition_text(row, one) for one in row.value.treatment))
    if not at:
        return states
    return [f"{states[0]} ({at})"] if len(states) == 1 else [*states, f"treatment: {at}"]


def circumstances(row: PropertyRow) -> list[str]:
    """Return what a value holds for: conditions, kind of property, states of the material."""
    kind = [row.value.kind] if row.value.kind and row.value.kind not in row.of else []
    return [*test_conditions(row), *kind, *making(row)]


def row_text(row: PropertyRow, of: Collection[str], unit: str | None) -> str:
    """Return a row as words: alloy, value, and what it holds for.

    Args:
        row: The value.
        of: The properties of the list; with several, each row names its own.
        unit: The unit asked for; None for that of the paper.
    """
    named = f"{row.of} " if len(of) > 1 else ""
    around = f" ({', '.join(found)})" if (found := circumstances(row)) else ""
    mark = "" if row.is_sure else f"{UNSURE} "
    return f"{material_text(row)}: {named}{mark}{value_text(row, unit)}{around}"


def number_of(count: int, noun: str) -> str:
    """Return `1 paper`, `2 papers`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def enumerate_names(names: Iterable[str]) -> str:
    """Return distinct names in one line, and how many more there are."""
    distinct = list(dict.fromkeys(names))
    more = len(distinct) - _MOST_NAMES
    return ", ".join(distinct[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def bound_text(bounds: Sequence[Bound]) -> str:
    """Return bounds as words: `above 1 GPa`."""
    return " and ".join(f"{bound.comparator} {_amount(bound)}" for bound in bounds)


def _amount(bound: Bound) -> str:
    quantity = bound.quantity
    if bound.comparator == "between":
        return f"{quantity.low:g} and {quantity.high:g} {quantity.unit}".strip()
    return with_unit(quantity)


def asked_about(question: ParsedQuestion) -> str:
    """Return the alloys and conditions of a question as words: ` of CoCrFeNi at 77 K`."""
    alloys = " and ".join(dict.fromkeys(alloy.text for alloy in question.alloys))
    if alloys and asked_material(question).is_family:
        alloys = f"{alloys.removesuffix('-based')}-based materials"
        if added := asked_material(question).with_elements:
            alloys += f" with {' and '.join(sorted(added))}"
    in_words = [one.name for one in temperatures_in_words(question.text)]
    at = " and ".join([*map(with_unit, question.conditions), *in_words])
    return (f" of {alloys}" if alloys else "") + (f" at {at}" if at else "")


def years_text(years: Years) -> str:
    """Return the years asked about as words: ` of 2025`, ` since 2023`; "" for all of them."""
    if not years:
        return ""
    if years.first == years.last:
        return f" of {years.first}"
    if years.last is None:
        return f" since {years.first}"
    return f" until {years.last}" if years.first is None else f" of {years.first} to {years.last}"


def left_out_text(left_out: Sequence[LeftOut]) -> str:
    """Return what was left out as a sentence; "" if nothing was."""
    if not left_out:
        return ""
    parts = ", ".join(f"{one.values} {one.reason}" for one in left_out)
    return f"Left out: {parts}."
