"""Compare two sides that no one paper holds both of: each is asked for by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.answers import QUOTES, Answer, Citation, Sentence
from answer.extractive import answer_extractively
from answer.papers import Papers
from answer.question.parse import ParsedQuestion, parse_question
from builder.library.catalog import CatalogEntry
from builder.library.property_table import PropertyRow
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal, with_unit
from retrieval.hybrid import Hit

#: Papers that are read for the whole question and for each side.
_READ = 10
#: Characters of the longest question that is split into sides.
_LONGEST = 400
#: Of them those whose values stand in for an answer of their own.
_FIRST = 3
_COMPARATIVE = (
    r"(?P<comparative>(?:more|less) [a-z-]+|(?:thick|thinn|hard|soft|strong|weak|tough|stiff|dens"
    r"|light|heavi|larg|small|great|high|low|wid|narrow|deep|long|short|fin|coars|rough|smooth"
    r"|fast|slow)er)\b"
)
_WHAT = r"(?P<what>(?: (?!than\b)[a-z-]+){0,4}?)"
#: `Is A harder than B?`, `Does A have a higher strength than B?`
_THAN = re.compile(
    rf"^(?:is|are|was|were|does|do|did|has|have|had) (?P<one>.+?)(?: (?:have|has|show|reach|give))?"
    rf"(?: an?| the)? {_COMPARATIVE}{_WHAT} than (?P<other>.+)$",
    re.IGNORECASE,
)
#: `Which joint is stronger: A or B?`
_OR = re.compile(
    rf"^which (?P<head>.+?) (?:is|are|was|were|has|have|had|shows?|reach(?:es)?|gives?)"
    rf"(?: an?| the)? {_COMPARATIVE}{_WHAT}\s?[:,–-] ?(?P<one>.+?),? or (?P<other>.+)$",
    re.IGNORECASE,
)
#: `Compare the hardness of A and B`, `difference in hardness between A and B`.
_COMPARE = re.compile(
    r"^(?:compare|(?:a )?comparison of|(?:what is )?the difference (?:in|of)|difference (?:in|of))"
    r"(?: the)? (?P<what>[a-z -]{3,40}?) (?:of|between|for|in) (?P<one>[^,;]+?)"
    r" (?:and|with|to|vs\.?|versus|against) (?P<other>[^,;]+)$",
    re.IGNORECASE,
)
#: What stands for the subject of the first side in the second one.
_THE_ONE = re.compile(r"^(?:the one|that|those|the ones)\b", re.IGNORECASE)
_BEFORE_PLACE = re.compile(r"^.+?(?= (?:on|of|in|at|with|after|from|between)\b)")
#: Comparatives that tell nothing of a property without the words behind them.
_BARE = re.compile(r"(?:high|low|great|larg|small|bett|few)er|more|less", re.IGNORECASE)
_LESS = re.compile(
    r"less\b|(?:low|thinn|soft|weak|small|fin|short|light|narrow|slow|smooth|few)er", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a comparison: its words, and the question for its value."""

    text: str
    question: str


#: The adjective that asks for an amount, for its opposite: one asks how thick, not how thin.
_OF_AMOUNT = {
    "thin": "thick",
    "soft": "hard",
    "weak": "strong",
    "narrow": "wide",
    "small": "large",
    "low": "high",
    "short": "long",
    "light": "heavy",
    "slow": "fast",
    "shallow": "deep",
}


@dataclass(frozen=True, slots=True)
class _Found:
    """What is said of one side: its sentence, and its value where the sentence binds it."""

    citation: Citation
    value: str
    quantity: Quantity | None
    """The value, where it is certain to be one of this side."""


def compare_by_sides(question: ParsedQuestion, papers: Papers) -> Answer | None:
    """Answer a comparison of two sides from a paper on each.

    Returns:
        None if the question names no two sides, if one paper holds both, or if none holds one.
    """
    text = question.text.strip(" ?.!")
    forms = (_THAN, _OR, _COMPARE) if len(text) <= _LONGEST else ()
    match = next(filter(None, (form.match(text) for form in forms)), None)
    sides = _sides(match) if match else None
    if not match or not sides:
        return None
    asked = [parse_question(side.question) for side in sides]
    read = papers.search(question.text, _READ, question.years)
    if _is_same(asked) or any(all(_holds(one.listed, side) for side in asked) for one in read):
        return None
    found: list[_Found] = []
    for side, own in zip(sides, asked, strict=True):
        if said := _ask(side, own, question, papers, len(found) + 1):
            found.append(said)
    if len(found) < len(sides) or found[0].citation.listed.id == found[1].citation.listed.id:
        return None
    return _told(question, sides, found, match, read)


def _sides(match: re.Match[str]) -> tuple[_Side, _Side] | None:
    """Return the two sides with the question for each; None if nothing tells what is compared."""
    what, comparative = match["what"].strip(), _comparative(match)
    if comparative and _BARE.fullmatch(comparative.split()[0]) and not (what or " " in comparative):
        return None
    one, other = match["one"].strip(), match["other"].strip()
    if _THE_ONE.match(other) and (subject := _BEFORE_PLACE.match(one)):
        other = _THE_ONE.sub(subject.group(), other)
    head = match.groupdict().get("head")
    whole = [f"the {head} {side}" if head else side for side in (one, other)]
    asks = f"What is the {what} of" if what else f"How {_positive(comparative)} is"
    return _Side(one, f"{asks} {whole[0]}?"), _Side(other, f"{asks} {whole[1]}?")


def _comparative(match: re.Match[str]) -> str:
    """Return the comparative that a question asks with; "" if it only compares."""
    return (match.groupdict().get("comparative") or "").lower()


def _positive(comparative: str) -> str:
    """Return the adjective that asks for the amount: `harder` → `hard`, `thinner` → `thick`."""
    adjective = comparative.split()[1] if " " in comparative else _without_er(comparative)
    return _OF_AMOUNT.get(adjective, adjective)


def _without_er(comparative: str) -> str:
    """Return the adjective of a comparative: `harder` → `hard`, `thinner` → `thin`."""
    stem = comparative.removesuffix("er")
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in "ngtdm"
    ends_in_e = stem in ("dens", "larg", "wid", "fin", "coars")
    return stem[:-1] if doubled else f"{stem}e" if ends_in_e else stem


def _is_same(asked: Sequence[ParsedQuestion]) -> bool:
    """Return whether nothing tells two sides apart that a paper states."""
    one, other = asked
    alloys = [{alloy.composition_key for alloy in side.alloys} for side in asked]
    if not all(alloys):
        return True
    return alloys[0] == alloys[1] and {c.si for c in one.conditions} == {
        c.si for c in other.conditions
    }


def _holds(listed: CatalogEntry, side: ParsedQuestion) -> bool:
    """Return whether a paper names the alloys of a side and states its conditions."""
    abstract = listed.paper.abstract.text if listed.paper.abstract else ""
    text = f"{listed.paper.title or ''}. {abstract}"
    return _names(text, side.alloys) and _states(text, side.conditions)


def _names(text: str, alloys: Sequence[Alloy]) -> bool:
    stated = {one.composition_key for one in named_alloys(text) if not one.companion}
    return {one.composition_key for one in alloys} <= stated


def _states(text: str, conditions: Sequence[Quantity]) -> bool:
    stated = find_quantities(text)
    return all(any(equal(one, asked) for one in stated) for asked in conditions)


def _ask(
    side: _Side, asked: ParsedQuestion, question: ParsedQuestion, papers: Papers, n: int
) -> _Found | None:
    """Return what the papers say of one side; None if none states its value."""
    hits = papers.search(side.question, _READ, question.years)
    given = answer_extractively(side.question, hits[: _READ // 2])
    if given.answered and given.short and (quantities := find_quantities(given.short)):
        first = given.citations[0]
        quote = Citation(n, first.listed, first.quote, first.start, first.end)
        return _Found(quote, given.short, quantities[0])
    return _nearest(asked, question, hits[:_FIRST], papers, n)


def _nearest(
    asked: ParsedQuestion, question: ParsedQuestion, hits: Sequence[Hit], papers: Papers, n: int
) -> _Found | None:
    """Return the value in the first paper that states one, with all conditions of a side."""
    names = asked.measures or asked.properties
    rows = [row for name in names for row in papers.values(name, question.years)]
    for hit in hits:
        if not _holds(hit.listed, asked):
            continue
        own = [row for row in rows if row.listed.id == hit.listed.id and not row.value.relative]
        if told := _of_all(own):
            row = own[0]
            quote = Citation(n, row.listed, row.sentence, row.start, row.end)
            return _Found(quote, told, None)
    return None


def _of_all(rows: Sequence[PropertyRow]) -> str:
    """Return the one value of a paper, or those between which its series lies; "" for others."""
    values = list({row.value.quantity.text: row.value.quantity for row in rows}.values())
    if len(values) < 2:
        return with_unit(values[0]) if values else ""
    series = {row.start for row in rows if row.value.step}
    if len(values) > 2 or len(series) != 1 or {row.start for row in rows} != series:
        return ""
    low, high = sorted(values, key=lambda one: one.si)
    return f"{with_unit(low)} to {with_unit(high)}"


def _told(
    question: ParsedQuestion,
    sides: tuple[_Side, _Side],
    found: Sequence[_Found],
    match: re.Match[str],
    read: Sequence[Hit],
) -> Answer:
    """Return both sides with their quotes, and the outcome where both values are certain."""
    told = "; ".join(f"{side.text}: {one.value}" for side, one in zip(sides, found, strict=True))
    sure = all(one.quantity for one in found)
    head = f"{told[0].upper()}{told[1:]}." if sure else f"In the paper nearest to each: {told}."
    return Answer(
        question.text,
        True,
        (
            Sentence(head, (1, 2), True),
            *(Sentence(one.citation.quote, (one.citation.n,), True) for one in found),
        ),
        tuple(one.citation for one in found),
        _outcome(sides, found, match),
        QUOTES,
        tuple(hit.listed.id for hit in read),
        1.0,
    )


def _outcome(
    sides: tuple[_Side, _Side], found: Sequence[_Found], match: re.Match[str]
) -> str | None:
    """Return `yes` or `no`, or the side asked for; None if a value is unsure or they overlap."""
    one, other = found[0].quantity, found[1].quantity
    if one is None or other is None or one.dimension != other.dimension:
        return None
    if not _comparative(match):
        return None
    if one.si[0] <= other.si[1] and other.si[0] <= one.si[1]:
        return None
    first_wins = (one.si > other.si) != bool(_LESS.match(_comparative(match)))
    if match.re is _THAN:
        return "yes" if first_wins else "no"
    return sides[0 if first_wins else 1].text
