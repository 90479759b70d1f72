"""Yes or no, and which of two: said only where quoted sentences settle it.

A sentence settles a yes/no question if it speaks by itself of all that is asked, of no other alloy,
and is no guess: it is yes where the sentence supports what is asked, no where it contradicts that.
Two alloys are compared by values of the one property that are stated for each, under the same
conditions. All else is left open: the quotes say more than a wrong word would.
"""

import re
from collections.abc import Iterator, Sequence

from answer.grounding import CONTRADICTED, SUPPORTED, Ground, check
from answer.places import words_of
from answer.question import Asked
from answer.ranking import Candidate, abstract_of, is_aim
from builder.alloys import Alloy, compatible, named_alloys
from builder.quantities import equal
from builder.values import Value
from builder.vocabulary import find_terms

#: What makes a question more than a yes/no one: alternatives, degrees, reasons.
_OPEN = re.compile(
    r"\b(?:or|more|less|better|worse|than|only|just|merely|same|all|always|both|enough|why|reason"
    r"|because|\w*(?:high|low|strong|weak|hard|soft|tough|larg|small|great|fast|slow|dens|stiff)er)"
    r"\b",
    re.IGNORECASE,
)
#: What makes a sentence a guess, a plan, or somebody else's word.
_UNSURE = re.compile(
    r"\b(?:may|might|could|would|should|if|whether|possib\w+|potential\w*|suggest\w*|expect\w*"
    r"|predict\w*|believ\w*|assum\w*|hypothes\w*|seem\w*|appear\w*|likely|propos\w*|contra\w+"
    r"|partial\w*|almost|nearly|hardly|slight\w*|previous\w*|first|initial\w*)\b",
    re.IGNORECASE,
)
#: What turns the meaning of what stands beside it, where the question does not say it, too.
_TURNS = re.compile(
    r"\b(?:suppress|prevent|avoid|inhibit|hinder|eliminat|mitigat|reduc|decreas|retard|delay|resist"
    r"|instead|except|unlike|loss|lost|disappear|dissol|vanish)\w*|-free\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|no|never|cannot|without|neither|nor|none)\b|n't\b", re.IGNORECASE)
_LESS = re.compile(r"\b(?:lower|less|softer|weaker|smaller|lowest|least)\b", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:higher|more|harder|tougher|stronger|larger|greater|denser|stiffer|highest|most|best"
    r"|better)\b",
    re.IGNORECASE,
)
#: Comparatives that name the property they compare.
_COMPARED = {
    "harder": "hardness",
    "softer": "hardness",
    "tougher": "fracture toughness",
    "more ductile": "ductility",
    "less ductile": "ductility",
    "denser": "density",
    "stiffer": "elastic modulus",
}


def yes_or_no(asked: Asked, chosen: Sequence[Candidate]) -> str | None:
    """`yes` or `no`, where quoted sentences settle a yes/no question and agree; else None."""
    if not asked.yes_no or _OPEN.search(asked.text) or _NOT.search(asked.text):
        return None
    verdicts = {verdict for one in chosen if (verdict := _verdict(asked, one))}
    return verdicts.pop() if len(verdicts) == 1 else None


def _verdict(asked: Asked, candidate: Candidate) -> str | None:
    text = candidate.statement.text
    claim = re.sub(r"^\w+\s+|\?", "", asked.text)
    if is_aim(text) or _UNSURE.search(text) or not _says_all(claim, asked, candidate):
        return None
    turned = {match.group().lower() for match in _TURNS.finditer(text)}
    if any(word not in asked.text.lower() for word in turned):
        return None
    nots = len(_NOT.findall(text))
    found = check(claim, [Ground("", text)], asked)
    if found.verdict == SUPPORTED:
        return None if nots else "yes"
    return "no" if found.verdict == CONTRADICTED and nots < 2 else None


def _says_all(claim: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence holds every word, alloy and condition of a claim, of no other alloy."""
    statement = candidate.statement
    said = {mention.name for mention in statement.terms}
    named = {
        word
        for mention in find_terms(claim)
        if mention.name in said
        for word in words_of(mention.text)
    }
    alloys = statement.alloys or named_alloys(abstract_of(candidate.hit))
    return (
        words_of(claim) <= named | words_of(statement.text)
        and all(any(equal(c, q) for q in statement.quantities) for c in asked.conditions)
        and all(any(compatible(a, other) for other in alloys) for a in asked.alloys)
        and all(any(compatible(a, other) for a in asked.alloys) for other in alloys)
    )


def winner(asked: Asked, candidates: Sequence[Candidate]) -> tuple[str, list[Candidate]] | None:
    """Which of two alloys has more, or less, of a property, and the sentences that say so.

    `yes` or `no` where the question says which it takes to be the one. None where a value of either
    is not stated, or they are not apart.
    """
    names = list({alloy.text: alloy for alloy in asked.alloys}.values())
    wanted = set(asked.properties) | {
        name for words, name in _COMPARED.items() if re.search(rf"\b{words}\b", asked.text, re.I)
    }
    less, more = _LESS.search(asked.text), _MORE.search(asked.text)
    if len(names) != 2 or len(wanted) != 1 or bool(less) == bool(more):
        return None
    [name] = wanted
    one, two = (list(_values(asked, candidates, name, alloy, names)) for alloy in names)
    if not one or not two:
        return None
    (first, by_first), (second, by_second) = one[0], two[0]
    if not _alone(one) or not _alone(two) or not _alike(first, second):
        return None
    if max(first.quantity.si[0], second.quantity.si[0]) <= min(
        first.quantity.si[1], second.quantity.si[1]
    ):
        return None  # their ranges meet
    wins = (first.quantity.si > second.quantity.si) == bool(more)
    by = [by_first] if by_first is by_second else [by_first, by_second]
    if asked.yes_no and not re.search(r"\bor\b", asked.text):
        return ("yes" if wins else "no"), by
    return names[0 if wins else 1].text, by


def _values(
    asked: Asked,
    candidates: Sequence[Candidate],
    name: str,
    alloy: Alloy,
    both: Sequence[Alloy],
) -> Iterator[tuple[Value, Candidate]]:
    """Values of a property that sentences state of one of two alloys alone, as was asked."""
    for candidate in candidates:
        for value in candidate.statement.values:
            of = [one for one in both if any(compatible(one, other) for other in value.alloys)]
            kept = all(
                any(equal(condition, stated) for stated in value.conditions)
                for condition in asked.conditions
            )
            plain = not (value.relative or value.composite or value.step)
            if value.property == name and of == [alloy] and kept and plain:
                yield value, candidate


def _alone(found: Sequence[tuple[Value, Candidate]]) -> bool:
    """Whether all values found for an alloy are one."""
    return all(equal(found[0][0].quantity, value.quantity) for value, _ in found)


def _alike(one: Value, other: Value) -> bool:
    """Whether two values are of one dimension, and no condition tells them apart."""
    apart = any(
        mine.dimension == theirs.dimension and not equal(mine, theirs)
        for mine in one.conditions
        for theirs in other.conditions
    )
    return one.quantity.dimension == other.quantity.dimension and not apart
