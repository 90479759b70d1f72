"""Find the conditions that a sentence states: in numbers, in words, as a deformation."""

import re
from collections.abc import Iterator, Sequence

from builder.materials.alloys import Alloy
from builder.materials.numbers.number import number_at
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention

#: Before a current density at which something is treated or tested.
_AT_CURRENT = re.compile(r"\b(?:at|under|using)\s(?:[a-z-]+\s){0,5}$")
#: Behind a current density, that it is one at which an electrode has its overpotential.
_WITH_OVERPOTENTIAL = re.compile(r"\sat\s(?:an?\s|the\s)?(?:[a-z-]+\s)?overpotentials?\b")
#: Before a time or a number of cycles that something stays stable for.
_STABLE_FOR = re.compile(
    r"\b(?:stability|durability|stable|lifetime)\s(?:for|over|of|up\sto|during|exceeding|beyond)"
    r"\s(?:(?:about|over|more\sthan|at\sleast|up\sto)\s)?$"
)
#: What is set when a material is made, right before its amount: at a bias voltage of −200 V.
_SET = re.compile(
    r"(?:,\sand\s|\b(?:at|under|with|of|for|when|using|by)\s(?:an?\s|the\s)?(?:[a-z-]+\s){0,2}?)"
    r"(?:bias(?:\svoltage)?|(?:applied|sputtering|discharge|working|cell)\svoltage|(?:laser|beam|input|sputtering|arc|heating)\spower"
    r"|(?:arc|welding|pulse)\scurrent|(?:hatch|scanning|scan)\s(?:spacing|pitch)|thickness"
    r"|(?:applied|external|hydrostatic|sintering|working|gas|argon|contact)\spressure)s?"
    r"(?:\s(?:is|was|were|reached|reaches))?(?:\sof|\s?=)?\s?(?:(?:about|only)\s|[~∼≈]\s?)?$",
    re.IGNORECASE,
)
#: The unit of the energy that a laser or a beam gives to a volume of powder.
ENERGY_DENSITY = "J/mm^3"
_AT = ("at ", "At ")
_LASTING = frozenset({"time", "cycles"})
_SET_DIMENSIONS = frozenset({"voltage", "power", "length", "pressure", "current"})
#: Between an alloy and the share of what it is alloyed with: CoCrFeNi + 4 at.% Ti.
_JOINS_SHARE = re.compile(r"\s?[-–+/]\s?")
_AT_WORDS = re.compile(r"\b(?:at|to|from|under|and|or|both|in|between)\s(?:the\s|both\s)?$|/$")
_ELLIPTICAL_ROOM = re.compile(
    r"\b(?:room|ambient)\b(?=(?:\s?,|\sand|\sor|/|\sas\swell\sas)[\w\s,-]{1,30}?\btemperatures?\b)",
    re.IGNORECASE,
)
_WORDED_BEHIND = re.compile(r"(?:\s?,|\sand|\sor|/)?[\w\s,-]{0,30}?\btemperatures?\b")

#: Before a strain that something is tested or deformed to, which is no ductility.
_STRAINED = re.compile(
    r"(?P<before>\b(?:at|to|under|after)\s(?:an?\s|the\s)?(?:(?:true|engineering|plastic|tensile"
    r"|compressive|local|total|large|high|low)\s){0,2})strains?\sof\s(?:about\s|[~∼≈]\s?)?(?=\d)"
)
_REDUCED = re.compile(
    r"\s?%\s(?:(?:thickness|height|area|rolling)[\s-]reduction\b"
    r"|reduction\s(?:of|by|in|during)\s(?:the\s)?(?:thickness|height|(?:cold|hot)[\s-]?rolling)\b)"
)
_FAILS = re.compile(r"\b(?:fail|fractur|ruptur|break|broke)\w*[^.;,]{0,30}$")


def deformations(text: str) -> Iterator[Quantity]:
    """Find how far something was deformed: a strain of 2.77, 60 % thickness reduction."""
    for found in _STRAINED.finditer(text) if "strain" in text else ():
        number = number_at(text, found.end())
        if number and not _FAILS.search(text, max(found.start() - 60, 0), found.start()):
            percent = re.compile(r"\s?%").match(text, number.end)
            end, unit = (percent.end(), "%") if percent else (number.end, "")
            yield _deformation(text, found.end("before"), end, number.value, unit)
    for found in _REDUCED.finditer(text) if "reduction" in text else ():
        start = max(found.start() - 6, 0)
        digits = re.compile(r"(?<![\d.–-])\d{1,2}(?:\.\d+)?$").search(text, start, found.start())
        if digits:
            yield _deformation(text, digits.start(), found.end(), float(digits[0]), "%")


def _deformation(text: str, start: int, end: int, value: float, unit: str) -> Quantity:
    return Quantity(text[start:end], start, end, value, value, unit, "strain")


def elliptical_temperatures(text: str) -> Iterator[Quantity]:
    """Find the room temperature of `room and cryogenic temperatures`."""
    for found in _ELLIPTICAL_ROOM.finditer(text) if "temperatures" in text else ():
        yield Quantity(found[0], *found.span(), 298.0, 298.0, "K", "temperature", True)


def worded_conditions(text: str, terms: Sequence[Mention]) -> list[Mention]:
    """Return the temperatures that a sentence tests at and gives by a word: cryogenic, elevated."""
    return [
        term
        for term in terms
        if term.kind == "condition"
        and term.name.endswith("temperature")
        and ("temperature" in term.text or _WORDED_BEHIND.match(text, term.end))
        and _AT_WORDS.search(text, max(term.start - 12, 0), term.start)
    ]


def is_parameter(text: str, quantity: Quantity) -> bool:
    """Return True for what is set when a material is made: a bias voltage, a laser power."""
    if quantity.dimension not in _SET_DIMENSIONS:
        return False
    if quantity.unit == ENERGY_DENSITY:
        return True
    is_first = text[quantity.end : quantity.end + 1] == ","
    if is_first and quantity.dimension == "length" and text.endswith(_AT, 0, quantity.start):
        return True  # at 0.05 mm, the strength is 900 MPa
    return _SET.search(text, max(quantity.start - 60, 0), quantity.start) is not None


def stated_conditions(
    text: str, quantities: Sequence[Quantity], alloys: Sequence[Alloy]
) -> list[Quantity]:
    """Return quantities that may be conditions; the share of a solute is part of its alloy."""
    ends = [alloy.end for alloy in alloys]
    return [
        one
        for one in quantities
        if not any(
            end <= one.start <= end + 3 and _JOINS_SHARE.fullmatch(text, end, one.start)
            for end in ends
        )
        and (
            one.dimension != "current_density"
            or _AT_CURRENT.search(text, max(one.start - 60, 0), one.start)
            or _WITH_OVERPOTENTIAL.match(text, one.end)
        )
        and not (
            one.dimension in _LASTING
            and _STABLE_FOR.search(text, max(one.start - 40, 0), one.start)
        )
    ]
