"""Tell the kind of a property: compressive or tensile, nano or micro, of which reaction."""

import re

from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention

#: How a property is told apart by the way it is tested, each with its words before the property.
_KINDS = (
    ("compressive", re.compile(r"\bcompressi(?:ve|on)\b|\bCYS\b|\bUCS\b", re.IGNORECASE)),
    ("tensile", re.compile(r"\btensile\b|\bTYS\b|\buniaxial tension\b", re.IGNORECASE)),
    ("flexural", re.compile(r"\b(?:flexural|bending)\b", re.IGNORECASE)),
    ("shear", re.compile(r"\bshear\b", re.IGNORECASE)),
    ("nano", re.compile(r"\bnano-?(?:hardness|indent\w+|mechanical)", re.IGNORECASE)),
    ("micro", re.compile(r"\bmicro-?(?:hardness|indent\w+)", re.IGNORECASE)),
)
#: Properties whose kind is how they are tested.
_MECHANICAL = frozenset(
    "yield strength;ultimate tensile strength;compressive strength;fracture strength;ductility;"
    "elongation;uniform elongation;flow stress;hardness;elastic modulus;fatigue strength".split(";")
)
#: Properties that an indenter measures, by what scale of it their sentence may tell.
_BY_INDENTING = {"hardness": ("nano", "micro"), "elastic modulus": ("nano",)}
#: Properties that are tested in compression, tension or bending.
TESTED = _MECHANICAL - {"hardness", "elastic modulus"}
#: Properties of an electrode in one reaction, and the reactions.
OF_REACTION = frozenset({"overpotential", "Tafel slope"})
_REACTIONS = {
    "HER": re.compile(r"\bHER\b|\b[Hh]ydrogen[- ][Ee]volution\b"),
    "OER": re.compile(r"\bOER\b|\b[Oo]xygen[- ][Ee]volution\b"),
    "ORR": re.compile(r"\bORR\b|\b[Oo]xygen[- ][Rr]eduction\b"),
}
#: Up to the reaction that a value is told for, right behind it.
_FOR_REACTION = re.compile(
    r"(?:\s\(?at\s[^,;]{1,24}?)?\s\(?(?:for|towards?|in)\s(?:the\s)?(?=[HhOo])"
)
#: Of what an activation energy is one, by the words beside it.
_OF_PROCESS = "activation energy"
_PROCESSES = (
    ("hot deformation", re.compile(r"\b(?:hot[- ])?(?:deformation|compression|working)\b", re.I)),
    ("creep", re.compile(r"\bcreep\b", re.IGNORECASE)),
    ("diffusion", re.compile(r"\b(?:inter|tracer|self-?)?diffus(?:ion|ivity)\b", re.IGNORECASE)),
    ("grain growth", re.compile(r"\b(?:grain|crystallite)[- ]growth\b", re.IGNORECASE)),
    ("recrystallization", re.compile(r"\brecrystalli[sz]ation\b", re.IGNORECASE)),
    ("crystallization", re.compile(r"(?<!re)\bcrystalli[sz]ation\b", re.IGNORECASE)),
    ("oxidation", re.compile(r"\boxidation\b", re.IGNORECASE)),
    ("sintering", re.compile(r"\b(?:sintering|densification)\b", re.IGNORECASE)),
)
#: Words around an activation energy in which its process is named.
_ITS_PROCESS = re.compile(r"[^.;,]{0,60}$"), re.compile(r"[^.;,\d]{0,70}")
#: Kinds that are part of a property's name.
_OWN_KIND = {
    "ultimate tensile strength": "tensile",
    "compressive strength": "compressive",
    "flexural strength": "flexural",
    "nanohardness": "nano",
}


def kind_of(text: str, term: Mention) -> str:
    """Return the kind of a property that its own words, or its sentence, state; "" for none."""
    if own := _OWN_KIND.get(term.name):
        return own
    if term.name == _OF_PROCESS:
        return _process_of(text, term)
    if term.name == "stress exponent":
        return "nano" if _KINDS[-2][1].search(text) else ""
    if term.name not in _MECHANICAL:
        return ""
    if term.text.lower().startswith("vickers"):
        return "micro" if "micro" in term.text.lower() else ""
    before = text[max(term.start - 30, 0) : term.start].rpartition(",")[2]
    for name, words in _KINDS:
        if words.search(term.text) or words.search(before.rpartition(" and ")[2]):
            return name
    wanted = _BY_INDENTING.get(term.name, ("compressive", "tensile", "flexural"))
    found = [name for name, words in _KINDS if name in wanted and words.search(text)]
    return found[0] if len(found) == 1 else ""


def _process_of(text: str, term: Mention) -> str:
    """Return the process that an activation energy is one of; "" where none or several are named.

    It stands beside the words, else somewhere in the sentence.
    """
    before = _ITS_PROCESS[0].search(text, 0, term.start)
    behind = _ITS_PROCESS[1].match(text, term.end)
    for said in (behind and behind[0], before and before[0], text):
        found = [name for name, words in _PROCESSES if said and words.search(said)]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def reaction_of(text: str, quantity: Quantity) -> str:
    """Return the reaction that an electrode has a value in: `HER`, `OER`, `ORR`; "" if unsaid.

    Args:
        text: the sentence.
        quantity: the value.
    """
    told = _FOR_REACTION.match(text, quantity.end)
    for name, words in _REACTIONS.items():
        if told and words.match(text, told.end()):
            return name
    return only_reaction(text)


def only_reaction(text: str) -> str:
    """Return the one reaction that a text names; "" where it names none, or several."""
    found = [name for name, words in _REACTIONS.items() if words.search(text)]
    return found[0] if len(found) == 1 else ""


def only_kind(text: str) -> str:
    """Return how a paper tests: `compressive`, `tensile` or `flexural`; "" if in several ways."""
    found = [name for name, words in _KINDS[:3] if words.search(text)]
    return found[0] if len(found) == 1 else ""
