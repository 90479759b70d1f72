"""What a sentence calls a sample by its making, shape or content: as-MCed sample, wires."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder.materials.alloys import Alloy, named_alloys
from builder.materials.companions import is_material
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.choices import find_choices
from builder.materials.measurements.forms.form_nouns import SAMPLES

_SHAPES = r"(?:micro|nano)?-?(?:fib(?:er|re)|wire|foil|ribbon)s?\b"
_BY_MAKING = (
    r"(?<![\w-])(?:[Aa]s-[A-Z][A-Za-z]{1,6}|[A-Z]{2,6}-(?:processed|treated)|[A-Z]{2,6}ed)"
    rf"\s(?:(?:HEA|MEA)s?\s)?(?:{SAMPLES}|{_SHAPES})"
)
#: A sample by the abbreviation of its making, but no class of alloys: the ACR HEA, HS-HEA.
_BY_ABBREVIATION = (
    r"(?<![\w/+-])(?!(?:[A-Z]{0,2}HEA|[A-Z]?MEA|MPEA|CCA|BMG|HEAC|WC|TEM|SEM|XRD)\b)[A-Z]{2,5}"
    rf"(?:-(?:HEA|MEA)s?\b(?:\s{SAMPLES})?|\s(?:(?:HEA|MEA)s?\s)?{SAMPLES})"
)
_BY_SHAPE = rf"(?<![\w-]){_SHAPES}(?:\s[A-Z]{{2,6}}ed\b)?"
#: A sample of the alloy that a paper speaks of, told apart by its making or its shape.
_OF_ALLOY = re.compile(rf"{_BY_MAKING}|{_BY_SHAPE}|{_BY_ABBREVIATION}")
#: Materials of a paper by what they hold: the layer containing one molar ratio of Mo, the coating
#: with Nb, the alloy with 3% Mo addition.
_CONTAINING = re.compile(
    rf"(?<![\w-])(?:{SAMPLES}|layers?\b)\scontaining\s(?:(?:[a-z]+|[\d.]+)\.?\s?%?\s){{0,5}}?"
    r"[A-Z][A-Za-z\d]{0,6}\b(?:(?:,\s|\sand\s)[A-Z][A-Za-z\d]{0,6}\b)*"
)
_WITH = re.compile(
    rf"(?<![\w-])(?:{SAMPLES}|layers?\b)\swith\s(?:only\s|the\s)?(?:additions?\sof\s)?"
    r"(?:[\d.]+\s?%\s(?:of\s)?)?(?P<held>[A-Z][A-Za-z\d]{0,6})\b"
    r"(?:\s(?:additions?|doping|particles))?(?!\s(?:phase|structure|type|content)|[-/–(])"
)
#: How much of something is added, told in a clause: when the addition of Y reaches 5%.
_AMOUNT = (
    r"(?:\s(?:amount|content|level))?\s(?:is|was|reach(?:es|ed|ing)|of|at|increas(?:es|ed)\sto)\s"
    r"(?P<{0}>[\d.]+\s?(?:(?:at|wt|vol|mol)[.\s]{{0,2}})?%)"
)
_ADDITION = r"\b(?:additions?|contents?|concentrations?|doping|incorporation)"
_SHARE_TOLD = re.compile(
    rf"{_ADDITION}(?:\s(?:amount|content|level))?\sof\s(?P<added>[A-Z][A-Za-z\d]{{0,6}})\b"
    rf"{_AMOUNT.format('much')}"
    rf"|(?<![\w-])(?P<held>[A-Z][A-Za-z\d]{{0,6}})\s{_ADDITION}{_AMOUNT.format('size')}",
)
#: What something is added to, by itself: the unreinforced HEA, the HEA without B4C.
_PLAIN = re.compile(
    rf"(?<![\w-])(?:(?:un(?:reinforced|doped|alloyed|modified)|additive-free)\s(?:[\w-]+\s)?{SAMPLES}"
    rf"|(?:base|parent)\s(?:alloy|HEA|MEA)\b|{SAMPLES}\swithout\s(?:the\s)?(?:additions?\sof\s)?[A-Z]\w{{0,8}}(?:\sadditions?)?)"
)
#: Before a value, what its material holds: with the addition of LaB6, the hardness …
_ADDED_BEFORE = re.compile(
    r"\b(?:[Ww]ith|[Uu]pon|[Aa]fter|[Bb]y|[Tt]hrough)\s(?:the\s)?(?:further\s)?"
    r"(?:additions?\sof|adding|incorporat(?:ing|ion\sof)|introduc(?:ing|tion\sof))\s"
    r"(?P<added>[A-Z][A-Za-z\d]{0,6})\b(?!\s(?:and|or)\s[A-Z]|,\s[A-Z]|/)"
)
#: Behind a value, what its alloy holds: 700 HV with combined addition of Mo and niobium.
_ADDED_BEHIND = re.compile(
    r"\s(?:with|by|through|after|upon|via)\s(?:the\s)?(?:[a-z-]+\s)?additions?\sof\s(?:both\s)?"
    r"(?:[A-Z][a-z]?|[a-z]{3,12})(?:(?:,\s|,?\sand\s)(?:[A-Z][a-z]?|[a-z]{3,12})\b){0,3}"
)


def named_samples(text: str) -> Iterator[re.Match[str]]:
    """Find what a sentence calls a sample by its making, its shape or its content."""
    yield from _OF_ALLOY.finditer(text)
    yield from _PLAIN.finditer(text)
    yield from _CONTAINING.finditer(text)
    yield from (one for one in _WITH.finditer(text) if is_material(one["held"]))


def is_of_alloy(sample: str) -> bool:
    """Return True for a sample of the alloy that a paper speaks of: as-MCed sample, microfibers."""
    return _OF_ALLOY.fullmatch(sample) is not None


def is_plain(sample: str) -> bool:
    """Return True for what a sentence calls the alloy that nothing is added to."""
    return _PLAIN.fullmatch(sample) is not None or sample.endswith("-free")


def additions_behind(text: str, end: int, alloy: Alloy) -> tuple[str, ...]:
    """Return what is added to an alloy by the words behind a value, which ends at `end`."""
    added = _ADDED_BEHIND.match(text, end)
    found = find_elements(added[0]) if added else ()
    return tuple(one.symbol for one in found if one.symbol not in alloy.text)


def share_told(text: str, start: int) -> tuple[str, str] | None:
    """Return how much is added to the material of a value, and what: `5%` of `Y`; None if untold.

    Args:
        text: the sentence.
        start: where the value begins; the amount stands before it.
    """
    told = [*_SHARE_TOLD.finditer(text, 0, start)]
    if len(told) != 1:
        return None
    amount, added = told[0]["much"] or told[0]["size"], told[0]["added"] or told[0]["held"]
    return (amount, added) if is_material(added) else None


def added_before(text: str, start: int) -> str:
    """Return what a sentence says is added before a value that begins at `start`; "" if nothing."""
    told = [one["added"] for one in _ADDED_BEFORE.finditer(text, 0, start)]
    return told[0] if len(told) == 1 and is_material(told[0]) else ""


def chosen_alloys(text: str, start: int, element: str) -> Sequence[Alloy]:
    """Return an alloy whose formula has a variable, with an element that it may stand for.

    Args:
        text: the sentence: `CoCrNiX (X = Al, Ti) coatings`.
        start: where the list of elements begins.
        element: the symbol of one of them.

    Returns:
        The readings of the formula with the element, at its place; empty for no such formula.
    """
    found = (one for one in find_choices(text) if one.start <= start < one.end)
    choice = next(found, None)
    if choice is None:
        return ()
    members = named_alloys(choice.formula(element))
    return tuple(replace(one, start=choice.start, end=choice.start) for one in members)
