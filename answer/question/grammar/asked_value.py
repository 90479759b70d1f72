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
    " doses thickness pressure level levels speed load voltage power".split()
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


def properties_asked(text: str, mentions: Sequence[Mention], head: HeadNoun) -> tuple[str, ...]:
    """Return the properties asked for: by noun, or by adjective as in `how hard`."""
    if head.kind == "number" and head.word in PARAMETERS:
        return ()
    named = dict.fromkeys(m.name for m in mentions if m.kind == "property")
    if how := re.search(rf"\bhow ({'|'.join(_PROPERTY_OF)})\b", text, re.IGNORECASE):
        named[_PROPERTY_OF[how[1].lower()]] = None
    return tuple(named)


def dimensions_asked(text: str) -> frozenset[str]:
    """Return the dimensions that the words of a question ask for."""
    if noun := _VALUE_NOUN.search(text):
        text = noun[1]
    return frozenset(
        dimension
        for dimension, words in _DIMENSION_WORDS.items()
        if re.search(words, text, re.IGNORECASE)
    )
