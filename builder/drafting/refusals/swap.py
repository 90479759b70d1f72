"""A question with one thing exchanged, and what the abstract says instead."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from builder.drafting.refusals.abstract_view import AbstractView
from builder.drafting.refusals.corpus import Corpus
from builder.drafting.refusals.question_text import asked_properties
from builder.triples import Triple


@dataclass(frozen=True, slots=True)
class Swap:
    """A question that an abstract does not answer, made from one that it answers."""

    way: str
    """What was exchanged: `other temperature`; the rule of the triple that is made of it."""
    question: str
    reason: str
    """What the abstract says instead, for the answer: `the abstract gives it at 293 K, …`."""
    put_in: str = ""
    """The word that was put in, where it is none of a formula or a number."""


def told_of(triple: Triple) -> str:
    """Return what an abstract does for an answered question: `gives the hardness`."""
    names = {term.name: term.text for term in asked_properties(triple.question)}
    value = triple.kind == "property-value" and len(names) == 1
    return f"gives the {next(iter(names.values()))}" if value else "tells this"


#: (answered question, its abstract, all papers) → questions with one thing exchanged.
Exchange = Callable[[Triple, AbstractView, Corpus], Iterator[Swap]]
