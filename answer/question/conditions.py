"""Tell whether a condition of a question holds where a paper states one: equal, inside or about."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from answer.question.grammar.bounds import comparator_of
from answer.question.intent import Comparator
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.companions import UNSAID
from builder.materials.quantities import find_quantities
from builder.materials.quantity import TEMPERATURE_TOLERANCE, Quantity, equal

#: `same`: the very condition, as far as the question tells it. `within`: a range or a bound of the
#: paper takes it in, which is enough for what happens there but not for a value measured there.
Fit = Literal["same", "within", ""]

#: Who says `about` has rounded to two digits, which is five per cent at the most.
_ABOUT = 0.05
_LIQUID_NITROGEN = re.compile(r"\bLN2\b|\bliquid[- ]nitrogen\b", re.IGNORECASE)
_BOILING_NITROGEN = Quantity("77 K", 0, 4, 77.0, 77.0, "K", "temperature")


def fit_of(asked: Quantity, stated: Quantity, comparator: Comparator | None = None) -> Fit:
    """Tell how a condition asked for goes with one that is stated.

    Args:
        asked: `about 1000 °C`, `three to four days` or a plain amount.
        stated: An amount or a range (`600 to 800 °C`).
        comparator: What stands before or behind the stated amount: `higher than 900 °C`.
    """
    asked = _share_of_what(asked, stated)
    if asked.dimension != stated.dimension:
        return ""
    stands = comparator not in ("above", "below")  # `up to 3 wt%` has 3 wt% among its amounts
    if stands and (equal(asked, stated) or _is_inside(stated, asked)):
        return "same"
    (low, high), (least, most) = asked.si, stated.si
    if stands and asked.dimension.endswith("fraction") and low == high and low in (least, most):
        return "same"  # contents from 0 to 3 wt% are those of the first and the last material
    match comparator:
        case "above":
            return "within" if low > least else ""
        case "at least":
            return "within" if low >= least else ""
        case "below":
            return "within" if high < most else ""
        case "at most":
            return "within" if high <= most else ""
    ranges = least < most and not stated.plus_minus
    return "within" if ranges and least <= low and high <= most else ""


def fit_in(asked: Quantity, text: str) -> Fit:
    """Tell how a condition asked for goes with those of a text; the best counts."""
    found: set[Fit] = {
        fit_of(asked, stated, comparator_of(text, stated)) for stated in find_quantities(text)
    }
    if _LIQUID_NITROGEN.search(text):
        found.add(fit_of(asked, _BOILING_NITROGEN))
    return "same" if "same" in found else "within" if "within" in found else ""


def share_of(alloy: Alloy) -> float | None:
    """Return the number before what a material holds beside its alloy: 30 of `30 wt% TiC`."""
    if alloy.companion == UNSAID or not (told := find_quantities(alloy.companion)):
        return None
    return told[0].low


def differ_in_share(asked: Iterable[Alloy], stated: Iterable[Alloy]) -> bool:
    """Return True for materials told apart by a content: 20 % of TiC asked for, 30 % stated."""
    ours, theirs = ({share_of(one) for one in alloys} - {None} for alloys in (asked, stated))
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def is_share(asked: Quantity, text: str) -> bool:
    """Return True if a text has the content asked for in the name of a material.

    `With 30 wt% AlCoCrFeNi` asks for CoCrFeNi-30%AlCoCrFeNi, `with 40 % Al` for the Al-40% sample.
    """
    if "fraction" not in asked.dimension:
        return False
    if any(share_of(alloy) == asked.low == asked.high for alloy in named_alloys(text)):
        return True
    kind = next((letters for letters in ("at", "wt", "vol", "mol") if letters in asked.unit), "")
    unit = rf"\s?(?:{kind}\W{{0,2}})?%" if kind else r"\s?%"
    return re.search(rf"[A-Z][a-z]?[-–]{asked.low:g}{unit}", text) is not None


def _share_of_what(asked: Quantity, stated: Quantity) -> Quantity:
    """Return a share asked for in bare per cent as one of what the stated share is of: 3 wt%."""
    if asked.dimension != "fraction" or not stated.dimension.endswith("_fraction"):
        return asked
    return replace(asked, unit=stated.unit, dimension=stated.dimension)


def _is_inside(stated: Quantity, asked: Quantity) -> bool:
    """Return True for an amount inside of the range, or near the rounded amount, asked for."""
    low, high = asked.si
    least, most = stated.si
    if low < high and not asked.plus_minus:
        return low <= least and most <= high
    if not asked.approximate:
        return False
    allowed = _ABOUT * abs(low)
    if asked.dimension == "temperature":
        size = max(abs(asked.low), abs(asked.high))  # of degrees as written: about 1000 °C
        allowed = max(_ABOUT * size * _degree(asked), TEMPERATURE_TOLERANCE)
    return low - allowed <= least and most <= high + allowed


def _degree(quantity: Quantity) -> float:
    """Return the size of a degree in K."""
    return 5 / 9 if quantity.unit == "°F" else 1.0
