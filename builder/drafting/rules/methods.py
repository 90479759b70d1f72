"""Ask how something was made, told otherwise: `We prepared … by …`, `Using …, … was made`."""

import re
from collections.abc import Iterator

from builder.drafting.rules.processing import MAKING, strip_outcome
from builder.drafting.rules.sentence_context import (
    ClauseContext,
    Draft,
    SentenceContext,
    join_question,
)
from builder.materials.vocabulary import find_terms
from builder.nlp.coreference import resolve

_MAKE = "prepar|fabricat|synthesi[sz]|produc|manufactur|process|deposit"
_USING = r"(?:using|by using|by means of|by|via|through|with the help of|employing)"
_OF_OURS = re.compile(
    r"(?:^|,\s)(?:(?i:in this (?:\w+ )?(?:study|work|paper|article),? )|Here,? |Herein,? )?"
    r"(?:[Ww]e|(?:[Tt]his|[Tt]he present) (?:study|work|paper|article))\s(?:\w+ly )?"
    rf"(?P<stem>{_MAKE})(?:e|es|ed|s)?\s"
    rf"(?P<what>[^;]{{8,200}}?),?\s(?P<how>{_USING}\s[^;]+)"
)
_MEANS = re.compile(
    r"(?:Using|By (?:means of|using|employing)|With the (?:help|aid) of|Via|Through|Employing)\s.+"
)
_DONE = re.compile(
    rf"(?:\w+ly )?(?P<word>{MAKING})\b"
    r"(?P<place>(?: (?:in|on|at|under|for) [\w°.,/%–() -]{3,60})?)"
)
_RELATIVE = re.compile(r"\b(?:that|which|where|who|whose|we|and (?:its|their))\b")
_HEAD = re.compile(r"\s(?:of|in|on|for|with|at|under|between|to|from|during|as)\s")
_PLURAL = re.compile(r"[^su]s$|\band\b|\bproperties$")


def ask_own_method(sentence: SentenceContext) -> Iterator[Draft]:
    """Ask how the authors made something: `We prepared … using …`."""
    found = _OF_OURS.search(sentence.text)
    if not found or sentence.is_respective:
        return
    what = resolve(found["what"].strip(), sentence.alloy, sentence.single_alloy)
    if not what or _RELATIVE.search(what) or len(what.split()) > 22 or "," in what:
        return
    how = strip_outcome(found["how"].rstrip("."))
    if not _names_process(how):
        return
    be = "were" if _PLURAL.search(_HEAD.split(f"{what} ")[0].strip()) else "was"
    yield "processing", f"How {be} {what} {found['stem']}ed?", how


def ask_leading_method(context: ClauseContext) -> Iterator[Draft]:
    """Ask for the process with which a sentence begins: `Using …, … was prepared`."""
    clause, means = context.clause, _MEANS.fullmatch(context.clause.lead)
    done = _DONE.fullmatch(clause.rest) if clause.base == "be" else None
    if not means or not done or context.sentence.resolve(done["place"]) is None:
        return
    if not _names_process(clause.lead) or len(context.subject.split()) > 24:
        return
    action = done["word"] + done["place"]
    question = join_question("How", clause.auxiliary, context.subject, clause.after, action)
    yield "processing", question, clause.lead


def _names_process(how: str) -> bool:
    """Return True if the words name a process, in at most 30 words."""
    return len(how.split()) <= 30 and any(term.kind == "process" for term in find_terms(how))
