"""Complete follow-up questions, such as `and at 77 K?` after one about an alloy's strength."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from answer.question.elliptic import measured_by, merge, without_unit
from answer.question.grammar.qualifiers import qualified
from answer.question.grammar.spans import without
from answer.question.parse import parse_question
from answer.question.wording.proper_names import find_labels
from builder.materials.alloys import named_alloys
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms

#: Openings of a question that continues the one before.
_OPENING = re.compile(
    r"^(?:(?:and|or|but|also|then|ok|okay|so|now|instead|only|just)\b[\s,:]*)*"
    r"(?:(?:what about|how about|what if (?:it|they) (?:is|are|was|were)|what if|the same for"
    r"|same for)\b[\s,:]*)?"
    r"(?:(?:can you |could you |please )*(?:convert|express|give|what is|what's)"
    r" (?:it|that|this|them)(?: value)?(?: (?:in)?to| as)? (?=\S+(?: \S+)?$))?"
    r"(?:(?:what|how (?:much|high|large))(?:'s| is| was) (?:it|that|this)"
    r" (?=(?:at|after|for|under|in) ))?",
    re.IGNORECASE,
)
#: A condition alone continues it, too.
_PREPOSITION = re.compile(
    r"^(?:for|at|in|with|of|since|before|after|above|below|under|over|between|until|without)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(r"\b(?:at|for|in|and)\b", re.IGNORECASE)
#: Asks whether the answer holds under a condition: `is that at room temperature?`
_IS_THAT = re.compile(
    r"^(?:is|was) (?:that|this|it)(?: value| measured| true| valid)? (?=(?:at|for|after|under)\b)",
    re.IGNORECASE,
)
#: Of what was counted the list, and of what was listed the count.
_LIST_THEM = re.compile(r"^(?:which|which ones|list them|show them|name them)$", re.IGNORECASE)
_HOW_MANY = re.compile(r"^how many(?: are (?:there|they))?$", re.IGNORECASE)
_BY_HOW_MUCH = re.compile(r"^by how much$", re.IGNORECASE)
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
    r"|^(?=(?:do|does|did|is|are|was|were|has|have|had|can)(?:n't)?\s)",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(r"^(?:what|which) (?:is|are|was|were) ", re.IGNORECASE)
_DEFINITE = re.compile(r"^what (?:is|was|are|were) the [^?]{3,60}$", re.IGNORECASE)
_MORE = re.compile(
    r"^(?:(?:please )?(?:tell|show|give) me more|more|anything else|what else|go on)"
    r"(?: about (?:it|that|this))?$",
    re.IGNORECASE,
)
_END = re.compile(r"[\s?.!]*$")
#: Verbs of change with their opposites, as they stand behind `does`.
_OPPOSITES = {
    one: other
    for pair in (
        ("soften", "harden"),
        ("weaken", "strengthen"),
        ("increase", "decrease"),
        ("improve", "degrade"),
        ("raise", "reduce"),
        ("rise", "fall"),
        ("accelerate", "retard"),
        ("promote", "suppress"),
        ("embrittle", "toughen"),
        ("grow", "shrink"),
        ("expand", "contract"),
    )
    for one, other in (pair, pair[::-1])
}
#: Auxiliaries that take `n't`.
_DENIED = re.compile(r"^(?:do|does|did|is|are|was|were|has|have|had)(?= )", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer told, on which the next question may lean."""

    alloys: Sequence[str] = ()
    """Those that it gave."""
    claim: str = ""
    """Its first sentence."""
    verdict: Literal["", "yes", "no"] = ""


def stand_alone(text: str, before: str | None, told: Told = Told()) -> str:
    """Rewrite a follow-up question so that it needs no earlier question.

    Args:
        text: The question; one that is complete is returned as it is.
        before: The question before, complete itself; None for the first question.
        told: What the answer to the question before told.
    """
    text, spoken_of = text.strip(), told.alloys
    if before is None:
        return text
    bare = _END.sub("", text)
    if _WHY.match(bare):
        return _why(before, told)
    if asked := _turned(bare, before):
        return asked
    if _MORE.match(bare):
        subject = _subject(before, spoken_of)
        return f"What is known about {subject}?" if subject else text
    rest = _IS_THAT.sub("", _OPENING.sub("", bare, count=1), count=1)
    continues = rest != bare or (_PREPOSITION.match(rest) and not _ASKS.search(rest))
    fragment = _is_fragment(rest) or _is_treatment(rest)
    if (continues or fragment) and not _QUESTION.match(rest):
        return merge(rest, before)
    return _with_subject(text, before, spoken_of)


def _why(before: str, told: Told) -> str:
    """Ask for the reason of what the question before asked, or of what its answer said instead."""
    bare = _as_told(_END.sub("", without_unit(before)), told)
    if _WHY_VERB.match(bare):
        asked = _WHY_VERB.sub("", bare, count=1)
        return f"Why {asked[0].lower()}{asked[1:]}?"
    if _WHAT_IS.match(bare):
        return f"What explains {_WHAT_IS.sub('', bare)}?"
    return f"What is the reason: {bare}?"


def _as_told(asked: str, told: Told) -> str:
    """Return a question for yes or no with the verb of the answer, or denied as the answer did.

    Without a verdict an answer's verb counts only where it is the one verb of change in it.
    """
    if told.verdict == "yes":
        return asked
    changes = [verb for verb in _OPPOSITES if _in_any_form(verb).search(told.claim)]
    if told.verdict == "no" or len(changes) == 1:
        for said in changes:
            turned = re.sub(rf"\b{_OPPOSITES[said]}\b", said, asked, flags=re.IGNORECASE)
            if turned != asked and _OPPOSITES[said] not in changes:
                return turned
    return _DENIED.sub(lambda verb: f"{verb[0]}n't", asked) if told.verdict else asked


def _in_any_form(verb: str) -> re.Pattern[str]:
    return re.compile(rf"\b{verb.removesuffix('e')}(?:e|es|ed|ing|s)?\b", re.IGNORECASE)


def _turned(bare: str, before: str) -> str:
    """Ask for the list of what was counted, the count of what was listed, the size of a change."""
    rest, asked = _OPENING.sub("", bare, count=1), _END.sub("", before)
    if _LIST_THEM.match(rest) and re.match(r"how many\b", asked, re.IGNORECASE):
        return f"Which{asked[len('how many') :]}?"
    if _HOW_MANY.match(rest) and re.match(r"(?:which|what) ", asked, re.IGNORECASE):
        return f"How many {asked.partition(' ')[2]}?"
    if _BY_HOW_MUCH.match(rest) and _WHY_VERB.match(asked):
        asked = _WHY_VERB.sub("", asked, count=1)
        return f"By how much {asked[0].lower()}{asked[1:]}?"
    return ""


def _is_fragment(text: str) -> bool:
    """Return True for an alloy, a property, a condition or a unit without any other word."""
    kinds = (named_alloys(text), find_quantities(text), find_terms(text))
    spans = [(one.start, one.end) for found in kinds for one in found]
    return sum(map(bool, kinds)) == 1 and not re.search(r"\w", without(text, spans))


def _is_treatment(text: str) -> bool:
    """Return True for a treatment with how it was done, alone: `annealed at 800 °C for 1 h`."""
    treated, amounts = find_terms(text), find_quantities(text)
    if not treated or not amounts or any(one.kind != "process" for one in treated):
        return False
    spans = [(one.start, one.end) for found in (treated, amounts) for one in found]
    return not re.search(r"\w", _LEADS.sub("", without(text, spans)))


def _with_subject(text: str, before: str, spoken_of: Sequence[str]) -> str:
    """Add in brackets what a question refers to, or the alloy that it leaves out."""
    bare = _END.sub("", text)
    if named_alloys(text):
        return text
    refers = _REFERS.search(text)
    leaves_out = _DEFINITE.match(bare) and measured_by(bare) and not _generic(bare)
    if not refers and not leaves_out:
        return text
    several = refers is not None and _SEVERAL.search(text) is not None
    subject = _spoken_of(before, spoken_of, several)
    if refers and _JUDGES.search(text) and not measured_by(text) and (asked := measured_by(before)):
        subject = f"{asked[0].text} of {subject}" if subject else asked[0].text
    return f"{bare} ({subject})?" if subject else text


def _subject(before: str, spoken_of: Sequence[str]) -> str:
    asked = [one.text for one in measured_by(before)[:1]]
    return " of ".join(dict.fromkeys(filter(None, [*asked, _spoken_of(before, spoken_of)])))


def _spoken_of(before: str, answered: Sequence[str], several: bool = False) -> str:
    """Return what `it` is: an alloy of the question before or of its answer, or a topic."""
    named = {alloy.text: qualified(before, alloy) for alloy in reversed(named_alloys(before))}
    if named:
        chosen = [named[one] for one in answered if one in named] or [*named.values()][::-1]
        return ", ".join([*named.values()][::-1] if several else chosen[:1])
    if labels := [one.text for one in find_labels(before)]:
        return ", ".join(labels if several else labels[:1])
    kinds = ("mechanism", "process", "phase", "class")
    topics = [one.text for one in find_terms(before) if one.kind in kinds]
    asks_alloy = parse_question(before).intent in ("set", "superlative", "alloy", "comparison")
    first, second = (answered, topics) if asks_alloy else (topics, answered)
    found = list(first or second)
    return ", ".join(found if several else found[:1])


def _generic(text: str) -> bool:
    return any(one.kind == "class" for one in find_terms(text))
