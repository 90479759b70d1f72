"""Find what a sentence claims of a property: that it becomes more, less, or hardly changes."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from builder.materials.vocabulary import expand

Direction = Literal["more", "less", "same", ""]

_MORE = (
    r"increas\w*|improv\w*|enhanc\w*|rais(?:es?|ed|ing)|rises?|rose|higher|better|superior|greater"
    r"|larger|best|highest|largest|optimal|excellent|promot\w*|upgrad\w*|boost\w*|elevat(?:es?|ed)"
    r"|accelerat\w*|strengthen(?:s|ed)|grows?|grew"
)
_LESS = (
    r"decreas\w*|reduc\w*|lower(?:s|ed|ing)?|lowest|drop(?:s|ped)?|fall(?:s|en)?|fell|worse\w*|worst"
    r"|poor(?:er|est)?|deteriorat\w*|degrad\w*|impair\w*|weaken\w*|diminish\w*|declin\w*|smaller"
    r"|smallest|inferior|harm\w*|detriment\w*|suppress\w*|inhibit\w*|loss of|sacrific\w*"
)
_SAME = (
    r"(?:no|little|negligible|minor|without) (?:\w+ ){0,2}(?:effects?|influence|changes?"
    r"|difference)|(?:did|does|do) not (?:\w+ )?(?:change|affect|alter)|unchanged|unaffected"
    r"|remain\w* constant"
)
_WAYS = re.compile(rf"\b(?:(?P<same>{_SAME})|(?P<more>{_MORE})|(?P<less>{_LESS}))\b", re.IGNORECASE)
#: A variable that is turned, not a result: `with increasing Al content`, `as x increases`.
_TURNED = re.compile(
    r"\b(?:with|upon|on|by|at|for|via|through|due to|the) (?:the |an |a |further )?(?:increas\w+"
    r"|decreas\w+|reduc\w+|rais\w+|higher|lower|greater|elevated|increased)(?: of| in)?"
    r" (?:[\w.%/()-]+ ){0,3}?(?:contents?|concentrations?|amounts?|additions?|ratios?|temperatures?"
    r"|times?|x|fractions?|power|speed|[A-Z][a-z]?)\b"
    r"|\bas (?:the )?(?:[\w.%/()-]+ ){1,5}?(?:increas\w+|decreas\w+|rises?)\b"
    r"|\b(?:contents?|x|temperature|time|ratio) (?:was |is |were )?(?:increas\w+|decreas\w+"
    r"|rais\w+) (?:from|to|up)\b"
    r"|\b(?:high|low)er (?:[\w-]+ )?(?:contents?|concentrations?|temperatures?)\b",
    re.IGNORECASE,
)
_BORDER = re.compile(
    r"[;:,]\s|\.\s|\s(?:while|whereas|but|although|though|however|due to|because|owing to)\s"
)
_DENIED = re.compile(r"\b(?:not|no|without|cannot|never)\s(?:\w+\s)?$", re.IGNORECASE)
_NO_TEST = r"(?! (?:measurements?|tests?|testing|results)\b)"
#: Words between a property and the word for its change, at most.
_MOST_BETWEEN = 9
#: The same where the change governs the property and nothing behind it is looked at.
_GOVERNED = 3


def claimed_direction(text: str, name: str) -> Direction:
    """Return what a sentence claims of a property; "" if nothing, or both, or that is unsure.

    Args:
        text: The sentence.
        name: The property or mechanism, as the vocabulary names it.
    """
    table = _measures().get(name, {"same": expand(name), "opposite": ()})
    plain = _TURNED.sub(lambda turned: "~" * len(turned.group()), text)
    found: set[Direction] = set()
    for sense, forms in table.items():
        for clause in _BORDER.split(plain):
            for way in _claims(clause, _pattern(tuple(forms))):
                found.add(_turned(way) if sense == "opposite" else way)
    return found.pop() if len(found) == 1 else ""


def _claims(clause: str, measure: re.Pattern[str]) -> set[Direction]:
    """Return the ways in which a clause lets a measure change."""
    found: set[Direction] = set()
    ways = list(_WAYS.finditer(clause))
    for named in measure.finditer(clause):
        before = [way for way in ways if _words_between(clause, way, named) <= _MOST_BETWEEN]
        after = [way for way in ways if _words_between(clause, named, way) <= _MOST_BETWEEN]
        if before and _words_between(clause, before[-1], named) <= _GOVERNED:
            after = []  # `improves the wear resistance and the friction reduction`
        for way in (*before[-1:], *after):
            if way.lastgroup != "same" and _DENIED.search(clause[: way.start()]):
                return set()
            found.add("more" if way["more"] else "less" if way["less"] else "same")
    return found


def _words_between(clause: str, first: re.Match[str], last: re.Match[str]) -> float:
    """Return the number of words between two parts of a clause; infinity for another order."""
    if first.end() > last.start():
        return float("inf")
    return len(clause[first.end() : last.start()].split())


def _turned(way: Direction) -> Direction:
    return {"more": "less", "less": "more"}.get(way, way)  # type: ignore[return-value]


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of any of these forms; one that matches nothing without forms."""
    longest = sorted(forms, key=len, reverse=True)
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, longest)) or '(?!)'})\b{_NO_TEST}", re.IGNORECASE
    )


@cache
def _measures() -> dict[str, Any]:
    """Return the measures of properties, by name: those that go with it and those against it."""
    path = Path(__file__).with_name("data") / "claims.toml"
    return tomllib.loads(path.read_text("utf-8"))
