"""Tell whether a value that is bound to no condition holds under the one a question asks for."""

from collections.abc import Collection, Sequence

from answer.question.processes import is_kind_of
from builder.materials.measurements.measurement import PlacedFacts, SentenceFacts
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal
from builder.materials.vocabulary import find_terms

#: Dimensions of the conditions of a test, which a value must be stated with.
_OF_TESTS = frozenset({"temperature", "strain_rate", "irradiation_damage", "time", "cycles"})
#: Heat treatments, which a material is often compared before and after.
_TREATMENTS = frozenset({"annealing", "aging", "homogenization", "solution treatment"})


def any_equal(some: Collection[Quantity], others: Collection[Quantity]) -> bool:
    """Return True if two collections share an amount."""
    return any(equal(one, other) for one in some for other in others)


def is_told(asked: Sequence[Quantity], value: Quantity, sentence: SentenceFacts, text: str) -> bool:
    """Return True if a condition is told of a value, though it is not bound to it.

    It stands in the sentence of the value, or it is the only one of its kind in the paper; a load
    or a content may stay unsaid, but then no other stands beside the value. The value of another
    property, an elongation of 12 %, is none.

    Args:
        asked: The conditions of one dimension that a question asks for.
        value: The value.
        sentence: What its sentence states.
        text: Title and abstract of the paper.
    """
    dimension = asked[0].dimension
    of_others = {
        one.quantity.start
        for one in sentence.values
        if one.property and one.quantity.dimension != value.dimension
    }
    beside = [
        one
        for one in sentence.quantities
        if one.dimension == dimension and one.start != value.start and one.start not in of_others
    ]
    if dimension not in _OF_TESTS:
        # Of the dimension of the value they may be values as well.
        return not beside or value.dimension == dimension or any_equal(beside, asked)
    if beside:
        return any_equal(beside, asked)
    everywhere = [one for one in find_quantities(text) if one.dimension == dimension]
    return bool(everywhere) and all(any_equal([one], asked) for one in everywhere)


def terms_near(facts: Sequence[PlacedFacts], place: int, title: str) -> frozenset[str]:
    """Return the terms of a sentence, of the one before it and of the title."""
    near = {term.name for term in find_terms(title)}
    return frozenset(near).union(
        *({term.name for term in one.facts.terms} for one in facts[max(place - 1, 0) : place + 1])
    )


def is_treated(state: str, near: Collection[str]) -> bool:
    """Return True unless a state is a treatment of which nothing stands near a value.

    Of a material before and after annealing most values are those before, whatever is said later.

    Args:
        state: A process that a question asks about.
        near: The states of the value, and the terms near it.
    """
    return state not in _TREATMENTS or any(
        is_kind_of(one, state) or is_kind_of(state, one) for one in near
    )
