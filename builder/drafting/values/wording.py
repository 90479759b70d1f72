"""Name the material, the property and the condition of a value in the words of a question.

Whatever cannot be told for certain gives None, and the value is not asked.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from builder.materials.alloys import Alloy
from builder.materials.companions import UNSAID
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.measurements.states import CALCULATED, GENERIC, MIXING, routes
from builder.materials.quantity import Quantity, with_unit
from builder.materials.vocabulary import Mention

_STATE = " state"
#: Forms of a material that are named behind its formula.
_FORMS = {"alloy": "", "composite": " composite", "coating": " coating", "film": " film"}
#: Words of a form, before which stands an article.
_FORM_WORD = re.compile(r"\b(?:composite|coating|film|joint)\b")
#: What is added, as a formula or an element, and how much of it: 4 wt% TiC.
_ADDED = re.compile(
    r"(?P<amount>[\d.]+(?:[–-][\d.]+)?\s?(?:at|wt|vol|mol)?\.?\s?%\s)?"
    r"(?P<added>(?:[A-Z][a-z]?[\d.]*(?:\([\w.]+\)[\d.]*)?){1,6}|graphene|graphite)"
)
_OXIDE = re.compile(r"ODS|oxides?")
_PLAIN_BASE = re.compile(r"[\w().]+")
#: Conditions of a test: what stands before each, by its dimension.
_TEST = {
    "temperature": "at",
    "strain_rate": "at a strain rate of",
    "force": "under a load of",
    "irradiation_damage": "at a dose of",
}
#: What is told of a treatment beside its name, and what stands before each.
_TREATED = {"temperature": "at", "time": "for"}
_TREATMENTS = frozenset({"annealing", "aging", "homogenization", "solution treatment"})
#: Letters between a treatment and what it was done at, in which no clause ends.
_NEAR = 60
_NEW_CLAUSE = re.compile(r"[;]|\b(?:while|whereas|then|followed)\b")
_AT_ROOM = re.compile(r"(?:room|ambient) temperature|RT", re.IGNORECASE)
#: Places and directions in a sample, which the reading of values does not bind.
PLACES = re.compile(
    r"\b(?:transverse|longitudinal|horizontal|vertical|build(?:ing)? direction|directions?|top"
    r"|bottom|cent(?:re|er)|edge|weld|fusion zone|heat[- ]affected|melt(?:ed)? pool|interfac\w+"
    r"|interdendrit\w+|dendrit\w+|regions?|zones?|planes?|cross[- ]section|cores?|shells?|sublayer"
    r"|remelted|matrix|grain boundar\w+|particles?|nearby|substrate|bonding|bonded|brazed"
    r"|braze|seam|inner|outer)\b",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"[xyz]")
_LABELLED = re.compile(r"(?P<label>.+) \((?P<formula>[\w.]+)\)")
_X_EQUALS = re.compile(r"[xyz]\s?=")
_ELEMENTS = re.compile(r"(?:[A-Z][a-z]?[\d.]*){2,}")
_DOPED = re.compile(r"(?P<added>[A-Z][a-z]?)(?: additions?| doped|-doped)")
#: Behind a content, and before it, the element that it is one of.
_CONTENT_BEHIND = re.compile(r"\s(?:of\s)?(?P<added>[A-Z][a-z]?)(?![\w-])")
_CONTENT_BEFORE = re.compile(
    r"(?<![\w-])(?P<added>[A-Z][a-z]?)\s(?:content|addition|concentration)s?\s(?:[a-z]+\s){0,2}~?$"
)
_CONTENTS = frozenset({"atomic_fraction", "mass_fraction", "fraction"})
_SUPERLATIVE = re.compile(
    r"\b(?:(?P<most>highest|maximum|peak|largest|greatest)|(?P<least>lowest|minimum|smallest)"
    r"|(?P<best>best|optimal|optimum|superior)|(?P<mean>average|mean))\s(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_KINDS = {"compressive", "tensile", "flexural", "shear"}


@dataclass(frozen=True, slots=True)
class Named:
    """A value in the words of a question: its property, material and condition."""

    asked: str
    material: str
    where: str
    """The condition with its preposition; "" for none."""
    family: bool
    """True if the material is a family of alloys, whose members have values of their own."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two values answers to one question."""
        return self.asked, self.material, self.where


def named(facts: SentenceFacts, value: Measurement, varied: bool = False) -> Named | None:
    """Return the words for a value; None if one of them is not certain.

    ``varied`` is True for an end of a change: its condition is told by what is varied.
    """
    states = _state_words(value.states)
    material = material_of(facts, value)
    where = where_of(facts, value)
    if varied and where is None:
        where = ""
    if states is None or material is None or where is None:
        return None
    done = treatment_of(facts, value)
    if done is None:
        return None
    adjectives, behind, at = states
    name, treated = done
    if treated:
        adjectives = [word for word in adjectives if word != _words()["before"].get(name)]
    if treated and name in routes():
        route = behind if name in GENERIC and len(behind) == 1 else [f"made by {name}"]
        behind, treated = [f"{route[0]} {treated}"], ""
    elif treated:
        treated = f"after {name} {treated}"
    words = [*adjectives, material, content_of(facts, value), *behind, treated]
    phrase = " ".join(word for word in words if word)
    if _FORM_WORD.search(material):
        phrase = f"the {phrase}"
    if where and at:
        return None  # It is told of two temperatures.
    where = where or " ".join(at)
    family = not value.sample and any(map(is_family, value.alloys))
    family = family and not content_of(facts, value)
    return Named(property_words(value), phrase, where, family)


def is_family(alloy: Alloy) -> bool:
    """Return True for a formula with a variable, whose members have values of their own."""
    return None in alloy.amounts and _VARIABLE.search(alloy.text) is not None


def property_words(value: Measurement) -> str:
    """Return the name of the property with the kind of its test: compressive yield strength."""
    name, kind = value.property or "", value.kind
    if name == "hardness" and kind in ("micro", "nano"):
        name = f"{kind}hardness"
    elif kind in _KINDS and kind not in name and not (kind == "tensile" and "tensile" in name):
        told = "kind" not in value.inherited and name != "elongation"
        name = f"{kind} {name}" if told or kind == "compressive" else name
    elif name in ("overpotential", "Tafel slope") and kind:
        name = f"{kind} {name}"
    return f"calculated {name}" if CALCULATED in value.states else name


def material_of(facts: SentenceFacts, value: Measurement) -> str | None:
    """Return the material of a value with its form: the CoCrFeNi coating; None if it is unsure."""
    if value.owner not in _FORMS:
        return None
    if value.sample:
        return _sample(facts, value)
    readings = {alloy.name for alloy in value.alloys}
    if len(readings) != 1 or value.composite:
        return None
    alloy = value.alloys[0]
    if alloy.companion or len(alloy.elements) < 2 or alloy.kind != "alloy" or "," in alloy.text:
        return None
    return f"{formula_of(alloy)}{_FORMS[value.owner]}"


def formula_of(alloy: Alloy) -> str:
    """Return the formula of an alloy; its label alone tells no stranger what it is."""
    name = alloy.name.strip()
    if found := _LABELLED.fullmatch(name):
        label, formula = found["label"], found["formula"]
        plain = label.replace(" ", "").casefold() == formula.casefold()
        return formula if plain or _X_EQUALS.match(label) else name
    closed = name.replace(" ", "")
    return closed if _ELEMENTS.fullmatch(closed) else name


def _sample(facts: SentenceFacts, value: Measurement) -> str | None:
    """Return an alloy with what is added to it: CoCrFeNi with 5 wt% TiC; None for a mere label."""
    doped = _DOPED.fullmatch(value.sample)
    bases = {formula_of(alloy) for alloy in facts.alloys}
    if doped and len(bases) == 1:
        return f"{doped['added']}-doped {next(iter(bases))}{_FORMS[value.owner]}"
    base, *added = value.sample.split(" + ")
    if len(added) != 1 or not _PLAIN_BASE.fullmatch(base) or UNSAID in added[0]:
        return None
    form = _FORMS[value.owner]
    if _OXIDE.fullmatch(added[0]):
        return f"oxide-dispersion-strengthened {base}"
    found = _ADDED.fullmatch(added[0])
    return f"{base}{form} with {added[0]}" if found else None


def _state_words(states: Sequence[str]) -> tuple[list[str], list[str], list[str]] | None:
    """Return what stands before and behind the material and where the test was done.

    None if a state has no words.
    """
    words = _words()
    made = [one for one in states if one in routes()]
    plain = {one for one in made if one in MIXING | GENERIC}
    plain = plain if len(plain) < len(made) else {*made[:-1]}
    before: list[str] = []
    behind: list[str] = []
    where: list[str] = []
    for one in states:
        if one in plain or one == CALCULATED:
            continue
        if one in words["before"]:
            before.append(words["before"][one])
        elif one in words["behind"]:
            behind.append(words["behind"][one])
        elif one in words["where"]:
            where.append(words["where"][one])
        elif one.endswith(_STATE):
            before.append(one.removesuffix(_STATE))
        else:
            return None
    if len(before) > 1:
        before = [f"{', '.join(before[:-1])} and {before[-1]}"] if len(before) < 4 else []
    return (before, behind, where) if before or len(states) < 4 else None


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, str]]:
    text = Path(__file__).with_name("state_words.toml").read_text("utf-8")
    return tomllib.loads(text)


def treatment_of(facts: SentenceFacts, value: Measurement) -> tuple[str, str] | None:
    """Return the treatment of a material and at what it was done: annealing, `at 900 °C for 1 h`.

    Two empty texts where no number is told of it; None if it cannot be told which treatment was
    done at these numbers.
    """
    if not value.treatment:
        return "", ""
    if any(one.dimension not in _TREATED for one in value.treatment):
        return None
    name = _treatment(facts, value)
    if name not in value.states:
        return None
    told = [
        f"{_TREATED[one.dimension]} {with_unit(one).strip()}"
        for one in sorted(value.treatment, key=lambda one: one.dimension)
    ]
    if len(told) != len({one.dimension for one in value.treatment}):
        return None
    return name, " ".join(told)


def _treatment(facts: SentenceFacts, value: Measurement) -> str:
    """Return the name of the treatment that the numbers of a value are told of; "" if unsure."""
    first = min(value.treatment, key=lambda one: one.start)
    if facts.text[first.start : first.end] != first.text:  # told in a sentence before
        treated = [one for one in value.states if one in _TREATMENTS]
        return treated[0] if len(treated) == 1 else ""
    done = [
        term for term in facts.terms if term.kind == "process" and _belongs(facts.text, term, first)
    ]
    return min(done, key=lambda term: abs(term.start - first.start)).name if done else ""


def _belongs(text: str, term: Mention, number: Quantity) -> bool:
    start, end = sorted((term.start, number.start))
    return end - start < _NEAR and not _NEW_CLAUSE.search(text, start, end)


def content_of(facts: SentenceFacts, value: Measurement) -> str:
    """Return how much of an element a material holds, as the sentence tells it: with 30 at.% Cu."""
    for one in value.conditions:
        if one.dimension in _CONTENTS and f"{one.low:g}" not in value.sample:
            behind = _CONTENT_BEHIND.match(facts.text, one.end)
            found = behind or _CONTENT_BEFORE.search(facts.text, 0, one.start)
            if found:
                return f"with {with_unit(one)} {found['added']}"
    return ""


def where_of(facts: SentenceFacts, value: Measurement) -> str | None:
    """Return the condition of the test with its preposition; None if it is not certain."""
    held = [one for one in value.conditions if one not in value.treatment]
    told: list[str] = []
    for one in held:
        if one.dimension in _CONTENTS:
            if f"{one.low:g}" not in value.sample and not content_of(facts, value):
                return None
            continue
        if one.dimension not in _TEST:
            return None
        words = with_unit(one).strip(" ()")
        if words == "room":
            words = "room temperature"
        words = "room temperature" if _AT_ROOM.fullmatch(words) else words
        told.append(f"{_TEST[one.dimension]} {words}")
    if len({one.dimension for one in held}) != len(held):
        return None
    if value.medium:
        told.append(f"in {value.medium}")
    return " ".join(told)


def extreme_of(facts: SentenceFacts, value: Measurement) -> str:
    """Return `highest`, `lowest` or `average` where it stands before the property; else ""."""
    terms = [term for term in facts.terms if term.name == value.property]
    if not terms:
        return ""
    term = min(terms, key=lambda one: abs(one.start - value.quantity.start))
    found = _SUPERLATIVE.search(facts.text, max(term.start - 40, 0), term.start)
    if found is None:
        return ""
    return {"most": "highest", "least": "lowest", "mean": "average", "best": "highest"}[
        found.lastgroup or "mean"
    ]
