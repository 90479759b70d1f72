"""Name a material with what a sentence adds to it: CoCrFeNi + 4 at% Y, CoCrFeNi + Mo + Nb."""

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.materials.companions import is_material
from builder.materials.measurements.carriers import Carrier
from builder.materials.measurements.forms.form_nouns import NOT_THE_MATERIAL
from builder.materials.measurements.forms.sample_names import (
    added_before,
    additions_behind,
    share_told,
)
from builder.materials.quantity import Quantity

#: Dimensions of what is added to an alloy.
ADDED = frozenset({"mass_fraction", "atomic_fraction"})
#: What leads in to a sentence, and a value in brackets behind an alloy that something is added to.
_LEAD = re.compile(r"(?:[A-Z][a-z]+ly,\s)?(?:With|Upon|After|By|Through)\s[^,;]{4,90},")
_IN_BRACKETS = re.compile(r"\s?(?:[a-z-]+\s){0,2}\([^()]{0,16}\d")
#: What a share is one of, behind it or the list that it stands in; no salt, acid or base.
_ADDED_BEHIND = re.compile(
    r"(?:,?\s(?:and|or)\s[\d.]+|,\s[\d.]+){0,6}\s?(?:(?:at|wt|vol|mol)[.\s]{0,2}%)?\s?(?:of\s)?(?:the\s)?"
    r"(?P<added>(?!Na|K|Li|H(?!f))(?!\w*Cl)[A-Z][A-Za-z\d]{0,8})(?![\w-]|\ssolution)"
)


def with_share(text: str, carrier: Carrier, given: Sequence[Quantity], start: int) -> Carrier:
    """Return a material with the share of what is added to it: CoCrFeNi + 4 at% Y.

    Args:
        text: the sentence.
        carrier: the material.
        given: the conditions of its value.
        start: where the value begins, or the change that it ends.
    """
    if carrier.sample or carrier.owner in NOT_THE_MATERIAL:
        return carrier
    share = next((one for one in given if one.dimension in ADDED), None)
    behind = _ADDED_BEHIND.match(text, share.end) if share else None
    if share and behind and is_material(behind["added"]):
        kind = "wt" if share.dimension == "mass_fraction" else "at"
        amount, added = f"{share.low:g} {kind}%", behind["added"]
    elif told := share_told(text, start):
        amount, added = told
    else:
        return carrier
    formula = carrier.alloys[0].text if carrier.alloys else ""
    if added in formula:
        return carrier
    sample = f"{amount} {added}"
    sample = f"{formula} + {sample}" if formula else sample
    return replace(carrier, alloys=(), sample=sample, mixed=True, base=carrier.alloys)


def _added_first(text: str, carrier: Carrier) -> tuple[str, ...]:
    """Return what a sentence adds before it names the alloy: With additions of Ce, CoCrFeNi has."""
    lead = _LEAD.match(text, 0, carrier.start)
    added = added_before(text, lead.end()) if lead else ""
    is_held = not added or added in carrier.alloys[0].text
    return () if is_held or _IN_BRACKETS.match(text, carrier.end) else (added,)


def with_additions(text: str, quantity: Quantity, carrier: Carrier) -> Carrier:
    """Return a material with what a sentence says is added to it: 700 HV with addition of Mo.

    Args:
        text: the sentence.
        quantity: the value.
        carrier: the material that it is one of.
    """
    base = carrier.base or carrier.alloys
    added = additions_behind(text, quantity.end, base[0]) if base else ()
    if not added and carrier.alloys and not carrier.compared:
        added = _added_first(text, carrier)
    if not added:
        return carrier
    sample = " + ".join([base[0].text, *added])
    return replace(carrier, alloys=(), sample=sample, mixed=True, base=base)
