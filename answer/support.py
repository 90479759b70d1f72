"""Whether a paper speaks of what was asked: the alloy, the condition, the property, one by one.

A near miss (the right alloy at another temperature, the right property of another alloy) scores as
high in retrieval as an answer; only comparing what is asked with what is stated tells them apart.
"""

import re
from dataclasses import dataclass

from answer.properties import DIMENSIONS
from answer.question import Asked
from builder.alloys import Alloy, find_alloys
from builder.quantities import equal, find_quantities
from builder.vocabulary import find_terms
from retrieval.words import terms

#: Above this share of its words a question is about what the paper is about.
_ENOUGH_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Support:
    """How much of what was asked a paper speaks of."""

    absent: tuple[str, ...]
    """Stems of the question's words that the paper does not hold."""
    share: float
    """Share of the question's words that the paper holds."""
    filled: int
    """How many of the slots alloy, condition and property are filled, counted up to the first
    that is not."""
    missing: str
    """What the first unfilled slot lacks, as a sentence; "" if all are filled."""

    @property
    def on_topic(self) -> bool:
        """Whether the words alone show that the paper speaks of what is asked."""
        return self.share > _ENOUGH_WORDS


def supports(asked: Asked, title: str | None, abstract: str) -> Support:
    """Compare a question, slot by slot, with a title and abstract."""
    text = f"{title or ''}\n{abstract}"
    absent = tuple(sorted(asked.words - set(terms(text))))
    share = 1 - len(absent) / len(asked.words) if asked.words else 1.0
    for filled, slot in enumerate((_missing_alloy, _missing_condition, _missing_property)):
        if missing := slot(asked, text):
            return Support(absent, share, filled, missing)
    return Support(absent, share, 3, "")


def _missing_alloy(asked: Asked, text: str) -> str:
    stated = [alloy for alloy in find_alloys(text) if alloy.kind == "alloy"]
    for alloy in asked.alloys:
        if not any(_covers(other, alloy, asked.elements) for other in stated):
            others = list(dict.fromkeys(other.text for other in stated))[:3]
            instead = f"it speaks of {', '.join(others)}" if others else "it names no alloy"
            return f"You asked about {alloy.text}; {instead}."
    return ""


def _covers(stated: Alloy, asked: Alloy, added: frozenset[str]) -> bool:
    """Whether what is said of one composition may be said of the other.

    A plain formula such as TiZrNb asks for the system in any ratio; one with numbers asks for those
    numbers. Elements the question names by the side (`with 3 % titanium`) may be part of it.
    """
    wanted = set(asked.elements)
    if not wanted <= set(stated.elements) <= wanted | added:
        return False
    if not re.search(r"\d", asked.text) or None in asked.amounts:
        return True
    if stated.members:
        return asked.composition_key in stated.member_keys
    return None in stated.amounts or asked.composition_key == stated.composition_key


def _missing_condition(asked: Asked, text: str) -> str:
    stated = find_quantities(text)
    for condition in asked.conditions:
        same = [quantity for quantity in stated if quantity.dimension == condition.dimension]
        if not any(equal(quantity, condition) for quantity in same):
            given = ", ".join(dict.fromkeys(quantity.text for quantity in same[:4]))
            return f"You asked at {condition.text}; it gives {given or 'no such condition'}."
    return ""


def _missing_property(asked: Asked, text: str) -> str:
    named = {mention.name for mention in find_terms(text)}
    measured = {quantity.dimension for quantity in find_quantities(text)}
    for name in asked.properties:
        dimensions = DIMENSIONS.get(name, ())
        if asked.wants == "number" and dimensions and not measured & set(dimensions):
            return f"It gives no value of {name}."
        if name not in named:
            return f"It says nothing of {name}."
    return ""
