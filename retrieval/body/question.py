"""Read what a search in bodies needs of a question: its words without its alloys, and its kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.materials.alloys import Alloy, find_alloys
from retrieval.lexical import elements_term, terms
from retrieval.ranking.paper_features import WantedTerm, wanted_terms

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WHY = re.compile(
    r"\b(?:why|how come|reasons?|what (?:\w+ )?(?:makes?|made|lets?|causes?|caused|explains?"
    r"|explained|drives?|limits?|slows?|controls?|governs?|prevents?|leads?|led))\b",
    re.IGNORECASE,
)
#: A question of how something was done: by its participles of work in the passive.
_HOW_DONE = re.compile(
    r"\b(?:was|were|is|are|did|been)\b.{0,80}?\b(?:used?|using|made|made of|given|done|run|cast"
    r"|held|set|put|\w{3,}ed)\b|\b(?:method|technique|instrument|device|procedure|software"
    r"|supplier|purity|atmosphere|etchant)s?\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\bhow (?:much|many|large|big|small|high|low|long|often|far|fast|deep|thick|wide|strong|hard"
    r"|hot|cold|old)\b|\b(?:at )?(?:what|which)\b.{0,60}?\b(?:temperature|pressure|rate|time|size"
    r"|value|content|fraction|amount|number|ratio|radius|depth|parameter|coefficient|energy"
    r"|strength|hardness|density|capacity|enthalpy|entropy|limit|modulus|percentage|range|strain"
    r"|stress|elongation|thickness|diameter|length|speed|voltage|current|concentration|point)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BodyQuestion:
    """What is looked for in the passages of a body."""

    text: str
    wanted: Sequence[WantedTerm]
    """Its words and terms, but for its alloys: these tell the paper and seldom the passage."""
    numbers: frozenset[str]
    """Numbers that stand in it outside a formula."""
    alloys: Sequence[Alloy]
    asks_why: bool
    asks_amount: bool
    asks_how_done: bool

    @property
    def alloy_terms(self) -> frozenset[str]:
        """The words by which the word index holds its alloys."""
        return frozenset(map(elements_term, self.alloys))


@lru_cache(maxsize=64)
def read_body_question(text: str) -> BodyQuestion:
    """Read a question in plain English; of one that is nothing but an alloy all words count."""
    alloys = find_alloys(text)
    rest = text
    for alloy in reversed(alloys):
        rest = f"{rest[: alloy.start]} {rest[alloy.end :]}"
    wanted = wanted_terms(rest) or wanted_terms(text)
    why = _WHY.search(text) is not None
    return BodyQuestion(
        text,
        wanted,
        frozenset(word for word in terms(rest) if _NUMBER.fullmatch(word)),
        alloys,
        why,
        not why and _AMOUNT.search(text) is not None,
        not why and _HOW_DONE.search(text) is not None,
    )
