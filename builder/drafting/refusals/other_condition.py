"""Ask at another temperature, after another time, at another rate, load or content."""

import re
from collections.abc import Iterator
from itertools import pairwise

from builder.drafting.refusals.abstract_view import AbstractView
from builder.drafting.refusals.corpus import Corpus
from builder.drafting.refusals.question_text import (
    asked_alloys,
    asked_properties,
    blanked,
    chance,
    outside_quotes,
    put_in,
)
from builder.drafting.refusals.swap import Swap, told_of
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import dimensions_of
from builder.triples import DERIVED_KINDS, Triple

#: Before a condition that is one value, not an end of a range or of a change.
_LEADS = {
    "temperature": re.compile(r"\b(?:at|to a temperature of|temperature of) (?:about |~ ?|a )?$"),
    "time": re.compile(r"\b(?:for|after|time of) (?:about |~ ?)?$"),
    "strain_rate": re.compile(r"\b(?:at|under|with|of) (?:a |the )?(?:\w+ )?(?:rate of |rate )?$"),
    "force": re.compile(r"\b(?:load|force)s? of $|\b(?:at|under) (?:a )?$"),
    "atomic_fraction": re.compile(r"\b(?:of|with|at|containing|is|was|to|than) $"),
    "mass_fraction": re.compile(r"\b(?:of|with|at|containing|is|was|to|than) $"),
}
_IS_CONTENT = re.compile(r"\b(?:content|addition|added|containing|doping|doped|with|additions)\b")
_SALT = re.compile(r"\s?(?:Na|K|H|Mg|Fe|Li|NH)[A-Z\d]|\s?(?:sodium|solution|saline)")
#: What is done to a material at a temperature: such a one must suit the same furnace.
_TREATED = re.compile(
    r"(?:anneal|ag(?:ed|e?ing)|sinter|homogeni|heat|treat|solution|roll|forg|exposed|exposure|oxidi[sz]"
    r"|oxidation|nitrid|carburi|borid|boroni|press|quench|temper|austeniti|recrystal|held|deposit)\w*",
    re.IGNORECASE,
)
#: Where a temperature follows from what is asked, another one is absurd.
_FOLLOWS = re.compile(
    r"melt|liqui|solidif|undercool|molten|braz|weld|cast|boil|Curie|transition|onset|peak|pouring"
    r"|critical|from .{2,40} to |between|entropy of|mixing|enthalpy|calculated|formation energ",
    re.IGNORECASE,
)
#: Materials with a matrix that melts below the temperatures of other alloys' treatments.
_OF_LIGHT_METAL = re.compile(r"\bAl matrix|\d{4}\s?Al\b|\bAZ\d\d|[Mm]agnesium|[Aa]lumini?um")
#: K: the lowest and highest temperatures of tests, for alloys with and without refractory metals,
#: and of treatments.
_TESTED, _REFRACTORY, _TREATED_AT = (4.0, 1173.0), (4.0, 1673.0), (573.0, 1473.0)
_REFRACTORIES = frozenset({"Hf", "Mo", "Nb", "Re", "Ta", "W"})
#: Treatments differ by at most so many K, lest another one be no treatment of that kind.
_NEAR_TREATMENT = 200.0
#: K: what happens above this temperature hardly happens far below it.
_HOT = 500.0
#: Temperatures lie at least so many K and this share apart; other conditions differ by a factor.
_KELVINS, _SHARE = 50.0, 0.12
_LEAST_FACTOR, _MOST_FACTOR = 1.8, 10.0
#: Contents differ by less, lest another alloy be made of it.
_MOST_IN_CONTENT = 4.0
#: Values further off than this factor need not be looked at; rounding keeps within it.
_FAR_FACTOR = 1.01 * _MOST_FACTOR
_WAYS = {"time": "other time", "strain_rate": "other rate", "force": "other load"}
#: Dimensions of what is measured, not of what is set.
_MEASURED = frozenset({"pressure", "hardness", "fracture_toughness", "resistivity", "voltage"})
_AMOUNT = re.compile(r"\d+(?:\.\d+)?(?![\d.,–-])")
_AND = re.compile(r"\b(?:and|or)\b|,")
#: The state without a treatment or an addition, of which a question asks beside that with it.
_WITHOUT = re.compile(
    r"\b(?:before|without|as-\w+|un\w+ed)\b[^,?]{0,40}\b(?:and|or)\b"
    r"|\b(?:and|or)\b[^,?]{0,40}\b(?:before|without|as-\w+|un\w+ed)\b"
)
_CONTENT = ("atomic_fraction", "mass_fraction")


def with_other_condition(triple: Triple, view: AbstractView, corpus: Corpus) -> Iterator[Swap]:
    """Yield the question at other conditions than those that its abstract gives."""
    question = triple.question
    asked = outside_quotes(question, find_quantities(question))
    if triple.kind not in DERIVED_KINDS and any(one.dimension in _MEASURED for one in asked):
        return  # The question tells what was measured at its condition.
    if triple.rule == "series" or _is_joined(question):
        return  # The abstract would still answer for its other members.
    for one in asked:
        alike = [other for other in asked if other.dimension == one.dimension]
        if len(alike) == 1 and _is_condition(one, question):
            for words in _others(one, triple, view, corpus):
                way = "other content" if one.dimension in _CONTENT else "other temperature"
                yield Swap(
                    _WAYS.get(one.dimension, way),
                    put_in(question, one.start, one.end, words),
                    _reason(one, words, triple),
                )


def _is_joined(question: str) -> bool:
    """Return whether a question asks of several materials or states, one of them with no amount."""
    words, alloys = blanked(question), asked_alloys(question)
    pairs = ((one.end, other.start) for one, other in pairwise(alloys))
    several = any(_AND.search(words, end, start) for end, start in pairs)
    return several or _WITHOUT.search(words) is not None


def _is_condition(one: Quantity, question: str) -> bool:
    """Return whether a quantity of a question is a condition, not what the question is about."""
    before = blanked(question)[: one.start]
    lead = _LEADS.get(one.dimension)
    if one.low != one.high or lead is None or not lead.search(before):
        return False
    measured = {unit for term in asked_properties(question) for unit in dimensions_of(term.name)}
    if one.dimension in measured:
        return False
    if one.dimension == "temperature":
        return not (_FOLLOWS.search(blanked(question)) or _OF_LIGHT_METAL.search(question))
    if one.dimension in _CONTENT:
        return bool(_IS_CONTENT.search(before)) and not _SALT.match(question[one.end :])
    return True


def _others(one: Quantity, triple: Triple, view: AbstractView, corpus: Corpus) -> Iterator[str]:
    """Yield other values of a condition, written as papers write them."""
    unit = "K" if not one.text[0].isdigit() else one.unit
    possible = corpus.conditions.usual(one.dimension, unit, *_bounds(one, triple))
    others = [other for other in possible if _differs(other, one)]
    for other in sorted(others, key=lambda other: (chance(triple.id, other.text), other.text)):
        apart = max(_KELVINS, _SHARE * one.si[0]) if one.dimension == "temperature" else 0.0
        if not view.may_give(other, apart, told=triple.kind != "property-value"):
            yield _written_like(one, other)


def _written_like(one: Quantity, other: Quantity) -> str:
    """Return a condition with its unit as the question writes it, if both begin with a number."""
    mine, number = _AMOUNT.match(one.text), _AMOUNT.match(other.text)
    return f"{number.group()}{one.text[mine.end() :]}" if mine and number else other.text


def _bounds(one: Quantity, triple: Triple) -> tuple[float, float]:
    """Return between which values in base units another value of a condition is possible."""
    at, question = one.si[0], triple.question
    if one.dimension != "temperature":
        return at / _FAR_FACTOR, at * _FAR_FACTOR
    elements = {symbol for alloy in asked_alloys(question) for symbol in alloy.elements}
    low, high = _REFRACTORY if len(elements & _REFRACTORIES) > 1 else _TESTED
    hot = at > _HOT and triple.kind != "property-value"
    if hot or _TREATED.search(blanked(question)[max(one.start - 45, 0) : one.start]):
        low, high = _TREATED_AT
        low, high = max(low, at - _NEAR_TREATMENT), min(high, at + _NEAR_TREATMENT)
    return low, high


def _differs(other: Quantity, one: Quantity) -> bool:
    """Return whether another value of a condition is not nearly the same, nor far off."""
    at, instead = one.si[0], other.si[0]
    if one.dimension == "temperature":
        return abs(at - instead) >= max(_KELVINS, _SHARE * at)
    factor = instead / at if at > 0 else 0.0
    apart = max(factor, 1 / factor) if factor > 0 else 0.0
    most = _MOST_IN_CONTENT if one.dimension in _CONTENT else _MOST_FACTOR
    return _LEAST_FACTOR <= apart <= most


def _reason(one: Quantity, words: str, triple: Triple) -> str:
    """Say what the abstract gives the answer for."""
    place = {"time": "for", "atomic_fraction": "with", "mass_fraction": "with"}
    place_word = place.get(one.dimension, "at")
    return f"the abstract {told_of(triple)} {place_word} {one.text}, not {place_word} {words}"
