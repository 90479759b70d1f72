"""Score how much a paper is about high-entropy alloys, with the signs that it counts."""

import re

from builder.materials.alloys import Alloy, named_alloys
from builder.materials.vocabulary import Mention, find_terms
from builder.papers import Relevance

_CLASS_IN_TITLE, _CLASS_IN_ABSTRACT = 0.7, 0.5
_FIVE_PRINCIPAL, _FOUR_PRINCIPAL, _THREE_PRINCIPAL = 0.5, 0.4, 0.2
#: Weight of a system without amounts (Ti-Zr-Cu-Co-Be) relative to a composition.
_SYSTEM_ONLY = 0.6
#: Words in the names of the classes that make up the field; steels and coatings are not of it.
_FIELD = {"entropy", "principal", "concentrated", "cantor"}
#: What is of such an alloy without being called one: high-entropy films, high-entropy CoCrFeNi.
_OF_THE_FIELD = re.compile(
    r"\b[Hh]igh[- \u2010\u2011\u2013][Ee]ntropy (?:thin |solid )?"
    r"(?:(?:[Ff]ilm|[Cc]oating|[Ll]ayer|[Cc]ladding|[Pp]owder|[Cc]omposite|[Ss]olution)s?\b"
    r"|(?:[A-Z][a-z]?[\d.x]{0,6}){3})"
)
#: What a title calls based on one or two elements is no alloy of many principal ones: Ti–Mn-based.
_OF_FEW = re.compile(
    r"(?<![A-Za-z\u2010\u2011\u2013-])(?:[A-Z][a-z]?[-\u2010\u2011\u2013]?){1,2}"
    r"[-\u2010\u2011\u2013 ](?:based|rich)\b"
)
#: Atomic fractions of a principal element (Yeh et al. 2004, doi:10.1002/adem.200300567).
_LEAST, _MOST = 0.05, 0.35


def relevance(title: str | None, abstract: str) -> Relevance:
    """Add up a paper's terms for such alloys and its alloy that weighs most.

    The alloy does not count where no term is found and the title speaks of alloys based on few.
    """
    signs: dict[str, float] = {}
    for text, weight in ((title or "", _CLASS_IN_TITLE), (abstract, _CLASS_IN_ABSTRACT)):
        named = [m.text for m in find_terms(text) if m.kind == "class" and _FIELD & set(_parts(m))]
        named += [match[0] for match in _OF_THE_FIELD.finditer(text)]
        if named and not signs:
            signs[f"“{named[0]}”"] = weight
    alloys = named_alloys(f"{title or ''}\n{abstract}")
    richest = max(alloys, key=_weight, default=None)
    counts = signs or not _OF_FEW.search(title or "")
    if richest is not None and counts and (weight := _weight(richest)):
        signs[f"{_principal(richest)} principal elements in {richest.text}"] = weight
    return Relevance(round(min(1.0, sum(signs.values())), 2), tuple(signs))


def _parts(mention: Mention) -> list[str]:
    return mention.name.lower().replace("-", " ").split()


def _weight(alloy: Alloy) -> float:
    """Return what an alloy counts: by its principal elements, less if it has no amounts."""
    count = _principal(alloy)
    weights = {3: _THREE_PRINCIPAL, 4: _FOUR_PRINCIPAL}
    weight = _FIVE_PRINCIPAL if count >= 5 else weights.get(count, 0.0)
    return weight * _SYSTEM_ONLY if alloy.amounts.count(None) > count / 2 else weight


def _principal(alloy: Alloy) -> int:
    """Count the principal elements of an alloy; an open amount counts as principal."""
    if len(alloy.elements) < 3:
        return 0
    return sum(f is None or _LEAST <= f <= _MOST + 0.01 for f in alloy.fractions)
