"""Tell the nonmetals that a text has as a part of a material from those that only surround it.

Nitrogen may be what an alloy is doped with, the gas that it is sprayed with, or what cools it.
"""

import re
from itertools import pairwise

from builder.materials.element_mentions import Element, find_elements
from builder.materials.formulas.elements import NONMETALS

#: Nouns and participles behind an element that a material holds or is given.
_HELD_BEHIND = re.compile(
    r"[-–\s](?:(?:interstitial|minor|trace|micro|co|solute)[-–\s]?)?(?:dop(?:ing|ed|ants?)"
    r"|additions?|added|additives?|contents?|concentrations?|alloying|alloyed|microalloy\w+"
    r"|containing|bearing|rich|enriched|interstitials?|solutes?|atoms?|segregation|levels?)\b",
    re.IGNORECASE,
)
#: The same before it, with what may stand between: `doped with a little`, `added`.
_HELD_BEFORE = re.compile(
    r"\b(?:(?:dop(?:ed|ing)|(?:micro-?)?alloy(?:ed|ing)|enriched)\swith"
    r"|(?:additions?|incorporation|introduction|segregation|contents?|concentrations?|amounts?"
    r"|levels?)\sof|add(?:ed|ing|s)?|interstitial|dissolved|solute|containing"
    r"|(?:at|wt|mol)\.?\s?%(?:\sof)?)"
    r"\s(?:(?:an?|the|some|more|less|little|minor|trace|small|large|amounts?|of|interstitial|solute)"
    r"\s){0,4}$",
    re.IGNORECASE,
)
#: What makes it the agent that a question asks about: `the effect of carbon on`, `does carbon …`.
_ACTS_BEFORE = re.compile(
    r"\b(?:effects?|influence|role|impact)\sof\s(?:interstitial\s)?$"
    r"|\b(?:does|do|did|can|could|will|would)\s$",
    re.IGNORECASE,
)
#: Nouns of what surrounds a material, and of what it is made with.
_AROUND_BEHIND = re.compile(
    r"[-–\s](?:\w+\s)?(?:gas|gases|atmospheres?|environments?|pressures?|flow|flux|temperatures?"
    r"|plasma|shielding|cooling|cooled|quench\w*|evolution|reduction|ions?|implant\w*|charging"
    r"|bath)\b",
    re.IGNORECASE,
)
_AROUND_BEFORE = re.compile(
    r"\b(?:liquid|gaseous|flowing|ambient)\s$"
    r"|\b(?:in|under|by)\s(?:(?:an?|the|pure|dry|high-purity)\s){0,2}$",
    re.IGNORECASE,
)
#: A symbol that stands for something else: `k(H)`, `H/E`, `N·m`.
_IN_A_FORMULA = re.compile(r"[(*/][A-Z](?!\w)|(?<!\w)[A-Z](?:\s?[·•*/^]|\))")
_JOINED = re.compile(r"\s?(?:,|/|and|or|and/or|&)\s?")
#: Characters before an element that are looked at.
_NEAR = 60


def asked_constituents(text: str) -> frozenset[str]:
    """Return the nonmetals that a question takes for a part of its material or an agent on it.

    Args:
        text: The question: `nitrogen doping`, `added carbon`, `the effect of oxygen on`.
    """
    return _nonmetals(text, agents=True)


def held_constituents(text: str) -> frozenset[str]:
    """Return the nonmetals that a text names as a part of a material: `doped with nitrogen`."""
    return _nonmetals(text, agents=False)


def named_constituents(text: str) -> frozenset[str]:
    """Return the elements that a text names otherwise than as what surrounds a material."""
    return frozenset(
        one.symbol
        for one in find_elements(text)
        if one.symbol not in NONMETALS or _is_held(text, one) or not _is_around(text, one)
    )


def _nonmetals(text: str, agents: bool) -> frozenset[str]:
    elements = [one for one in find_elements(text) if one.symbol in NONMETALS]
    held = [
        _is_held(text, one) or (agents and _acts(text, one) and not _is_around(text, one))
        for one in elements
    ]
    for at, (one, other) in enumerate(pairwise(elements)):  # `carbon and nitrogen doping`
        if _JOINED.fullmatch(text, one.end, other.start):
            held[at] = held[at + 1] = held[at] or held[at + 1]
    return frozenset(one.symbol for one, is_held in zip(elements, held, strict=True) if is_held)


def _is_held(text: str, one: Element) -> bool:
    if _HELD_BEHIND.match(text, one.end):
        return True
    before = _HELD_BEFORE.search(text, max(0, one.start - _NEAR), one.start)
    return before is not None and not _AROUND_BEHIND.match(text, one.end)


def _acts(text: str, one: Element) -> bool:
    return _ACTS_BEFORE.search(text, max(0, one.start - _NEAR), one.start) is not None


def _is_around(text: str, one: Element) -> bool:
    if _AROUND_BEHIND.match(text, one.end):
        return True
    if len(one.text) == 1 and _IN_A_FORMULA.search(text, max(0, one.start - 1), one.end + 2):
        return True
    return _AROUND_BEFORE.search(text, max(0, one.start - _NEAR), one.start) is not None
