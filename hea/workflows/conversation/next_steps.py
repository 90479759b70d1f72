"""What may be looked at where a question is not answered: values, alloys, and better questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from builder.materials.alloys import named_alloys
from builder.materials.vocabulary import dimensions_of, find_terms
from hea.workflows.answers.property_search import PropertyQuery, describe_alloy, find_values

if TYPE_CHECKING:
    from builder.materials.alloys import Alloy
    from hea.workflows.values.facets import ValueFilter

#: Alloys and questions that are offered.
_MOST_ALLOYS, _MOST_QUESTIONS = 3, 6


@dataclass(frozen=True, slots=True)
class ValuesStep:
    """Values of a property that the papers state."""

    property: str
    alloy: str
    """Of which alloy; "" for all."""
    count: int


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What may be looked at instead of an answer."""

    values: tuple[ValuesStep, ...]
    alloys: tuple[str, ...]
    """The alloys that the question names."""
    lacks_property: bool
    """Whether it names two alloys and nothing that they could be compared by."""
    comparisons: tuple[tuple[str, str], ...]
    """Properties of which both alloys have values, each with the question that compares them."""


def next_steps(
    database: Path, question: str, properties: Iterable[str], where: ValueFilter
) -> NextSteps:
    """Return what may be looked at where a question is not answered.

    Args:
        database: The database of a workspace that has been built.
        question: The question.
        properties: Names of properties that were chosen beside it.
        where: What values must hold to be counted.
    """
    words = "; ".join((question, *properties))
    terms = [one.name for one in find_terms(words) if one.kind == "property"]
    names = [name for name in dict.fromkeys(terms) if dimensions_of(name)]
    alloys = list({one.name: one for one in named_alloys(question)}.values())[:_MOST_ALLOYS]
    alloy = alloys[0] if len(alloys) == 1 else None
    found = (_values(database, name, alloy, where) for name in names)
    compared = _comparisons(database, *alloys) if len(alloys) == 2 and not terms else ()
    return NextSteps(
        tuple(one for one in found if one.count),
        tuple(one.name for one in alloys),
        len(alloys) == 2 and not terms,
        tuple(compared),
    )


def _values(database: Path, name: str, alloy: Alloy | None, where: ValueFilter) -> ValuesStep:
    """Return how many values of a property there are: of the alloy, else of all."""
    if alloy and (of_it := find_values(database, PropertyQuery(name, alloy, where=where))):
        return ValuesStep(name, alloy.name, len(of_it))
    return ValuesStep(name, "", len(find_values(database, PropertyQuery(name, where=where))))


def _comparisons(database: Path, one: Alloy, other: Alloy) -> list[tuple[str, str]]:
    """Return the properties of which two alloys have values, each with its question."""
    of_other = describe_alloy(database, other.name).properties
    both = [name for name in describe_alloy(database, one.name).properties if name in of_other]
    return [
        (name, f"Compare the {name} of {one.name} and {other.name}")
        for name in both[:_MOST_QUESTIONS]
    ]
