"""Questions of conditions: at what temperature, after which treatment, when, for how long."""

import re
from collections.abc import Iterator

from builder.drafting.rules.sentence_context import ClauseContext, Draft, SentenceContext
from builder.materials.vocabulary import find_terms
from builder.nlp.coreference import has_pronoun

_TEMPERATURE = re.compile(
    r"(?P<how>at|above|below|up to|between)\s+(?P<answer>(?:an? "
    r"|the )?(?:[\w-]+ )?(?:temperatures? (?:of )?)?(?:about |around |approximately |~"
    r"|∼)?(?:\d[\d.,]*(?:\s?(?:[°◦º˚]\s?C|℃|K))?(?:(?:\s?[-–,]\s?|,? and |,? to "
    r"|,? or )\d[\d.]*(?:\s?(?:[°◦º˚]\s?C|℃|K))?)*|(?:room|ambient|cryogenic"
    r"|liquid[- ]nitrogen) temperatures?)(?: \([^()]*\))?)\s*$"
)
_SOME_DEGREES = re.compile(r"temperature|°\s?C|℃|\dK|\d\s?K\b")
_STRAIN_RATE = re.compile(
    r"(?:at|under) (?:an? |the )?strain rates? of\s+(?P<answer>\S+(?: ?s[-−⁻]\S+)?)$"
)
_HOW_LONG = re.compile(r"for (?P<answer>(?:about )?\d[\d.–-]*\s?(?:h|hours?|min|minutes|s|days))$")
_AFTER = re.compile(r"after\s+(?P<answer>.+)$")
_WHEN = re.compile(
    r"(?:during|upon|when|once|if|under|with|as(?= .* (?:increas|decreas|ris|progress|approach))"
    r"|at (?:an? |the )?(?:high|low|small|large|intermediate|elevated)\w*)\s+.+$"
)
_MEDIUM = re.compile(
    r"in\s+(?P<answer>.+(?:atmospheres?|solutions?|air|vacuum|water|seawater|electrolytes?|medium"
    r"|media|argon|nitrogen|H2SO4|NaCl|KOH))$"
)
_TREATED = re.compile(
    r"\b(?P<word>annealed|aged|sintered|homogeni[sz]ed|solution[- ]treated|tempered|heat[- ]treated"
    r"|cold[- ]rolled|hot[- ]rolled|irradiated|oxidi[sz]ed|tested|deformed|compressed|quenched)\b"
)
_TREATED_AT = re.compile(
    r"\b(?P<word>annealed|aged|sintered|homogeni[sz]ed|tempered|heat[- ]treated|irradiated"
    r"|oxidi[sz]ed|rolled|quenched|held|deformed) (?:in [\w ]{3,20} )?(?P<at>at|between"
    r"|from) (?P<temperature>(?:about |room temperature|\d[\d.]*(?:\s?(?:[-–]|and"
    r"|to)\s?\d+)?\s?(?:[°◦º˚]\s?C|K\b)))(?: for (?P<time>\d[\d.]*\s?(?:h|hours?|min|minutes)\b))?"
)
_TREATED_AT_ALL = re.compile(
    r"\b(?:anneal|ag|sinter|homogeni|temper|heat[- ]treat|irradiat|oxidi|roll|quench|deform)\w*"
    r"(?: temperatures?)? (?:at|of|between|from) (?:about )?(\d+)",
    re.IGNORECASE,
)
_TELLING = frozenset("reveal confirm indicate show suggest disclose demonstrate illustrate".split())
#: What follows `applied to predict …` is a condition of what was predicted.
_FOR_A_PURPOSE = re.compile(
    r"(?:used|applied|employed|performed|conducted|carried out|utili[sz]ed"
    r"|adopted)\b.*\bto [a-z]+\b"
)
_NO_TIME = re.compile(
    r"\b(?:investigation|study|work|experiments?|order|comparison|respectively|contrast)\b"
)


def ask_condition(context: ClauseContext) -> Iterator[Draft]:
    """Each condition under which something holds, asked for with the others put in."""
    sentence, clause = context.sentence, context.clause
    if sentence.background or not context.resolvable or sentence.is_respective:
        return
    if any(word == "than" for word, _ in clause.adjuncts) or ": " in context.core:
        return  # Both sides of a comparison may have their own condition.
    core = sentence.resolve(context.core)
    if (
        core is None
        or len(context.core.split()) > 22
        or has_pronoun(context.core)
        or not _is_whole(context)
    ):
        return
    # `The analysis revealed … after …`: what was revealed came after, not the revealing.
    within = clause.base in _TELLING or _FOR_A_PURPOSE.match(context.core)
    asked_of = context.conditions[:1] if within else context.conditions
    if within and not clause.lead:
        return
    for condition in asked_of:
        asked = _asked_for(condition)
        written = _as_written(condition, sentence.text)
        if not asked or not written or _NO_TIME.search(condition):
            continue
        if asked[0] == "For how long" and clause.base != "be":
            continue
        opening, answer = asked
        question = context.question(opening, core, condition)
        if question and not (opening == "When" and len(answer.split()) < 3):
            yield "condition", question, _as_written(answer, sentence.text) or written


def _is_whole(context: ClauseContext) -> bool:
    """Whether the clause says something without the condition: a verb alone needs a term."""
    return bool(context.core) or context.clause.base != "be"


def _asked_for(condition: str) -> tuple[str, str] | None:
    """How a condition is asked for, and the part of it that answers."""
    if found := _TEMPERATURE.match(condition):
        if not _SOME_DEGREES.search(condition):
            return None
        how = "At" if found["how"] == "between" else found["how"].capitalize()
        what = (
            "temperature"
            if how != "At" or not re.search(r"\d.*(?:and|,|–|to)", condition)
            else "temperatures"
        )
        answer = found["answer"] if found["how"] != "between" else condition
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
    """The words as the sentence has them, its first letter large or small; "" if it has not."""
    for form in (words, words[:1].upper() + words[1:]):
        if form in text:
            return form
    return ""


def ask_treatment(sentence: SentenceContext) -> Iterator[Draft]:
    """At what temperature and for how long an alloy was treated, wherever a sentence says so."""
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
