"""Ask how two materials or states compare in all that a sentence tells of them."""

import re
from collections.abc import Iterator, Sequence

from builder.drafting.naming.short_names import unknown_label
from builder.drafting.naming.subjects import quoted_title
from builder.drafting.paper_draft import PaperDraft
from builder.drafting.rules.sentence_context import SentenceContext
from builder.drafting.whole_sentences.alone import AloneSentence
from builder.drafting.whole_sentences.summaries import MOST_THINGS
from builder.drafting.whole_sentences.told_things import listed, told_things
from builder.materials.alloys import named_alloys
from builder.nlp.coreference import has_pronoun, lower_first

#: Most words of the name of a material.
_LONGEST_NAME = 12
_ENDS = (
    r"(?=[,;]|\.$|\s(?:and|while|which|whereas|due|because|owing|with|by|at|under|in|indicating|is|are"
    r"|was|were|has|have)\b)"
)
_OTHER = r"(?:(?:that|those) (?:of|in|for) )?(?P<other>[^,;:]{3,70}?)"
_MORE = "higher|lower|larger|smaller|greater|better|worse|finer|harder|times|less|more|stronger"
_LIKE = "in comparison|compared|relative|superior|inferior|comparable"
#: What something is compared with, behind it or in front of the sentence.
_COMPARED = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"^(?:in comparison|compared) (?:to|with) {_OTHER},\s",
        rf"\b(?:as )?(?:{_LIKE}) (?:to|with) {_OTHER}{_ENDS}",
        rf"\b(?:{_MORE})(?: [\w-]+){{0,6}}? than {_OTHER}{_ENDS}",
    )
)
_OWNER = re.compile(r"(?:^|.*? )(?:of|in|for) (?P<owner>(?:the |an? )?.+)$")
_MATERIAL = re.compile(
    r"\b(?:alloys?|HEAs?|MEAs?|coatings?|films?|composites?|steels?|substrates?|specimens?|samples?"
    r"|counterparts?|superalloys?|condition|state|joints?|layers?|cermets?|matrix)\b"
    r"|[A-Z][a-z]?(?:[A-Z][a-z]?|\d)"
)
_REFERS = re.compile(
    r"\b(?:each|other|others|conventional|traditional|most|many|these|this|those|all|its|their|both"
    r"|two|three|reported|previous\w*|commercial|one|former|latter|original|same|counterparts?)\b"
)
#: Behind the name of the other one: the next of its treatments.
_TREATED_NEXT = re.compile(
    r"\sand (?:\w+ly )?[\w-]*(?:anneal|age|aging|roll|forg|sinter|quench|treat|temper)\w*\b"
)
_PLURAL = re.compile(r"(?:alloys|HEAs|MEAs|coatings|films|composites|steels|specimens|samples)\b")
#: Verbs of a comparison, whose subject is one of the two.
_COMPARING = frozenset(
    "be have show exhibit possess display demonstrate reach achieve present offer retain own reveal"
    " increase decrease improve maintain provide form surpass exceed".split()
)
_AMOUNT = re.compile(r"\d\s?(?:HV|[MG]Pa|°C|K|h|%|nm|µm)\b|[–-]\d+\.\d")


def ask_rivals(title: str | None, alone: Sequence[AloneSentence]) -> Iterator[PaperDraft]:
    """Ask how a material compares with another one, with the whole sentence for an answer.

    Args:
        title: The title of the paper.
        alone: The findings of its abstract that can be read alone.
    """
    for told in alone:
        one, answer = told.sentence, told.answer
        pair = None if one.is_respective else _pair(one, answer)
        things = told_things(answer) if pair else ()
        if pair and 0 < len(things) <= MOST_THINGS:
            mine, other = pair
            do = "do" if _PLURAL.search(mine) or " and " in mine else "does"
            named = listed([thing.removeprefix("the ") for thing in things])
            asked = f"ow {do} {mine} compare with {other} in {named}?"
            words = "" if named_alloys(asked) else quoted_title(title)
            if words or named_alloys(asked):
                question = f"According to {words}, h{asked}" if words else f"H{asked}"
                yield PaperDraft("comparison", "rival told", question, answer, one.start, one.end)


def _pair(one: SentenceContext, answer: str) -> tuple[str, str] | None:
    """Return the two that a sentence compares, as a question names them; None if unsure."""
    found = next((match for form in _COMPARED if (match := form.search(answer))), None)
    clause = one.clauses[0] if one.clauses else None
    if found is None or clause is None or clause.base not in _COMPARING:
        return None
    if _TREATED_NEXT.match(answer, found.end("other")):
        return None  # What the other one was, too, would be cut off.
    subject = clause.subject
    if not _names_material(subject) and (owner := _OWNER.match(subject)):
        subject = owner["owner"]
    mine, other = one.resolve(lower_first(subject)) or "", lower_first(found["other"].strip())
    if one.resolve(other) != other or not (_is_name(mine) and _is_name(other)):
        return None  # `The alloy` with which it is compared may be any.
    if (
        {one.composition_key for one in named_alloys(mine)}
        == {one.composition_key for one in named_alloys(other)}
        != set()
    ):
        return None  # What tells the two apart, such as an addition, is named elsewhere.
    return (mine, other) if mine != other else None


def _names_material(words: str) -> bool:
    return _MATERIAL.search(words) is not None and not told_things(words)


def _is_name(words: str) -> bool:
    """Return True for the name of a material that can be understood by itself."""
    return bool(
        _names_material(words)
        and len(words.split()) <= _LONGEST_NAME
        and not _REFERS.search(words)
        and not _AMOUNT.search(words)
        and not has_pronoun(words)
        and not unknown_label(words)
        and words.count("(") == words.count(")")
    )
