"""Ask for conditions: at what temperature, after which treatment, when, for how long."""

import re
from collections.abc import Iterator, Sequence

from builder.drafting.rules.sentence_context import ClauseContext, Draft
from builder.materials.vocabulary import find_terms
from builder.nlp.coreference import has_pronoun
from builder.nlp.word_classes import DEGREES, NUMBER

_TEMPERATURE = re.compile(
    r"(?P<how>at|above|below|up to|between)\s+(?P<answer>(?:an? "
    r"|the )?(?:[\w-]+ )?(?:temperatures? (?:of )?)?(?:about |around |approximately |~"
    rf"|∼)?(?:{NUMBER}(?:\s?{DEGREES})?(?:(?:\s?[-–]\s?|,\s|,? and |,? to "
    rf"|,? or ){NUMBER}(?:\s?{DEGREES})?)*|(?:room|ambient|cryogenic"
    r"|liquid[- ]nitrogen) temperatures?)(?: \([^()]*\))?)\s*$"
)
_SOME_DEGREES = re.compile(r"temperature|°\s?C|℃|\dK|\d\s?K\b")
_AFTER = re.compile(r"after\s+(?P<answer>.+)$")
_SO_LONG = re.compile(rf"(?:about )?{NUMBER}\s?(?:h|hours?|min|minutes|s|days|weeks|years)\b.*")
_SO_MANY = re.compile(rf"{NUMBER}\s(?P<what>(?:[a-z]+ )?(?:cycles|passes|times|turns|steps))\b.*")
#: `when the Ti content was 1.0 at.%`: an amount that is asked for by its name.
_AMOUNT_OF = (
    r"(?:contents?|concentrations?|amounts?|fractions?|additions?|ratios?|temperatures?"
    r"|pressures?|rates?"
    r"|speeds?|powers?|times?|doses?|bias|voltages?|potentials?|currents?|densit(?:y|ies)"
    r"|energ(?:y|ies)|thickness(?:es)?|sizes?"
    r"|loads?|strains?|stress(?:es)?|undercooling|frequenc(?:y|ies)|velocit(?:y|ies)|depths?"
    r"|strength|fields?)"
)
_WHEN_AMOUNT = re.compile(
    rf"(?:when|once|if|as) (?P<what>(?:the )?(?:[\w.%()/-]+ ){{0,5}}?(?:{_AMOUNT_OF}|[xyz])"
    rf"(?: (?:of|in) [\w().-]+(?: [\w().-]+)?)?) "
    r"(?P<how>(?:is|was|are|were)(?: approximately| around| about| equal to| nearly)?|reaches"
    r"|reached|exceeds|exceeded|(?:is|was) (?:above|below|over)|equals)"
    r"(?: to)? (?P<answer>(?:only |about |less than |more than |[<>~∼≤≥])?\s?[~∼]?\d[^,;]{0,40})$"
)
#: `with 5 wt.% TiC`, `at x = 0.3`: the amount in front.
_AT_AMOUNT = re.compile(
    rf"(?P<prep>at|with|for) (?:an? |the )?(?P<what>(?:[\w-]+ ){{0,3}}(?:{_AMOUNT_OF}"
    rf"|[xyz])(?: of [A-Z][\w()]*)?) ?(?:=|of) ?"
    r"(?P<answer>(?:about |[~∼])?\d[^,;]{0,30})$"
)
_WHEN = re.compile(r"(?:during|upon)\s+(?P<answer>.+)$")
_VAGUE = re.compile(
    r"\b(?:comparable|same|these|this|such|various|different|certain|similar|identical|all|study"
    r"|both)\b"
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
_NUMBER_OF_ITS_OWN = re.compile(r"(?<![\w.])\d")
#: What happens at a condition: something forms, moves or changes.
_EVENTS = frozenset(
    "form occur appear disappear transform decompose precipitate nucleate dissolve melt begin start"
    " fail fracture evolve change transition become recrystallize spheroidize crack crystallize"
    " activate trigger dominate coarsen grow emerge consist contain undergo".split()
)
_HAPPENED = re.compile(
    r"(?:\w+ly )?(?:formed|transformed|activated|triggered|dissolved|precipitated|generated"
    r"|produced"
    r"|induced|suppressed|eliminated|destroyed|converted|achieved|obtained|completed|initiated"
    r"|dominated)\b"
)
_NO_TIME = re.compile(
    r"\b(?:investigation|study|work|experiments?|order|comparison|respectively|contrast)\b"
)


def ask_condition(context: ClauseContext) -> Iterator[Draft]:
    """Ask for each condition under which a clause holds, with the others in the question."""
    sentence = context.sentence
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
        if opening == "When" and len(answer.split()) < 3:
            continue
        if _NUMBER_OF_ITS_OWN.search(core) or not _is_event(context, opening):
            continue  # A value, which another rule asks for; a merit, which is told at all of them.
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
        return _asked_temperature(condition, found)
    if found := _AFTER.match(condition):
        return _asked_after(found["answer"])
    if found := _WHEN_AMOUNT.match(condition):
        return _asked_amount(found)
    if found := _AT_AMOUNT.match(condition):
        what = "value of x" if found["what"] == "x" else found["what"]
        return f"{found['prep'].capitalize()} what {what}", found["answer"]
    if (found := _WHEN.match(condition)) and not _VAGUE.search(condition):
        return "When", condition
    return None


def _is_event(context: ClauseContext, opening: str) -> bool:
    """Return True if something happens under a condition that is asked for."""
    clause = context.clause
    happens = clause.base in _EVENTS or (clause.base == "be" and _HAPPENED.match(context.core))
    return bool(happens) or (
        opening.startswith(("At what", "Above", "Below")) and "temperature" not in opening
    )


def _asked_temperature(condition: str, found: re.Match[str]) -> tuple[str, str] | None:
    if not _SOME_DEGREES.search(condition):
        return None
    between = found["how"] == "between"
    how = "At" if between else found["how"].capitalize()
    several = how == "At" and re.search(r"\d.*(?:and|,|–|to)", condition)
    what = "temperatures" if several else "temperature"
    return f"{how} what {what}", condition if between else found["answer"]


def _asked_after(answer: str) -> tuple[str, str] | None:
    """Ask after how long, how many cycles or which treatment; None for anything else."""
    processed = any(term.kind == "process" for term in find_terms(answer))
    if _SO_LONG.fullmatch(answer) and (not processed or " of " in answer):
        return "After how long", answer.split(" accompanied ")[0]
    if many := _SO_MANY.fullmatch(answer):
        return f"After how many {many['what']}", answer
    clause = re.match(r"\w+ed\b|being\b|the\b", answer) or _VAGUE.search(answer)
    return ("After which treatment", answer) if processed and not clause else None


def _asked_amount(found: re.Match[str]) -> tuple[str, str] | None:
    what = found["what"].removeprefix("the ")
    if re.search(r"\b(?:it|its|their|this|is|was)\b", what):
        return None
    above = "exceed" in found["how"] or "above" in found["how"] or "over" in found["how"]
    how = "Above" if above else "Below" if "below" in found["how"] else "At"
    return f"{how} what {'value of ' + what if len(what) == 1 else what}", found["answer"]


def _as_written(words: str, text: str) -> str:
    """Return the words with the capital or small initial that the text has; "" if not in it."""
    for form in (words, words[:1].upper() + words[1:]):
        if form in text:
            return form
    return ""
