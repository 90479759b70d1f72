"""Read which kind of a property a question asks for, and in which state of the material."""

import re
from collections.abc import Iterable

from answer.question.grammar.property_families import EITHER_STRENGTH
from builder.materials.measurements.states import CALCULATED
from builder.materials.vocabulary import Mention

_CALCULATED = re.compile(
    r"\b(?:calculated|computed|simulated|predicted|theoretical|DFT|first[- ]principles"
    r"|ab initio)\b",
    re.IGNORECASE,
)

#: Kinds of a property, as `Measurement.kind` has them, by the words of a question.
_KINDS = {
    "compressive": re.compile(r"\bcompress(?:ive|ion|ed)\b|\bCYS\b|\bUCS\b", re.IGNORECASE),
    "tensile": re.compile(r"\b(?:tensile|tension)\b|\bTYS\b|\bUTS\b", re.IGNORECASE),
    "flexural": re.compile(r"\b(?:flexural|bending|bend)\b", re.IGNORECASE),
    "shear": re.compile(r"\bshear (?:strength|stress|yield|test)", re.IGNORECASE),
    "nano": re.compile(r"\bnano-?(?:hardness|indent\w+)", re.IGNORECASE),
    "micro": re.compile(r"\bmicro-?hardness\b", re.IGNORECASE),
}


def find_kinds(text: str) -> frozenset[str]:
    """Return the kinds of the property that a question names, such as `compressive`."""
    text = EITHER_STRENGTH.sub("strength", text)  # neither kind is asked for alone
    return frozenset(kind for kind, words in _KINDS.items() if words.search(text))


def find_states(text: str, mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the processes and states that a question names, by the vocabulary's names."""
    named = {
        one.name
        for one in mentions
        if one.kind == "process" or (one.kind == "condition" and one.name.endswith("state"))
    }
    return frozenset(named | {CALCULATED} if _CALCULATED.search(text) else named)
