"""Name the material, the property and the condition of a value in the words of a question.

Whatever cannot be told for certain gives None, and the value is not asked.
"""

import re
from dataclasses import dataclass

from builder.drafting.values.material_states import state_words, treatment_of, wordings
from builder.materials.alloys import Alloy
from builder.materials.companions import UNSAID
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.measurements.properties.property_kinds import OF_REACTION
from builder.materials.measurements.states import CALCULATED, GENERIC, routes
from builder.materials.quantity import with_unit
from builder.materials.vocabulary import Mention

#: Forms of a material that are named behind its formula.
_FORMS = {"alloy": "", "composite": " composite", "coating": " coating", "film": " film"}
#: Most words before a material.
_MOST_ADJECTIVES = 3
#: Words of a form, before which stands an article.
_FORM_WORD = re.compile(r"\b(?:composite|coating|film|joint)\b")
#: What is added, as a formula or an element, and how much of it: 4 wt% TiC.
_ADDED = re.compile(
    r"(?P<amount>[\d.]+(?:[–-][\d.]+)?\s?(?:at|wt|vol|mol)?\.?\s?%\s)?"
    r"(?P<added>(?:[A-Z][a-z]?[\d.]*(?:\([\w.]+\)[\d.]*)?){1,6}|graphene|graphite)"
)
_COATING = re.compile(r"\b(?:coating|cladding layer)s?\b")
_OXIDE = re.compile(r"ODS|oxides?")
#: Materials that hold an alloy as a binder or a layer: their values are not those of the alloy.
_IN_ANOTHER = re.compile(
    r"\b(?:cermets?|cemented|hard ?metals?|binders?|multilayer\w*|multi-layer\w*|laminate\w*"
    r"|sandwich\w*|[Ll]ayered"
    r"|interlayers?|fillers?|dissimilar)\b"
)
_PLAIN_BASE = re.compile(r"[\w().]+")
#: Conditions of a test: what stands before each, by its dimension.
_TEST = {
    "temperature": "at",
    "strain_rate": "at a strain rate of",
    "force": "under a load of",
    "irradiation_damage": "at a dose of",
    "current_density": "at",
}
#: At which an electrode has its overpotential.
_CURRENT = "current_density"
_AT_ROOM = re.compile(r"(?:room|ambient) temperature|RT", re.IGNORECASE)
#: Places and directions in a sample, which the reading of values does not bind.
PLACES = re.compile(
    r"\b(?:transverse|longitudinal|horizontal|vertical|build(?:ing)? direction|directions?|top"
    r"|oriented|orientations?|bottom|cent(?:re|er)|edge|weld|fusion zone|heat[- ]affected"
    r"|melt(?:ed)? pool|interfac\w+"
    r"|interdendrit\w+|dendrit\w+|regions?|zones?|planes?|cross[- ]section|cores?|shells?|sublayer"
    r"|remelted|matrix|grain boundar\w+|particles?|nearby|substrate|bonding|bonded|brazed"
    r"|braze|seam|inner|outer)\b",
    re.IGNORECASE,
)
_SYMBOL, _MOST_IN_ADDED = re.compile(r"[A-Z][a-z]?"), 3
_VARIABLE = re.compile(r"[xyz]")
_LABELLED = re.compile(r"(?P<label>.+) \((?P<formula>[\w.]+)\)")
_X_EQUALS = re.compile(r"[xyz]\s?=")
_ELEMENTS = re.compile(r"(?:[A-Z][a-z]?[\d.]*){2,}")
_DOPED = re.compile(r"(?P<added>[A-Z][a-z]?)(?: additions?| doped|-doped)")
#: A hard phase with so many per cent of a binder: WC-10CoCrFeNi.
CERMET = re.compile(
    r"(?<![\w/])(?P<hard>[A-Z]\w{0,8})[-–]\d{1,2}(?P<binder>(?:[A-Z][a-z]?){3,8})\b"
)
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
_SURFACE = re.compile(r"\bsurface (?:[a-z-]+ )?$", re.IGNORECASE)
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
    states = state_words(value.states)
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
        adjectives = [word for word in adjectives if word != wordings()["before"].get(name)]
    if len(adjectives) > _MOST_ADJECTIVES:
        return None
    if len(adjectives) > 1:
        adjectives = [f"{', '.join(adjectives[:-1])} and {adjectives[-1]}"]
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
    if "immersed state" in value.states and not value.medium:
        return None  # It is not told in what.
    family = not value.sample and any(map(is_family, value.alloys))
    family = family and not content_of(facts, value)
    asked = property_words(value)
    term = _term_of(facts, value)
    if term and "hardness" in asked and _SURFACE.search(facts.text, 0, term.start):
        asked = f"surface {asked}"
    return Named(asked, phrase, where, family)


def _term_of(facts: SentenceFacts, value: Measurement) -> Mention | None:
    """Return the word of the property that stands nearest to a value."""
    terms = [term for term in facts.terms if term.name == value.property]
    return min(terms, key=lambda one: abs(one.start - value.quantity.start), default=None)


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


def is_named_as_written(facts: SentenceFacts, value: Measurement) -> bool:
    """Return False for a property whose words in the sentence may mean another one."""
    if value.property == "activation energy":
        return False  # It is that of a process, which the value does not tell.
    if value.property in OF_REACTION and not value.kind:
        return False  # It is not told of which reaction.
    if value.property == "overpotential" and not _has_current(facts, value):
        return False
    return value.property != "mixing entropy" or "onfigurational" not in facts.text


def _has_current(facts: SentenceFacts, value: Measurement) -> bool:
    """Return True for an overpotential whose current density is told with it, or nowhere."""
    told = any(one.dimension == _CURRENT for one in facts.quantities)
    return not told or any(one.dimension == _CURRENT for one in value.conditions)


def material_of(facts: SentenceFacts, value: Measurement) -> str | None:
    """Return the material of a value with its form: the CoCrFeNi coating; None if it is unsure."""
    if value.owner not in _FORMS or _IN_ANOTHER.search(facts.text):
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
    cermet = CERMET.search(facts.text)
    if cermet and (cermet["hard"], cermet["binder"]) == (added[0], base):
        return cermet.group()
    form = _FORMS[value.owner]
    if _OXIDE.fullmatch(added[0]):
        return f"oxide-dispersion-strengthened {base}"
    found = _ADDED.fullmatch(added[0])
    if found is None or len(_SYMBOL.findall(found["added"])) > _MOST_IN_ADDED:
        return None  # Two alloys beside each other are no alloy with an addition.
    if _SYMBOL.fullmatch(added[0]) and not content_of(facts, value):
        return None  # How much of the element is added is told elsewhere, if at all.
    if value.owner == "composite" and _COATING.search(facts.text):
        form = f"{form} coating"
    return f"{base}{form} with {added[0]}"


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
    term = _term_of(facts, value)
    if term is None:
        return ""
    found = _SUPERLATIVE.search(facts.text, max(term.start - 40, 0), term.start)
    if found is None:
        return ""
    return {"most": "highest", "least": "lowest", "mean": "average", "best": "highest"}[
        found.lastgroup or "mean"
    ]
