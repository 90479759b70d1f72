"""What a question asks for: which alloy, which property, which condition, in what form."""

import re
from dataclasses import dataclass

from builder.alloys import Alloy, find_alloys
from builder.element_names import find_elements
from builder.quantities import Quantity, find_quantities
from builder.vocabulary import find_terms
from retrieval.words import terms

_HOW_MUCH = re.compile(
    r"\bhow (?:much|many|large|big|high|hard|strong|wide|thick|long|fast|small|low|deep|tough)\b"
    r"|\bby (?:what factor|how much)\b|\bwhat (?:fraction|percentage|range|value)\b"
    r"|\b(?:highest|lowest|maximum|minimum|upper bound|lower bound|mean|average)\b"
    r"|\b(?:what|which) (?:[\w-]+ ){0,3}(?:level|content|temperatures?|stress|strain|dose|rate)\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|should)\b", re.IGNORECASE
)
_WHY = re.compile(
    r"\b(?:why|how (?:do|does|did|is|are|was|were|can)|what (?:makes|lets|causes)|reason)\b",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(r"\bwhich\b|\bwhat (?:do|does|did|happens|effect|role)\b", re.IGNORECASE)
_NAMED = {
    "phase": re.compile(r"\b(?:phases?|(?:crystal )?structures?|precipitates?)\b", re.IGNORECASE),
    "alloy": re.compile(r"\b(?:alloys?|compositions?|HEAs?)\b", re.IGNORECASE),
}
_UNIT = re.compile(r"\bin (GPa|MPa|kelvin|K|°C|nm|µm|mm|eV|mV|volts|V|HV|g/cm3|mJ/m2)(?=\W|$)")
_UNIT_NAMES = {"kelvin": "K", "volts": "V", "g/cm3": "g/cm^3", "mJ/m2": "mJ/m^2"}
#: Words by which a question is put, which no abstract need repeat.
_PUTTING = frozenset(
    terms(
        "give gives make makes made reach reaches roughly about come comes happen happens appear"
        " kind sort type like good better best worse look many much large big high wide"
        " thick tell know find found value level measured across respectively else get got"
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, taken apart."""

    text: str
    words: frozenset[str]
    """Stems of the words that tell what it is about, alloys and quantities aside."""
    alloys: tuple[Alloy, ...]
    elements: frozenset[str]
    """Symbols of the elements it names outside formulas: `adding aluminium` → Al."""
    conditions: tuple[Quantity, ...]
    """Quantities it states: temperatures, doses, contents."""
    properties: tuple[str, ...]
    """Names of the properties it asks after, as the vocabulary has them."""
    wants: str | None
    """`number`, `phase` or `alloy`, where the question asks for one of these by name."""
    yes_no: bool
    why: bool
    unit: str | None
    """The unit it asks the value in, where it names one."""


def read_question(text: str) -> Asked:
    """Take a question apart."""
    alloys, conditions = find_alloys(text), find_quantities(text)
    unit = _UNIT.search(text)
    named = [(a.start, a.end) for a in alloys] + [(q.start, q.end) for q in conditions]
    plain = list(text)
    for start, end in (*named, *([unit.span(1)] if unit else [])):
        plain[start:end] = " " * (end - start)
    properties = dict.fromkeys(m.name for m in find_terms(text) if m.kind == "property")
    yes_no, why = _YES_NO.match(text) is not None, _WHY.search(text) is not None
    return Asked(
        text=text,
        words=frozenset(terms("".join(plain))) - _PUTTING,
        alloys=tuple(alloy for alloy in alloys if alloy.kind == "alloy"),
        elements=frozenset(element.symbol for element in find_elements(text)),
        conditions=conditions,
        properties=tuple(properties),
        wants=None if yes_no or why else _wanted(text, bool(properties)),
        yes_no=yes_no,
        why=why,
        unit=_UNIT_NAMES.get(unit.group(1), unit.group(1)) if unit else None,
    )


def _wanted(text: str, names_property: bool) -> str | None:
    if _HOW_MUCH.search(text) or (names_property and not _NO_NUMBER.search(text)):
        return "number"
    asked = re.search(r"\b(?:which|what)\b(.{0,40})", text, re.IGNORECASE)
    for kind, names in _NAMED.items():
        if asked and names.search(asked.group(1)):
            return kind
    return None
