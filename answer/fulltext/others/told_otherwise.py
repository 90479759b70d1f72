"""Tell whether a paper gives another amount, too, for what a question asks: of another run, say."""

from collections.abc import Sequence

from answer.fulltext.asked import AskedStatement, numbers_of
from answer.fulltext.lacking import has_value
from answer.fulltext.others.conditions import is_at_another, values_asked
from answer.fulltext.ranking import RankedStatement
from answer.fulltext.statement_features import numbers_held
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal

#: Features that tell how far a statement is of what is asked about.
_OF_ASKED = ("head", "noun", "alloy", "terms")


def is_told_otherwise(asked: AskedStatement, quoted: Sequence[RankedStatement], value: str) -> bool:
    """Return whether a quoted statement gives another amount for what a question asks.

    It is of the same paper, and of all that the question names it holds as much as the first one,
    so that the question does not choose between the two.

    Args:
        asked: What the question asks for.
        quoted: The quoted statements, the first of which gives the value.
        value: The value.
    """
    first, *others = quoted
    given = find_quantities(value)
    for other in others:
        if other.body is not first.body or not has_value(asked, other.features):
            continue
        if not _holds_as_much(first, other):
            continue
        told = _amounts(asked, other)
        if told and not any(_is_same(one, said, value) for one in told for said in given or [None]):
            return True
    return False


def _holds_as_much(first: RankedStatement, other: RankedStatement) -> bool:
    if numbers_held(other.features) < numbers_held(first.features):
        return False
    return all(_with_context(other, name) >= _with_context(first, name) for name in _OF_ASKED)


def _with_context(one: RankedStatement, name: str) -> float:
    return one.features.get(name, 0.0) + one.features.get(f"{name} before", 0.0)


def _amounts(asked: AskedStatement, one: RankedStatement) -> list[Quantity | str]:
    """Return the amounts of a statement that may be what is asked for; a cell's as its text."""
    if one.candidate.cell is not None:
        return [one.candidate.cell.text]
    _, placed = one.body.stated_by(one.candidate.statement)
    if placed is None:
        return []
    said = one.candidate.statement
    return [
        value.quantity
        for value in values_asked(asked, placed.facts)
        if not is_at_another(asked, value, placed.facts, said)
    ]


def _is_same(one: Quantity | str, said: Quantity | None, value: str) -> bool:
    if isinstance(one, str) or said is None:
        text = one if isinstance(one, str) else one.text
        return not numbers_of(text).isdisjoint(numbers_of(value))
    return equal(one, said) or bool(numbers_of(one.text) & numbers_of(value))
