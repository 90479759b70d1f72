"""Complete follow-up questions, such as `and at 77 K?` after one about an alloy's strength."""

import re
from collections.abc import Sequence
from typing import TypeVar

from answer.question.grammar.asked_unit import find_unit
from answer.question.grammar.bounds import find_bounds
from answer.question.grammar.spans import Span, without
from answer.question.grammar.years import find_years
from answer.question.intent import Bound
from answer.question.parse import parse_question
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention, find_terms

#: Openings of a question that continues the one before.
_OPENING = re.compile(
    r"^(?:(?:and|or|but|also|then|ok|okay|so|now|instead)\b[\s,:]*)*"
    r"(?:(?:what about|how about|what if|the same for|same for)\b[\s,:]*)?",
    re.IGNORECASE,
)
#: A condition alone continues it, too.
_PREPOSITION = re.compile(
    r"^(?:for|at|in|with|of|since|before|after|above|below|under|over|between|until|without)\b",
    re.IGNORECASE,
)
#: Asks whether the answer holds under a condition: `is that at room temperature?`
_IS_THAT = re.compile(
    r"^(?:is|was) (?:that|this|it)(?: value| measured| true| valid)? (?=(?:at|for|after|under)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:what|which|why|how|who|when|where)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:they|their|them|these|those|both)\b", re.IGNORECASE)
#: Words that refer to the subject of the question before.
_REFERS = re.compile(
    r"\b(?:it|its|they|their|them|(?:this|that|these|those|the same|the)"
    r" (?:alloys?|ones?|materials?|compositions?|systems?|coatings?|films?|samples?|HEAs?)"
    r"|(?:this|that|these|those)(?=\s*(?:$|[?.,]|(?:is|are|was|were|at|in|so|for|with|of|due|because)"
    r"\b)))\b",
    re.IGNORECASE,
)
#: A judgement of a value, which needs its property: `why is it so high?`
_JUDGES = re.compile(r"\b(?:high|low|large|small|big|good|bad|much|higher|lower)\b", re.IGNORECASE)
_QUESTION = re.compile(
    r"(?:what|which|why|how|do(?:es)?|did|is|are|was|were|can|when|where|who)\b", re.IGNORECASE
)
_WHY = re.compile(
    r"^(?:(?:and|but|so)\s)*(?:why|how come|how so)(?:\s(?:is|was)\s(?:that|this|it))?$", re.I
)
_WHY_VERB = re.compile(
    r"^how (?=(?:do|does|did|is|are|was|were)\s)"
    r"|^(?=(?:do|does|did|is|are|was|were|has|have|can)\s)",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(r"^(?:what|which) (?:is|are|was|were) ", re.IGNORECASE)
_EXTREME = re.compile(
    r"^(?:the )?(?:highest|lowest|maximum|minimum|largest|smallest|best|worst)(?: one| value)?$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"\b(?:instead of|rather than|in place of)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"^what (?:is|was|are|were) the [^?]{3,60}$", re.IGNORECASE)
_MORE = re.compile(
    r"^(?:(?:please )?(?:tell|show|give) me more|more|anything else|what else|go on)"
    r"(?: about (?:it|that|this))?$",
    re.IGNORECASE,
)
_END = re.compile(r"[\s?.!]*$")
#: Prepositions before conditions, by dimension.
_PREPOSITIONS = {
    "temperature": "at",
    "time": "for",
    "strain_rate": "at",
    "irradiation_damage": "at",
}

_Part = TypeVar("_Part", Alloy, Mention, Quantity)


def stand_alone(text: str, before: str | None, spoken_of: Sequence[str] = ()) -> str:
    """Rewrite a follow-up question so that it needs no earlier question.

    Args:
        text: The question; one that is complete is returned as it is.
        before: The question before, complete itself; None for the first question.
        spoken_of: Alloys that the answer before gave, for a question before that names none.
    """
    text = text.strip()
    if before is None:
        return text
    bare = _END.sub("", text)
    if _WHY.match(bare):
        return _why(before)
    if _MORE.match(bare):
        subject = _subject(before, spoken_of)
        return f"What is known about {subject}?" if subject else text
    rest = _IS_THAT.sub("", _OPENING.sub("", bare, count=1), count=1)
    continues = rest != bare or (_PREPOSITION.match(rest) and not _ASKS.search(rest))
    if (continues or _is_fragment(rest)) and not _QUESTION.match(rest):
        return _merged(rest, before)
    return _with_subject(text, before, spoken_of)


def _why(before: str) -> str:
    """Ask for the reason of what the question before asked."""
    bare = _END.sub("", before)
    if _WHY_VERB.match(bare):
        asked = _WHY_VERB.sub("", bare, count=1)
        return f"Why {asked[0].lower()}{asked[1:]}?"
    if _WHAT_IS.match(bare):
        return f"What explains {_WHAT_IS.sub('', bare)}?"
    return f"What is the reason: {bare}?"


def _is_fragment(text: str) -> bool:
    """Return True for an alloy, a property, a condition or a unit without any other word."""
    kinds = (named_alloys(text), find_quantities(text), find_terms(text))
    spans = [(one.start, one.end) for found in kinds for one in found]
    return sum(map(bool, kinds)) == 1 and not re.search(r"\w", without(text, spans))


def _with_subject(text: str, before: str, spoken_of: Sequence[str]) -> str:
    """Add in brackets what a question refers to, or the alloy that it leaves out."""
    bare = _END.sub("", text)
    if named_alloys(text):
        return text
    refers = _REFERS.search(text)
    leaves_out = _DEFINITE.match(bare) and _measured(bare) and not _generic(bare)
    if not refers and not leaves_out:
        return text
    several = refers is not None and _SEVERAL.search(text) is not None
    subject = _spoken_of(before, spoken_of, several)
    if refers and _JUDGES.search(text) and not _measured(text) and (asked := _measured(before)):
        subject = f"{asked[0].text} of {subject}" if subject else asked[0].text
    return f"{bare} ({subject})?" if subject else text


def _subject(before: str, spoken_of: Sequence[str]) -> str:
    asked = [one.text for one in _measured(before)[:1]]
    return " of ".join(dict.fromkeys(filter(None, [*asked, _spoken_of(before, spoken_of)])))


def _spoken_of(before: str, answered: Sequence[str], several: bool = False) -> str:
    """Return what `it` is: an alloy of the question before or of its answer, or a topic."""
    named = list(dict.fromkeys(alloy.text for alloy in named_alloys(before)))
    if named:
        chosen = [one for one in answered if one in named] or named
        return ", ".join(named if several else chosen[:1])
    kinds = ("mechanism", "process", "phase", "class")
    topics = [one.text for one in find_terms(before) if one.kind in kinds]
    asks_alloy = parse_question(before).intent in ("set", "superlative", "alloy", "comparison")
    first, second = (answered, topics) if asks_alloy else (topics, answered)
    found = list(first or second)
    return ", ".join(found if several else found[:1])


def _generic(text: str) -> bool:
    return any(one.kind == "class" for one in find_terms(text))


def _merged(rest: str, before: str) -> str:
    """Replace in the earlier question what the new one names: alloy, property, condition, unit."""
    if unit := _in_unit(rest, before):
        return unit
    merged = before
    if _EXTREME.match(rest):
        return _of_extreme(rest, before)
    if new := named_alloys(rest):
        merged = _replaced(merged, named_alloys(merged), new[0].text, f" of {new[0].text}")
    merged = _of_element(rest, merged)
    if named := _measured(rest):
        merged = _replaced(merged, _measured(merged), named[0].text, f", {named[0].text}")
    elif treated := _processes(rest):
        merged = _treated(rest, merged, treated)
    merged = _of_years(rest, merged)
    merged = _under_conditions(rest, merged)
    if merged == before:
        merged = f"{_END.sub('', before)}, {_END.sub('', rest)}?"
    return merged


def _in_unit(rest: str, before: str) -> str:
    """Ask for the answer in another unit, as `in GPa?` does; "" if that is not what is asked."""
    if find_quantities(rest) or named_alloys(rest) or find_terms(rest):
        return ""
    dimensions = parse_question(before).dimensions | {"temperature"}
    text = rest if rest.startswith("in ") else f"in {rest}"
    unit = find_unit(text, dimensions, ())
    if unit is None:
        return ""
    name = text[slice(*unit.span)]
    quantities = [(one.start, one.end) for one in find_quantities(before)]
    if old := find_unit(before, dimensions, quantities):
        return before[: old.span[0]] + name + before[old.span[1] :]
    return f"{_END.sub('', before)} in {name}?"


def _of_extreme(rest: str, before: str) -> str:
    """Ask for an end of the values, as `and the highest?` does."""
    extreme = rest.lower().removeprefix("the ").removesuffix(" one").removesuffix(" value")
    words = r"\b(?:highest|lowest|maximum|minimum|largest|smallest|best|worst)\b"
    if re.search(words, before, re.IGNORECASE):
        return re.sub(words, extreme, before, count=1, flags=re.IGNORECASE)
    if not (asked := _measured(before)):
        return f"{_END.sub('', before)}, {rest}?"
    alloys = named_alloys(before)
    of = f" of {alloys[0].text}" if alloys else ""
    conditions = "".join(
        f" {_PREPOSITIONS.get(one.dimension, 'at')} {one.text}"
        for one in parse_question(before).conditions
    )
    return f"What is the {extreme} {asked[0].text}{of}{conditions}?"


def _of_element(rest: str, before: str) -> str:
    """Put an element in the place of another, as `what about Ti instead of Al?` asks."""
    halves = _INSTEAD.split(rest, maxsplit=1)
    new, old = find_elements(halves[0]), find_elements(before)
    if not new or named_alloys(rest) or _measured(rest):
        return before
    named = find_elements(halves[1]) if len(halves) > 1 else ()
    replaced = (
        named[0].symbol if named else old[0].symbol if len({e.symbol for e in old}) == 1 else ""
    )
    if not replaced:
        return before
    for one in reversed(old):
        if one.symbol == replaced:
            before = before[: one.start] + new[0].text + before[one.end :]
    for alloy in reversed(named_alloys(before)):
        if replaced in alloy.elements and new[0].symbol not in alloy.elements:
            formula = re.sub(rf"{replaced}(?![a-wz])", new[0].symbol, alloy.text)
            before = before[: alloy.start] + formula + before[alloy.end :]
    return before


def _treated(rest: str, before: str, new: Sequence[Mention]) -> str:
    """Put a treatment in the place of another, or add it."""
    if old := _processes(before):
        return _replaced(before, old, new[0].text, "")
    leads = re.match(r"(?:after|before|by|with|in|during)\b", rest, re.IGNORECASE)
    lead = ", " if leads else " after "
    return f"{_END.sub('', before)}{lead}{_END.sub('', rest)}?"


def _of_years(rest: str, before: str) -> str:
    new, old = find_years(rest), find_years(before)
    if not new.years:
        return before
    (start, end), text = new.spans[0], before
    if old.years:
        text = before[: old.spans[0][0]].rstrip() + before[old.spans[0][1] :]
    return f"{_END.sub('', text)} {rest[start:end].strip()}?"


def _under_conditions(rest: str, before: str) -> str:
    """Replace a quantity by the new one of its dimension, with its comparator, or add it."""
    new_bounds = {bound.quantity.start: span for bound, span in _compared(rest)}
    merged = before
    for condition in find_quantities(rest):
        same = [q for q in find_quantities(merged) if q.dimension == condition.dimension]
        compared = new_bounds.get(condition.start)
        written = rest[slice(*compared)] if compared else condition.text
        if same and compared:
            spans = [span for bound, span in _compared(merged) if bound.quantity == same[0]]
            start, end = spans[0] if spans else (same[0].start, same[0].end)
            merged = re.sub(r"\b(?:at|for) $", "", merged[:start]) + written + merged[end:]
            continue
        lead = "" if compared else f"{_PREPOSITIONS.get(condition.dimension, 'at')} "
        merged = _replaced(merged, same, written, f" {lead}{written}")
    return merged


def _compared(text: str) -> list[tuple[Bound, Span]]:
    """Return the comparators of a question with their spans."""
    read = find_bounds(text)
    bounds = sorted((*read.bounds, *read.limits), key=lambda bound: bound.quantity.start)
    return list(zip(bounds, sorted(read.spans), strict=False))


def _replaced(text: str, old: Sequence[_Part], new: str, added: str) -> str:
    """Put ``new`` in the place of the first old part, or ``added`` at the end if there is none."""
    if old:
        return text[: old[0].start] + new + text[old[0].end :]
    return f"{_END.sub('', text)}{added}?"


def _measured(text: str) -> list[Mention]:
    """Return the properties that a text names, or else the mechanisms, as creep and oxidation."""
    found = find_terms(text)
    properties = [mention for mention in found if mention.kind == "property"]
    return properties or [mention for mention in found if mention.kind == "mechanism"]


def _processes(text: str) -> list[Mention]:
    return [mention for mention in find_terms(text) if mention.kind == "process"]
