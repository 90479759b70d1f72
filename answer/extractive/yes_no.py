"""Yes or no, and which of two: said only where quoted sentences settle it.

A sentence settles a yes/no question if it speaks by itself of all that is asked, of no other alloy,
and is no guess: it is yes where the sentence supports what is asked, no where it contradicts that.
Two alloys, or one under two conditions, are compared by values of the one property that are stated
for each; these may stand in two papers, if no condition tells them apart. All else is left open:
the quotes say more than a wrong word would.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answer.extractive.sentence_ranking import RankedSentence, abstract_of, is_aim, rank
from answer.grounding.alignment import words_of
from answer.grounding.check import CONTRADICTED, SUPPORTED, Source, check_answer
from answer.question.answerability import supports
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import Alloy, compatible, named_alloys
from builder.materials.measurements import Measurement
from builder.materials.quantities import Quantity, equal
from builder.materials.vocabulary import find_terms
from retrieval.hybrid import Hit
from retrieval.lexical import terms

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
#: Comparatives that name what they compare: the first of these that is known of both sides.
_STRENGTHS = ("yield strength", "ultimate tensile strength", "compressive strength")
_COMPARED = {
    "harder": ("hardness",),
    "softer": ("hardness",),
    "tougher": ("fracture toughness",),
    "stronger": _STRENGTHS,
    "weaker": _STRENGTHS,
    "more ductile": ("ductility", "elongation"),
    "less ductile": ("ductility", "elongation"),
    "denser": ("density",),
    "stiffer": ("elastic modulus",),
}
#: Words that only set two against each other, which no abstract about one of them need hold.
_COMPARING = frozenset(
    terms(
        "compare compared comparison difference differ versus vs than higher lower more less"
        " stronger weaker harder softer tougher denser stiffer larger smaller greater better worse"
        " or both which"
    )
)
_COMPARES = re.compile(r"\b(?:compar\w+|differ\w*|versus|vs)\b|\bthan\b|\bor\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One of two that are compared: an alloy, or a condition of the one alloy."""

    text: str
    alloy: Alloy
    conditions: tuple[Quantity, ...]
    """All that its value must be stated under."""


def yes_or_no(asked: ParsedQuestion, chosen: Sequence[RankedSentence]) -> str | None:
    """`yes` or `no`, where quoted sentences settle a yes/no question and agree; else None."""
    if not asked.yes_no or _OPEN.search(asked.text) or _NOT.search(asked.text):
        return None
    verdicts = {verdict for one in chosen if (verdict := _verdict(asked, one))}
    return verdicts.pop() if len(verdicts) == 1 else None


def _verdict(asked: ParsedQuestion, candidate: RankedSentence) -> str | None:
    text = candidate.statement.text
    claim = re.sub(r"^\w+\s+|\?", "", asked.text)
    if is_aim(text) or _UNSURE.search(text) or not _says_all(claim, asked, candidate):
        return None
    turned = {match.group().lower() for match in _TURNS.finditer(text)}
    if any(word not in asked.text.lower() for word in turned):
        return None
    nots = len(_NOT.findall(text))
    found = check_answer(claim, [Source("", text)], asked)
    if found.verdict == SUPPORTED:
        return None if nots else "yes"
    return "no" if found.verdict == CONTRADICTED and nots < 2 else None


def _says_all(claim: str, asked: ParsedQuestion, candidate: RankedSentence) -> bool:
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


def winner(
    asked: ParsedQuestion, candidates: Sequence[RankedSentence]
) -> tuple[str, list[RankedSentence]] | None:
    """Which of two sides has more, or less, of a property, and the sentences that say so.

    `yes` or `no` where the question says which it takes to be the one. None where a value of either
    is not stated, or they are not apart.
    """
    sides = _sides(asked)
    less, more = _LESS.search(asked.text), _MORE.search(asked.text)
    if sides is None or bool(less) == bool(more):
        return None
    for name in _compared(asked):
        one, two = (list(_values(candidates, name, side, sides)) for side in sides)
        if one and two:
            break
    else:
        return None
    (first, by_first), (second, by_second) = one[0], two[0]
    if not _alone(one) or not _alone(two) or not _alike(first, second, sides):
        return None
    if max(first.quantity.si[0], second.quantity.si[0]) <= min(
        first.quantity.si[1], second.quantity.si[1]
    ):
        return None  # their ranges meet
    wins = (first.quantity.si > second.quantity.si) == bool(more)
    by = [by_first] if by_first is by_second else [by_first, by_second]
    if asked.yes_no and not re.search(r"\bor\b", asked.text):
        return ("yes" if wins else "no"), by
    return sides[0 if wins else 1].text, by


def one_each(asked: ParsedQuestion, hits: Sequence[Hit]) -> list[RankedSentence]:
    """The likeliest sentence with the value of each of two sides that no one paper holds both of.

    Nothing, unless the question compares two and papers state the property of either.
    """
    sides = _sides(asked)
    if sides is None or not _COMPARES.search(asked.text):
        return []
    words = asked.words - _COMPARING
    for name in _compared(asked):
        found = []
        for side in sides:
            alone = replace(
                asked, alloys=(side.alloy,), conditions=side.conditions, words=words, yes_no=False
            )
            held = [hit for hit in hits if not _lacks(alone, hit)]
            found += [one for one in rank(alone, held) if any(_values([one], name, side, sides))][
                :1
            ]
        if len(found) == len(sides):
            return found
    return []


def _lacks(asked: ParsedQuestion, hit: Hit) -> str:
    return supports(asked, hit.listed.paper.title, abstract_of(hit)).missing


def _sides(asked: ParsedQuestion) -> tuple[ComparedSide, ComparedSide] | None:
    """What is compared, in the question's order; None where it does not name two."""
    match list({alloy.text: alloy for alloy in asked.alloys}.values()), asked.conditions:
        case [one, two], conditions:
            return ComparedSide(one.text, one, conditions), ComparedSide(two.text, two, conditions)
        case [one], (first, second) if first.dimension == second.dimension:
            return ComparedSide(first.text, one, (first,)), ComparedSide(
                second.text, one, (second,)
            )
    return None


def _compared(asked: ParsedQuestion) -> tuple[str, ...]:
    """The property whose values are compared; several where a word may mean any of them."""
    if len(asked.properties) == 1:
        return asked.properties
    for words, names in _COMPARED.items():
        if not asked.properties and re.search(rf"\b{words}\b", asked.text, re.IGNORECASE):
            return names
    return ()


def _values(
    candidates: Sequence[RankedSentence],
    name: str,
    side: ComparedSide,
    sides: Sequence[ComparedSide],
) -> Iterator[tuple[Measurement, RankedSentence]]:
    """Values of a property that sentences state of one side alone.

    A sentence that names no alloy speaks of the only one that its abstract names.
    """
    both = list({one.alloy.text: one.alloy for one in sides}.values())
    for candidate in candidates:
        for value in candidate.statement.values:
            alloys = value.alloys or named_alloys(abstract_of(candidate.hit))
            of = [one for one in both if any(compatible(one, other) for other in alloys)]
            alone = bool(value.alloys) or all(compatible(side.alloy, one) for one in alloys)
            kept = all(
                any(equal(condition, stated) for stated in value.conditions)
                for condition in side.conditions
            )
            plain = not (value.relative or value.composite or value.step)
            if value.property == name and of == [side.alloy] and alone and kept and plain:
                yield value, candidate


def _alone(found: Sequence[tuple[Measurement, RankedSentence]]) -> bool:
    """Whether all values found for an alloy are one."""
    return all(equal(found[0][0].quantity, value.quantity) for value, _ in found)


def _alike(one: Measurement, other: Measurement, sides: Sequence[ComparedSide]) -> bool:
    """Whether two values are of one dimension, and only what is compared tells them apart."""
    compared = {side.conditions for side in sides}
    meant = {of.dimension for conditions in compared for of in conditions if len(compared) > 1}
    apart = any(
        mine.dimension == theirs.dimension
        and mine.dimension not in meant
        and not equal(mine, theirs)
        for mine in one.conditions
        for theirs in other.conditions
    )
    return one.quantity.dimension == other.quantity.dimension and not apart
