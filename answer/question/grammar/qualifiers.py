"""Read which kind of a property a question asks for, of a material in which state, without what."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from answer.question.grammar.property_families import EITHER_STRENGTH
from builder.materials.alloys import Alloy
from builder.materials.element_mentions import Element
from builder.materials.measurements.forms.named_states import named_states
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
    "HER": re.compile(r"\bHER\b|\bhydrogen[- ]evolution\b"),
    "OER": re.compile(r"\bOER\b|\boxygen[- ]evolution\b"),
    "ORR": re.compile(r"\bORR\b|\boxygen[- ]reduction\b"),
}

#: What a material is said to be without, by the words of a question.
_WITHOUT = {
    "coating": re.compile(
        r"\b(?:uncoated|without (?:an?y? |the )?coatings?|bare (?:steel|substrate|metal|alloy))\b",
        re.IGNORECASE,
    ),
    "reinforcement": re.compile(
        r"\b(?:unreinforced|(?:particle|reinforcement|fib(?:er|re))[- ]free"
        r"|without (?:any |the )?(?:particles|reinforcements?|fib(?:er|re)s)|matrix alone)\b",
        re.IGNORECASE,
    ),
    "addition": re.compile(
        r"\b(?:undoped|unalloyed|unmodified|plain|(?:base|parent|pristine) alloy"
        r"|without (?:any |the )?(?:additions?|additives?|doping|dopants?))\b",
        re.IGNORECASE,
    ),
    "treatment": re.compile(
        r"\b(?:untreated|unannealed|unpeened|unirradiated|non-irradiated|uncharged|undeformed"
        r"|without (?:any |the |an )?(?:(?:heat|surface|post) )?-?treatments?)\b",
        re.IGNORECASE,
    ),
}
_NOT_BEFORE = re.compile(
    r"\b(?:without|free (?:of|from)|no|lacking|lacks?|devoid of|except(?: for)?|excluding|minus)"
    r" (?:any |added |the |additional )*$"
    r"|\bnon-$",
    re.IGNORECASE,
)
_NOT_BEHIND = re.compile(r"[-– ]free\b", re.IGNORECASE)
#: Between elements that are named together.
_TOGETHER = re.compile(r"-?(?:, ?(?:and |or |nor )?| (?:and|or|nor) )(?:any |the )?")
_LONGEST = 30

#: Words before an alloy in its noun phrase: participles, adjectives and compounds with a hyphen.
_BEFORE = re.compile(
    r"(?:(?<![\w-])(?!(?:is|the|need|indeed|given|reported|measured|observed|found|exceed|proceed"
    r"|between|when|then|been)\b)"
    r"(?:[a-zA-Z]+-[a-zA-Z-]*[a-z]|[a-z]+(?:ed|wn|ous|ic|ine)|cast|bulk|porous|forged|hot|cold|thin)"
    r" ){1,4}$"
)
#: What stands behind: the form it has, and what it is with.
_BEHIND = re.compile(
    r"(?:[- ](?:alloys?|coatings?|films?|wires?|sheets?|rods?|powders?|composites?|welds?|joints?"
    r"|foams?|ribbons?|fib(?:er|re)s?|layers?)\b)?"
    r"(?: (?:with|without|containing|reinforced (?:with|by)) (?:[\w.%-]+ ){0,4}?(?:[\w-]*particles?"
    r"|fib(?:er|re)s?|whiskers?|precipitates?|additions?|inclusions?|carbides?|borides?|nitrides?"
    r"|oxides?|grains?|(?:micro)?structures?|coatings?|layers?|twins?|phases?)\b)?"
)
_LONGEST_BEFORE = 80


def qualified(text: str, alloy: Alloy) -> str:
    """Return an alloy with its qualifiers: `cold-drawn CoCrNi wires with WC particles`."""
    before = _BEFORE.search(text, max(alloy.start - _LONGEST_BEFORE, 0), alloy.start)
    behind = _BEHIND.match(text, alloy.end)
    return text[before.start() if before else alloy.start : behind.end() if behind else alloy.end]


def find_excluded(text: str, elements: Sequence[Element]) -> frozenset[str]:
    """Return what the material asked about is without: symbols of elements, and forms.

    The forms are `coating` (uncoated steel), `reinforcement` (the matrix alone), `addition` (the
    base alloy) and `treatment` (untreated, unirradiated).

    Args:
        text: The question.
        elements: The elements it names, in order.
    """
    without = [
        _NOT_BEFORE.search(text, max(one.start - _LONGEST, 0), one.start) is not None
        or _NOT_BEHIND.match(text, one.end) is not None
        for one in elements
    ]
    for at, (one, other) in enumerate(pairwise(elements)):
        if without[at] and not _NOT_BEHIND.match(text, one.end) and _joins(text, one, other):
            without[at + 1] = True
    for at in range(len(elements) - 2, -1, -1):
        one, other = elements[at], elements[at + 1]
        if _NOT_BEHIND.match(text, other.end) and _joins(text, one, other):
            without[at] |= text[one.end : one.end + 1] in "-–"
    found = {one.symbol for one, left_out in zip(elements, without, strict=True) if left_out}
    return frozenset(found | {form for form, words in _WITHOUT.items() if words.search(text)})


def _joins(text: str, one: Element, other: Element) -> bool:
    return _TOGETHER.fullmatch(text, one.end, other.start) is not None


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
    named |= {one.name for one in named_states(text)}
    return frozenset(named | {CALCULATED} if _CALCULATED.search(text) else named)
