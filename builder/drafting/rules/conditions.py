"""Ask for conditions: at what temperature, after which treatment, when, for how long."""

import re
from collections.abc import Iterator, Sequence

from builder.drafting.rules.sentence_context import ClauseContext, Draft, SentenceContext
from builder.materials.vocabulary import find_terms
from builder.nlp.coreference import has_pronoun
from builder.nlp.word_classes import DEGREES, NUMBER, TREATED, TREATMENT_STEMS

_TEMPERATURE = re.compile(
    r"(?P<how>at|above|below|up to|between)\s+(?P<answer>(?:an? "
    r"|the )?(?:[\w-]+ )?(?:temperatures? (?:of )?)?(?:about |around |approximately |~"
    rf"|∼)?(?:{NUMBER}(?:\s?{DEGREES})?(?:(?:\s?[-–]\s?|,\s|,? and |,? to "
    rf"|,? or ){NUMBER}(?:\s?{DEGREES})?)*|(?:room|ambient|cryogenic"
    r"|liquid[- ]nitrogen) temperatures?)(?: \([^()]*\))?)\s*$"
)
_SOME_DEGREES = re.compile(r"temperature|°\s?C|℃|\dK|\d\s?K\b")
_STRAIN_RATE = re.compile(
    r"(?:at|under) (?:an? |the )?strain rates? of\s+(?P<answer>\S+(?: ?s[-−⁻]\S+)?)$"
)
_HOW_LONG = re.compile(
    rf"for (?P<answer>(?:about )?{NUMBER}(?:[–-]\d[\d.]*)?\s?(?:h|hours?|min|minutes|s|days))$"
)
_AFTER = re.compile(r"after\s+(?P<answer>.+)$")
_WHEN = re.compile(
    r"(?:during|upon|when|once|if|under|with|as(?= .* (?:increas|decreas|ris|progress|approach))"
    r"|at (?:an? |the )?(?:high|low|small|large|intermediate|elevated)\w*)\s+.+$"
)
_MEDIUM = re.compile(
    r"in\s+(?P<answer>.+(?:atmospheres?|solutions?|air|vacuum|water|seawater|electrolytes?|medium"
    r"|media|argon|nitrogen|H2SO4|NaCl|KOH))$"
)
_TREATED_AT = re.compile(
    rf"\b(?P<word>{TREATED}|rolled|held) (?:in [\w ]{{3,20}} )?"
    r"(?P<at>at|between"
    rf"|from) (?P<temperature>(?:about |room temperature|{NUMBER}(?:\s?(?:[-–]|and"
    rf"|to)\s?{NUMBER})?\s?{DEGREES}))(?: for (?P<time>{NUMBER}\s?(?:h|hours?|min|minutes)\b))?"
)
_TREATED_AT_ALL = re.compile(
    rf"\b(?:{TREATMENT_STEMS}|ag|temper)\w*"
    r"(?: temperatures?)? (?:at|of|between|from) (?:about )?(\d+)",
    re.IGNORECASE,
)
#: Verbs of showing: a condition behind them may belong to what was shown.
_SHOWING_VERBS = frozenset(
    "reveal confirm indicate show suggest disclose demonstrate illustrate".split()
)
#: A condition behind `applied to predict …` is one of what was predicted.
_FOR_A_PURPOSE = re.compile(
    r"(?:used|applied|employed|performed|conducted|carried out|utili[sz]ed"
    r"|adopted)\b.*\bto [a-z]+\b"
)
_NO_TIME = re.compile(
    r"\b(?:investigation|study|work|experiments?|order|comparison|respectively|contrast)\b"
)


def ask_condition(context: ClauseContext) -> Iterator[Draft]:
    """Ask for each condition under which a clause holds, with the others in the question."""
    sentence, clause = context.sentence, context.clause
    if sentence.is_respective or not _has_whole_core(context):
        return
    core = sentence.resolve(context.core)
    if core is None:
        return
    for condition in _own_conditions(context):
        asked_for = _opening_and_answer(condition)
        written = _as_written(condition, sentence.text)
        if not asked_for or not written or _NO_TIME.search(condition):
            continue
        opening, answer = asked_for
        if opening == "For how long" and clause.base != "be":
            continue
        if opening == "When" and len(answer.split()) < 3:
            continue
        if question := context.question(opening, core, condition):
            yield "condition", question, _as_written(answer, sentence.text) or written


def _has_whole_core(context: ClauseContext) -> bool:
    """Return True if a clause is a finding that can be stated without its conditions."""
    clause, core = context.clause, context.core
    if context.sentence.background or not context.resolvable:
        return False
    if any(word == "than" for word, _ in clause.adjuncts) or ": " in core:
        return False  # Each side of a comparison may have its own condition.
    if len(core.split()) > 22 or has_pronoun(core):
        return False
    return bool(core) or clause.base != "be"


def _own_conditions(context: ClauseContext) -> Sequence[str]:
    """Return the conditions of the clause itself.

    `The analysis revealed … after …`: the last condition is one of what was revealed.
    """
    clause = context.clause
    if clause.base in _SHOWING_VERBS or _FOR_A_PURPOSE.match(context.core):
        return context.conditions[:1] if clause.lead else ()
    return context.conditions


def _opening_and_answer(condition: str) -> tuple[str, str] | None:
    """Return the interrogative for a condition and the part of it that is the answer."""
    if found := _TEMPERATURE.match(condition):
        if not _SOME_DEGREES.search(condition):
            return None
        between = found["how"] == "between"
        how = "At" if between else found["how"].capitalize()
        several = how == "At" and re.search(r"\d.*(?:and|,|–|to)", condition)
        what = "temperatures" if several else "temperature"
        answer = condition if between else found["answer"]
        return f"{how} what {what}", answer
    if found := _STRAIN_RATE.match(condition):
        return "At what strain rate", found["answer"]
    if found := _HOW_LONG.match(condition):
        return "For how long", found["answer"]
    if found := _AFTER.match(condition):
        processed = any(term.kind == "process" for term in find_terms(found["answer"]))
        return ("After which treatment" if processed else "After what"), found["answer"]
    if found := _MEDIUM.match(condition):
        return "In what environment", found["answer"]
    if _WHEN.match(condition):
        return "When" if not condition.startswith("under") else "Under what conditions", condition
    return None


def _as_written(words: str, text: str) -> str:
    """Return the words with the capital or small initial that the text has; "" if not in it."""
    for form in (words, words[:1].upper() + words[1:]):
        if form in text:
            return form
    return ""


def ask_treatment(sentence: SentenceContext) -> Iterator[Draft]:
    """Ask at what temperature and for how long an alloy was treated."""
    alloy = sentence.certain_alloy
    found = list(_TREATED_AT.finditer(sentence.text))
    if not alloy or len(found) != 1 or sentence.is_respective:
        return
    [one] = found
    if len(set(_TREATED_AT_ALL.findall(sentence.abstract))) > 1:
        return
    for_time = f" for {one['time']}" if one["time"] else ""
    yield (
        "condition",
        f"At what temperature was {alloy} {one['word']}{for_time}?",
        one["temperature"],
    )
    if one["time"]:
        at = f"{one['at']} {one['temperature']}"
        yield "condition", f"For how long was {alloy} {one['word']} {at}?", one["time"]
