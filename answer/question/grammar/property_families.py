"""Properties that a word of everyday speech may mean: `strength`, `tough`, `the hardest`."""

import re
from collections.abc import Iterable

from builder.materials.vocabulary import dimensions_of

#: A strength that a question leaves open; the vocabulary knows only certain ones.
STRENGTH = "strength"
#: The properties whose values answer a question for a property named in general.
_MEANT = {
    STRENGTH: (
        "yield strength",
        "ultimate tensile strength",
        "compressive strength",
        "fracture strength",
    ),
    "toughness": ("fracture toughness",),
    "ductility": ("ductility", "elongation"),
}
#: Properties that papers state under one another's names: a fracture strain is an elongation, and
#: a hardness by nanoindentation a nanohardness (its kind tells it from others), and a strength at
#: fracture in compression a compressive one.
_KIN = {
    "elongation": ("ductility",),
    "nanohardness": ("hardness",),
    "compressive strength": ("fracture strength",),
}
_RESISTANCE = {
    "corrosion": ("corrosion rate", "corrosion current density"),
    "wear": ("wear rate",),
    "oxidation": ("oxidation rate",),
    "creep": ("creep rate",),
}
#: Properties by the adjectives that compare them: `stronger than 1 GPa`, `the hardest alloy`.
_BY_ADJECTIVE = {
    STRENGTH: r"strong(?:er|est)|weak(?:er|est)",
    "hardness": r"hard(?:er|est)|soft(?:er|est)",
    "fracture toughness": r"tough(?:er|est)",
    "density": r"dens(?:er|est)|heav(?:ier|iest)|light(?:er|est)",
    "elastic modulus": r"stiff(?:er|est)",
    "ductility": r"(?:more|less|most|least) ductile",
    "grain size": r"(?:fin|coars)(?:er|est)(?=[ -]grain|\b(?! than \d))",
}
_ADJECTIVES = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _BY_ADJECTIVE.items()
}
_MOST_RESISTANT = re.compile(
    rf"\b(?:most|least|best) ({'|'.join(_RESISTANCE)})[- ]resist", re.IGNORECASE
)
_STRENGTH_WORD = re.compile(r"\bstrengths?\b|\bhow strong\b", re.IGNORECASE)
_STRENGTHS = r"(?:yield|tensile|compressive|fracture|flexural|bending|shear)"
#: Two strengths of which either answers: `compressive or fracture strength`.
EITHER_STRENGTH = re.compile(
    rf"\b{_STRENGTHS} (?:strength )?(?:or|and/or) (?:the )?(?:ultimate )?{_STRENGTHS} strength",
    re.IGNORECASE,
)
#: Properties of which less is better.
LOW_IS_GOOD = frozenset(
    (
        "corrosion rate",
        "corrosion current density",
        "current density",
        "creep rate",
        "density",
        "diffusion coefficient",
        "fatigue crack growth rate",
        "friction coefficient",
        "overpotential",
        "oxidation rate",
        "porosity",
        "residual stress",
        "surface roughness",
        "Tafel slope",
        "wear rate",
    )
)


def meant_by(name: str) -> tuple[str, ...]:
    """Return the properties whose values answer a question for one; most mean themselves alone."""
    return _MEANT.get(name, (name,))


def told_as(name: str) -> tuple[str, ...]:
    """Return the properties by which papers may tell one: what it means, and its kin."""
    meant = meant_by(name)
    return tuple(dict.fromkeys((*meant, *(one for own in meant for one in _KIN.get(own, ())))))


def dimensions_meant(name: str) -> frozenset[str]:
    """Return the dimensions in which a property, or what it may mean, is measured."""
    return frozenset(one for meant in meant_by(name) for one in dimensions_of(meant))


def compared_by(words: str) -> str:
    """Return the property that a comparative or superlative compares; "" if there is none."""
    return next((name for name, pattern in _ADJECTIVES.items() if pattern.search(words)), "")


def measures_of(text: str, properties: Iterable[str]) -> tuple[str, ...]:
    """Return the properties whose values answer a question.

    Args:
        text: The question.
        properties: Those that it names; a general one, as `toughness`, is replaced by those that it
            may mean. If it names none, its adjectives or the word `strength` tell.
    """
    named = list(properties)
    if resistant := _MOST_RESISTANT.search(text):
        return _RESISTANCE[resistant[1].lower()]
    if not named and (compared := compared_by(text)):
        named = [compared]
    if not named and _STRENGTH_WORD.search(text):
        named = [STRENGTH]
    return tuple(dict.fromkeys(one for name in named for one in meant_by(name)))
