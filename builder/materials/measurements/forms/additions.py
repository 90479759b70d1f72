"""Tell what is added to an alloy, or joined to it, and what such a material is called."""

import re

from builder.materials.companions import UNSAID, is_material

#: Before an alloy that is added to another material, or to which something is added.
_MIXED_BEFORE = re.compile(
    r"(?:\badditions?\sof|\badding|\breinforced\s(?:with|by)|[\d.]+\s?(?:wt|vol|at)\.?\s?%)"
    r"\s(?:of\s)?(?:the\s)?$"
    r"|\b(?:additions?|adding|incorporat\w+|introduc\w+)\b[^.;,]{0,60}\b(?:to|into)\s(?:the\s)?"
    r"(?:[\w-]+\s){0,2}$|\bby\s(?:adding|introducing|incorporating)\s(?:the\s)?$|\bdoping\s(?:the\s)?(?:[\w-]+\s){0,2}$|\b(?:mixing|blending)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
#: Within such words: what is added to the alloy, and that the alloy is what is added.
_HELD_BY_ADDING = re.compile(
    r"\b(?:additions?\sof|adding|incorporation\sof|introduction\sof|incorporating|introducing)\s"
    r"(?P<added>[A-Z][A-Za-z\d]{0,6}|[a-z]{3,12})\b(?!\s(?:and|or)\b|,|/)",
    re.IGNORECASE,
)
_ADDS_IT = re.compile(
    r"(?:(?:by\s)?(?:additions?\sof|adding|introducing|incorporating|reinforced\s(?:with|by))"
    r"|[\d.]+\s?(?:wt|vol)\.?\s?%(?:\sof)?)\s(?:the\s)?",
    re.IGNORECASE,
)
_VALUE_BEHIND = re.compile(r"\s?\([^()]{0,16}\d")
#: Letters before an alloy in which it is told that something is added.
_NEAR = 90


def what_is_added(text: str, start: int, end: int) -> str:
    """Return what a sentence adds to the alloy at a place, or UNSAID; "" if it adds nothing.

    Args:
        text: the sentence.
        start: where the alloy begins.
        end: where it ends.
    """
    mixed = _MIXED_BEFORE.search(text, max(start - _NEAR, 0), start)
    if mixed is None or _VALUE_BEHIND.match(text, end):
        return ""
    held = _HELD_BY_ADDING.search(mixed[0])
    return held["added"] if held and is_material(held["added"]) else UNSAID


def is_added(text: str, start: int) -> bool:
    """Return True for an alloy that is itself added to another material: by adding CoCrFeNi."""
    mixed = _MIXED_BEFORE.search(text, max(start - _NEAR, 0), start)
    return mixed is not None and _ADDS_IT.fullmatch(mixed[0]) is not None


def name_beside(alloy: str, companion: str) -> str:
    """Return the name of an alloy with a companion: VNbTa + 4 wt% TiC, VNbTa-based, W/VNbTa/steel.

    Args:
        alloy: the formula.
        companion: what stands beside it, as `Alloy.companion`.
    """
    if companion == UNSAID:
        return f"{alloy}-based"
    before, slash, behind = companion.partition("/")
    return f"{before}/{alloy}/{behind}" if slash else f"{alloy} + {companion}"
