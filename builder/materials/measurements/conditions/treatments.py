"""Tell the conditions of a treatment, at which nothing was measured, from those of a test."""

import re

from builder.materials.measurements.conditions.stated_conditions import ENERGY_DENSITY
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import dimensions_of
from builder.nlp.word_classes import TREATMENT_STEMS

#: What a temperature or time of a treatment follows, and what it stands before.
_TREATED = (
    rf"(?:{TREATMENT_STEMS}|ag(?:e?ing|ed)\b|aged|temper(?:ed|ing)\b|forg|swag|press|solution"
    r"|treatment|mill|carburi|nitrid|borid|extru|sinter|SPS\b|LPBF\b|HIP|HPT|ECAP|prepar|process|fabricat"
    r"|consolidat|pre-?heat|bond|held|holding|soak|deposit|charg|cast|weld|braz|calcin|spray|clad|recrystalli)"
)
_TREATMENT_BEFORE = re.compile(
    rf"\b(?:heat[- ]|post-|thermo-?|as-|cold-|hot-|un)?{_TREATED}\w*"
    r"(?:(?!\btest|\bmeasured|\bexhibit|\bshow|\bha(?:s|d|ve)\b|\bpossess)[^.;]){0,48}$",
    re.IGNORECASE,
)
_TREATMENT_BEHIND = re.compile(
    rf"(?:\s(?:and|or)\s[\d.]+\s?\w+)?[\s-](?:for\s\d+\s?\w+\s|of\s)?{_TREATED}", re.IGNORECASE
)
#: A temperature with the time that something was held at it, and around that time.
_FOR_A_TIME = re.compile(r"\s?(?:for|/|,)\s?(?:about\s)?[\d.]+[-\s]?(?:h|hours?|min|minutes?)\b")
_HELD_AT = re.compile(r"\d\s?(?:°\s?C|℃|◦C|K)\s?(?:for|/|,)\s?(?:about\s)?$")
#: Before the temperature of another sample: sintered at 1100 °C …, and those at 1200 °C.
_LIKE_TREATED = re.compile(
    rf"\b{_TREATED}\w*\s(?:at|for)\s\d[^.;]{{2,90}}\b(?:those|that|the\sones?)\sat\s$",
    re.IGNORECASE,
)
#: What else is done at a temperature for a time, and tells of a test.
_EXPOSED = re.compile(r"\b(?:oxid|expos|corro|immers|test|creep|irradiat|wear|slid)\w*", re.I)
#: Times, counts and rates of turning tell how a material was treated, or how long it was tested.
_OF_MAKING = frozenset({"voltage", "power"})
_SET_WHEN_MADE = re.compile(
    r"\b(?:scan(?:ning)?|travel|traverse|welding|withdrawal|pulling|growth|drawing|extrusion|cladding"
    r"|printing|deposition|solidification|hatch)\s(?:speed|velocity|rate|spacing|pitch)s?(?:\s(?:of|is|was)|\s?=)?\s"
    r"(?:(?:about|approximately)\s)?$",
    re.IGNORECASE,
)
_OF_TREATMENT = frozenset({"temperature", "time", "rotation", "energy_density"})
#: Properties that nobody measures in the heat, and the hardness, which few do: where it was
#: achieved at a temperature, it was made there. From which temperature on, in K.
_MEASURED_COLD = frozenset({"relative density", "density", "grain size"})
_STATIC = _MEASURED_COLD | {"lattice parameter"}
#: Temperatures that depend on no treatment.
_OF_MELTING = frozenset({"melting point", "liquidus temperature", "solidus temperature"})
#: Letters between such a value and the temperature that it has all the same.
_BESIDE = 12
_ACHIEVED = re.compile(
    r"\b(?:achiev|attain|obtain|reach|anneal|ag(?:e?ing|ed)\b|sinter|temper(?!at))"
)
_HOT = 573.0
#: Properties that are tested by force, in no electric field.
_BY_FORCE = frozenset(
    "yield strength;ultimate tensile strength;compressive strength;fracture strength;hardness"
    ";ductility;elongation;uniform elongation;grain size;nanohardness".split(";")
)
_ROOM = re.compile(r"\b(?:room|ambient)\b|\bRT\b")
_MEASURED_HOT = re.compile(
    r"\bhot[- ]hardness\b|\b(?:high|elevated)[- ]temperature\b"
    r"|\b(?:test|measur|indent|compress|wear|deform)"
)
_TESTED = re.compile(
    r"\b(?:test\w*|compress\w+|deform\w*|strained|tension|measured|immers\w+|sliding|wear)\b[^.;,]{0,40}$"
)


def is_of_treatment(text: str, condition: Quantity) -> bool:
    """Return True for the temperature or time of a treatment, at which nothing was measured."""
    if condition.dimension in _OF_MAKING or condition.unit == ENERGY_DENSITY:
        return True
    if condition.dimension in ("speed", "length"):
        before = max(condition.start - 50, 0), condition.start
        return _SET_WHEN_MADE.search(text, *before) is not None
    if condition.dimension not in _OF_TREATMENT:
        return False
    before = max(condition.start - 80, 0), condition.start
    if _TREATMENT_BEHIND.match(text, condition.end):
        return True
    if _TESTED.search(text, *before):
        return False
    if _TREATMENT_BEFORE.search(text, *before) or _LIKE_TREATED.search(text, 0, condition.start):
        return True
    if condition.dimension == "time":
        held = _HELD_AT.search(text, *before)
    else:
        held = _FOR_A_TIME.match(text, condition.end)
    return held is not None and not _EXPOSED.search(text)


def is_before_cooling(text: str, condition: Quantity, name: str) -> bool:
    """Return True for a temperature that a material had when it was made, or how long it had it.

    Args:
        text: the sentence.
        condition: a condition of a value.
        name: the property, as the vocabulary names it; some are hardly measured when hot.
    """
    is_hard = "hardness" in name and _ACHIEVED.search(text) is not None
    if not (is_hard or name in _MEASURED_COLD) or _MEASURED_HOT.search(text):
        return False
    if condition.dimension == "time":
        return is_hard and not _EXPOSED.search(text)
    return condition.dimension == "temperature" and condition.si[0] > _HOT


def is_of_another(text: str, condition: Quantity, quantity: Quantity, name: str) -> bool:
    """Return True for the test temperature of another value than a grain size or a density.

    What is itself a temperature has none, and a melting point depends on no treatment, either. The
    load of a wear test is none of a hardness.

    Args:
        text: the sentence: the alloy with a grain size of 2 μm has a strength of 300 MPa at 77 K.
        condition: a condition that the value seems to have.
        quantity: the value.
        name: its property, as the vocabulary names it.
    """
    if "temperature" in dimensions_of(name) and condition.dimension in ("temperature", "time"):
        return name in _OF_MELTING or not is_of_treatment(text, condition)
    if "hardness" in name and condition.dimension == "force":
        return condition.start - quantity.end > _BESIDE
    if name not in _STATIC or condition.dimension != "temperature":
        return False
    if 0 <= condition.start - quantity.end <= _BESIDE:
        return False
    return not (is_of_treatment(text, condition) or is_before_cooling(text, condition, name))


def is_set_for(condition: Quantity, name: str, owner: str, text: str) -> bool:
    """Return True for what a material was made at, as the property or the form of it tells.

    A strength has no current density, which something was treated at, and a joint was bonded at a
    high temperature unless it is told beside room temperature or a test.

    Args:
        condition: a condition of a value.
        name: the property, as the vocabulary names it.
        owner: what the value is one of, as `Measurement.owner`.
        text: the sentence.
    """
    if condition.dimension == "current_density":
        return name in _BY_FORCE
    if owner != "weld" or condition.dimension != "temperature" or condition.si[0] <= _HOT:
        return False
    return not (_MEASURED_HOT.search(text) or _ROOM.search(text))
