"""Find letters that stand for one of several elements, or for the share of what is added.

VNbX (X = Al, Ti); VNb-x wt.% TiC (x = 0, 5).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from builder.materials.formulas.elements import ATOMIC_WEIGHT, NUMBER, any_symbol

_ELEMENT = rf"{any_symbol([*ATOMIC_WEIGHT])}(?![A-Za-z\d])"
_ELEMENTS = rf"{_ELEMENT}(?:(?:,\s?(?:and\s|or\s)?|\s(?:and|or)\s|\s?/\s?){_ELEMENT}){{1,11}}"
_BASE = r"\(?[A-Z][A-Za-z\d.()]{2,30}"
_IS = (
    r"(?:\s[A-Za-z-]{{1,12}}){{0,2}}\s?(?:[(\[]\s?(?:where\s|with\s)?{0}\s?[=:]\s?"
    r"(?P<{1}>{2})\s?[)\]]|,?\s(?:where|with|in\swhich)\s{0}\s"
    r"(?:is|was|are|being|denotes|represents|stands\sfor|=)\s(?:either\s|one\sof\s)?(?P<{1}_said>{2}))"
)
_CHOICE = re.compile(
    rf"(?<![\w-])(?P<base>{_BASE}?)(?P<hyphen>[-–]?)(?P<last>[XMx])(?P<amount>{NUMBER})?"
    + _IS.format("(?P=last)", "behind", _ELEMENTS)
    + rf"|(?<![\w-])(?P<first>[XM])(?P<share>{NUMBER})?(?P<rest>{_BASE})"
    + _IS.format("(?P=first)", "before", _ELEMENTS)
)
#: What no such formula is without, quick to search for.
_MAY_BE_CHOICE = re.compile(r"[XMx]\s?(?:[=:]|(?:is|was|are|being|denotes|represents|stands)\b)")
#: A formula with a letter that nothing behind it explains, and the elements listed before it: the
#: effect of 5 at% Al, Ti or Mo on (VNbTa)95X5.
_LISTED_BEFORE = re.compile(
    rf"(?<![\w-])(?P<elements>{_ELEMENTS})(?=[^.;()]{{0,120}}?\b(?:of|in|on|to)\s(?:the\s)?"
    rf"(?P<formula>(?P<base>\(?(?:[A-Z][a-z]?[\d.]*){{3,8}}\)?[\d.]*)X(?P<amount>{NUMBER})?)"
    r"(?![\w)-]|\s?[(=:]))"
)
_ONE = re.compile(_ELEMENT)
#: Behind a formula, a share by a letter of what is added, with what the letter stands for.
_SHARE = re.compile(
    r"(?:[-–+/\s(]{1,3}|\swith\s)(?P<letter>[xyz])\s?(?:(?P<kind>wt|at|vol|mol|mass)[.\s]{0,2}%)?[\s-]?"
    r"(?P<added>[A-Z][A-Za-z\d]{0,8})\b(?:\s[a-zA-Z-]{1,14}){0,3}\)?\s?"
    r"\(\s?(?P=letter)\s?=\s?[\d.,;\sand–-]{1,50}(?:(?P<behind>wt|at|vol|mol|mass)[.\s]{0,2}%)?\s?\)"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A formula with a letter for an element, at [start, end) of a text with what it stands for."""

    start: int
    end: int
    letter: str
    before: str
    """What stands before the element in the formula of a member."""
    behind: str
    elements: tuple[str, ...]

    def formula(self, element: str) -> str:
        """Return the formula of the member with an element: VNbAl."""
        return f"{self.before}{element}{self.behind}"


@lru_cache(maxsize=512)
def find_choices(text: str) -> tuple[Choice, ...]:
    """Find all formulas of a text whose letter is said to stand for two elements or more."""
    found: list[Choice] = []
    for match in _CHOICE.finditer(text) if _MAY_BE_CHOICE.search(text) else ():
        listed = (match[name] for name in ("behind", "behind_said", "before", "before_said"))
        elements = tuple(_ONE.findall(next(filter(None, listed))))
        if match["last"]:
            before, behind = match["base"] + match["hyphen"], match["amount"] or ""
        else:
            before, behind = "", (match["share"] or "") + match["rest"]
        letter = match["last"] or match["first"]
        found.append(Choice(*match.span(), letter, before, behind, elements))
    for match in _LISTED_BEFORE.finditer(text) if "X" in text and not found else ():
        elements = tuple(_ONE.findall(match["elements"]))
        behind = match["amount"] or ""
        found.append(Choice(*match.span("formula"), "X", match["base"], behind, elements))
    return tuple(found)


def share_behind(text: str, end: int) -> tuple[str, str, str] | None:
    """Return the letter for a share behind a formula that ends at a place, its basis, and of what.

    Args:
        text: a text, such as title and abstract.
        end: where a formula ends in it.

    Returns:
        For instance `x`, `wt` and `TiC`; None where no such share stands behind the formula.
    """
    found = _SHARE.match(text, end)
    kind = found and (found["kind"] or found["behind"])
    if found is None or not kind:
        return None
    return found["letter"], kind.replace("mass", "wt"), found["added"]
