"""Compare a question with a paper slot by slot: alloy, condition, property, substance, value.

A near miss (the right alloy at another temperature, the right property of another alloy) ranks as
high in retrieval as an answer; only the comparison of slots tells the two apart.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from answer.question.parse import ParsedQuestion
from builder.materials.alloys import Alloy, compatible, find_alloys, named_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import GASES, NONMETALS
from builder.materials.measurements.measurement import Measurement
from builder.materials.measurements.sentence_facts import read_facts
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal
from builder.materials.vocabulary import dimensions_of, find_terms
from builder.nlp.sentences import sentences
from retrieval.lexical import terms, word_set

#: The weight of an alloy or a condition, in words of the question. With less, short questions about
#: an alloy are refused for one word; with more, near misses are answered (both were measured).
_SLOT_WEIGHT = 0.5
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
    """How much of a question a paper speaks of."""

    absent: tuple[str, ...]
    """Stems of the question's words that the paper does not hold."""
    share: float
    """Share of the question's words that the paper holds; alloys and conditions, which it must
    hold anyway, are counted in."""
    filled: int
    """Number of slots (alloy, condition, property, substance, value) before the first unfilled."""
    missing: str
    """What is missing for the first unfilled slot, as a sentence; "" if all are filled."""


def find_support(question: ParsedQuestion, title: str | None, abstract: str) -> Support:
    """Compare a question with the title and abstract of a paper, slot by slot."""
    text = f"{title or ''}\n{abstract}"
    names = {mention.name for mention in find_terms(text)}
    # The words of a term are held if the paper has the term by any name: LPBF for its long form.
    synonyms = {
        word
        for mention in find_terms(question.text)
        if mention.name in names
        for word in terms(mention.text)
    }
    absent = tuple(sorted(question.words - word_set(text) - synonyms))
    weight = len(question.words) + _SLOT_WEIGHT * (len(question.alloys) + len(question.conditions))
    share = 1 - len(absent) / weight if weight else 1.0
    slots = (_missing_alloy, _missing_condition, _missing_property, _missing_substance)
    for filled, slot in enumerate(slots):
        if missing := slot(question, text):
            return Support(absent, share, filled, missing)
    if missing := _missing_value(question, abstract):
        return Support(absent, share, len(slots), missing)
    return Support(absent, share, len(slots) + 1, "")


def _missing_alloy(question: ParsedQuestion, text: str) -> str:
    """Tell which alloy of the question the text does not name; "" if none."""
    stated = named_alloys(text)
    for alloy in question.alloys:
        if not any(covers(other, alloy, question.elements) for other in stated):
            others = list(dict.fromkeys(other.text for other in stated))[:3]
            instead = f"it speaks of {', '.join(others)}" if others else "it names no alloy"
            return f"You asked about {alloy.text}; {instead}."
    return ""


def covers(stated: Alloy, asked: Alloy, added: frozenset[str]) -> bool:
    """Return True if a statement about one composition may answer a question about another.

    A plain formula such as TiZrNb asks for the system in any ratio; one with numbers asks for those
    numbers.

    Args:
        stated: The alloy that a paper speaks of.
        asked: The alloy of the question.
        added: Elements that the question names beside its alloy (`with 3 % titanium`), which may be
            part of the stated alloy.
    """
    wanted = set(asked.elements)
    if not wanted <= set(stated.elements) <= wanted | added:
        return False
    if not re.search(r"\d", asked.text) or None in asked.amounts:
        return True
    if stated.elements == asked.elements:
        return compatible(stated, asked)
    return None in stated.amounts


def _missing_condition(question: ParsedQuestion, text: str) -> str:
    """Tell which condition of the question the text does not state; "" if none."""
    stated = find_quantities(text)
    for condition in question.conditions:
        same = [quantity for quantity in stated if quantity.dimension == condition.dimension]
        if not any(equal(quantity, condition) for quantity in same):
            given = ", ".join(_distinct_texts(same)[:4])
            return f"You asked at {condition.text}; it gives {given or 'no such condition'}."
    return ""


def _distinct_texts(quantities: Iterable[Quantity]) -> list[str]:
    """Return the texts of quantities, each amount once: of 20 kelvin and 20 K the first."""
    found: list[Quantity] = []
    for one in quantities:
        if not any(equal(one, other, tolerance=0) for other in found):
            found.append(one)
    return [one.text for one in found]


def _missing_property(question: ParsedQuestion, text: str) -> str:
    """Tell which property, value or mechanism of the question the text lacks; "" if none."""
    named = {mention.name for mention in find_terms(text)}
    measured = {quantity.dimension for quantity in find_quantities(text)}
    for name in question.properties:
        dimensions = tuple(one for one in dimensions_of(name) if one != "number")
        if question.by_how_much:
            dimensions = (*dimensions, "fraction", "ratio")
        if question.wants == "number" and dimensions and not measured & set(dimensions):
            return f"It gives no value of {name}."
        if name not in named:
            return f"It says nothing of {name}."
    stems = word_set(text)
    for name in sorted(question.behaviours - named):
        if not stems & word_set(name):
            return f"It says nothing of {name}."
    return ""


def _missing_substance(question: ParsedQuestion, text: str) -> str:
    """Tell which ceramic or element beside the alloy the text does not name; "" if it names all."""
    stated = find_alloys(text)
    keys = {alloy.composition_key for alloy in stated}
    words = text.lower()
    for compound in question.compounds:
        name = _CERAMICS.get(compound.text)
        written = {compound.text.lower(), name or ""}
        if name and compound.composition_key not in keys and not any(w in words for w in written):
            return f"It says nothing of {compound.text}."
    symbols = {element.symbol for element in find_elements(text)}
    symbols |= {symbol for alloy in stated for symbol in alloy.elements}
    for symbol in sorted(question.elements - symbols - NONMETALS - {*GASES}):
        return f"It says nothing of {symbol}."
    return ""


def _missing_value(question: ParsedQuestion, abstract: str) -> str:
    """Tell what all values of the property belong to, if not to what is asked; "" otherwise."""
    if question.wants != "number" or not question.properties:
        return ""
    values = [
        value
        for start, end in sentences(abstract)
        for value in read_facts(abstract[start:end]).values
        if value.property in question.properties
    ]
    of_alloy = [value for value in values if may_belong_to(value, question)]
    name = values[0].property if values else ""
    if values and not of_alloy:
        given = ", ".join(dict.fromkeys(v.alloys[0].text for v in values if v.alloys))
        return f"You asked about {question.alloys[0].text}; it gives the {name} of {given}."
    for condition in question.conditions:
        elsewhere = [value for value in of_alloy if _stated_elsewhere(value, condition)]
        if values and len(elsewhere) == len(of_alloy):
            given = ", ".join(_distinct_texts(c for v in elsewhere for c in v.conditions))
            return f"You asked at {condition.text}; it gives the {name} at {given}."
    return ""


def may_belong_to(value: Measurement, question: ParsedQuestion) -> bool:
    """Return True unless a value is stated of another alloy than those in the question."""
    if value.composite:
        return bool(question.compounds) or any(alloy.companion for alloy in question.alloys)
    if not value.alloys or not question.alloys:
        return True
    return any(
        covers(one, other, question.elements) for one in value.alloys for other in question.alloys
    )


def _stated_elsewhere(value: Measurement, condition: Quantity) -> bool:
    """Return True if a value is stated at another temperature, dose or time than ``condition``."""
    same = [stated for stated in value.conditions if stated.dimension == condition.dimension]
    return bool(same) and not any(equal(stated, condition) for stated in same)
