"""Whether a paper speaks of what was asked: the alloy, the condition, the property, one by one.

A near miss (the right alloy at another temperature, the right property of another alloy) scores as
high in retrieval as an answer; only comparing what is asked with what is stated tells them apart.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from answer.question.parse import ParsedQuestion
from builder.materials.alloys import Alloy, compatible, find_alloys, named_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.elements import GASES, NONMETALS
from builder.materials.measurements import Measurement, read_facts
from builder.materials.quantities import Quantity, equal, find_quantities
from builder.materials.vocabulary import dimensions_of, find_terms
from builder.nlp.sentences import sentences
from retrieval.lexical import terms, word_set

#: What an alloy or a condition counts among the words of a question: with less, short questions
#: about an alloy are refused for one word; with more, near misses are answered (both measured).
_SLOT = 0.5
#: Ceramics that alloys are strengthened and coated with, and their other names.
_CERAMICS = {
    "Al2O3": "alumina",
    "B4C": "boron carbide",
    "Cr2O3": "chromia",
    "MgO": "magnesia",
    "MoS2": "molybdenum disulfide",
    "SiC": "silicon carbide",
    "SiO2": "silica",
    "TiB2": "titanium diboride",
    "TiC": "titanium carbide",
    "TiN": "titanium nitride",
    "WC": "tungsten carbide",
    "Y2O3": "yttria",
    "ZrO2": "zirconia",
}


@dataclass(frozen=True, slots=True)
class Support:
    """How much of what was asked a paper speaks of."""

    absent: tuple[str, ...]
    """Stems of the question's words that the paper does not hold."""
    share: float
    """Share of the question's words that the paper holds, its alloy and conditions counted in,
    which it must hold anyway."""
    filled: int
    """How many of the slots alloy, condition, property, substance and value are filled, counted up
    to the first that is not."""
    missing: str
    """What the first unfilled slot lacks, as a sentence; "" if all are filled."""


def supports(asked: ParsedQuestion, title: str | None, abstract: str) -> Support:
    """Compare a question, slot by slot, with a title and abstract."""
    text = f"{title or ''}\n{abstract}"
    names = {mention.name for mention in find_terms(text)}
    # LPBF is there where laser powder bed fusion is.
    otherwise = {
        word
        for mention in find_terms(asked.text)
        if mention.name in names
        for word in terms(mention.text)
    }
    absent = tuple(sorted(asked.words - word_set(text) - otherwise))
    weight = len(asked.words) + _SLOT * (len(asked.alloys) + len(asked.conditions))
    share = 1 - len(absent) / weight if weight else 1.0
    slots = (_missing_alloy, _missing_condition, _missing_property, _missing_substance)
    for filled, slot in enumerate(slots):
        if missing := slot(asked, text):
            return Support(absent, share, filled, missing)
    if missing := _missing_value(asked, abstract):
        return Support(absent, share, len(slots), missing)
    return Support(absent, share, len(slots) + 1, "")


def _missing_alloy(asked: ParsedQuestion, text: str) -> str:
    stated = named_alloys(text)
    for alloy in asked.alloys:
        if not any(covers(other, alloy, asked.elements) for other in stated):
            others = list(dict.fromkeys(other.text for other in stated))[:3]
            instead = f"it speaks of {', '.join(others)}" if others else "it names no alloy"
            return f"You asked about {alloy.text}; {instead}."
    return ""


def covers(stated: Alloy, asked: Alloy, added: frozenset[str]) -> bool:
    """Whether what is said of one composition may be said of the other.

    A plain formula such as TiZrNb asks for the system in any ratio; one with numbers asks for those
    numbers. Elements the question names by the side (`with 3 % titanium`) may be part of it.
    """
    wanted = set(asked.elements)
    if not wanted <= set(stated.elements) <= wanted | added:
        return False
    if not re.search(r"\d", asked.text) or None in asked.amounts:
        return True
    if stated.elements == asked.elements:
        return compatible(stated, asked)
    return None in stated.amounts


def _missing_condition(asked: ParsedQuestion, text: str) -> str:
    stated = find_quantities(text)
    for condition in asked.conditions:
        same = [quantity for quantity in stated if quantity.dimension == condition.dimension]
        if not any(equal(quantity, condition) for quantity in same):
            given = ", ".join(_once(same)[:4])
            return f"You asked at {condition.text}; it gives {given or 'no such condition'}."
    return ""


def _once(quantities: Iterable[Quantity]) -> list[str]:
    """Quantities as they are written, each amount once: of 20 kelvin and 20 K the first."""
    found: list[Quantity] = []
    for one in quantities:
        if not any(equal(one, other, tolerance=0) for other in found):
            found.append(one)
    return [one.text for one in found]


def _missing_property(asked: ParsedQuestion, text: str) -> str:
    named = {mention.name for mention in find_terms(text)}
    measured = {quantity.dimension for quantity in find_quantities(text)}
    for name in asked.properties:
        dimensions = tuple(one for one in dimensions_of(name) if one != "number")
        if asked.by_how_much:
            dimensions = (*dimensions, "fraction", "ratio")
        if asked.wants == "number" and dimensions and not measured & set(dimensions):
            return f"It gives no value of {name}."
        if name not in named:
            return f"It says nothing of {name}."
    stems = word_set(text)
    for name in sorted(asked.behaviours - named):
        if not stems & word_set(name):
            return f"It says nothing of {name}."
    return ""


def _missing_substance(asked: ParsedQuestion, text: str) -> str:
    """The ceramics and metals that the question names by the side of its alloy."""
    stated = find_alloys(text)
    keys = {alloy.composition_key for alloy in stated}
    words = text.lower()
    for compound in asked.compounds:
        name = _CERAMICS.get(compound.text)
        written = {compound.text.lower(), name or ""}
        if name and compound.composition_key not in keys and not any(w in words for w in written):
            return f"It says nothing of {compound.text}."
    symbols = {element.symbol for element in find_elements(text)}
    symbols |= {symbol for alloy in stated for symbol in alloy.elements}
    for symbol in sorted(asked.elements - symbols - NONMETALS - {*GASES}):
        return f"It says nothing of {symbol}."
    return ""


def _missing_value(asked: ParsedQuestion, abstract: str) -> str:
    """Where a number is asked for: whether each value given belongs to something else."""
    if asked.wants != "number" or not asked.properties:
        return ""
    values = [
        value
        for start, end in sentences(abstract)
        for value in read_facts(abstract[start:end]).values
        if value.property in asked.properties
    ]
    of_alloy = [value for value in values if may_be_of(value, asked)]
    name = values[0].property if values else ""
    if values and not of_alloy:
        given = ", ".join(dict.fromkeys(v.alloys[0].text for v in values if v.alloys))
        return f"You asked about {asked.alloys[0].text}; it gives the {name} of {given}."
    for condition in asked.conditions:
        elsewhere = [value for value in of_alloy if _holds_elsewhere(value, condition)]
        if values and len(elsewhere) == len(of_alloy):
            given = ", ".join(_once(c for v in elsewhere for c in v.conditions))
            return f"You asked at {condition.text}; it gives the {name} at {given}."
    return ""


def may_be_of(value: Measurement, asked: ParsedQuestion) -> bool:
    """Whether a value may be one of the alloys asked about: no other is named as its own."""
    if value.composite:
        return bool(asked.compounds)
    if not value.alloys or not asked.alloys:
        return True
    return any(covers(one, other, asked.elements) for one in value.alloys for other in asked.alloys)


def _holds_elsewhere(value: Measurement, condition: Quantity) -> bool:
    """Whether a value is stated at another temperature, dose or time than that asked about."""
    same = [stated for stated in value.conditions if stated.dimension == condition.dimension]
    return bool(same) and not any(equal(stated, condition) for stated in same)
