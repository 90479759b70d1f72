"""Read which value a question asks for: its property, or the dimension of a parameter."""

import re
from collections.abc import Sequence

from answer.question.grammar.head_noun import HeadNoun
from builder.materials.vocabulary import Mention

#: Nouns that ask for a share of a whole.
_PORTION = (
    r"\b(?:content|fraction|percentage|share|level|amount|concentration|how much|proportion)\b"
)
#: Properties by the adjective of `how hard`.
_PROPERTY_OF = {
    "hard": "hardness",
    "tough": "fracture toughness",
    "ductile": "ductility",
    "dense": "density",
    "stiff": "elastic modulus",
}
#: Nouns of parameters: who asks at which content the hardness is highest asks for no hardness.
PARAMETERS = frozenset(
    "temperature temperatures content contents concentration concentrations time duration dose"
    " doses thickness pressure level levels speed load voltage power angle angles frequency"
    " frequencies distance distances".split()
)
#: The noun whose value is asked for: `at which carbon content`.
_VALUE_NOUN = re.compile(
    r"\b(?:which|what) (?:[\w-]+ ){0,3}?(temperatures?|contents?|levels?|stress"
    r"|strain(?: rate)?|doses?|time|concentrations?|fractions?|thickness|pressure|amount)\b",
    re.IGNORECASE,
)
#: Words of a question that tell the dimension of the value it asks for.
_DIMENSION_WORDS = {
    "temperature": r"\b(?:temperatures?|how (?:hot|cold)|in (?:kelvin|K|°C))\b",
    "length": r"\bhow (?:wide|thick|big|large|long|deep|small|fine)\b|\b(?:thickness|width|size"
    r"|diameter|depth|length|spacing)\b",
    "concentration": r"\bconcentration\b",
    "density": r"\bconcentration\b",
    "ratio": r"\b(?:factor|times|fold)\b",
    "time": r"\bhow long\b|\b(?:duration|hours|minutes|time)\b",
    "irradiation_damage": r"\bdose\b",
    "atomic_fraction": _PORTION,
    "mass_fraction": _PORTION,
    "volume_fraction": _PORTION,
    "molar_fraction": _PORTION,
    "fraction": rf"{_PORTION}|\b(?:strain(?! rate)|factor|how much)\b",
    "strain_rate": r"\bstrain rate\b",
    "pressure": r"\b(?:stress|strength|modulus|pressure|how strong)\b",
    "hardness": r"\bhow hard\b|\bhardness\b",
}

#: A parameter whose value is asked for, with the dimensions that it may have.
_PARAMETER_ASKED = re.compile(
    r"\b(?:which|what) (?:(?:is|was) the )?(?:[\w-]+ ){0,2}?"
    r"(?P<noun>voltage|power|load|force|speed|velocity|frequency)s?"
    r"(?= (?:is|was|were|are|does|do|did|has|have|of|in|for|at|to|on|gives?|gave|should|must|can)\b"
    r"|,|\?|$)",
    re.IGNORECASE,
)
_OF_PARAMETERS = {
    "voltage": ("voltage",),
    "power": ("power",),
    "load": ("force", "mass", "pressure"),
    "force": ("force",),
    "speed": ("speed", "rotation"),
    "velocity": ("speed",),
    "frequency": ("frequency",),
}
#: A word before `density`, which tells of what it is one.
_OF_DENSITY = re.compile(r"(?<![\w-])([a-z][a-z-]+)\s$")
#: With these it is still the mass in a volume; with others, as of `crack density`, a number in it.
_MASS_DENSITIES = frozenset(
    "mass bulk relative theoretical apparent real actual green final tap true measured calculated"
    " experimental average mean overall high higher highest low lower lowest maximum minimum"
    " sintered full physical specific total the its a of and or is are was were what which whose"
    " in for how by with alloy material composite coating sample specimen film powder".split()
)

#: Dimensions of how many there are in a length, an area or a volume, and of lengths in an area.
_NUMBER_DENSITIES = frozenset({"areal_density", "m-1", "m-3"})


def properties_asked(text: str, mentions: Sequence[Mention], head: HeadNoun) -> tuple[str, ...]:
    """Return the properties asked for: by noun, or by adjective as in `how hard`."""
    if head.kind == "number" and head.word in PARAMETERS:
        return ()
    named = dict.fromkeys(
        m.name for m in mentions if m.kind == "property" and not _is_number_density(text, m)
    )
    if how := re.search(rf"\bhow ({'|'.join(_PROPERTY_OF)})\b", text, re.IGNORECASE):
        named[_PROPERTY_OF[how[1].lower()]] = None
    return tuple(named)


def number_densities_asked(text: str, mentions: Sequence[Mention]) -> frozenset[str]:
    """Return the dimensions that a density of cracks, bubbles and the like may have, if asked."""
    asked = any(m.kind == "property" and _is_number_density(text, m) for m in mentions)
    return _NUMBER_DENSITIES if asked else frozenset()


def _is_number_density(text: str, mention: Mention) -> bool:
    """Return True for a density that is no mass in a volume: of cracks, of bubbles, of energy."""
    if mention.name != "density" or mention.text.lower() != "density":
        return False
    before = _OF_DENSITY.search(text, 0, mention.start)
    return before is not None and before[1] not in _MASS_DENSITIES


def dimensions_asked(text: str) -> frozenset[str]:
    """Return the dimensions that the words of a question ask for."""
    if parameter := _PARAMETER_ASKED.search(text):
        return frozenset(_OF_PARAMETERS[parameter["noun"].lower()])
    if noun := _VALUE_NOUN.search(text):
        text = noun[1]
    return frozenset(
        dimension
        for dimension, words in _DIMENSION_WORDS.items()
        if re.search(words, text, re.IGNORECASE)
    )
