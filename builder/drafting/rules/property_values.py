"""Ask for values of properties: how much, at what temperature, of which alloy, in what range."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from builder.drafting.rules.context_reader import clause_contexts
from builder.drafting.rules.sentence_context import (
    ClauseContext,
    Draft,
    SentenceContext,
)
from builder.materials.alloys import named_alloys
from builder.materials.measurements.measurement import Measurement
from builder.materials.vocabulary import find_terms
from builder.nlp.word_classes import (
    ABOUT,
    COMPARATIVES,
    DECREASE_STEMS,
    INCREASE_STEMS,
    TREATMENT_STEMS,
)

_SUPERLATIVE = re.compile(
    r"\b(?:highest|lowest|maximum|minimum|average|mean|peak|largest|smallest|optimal|ultimate)\s+"
    r"(?:\w+\s+)?$",
    re.IGNORECASE,
)
_PROCESS = (
    (r"anneal", "annealing"), (r"sinter", "sintering"), (r"ag(?:e?ing|ed)\b", "ageing"),
    (r"homogeni", "homogenization"), (r"irradiat", "irradiation"), (r"oxidi|oxidat", "oxidation"),
)  # fmt: skip
_CONDITION = {
    "temperature": "temperature", "strain_rate": "strain rate", "irradiation_damage": "dose",
}  # fmt: skip
_BOUND = re.compile(
    rf"(?:{ABOUT}|nearly|~|≈|∼|over|above|up to|as high as|as low as|more than"
    r"|less than|below|approach(?:es|ed|ing)?|exceed(?:s|ed|ing)?|>|<|≥|≤)\s*$"
)
_TREATMENT = re.compile(
    rf"\b(?:{TREATMENT_STEMS}|ag(?:e?ing|ed)\b|solution|temper(?:ed|ing)\b|held|deposit|exposed?"
    r"|clad|pre-?heat)\w*[^.;,]{0,40}$",
    re.IGNORECASE,
)
_HOT_OR_COLD = re.compile(r"\b(?:cryogenic|elevated|high|low)[- ]temp", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|of up to)\s+[~∼≈]?\s*$")
#: Words between a value and an alloy by which it may be the value of something else.
_APART = re.compile(r"\b(?:matrix|addition|adding|than|which|and|it|its)\b")
_OF_ANOTHER = re.compile(
    r"\b(?:it|its|they|their|this|these|with)\b|(?-i:\bHEAs?[-–/]\w|\b[A-Z][a-z]?\d[\d.]*\s)",
    re.IGNORECASE,
)
_SHORT_FORMULA = re.compile(r"(?:[A-Z][a-z]?\d*){1,3}")
_OF_A_PART = re.compile(
    r"\s+of\s+(?:the\s+)?(?:[A-Z][A-Za-z0-9]{1,4}\s|coating|film|particle|phase)"
)
_NOT_PLAIN = re.compile(
    r"\b(?:and|or|increas|decreas|drop|ris|rais|ros|fell|fall|reduc|improv|enhanc|lower)|[,;]"
)
#: Behind a number: it is the amount of a change, `50 % height reduction`, `35 HV higher`.
_MORE_OR_LESS = re.compile(rf"\s(?:\w+ )?reduction\b|\s?(?:{COMPARATIVES})\b")
_REACHED = re.compile(
    rf"\b(?:{INCREASE_STEMS}|{DECREASE_STEMS})\w*(?: \w+ly)? to"
    rf"(?: (?:{ABOUT}))?\s*[~∼≈]?\s*$"
)
_RANGING = re.compile(r"\b(?:rang|vari|vary)\w*\s$")
_OWNER = re.compile(r" for (?:the )?(?=\S*[A-Z\d])[\w.()+-]*\w")
_HAVING = frozenset("have show exhibit possess display demonstrate reach achieve".split())


def ask_value(sentence: SentenceContext) -> Iterator[Draft]:
    """Ask for each value of a property: how much it is, at which condition, of which alloy."""
    if sentence.background and not sentence.alloy:
        return
    for value in sentence.facts.values:
        if not value.property or not _is_plain_value(sentence, value):
            continue
        where = _where(sentence, value)
        if where is None or _is_one_of_several(sentence, value):
            continue
        alloy = _alloy_of(sentence, value)
        if alloy is None and (sentence.value_counts[value.property] > 1 or sentence.facts.alloys):
            continue
        if alloy and any(None in one.amounts for one in named_alloys(alloy)):
            continue  # Each member of a family of alloys has its own value.
        yield from _ask_about_value(sentence, value, alloy, where)


def _is_plain_value(sentence: SentenceContext, value: Measurement) -> bool:
    """Return True for a value of the property itself, not of a change, a part or another noun."""
    quantity, text = value.quantity, sentence.text
    if value.relative or value.composite or value.step:
        return False
    written, before = text[quantity.start : quantity.end], text[: quantity.start]
    if quantity.unit and not re.search(r"[A-Za-z%°µμ]", written):
        return False
    if _REACHED.search(before) and not value.conditions:
        return False  # It is the last value of a change.
    if _MORE_OR_LESS.match(text, quantity.end) or _BY.search(before):
        return False
    return not (
        _of_the_bracket_before(sentence, value) or _of_a_compound(sentence, value.property or "")
    )


def _is_one_of_several(sentence: SentenceContext, value: Measurement) -> bool:
    """Return True if a question could not tell a value from another one of the sentence."""
    others = (v for v in sentence.facts.values if v.property == value.property and v is not value)
    return any(_same_place(value, other) for other in others)


def _ask_about_value(
    sentence: SentenceContext, value: Measurement, alloy: str | None, where: str
) -> Iterator[Draft]:
    name, quantity = value.property or "", value.quantity
    written = sentence.text[quantity.start : quantity.end]
    extreme = _extreme(sentence, name)
    bound = _BOUND.search(sentence.text[: quantity.start])
    answer = sentence.text[bound.start() if bound else quantity.start : quantity.end]
    if alloy is None:
        yield from _ask_value_without_alloy(sentence, value, where, answer)
        return
    wordings = ("What is the {p} of {a}{w}?", "What {p} does {a} have{w}?")
    wording = wordings[0] if extreme else sentence.variant(wordings)
    yield "property-value", wording.format(p=extreme + name, a=alloy, w=where), answer
    article = "the" if extreme else "an" if name[0] in "aeiou" else "a"
    thing = f"{article} {extreme}{name} of {written}"
    if where.startswith(" at ") and not bound:
        condition = _CONDITION[value.conditions[0].dimension]
        question = f"At what {condition} does {alloy} have {thing}?"
        yield "condition", question, where.removeprefix(" at ")
    if not bound and sentence.names_alloy and len(sentence.facts.alloys) == 1:
        yield "composition", f"Which alloy has {thing}{where}?", alloy


def _ask_value_without_alloy(
    sentence: SentenceContext, value: Measurement, where: str, answer: str
) -> Iterator[Draft]:
    """Ask for a value by the subject that has it, else as the one value reported."""
    name, quantity = value.property or "", value.quantity
    extreme = _extreme(sentence, name)
    if context := _clause_with_value(sentence, sentence.text[quantity.start : quantity.end]):
        of_itself = any(term.name == name for term in find_terms(context.subject))
        if question := context.question("What value" if of_itself else f"What {extreme}{name}"):
            yield "property-value", question, answer
    elif sentence.single_alloy or _follows_property(sentence, value):
        opening = f"What is the {extreme}{name}" if extreme else f"What {name} is"
        yield "property-value", f"{opening} reported{where}?", answer


def _clause_with_value(sentence: SentenceContext, written: str) -> ClauseContext | None:
    """Find the clause whose subject has the value: `The Nb5 alloy showed …`."""
    for context in clause_contexts(sentence):
        with_it = context.clause.tail if context.clause.tail.startswith(", with ") else ""
        if context.clause.base in _HAVING and written in f"{context.core} {with_it}":
            return context
    return None


def _of_the_bracket_before(sentence: SentenceContext, value: Measurement) -> bool:
    """Return True for a value of the noun before its brackets: `coercivity (…), loss (132 mT)`."""
    term = next(t for t in sentence.facts.terms if t.name == value.property)
    between = sentence.text[term.end : value.quantity.start]
    found = re.search(r"\(.*\)(.*)\([^()]*$", between)
    return found is not None and not named_alloys(found[1])


def _follows_property(sentence: SentenceContext, value: Measurement) -> bool:
    """Return True if a value stands right behind its property: `a yield strength of 620 MPa`."""
    term = next(t for t in sentence.facts.terms if t.name == value.property)
    between = sentence.text[term.end : value.quantity.start]
    plain = (
        term.end <= value.quantity.start and len(between) < 40 and "-" not in value.quantity.text
    )
    return plain and not sentence.is_respective and not _NOT_PLAIN.search(between)


def ask_value_change(sentence: SentenceContext) -> Iterator[Draft]:
    """Ask from what value to what value a property changes."""
    steps = [value for value in sentence.facts.values if value.step and value.property]
    for first, last in pairwise(steps):
        if (first.step, last.step) != ("from", "to") or first.property != last.property:
            continue
        start = sentence.text.rfind("from", 0, first.quantity.start)
        if not _is_one_change(sentence, steps, start, last):
            continue
        between = any(start < alloy.start < last.quantity.end for alloy in sentence.facts.alloys)
        alloy = None if between else _alloy_of(sentence, first)
        if alloy is None and sentence.change_counts[first.property or ""] > 1:
            continue  # The abstract tells another change of the property.
        thing = f"{first.property} of {alloy}" if alloy else f"{first.property}"
        if _RANGING.search(sentence.text[:start]):
            question = f"Over what range does the {thing} vary?"
        else:
            question = f"From what value to what value does the {thing} change?"
        answer = sentence.text[start : _with_owner(sentence, last.quantity.end)]
        yield "property-value", question, answer


def _is_one_change(
    sentence: SentenceContext, steps: Sequence[Measurement], start: int, last: Measurement
) -> bool:
    """Return True for the one change of a property in a sentence, told near its name.

    ``start`` is where `from` stands, -1 if it does not.
    """
    term = next(term for term in sentence.facts.terms if term.name == last.property)
    alike = [value for value in steps if value.property == last.property]
    near = start - term.end <= 90 and last.quantity.end - start <= 80
    return start >= 0 and near and len(alike) <= 2


def _with_owner(sentence: SentenceContext, end: int) -> int:
    """Return the end of an amount with the alloy behind it: `to 425 HV for CoCrFeNiMo`."""
    owner = _OWNER.match(sentence.text, end)
    return owner.end() if owner else end


def _alloy_of(sentence: SentenceContext, value: Measurement) -> str | None:
    """Return the alloy a value is certainly of: its named owner, or the only one of the paper."""
    if len({alloy.text for alloy in value.alloys}) == 1:
        alloy = value.alloys[0]
        owner = any(_owns(alloy.text.strip(), clause.subject) for clause in sentence.clauses[:1])
        between = sentence.text[
            min(alloy.end, value.quantity.end) : max(alloy.start, value.quantity.start)
        ]
        near = len(between) < 60 and not _APART.search(between)
        return alloy.text.strip() if owner or near else None
    names_another = sentence.facts.alloys or _OF_ANOTHER.search(sentence.text)
    return sentence.alloy if sentence.single_alloy and not names_another else None


def _owns(alloy: str, subject: str) -> bool:
    """Return True for a subject that is an alloy or a property of it, not a part of it."""
    behind = subject.removeprefix("The ").removeprefix("the ")
    before = subject.split(alloy)[0] if alloy in subject else "?"
    named = bool(find_terms(subject)) and re.search(r"\b(?:of|for)\s(?:the\s)?(?:\S+\s)?$", before)
    return (
        behind.startswith(alloy)
        or bool(named)
        or bool(re.fullmatch(r"(?i:the )?(?:[\w-]+ ){0,2}", before))
    )


def _of_a_compound(sentence: SentenceContext, name: str) -> bool:
    """Return True for a property of a compound or a part: `the WC grain size`."""
    term = next(t for t in sentence.facts.terms if t.name == name)
    before = sentence.text[: term.start].split()[-1:] or [""]
    behind = sentence.text[term.end : term.end + 30]
    return bool(_SHORT_FORMULA.fullmatch(before[0]) or _OF_A_PART.match(behind))


def _same_place(one: Measurement, other: Measurement) -> bool:
    """Return True for two values of the same alloys and conditions."""
    return [alloy.text for alloy in one.alloys] == [alloy.text for alloy in other.alloys] and [
        c.text for c in one.conditions
    ] == [c.text for c in other.conditions]


def _extreme(sentence: SentenceContext, name: str) -> str:
    """Return the superlative before a property with a space (`highest `), else ""."""
    term = next(t for t in sentence.facts.terms if t.name == name)
    found = _SUPERLATIVE.search(sentence.text[: term.start])
    word = found.group().split()[0].lower() if found else ""
    return f"{word} " if word and word not in name else ""


def _where(sentence: SentenceContext, value: Measurement) -> str | None:
    """Return the condition of a value (` at 77 K`), "" for none, None if it is not certain."""
    if not value.conditions:
        return None if _HOT_OR_COLD.search(sentence.text) else ""
    if len(value.conditions) > 1 or value.conditions[0].dimension not in _CONDITION:
        return None
    condition = value.conditions[0]
    before = sentence.text[: condition.start]
    if _TREATMENT.search(before):
        process = next((n for form, n in _PROCESS if re.search(form, before[-60:], re.I)), None)
        if process is None or condition.dimension != "temperature":
            return None
        return f" after {process} at {condition.text}"
    return f" at {condition.text}" if re.search(r"\b(?:at|of)\s+$|\($", before) else None
