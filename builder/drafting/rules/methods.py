"""Ask for the method of a study: `We measured … using …`, `Using …, … was calculated`."""

import re
from collections.abc import Iterator

from builder.drafting.rules.processing import MAKING, STUDYING, strip_outcome
from builder.drafting.rules.sentence_context import (
    ClauseContext,
    Draft,
    SentenceContext,
    join_question,
)
from builder.materials.vocabulary import find_terms
from builder.nlp.coreference import resolve

_STUDY = (
    "investigat|examin|explor|characteri[sz]|analy[sz]|evaluat|measur|comput|calculat|determin"
    "|simulat|prob|assess|predict|stud(?=y|i)|quantif(?=y|i)"
)
_MAKE = "prepar|fabricat|synthesi[sz]|produc|manufactur|process|deposit"
_USING = r"(?:using|by using|by means of|by|via|through|with the help of|employing)"
_OF_OURS = re.compile(
    r"(?:^|,\s)(?:(?i:in this (?:\w+ )?(?:study|work|paper|article),? )|Here,? |Herein,? )?"
    r"(?:[Ww]e|(?:[Tt]his|[Tt]he present) (?:study|work|paper|article))\s(?:\w+ly )?"
    rf"(?P<stem>(?P<made>{_MAKE})|{_STUDY})(?:e|es|ed|s|y|ies|ied)?\s"
    rf"(?P<what>[^;]{{8,200}}?),?\s(?P<how>{_USING}\s[^;]+)"
)
_MEANS = re.compile(
    r"(?:Using|By (?:means of|using|employing)|With the (?:help|aid) of|Via|Through|Employing)\s.+"
)
_DONE = re.compile(
    rf"(?:\w+ly )?(?P<word>(?P<made>{MAKING})|{STUDYING})\b"
    r"(?P<place>(?: (?:in|on|at|under|for) [\w°.,/%–() -]{3,60})?)"
)
_RELATIVE = re.compile(r"\b(?:that|which|where|who|whose|we|and (?:its|their))\b")
_HEAD = re.compile(r"\s(?:of|in|on|for|with|at|under|between|to|from|during|as)\s")
_PLURAL = re.compile(r"[^su]s$|\band\b|\bproperties$")


def ask_own_method(sentence: SentenceContext) -> Iterator[Draft]:
    """Ask by what method the authors studied or made something: `We measured … using …`."""
    found = _OF_OURS.search(sentence.text)
    if not found or sentence.is_respective:
        return
    what = resolve(found["what"].strip(), sentence.alloy, sentence.single_alloy)
    if not what or _RELATIVE.search(what) or len(what.split()) > 22 or "," in what:
        return
    how = strip_outcome(found["how"].rstrip("."))
    if not _names_method(how, made=bool(found["made"])):
        return
    be = "were" if _PLURAL.search(_HEAD.split(f"{what} ")[0].strip()) else "was"
    stem = found["stem"]
    done = f"{stem}ied" if stem in ("stud", "quantif") else f"{stem}ed"
    yield "processing" if found["made"] else "method", f"How {be} {what} {done}?", how


def ask_leading_method(context: ClauseContext) -> Iterator[Draft]:
    """Ask for the method with which a sentence begins: `Using …, … was calculated`."""
    clause, means = context.clause, _MEANS.fullmatch(context.clause.lead)
    done = _DONE.fullmatch(clause.rest) if clause.base == "be" else None
    if not means or not done or context.sentence.resolve(done["place"]) is None:
        return
    if not _names_method(clause.lead, made=bool(done["made"])) or len(context.subject.split()) > 24:
        return
    kind = "processing" if done["made"] else "method"
    action = done["word"] + done["place"]
    question = join_question("How", clause.auxiliary, context.subject, clause.after, action)
    yield kind, question, clause.lead


def _names_method(how: str, *, made: bool) -> bool:
    """Return True if the words name a method, or a process of making, in at most 30 words."""
    wanted = ("process", "method") if made else ("method",)
    return len(how.split()) <= 30 and any(term.kind in wanted for term in find_terms(how))
