"""Questions of values: how much, at what temperature, of which alloy, from what to what."""

import re
from collections.abc import Iterator
from itertools import pairwise

from builder.drafting.rules.context_reader import clause_contexts
from builder.drafting.rules.sentence_context import (
    ClauseContext,
    Draft,
    SentenceContext,
)
from builder.materials.alloys import named_alloys
from builder.materials.measurements import Measurement
from builder.materials.vocabulary import find_terms

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
    r"(?:about|around|approximately|nearly|~|≈|∼|over|above|up to|as high as|as low as|more than"
    r"|less than|below|approach(?:es|ed|ing)?|exceed(?:s|ed|ing)?|>|<|≥|≤)\s*$"
)
_TREATMENT = re.compile(
    r"\b(?:anneal|sinter|ag(?:e?ing|ed)\b|homogeni|solution|temper(?:ed|ing)\b|heat[- ]treat|held"
    r"|quench|roll|deposit|irradiat|oxidi|exposed?|clad|deform|pre-?heat)\w*[^.;,]{0,40}$",
    re.IGNORECASE,
)
_HOT_OR_COLD = re.compile(r"\b(?:cryogenic|elevated|high|low)[- ]temp", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|of up to)\s+[~∼≈]?\s*$")
#: Words between a value and an alloy that may make it the value of something else.
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
#: A change is no value: `50 % height reduction`, `35 HV higher`.
_MORE_OR_LESS = re.compile(
    r"\s(?:\w+ )?reduction\b|\s?(?:higher|lower|larger|smaller|greater|more|less)\b"
)
_REACHED = re.compile(
    r"\b(?:increas|decreas|reduc|drop|ris|rais|lower|fall|fell|grow|grew|rose)\w*(?: \w+ly)? to"
    r"(?: about| around| approximately)?\s*[~∼≈]?\s*$"
)
_RANGING = re.compile(r"\b(?:rang|vari|vary)\w*\s$")
_OWNER = re.compile(r" for (?:the )?(?=\S*[A-Z\d])[\w.()+-]*\w")
_HAVING = frozenset("have show exhibit possess display demonstrate reach achieve".split())


def ask_value(sentence: SentenceContext) -> Iterator[Draft]:
    """How much a property of an alloy is, under which condition, and which alloy has it."""
    if sentence.background and not sentence.alloy:
        return
    for value in sentence.facts.values:
        name, quantity = value.property, value.quantity
        if not name or value.relative or value.composite or value.step:
            continue
        alike = [v for v in sentence.facts.values if v.property == name and v is not value]
        where, written = _where(sentence, value), sentence.text[quantity.start : quantity.end]
        before = sentence.text[: quantity.start]
        if (
            _of_the_bracket_before(sentence, value)
            or where is None
            or any(_same_place(value, other) for other in alike)
        ):
            continue
        if not re.search(r"[A-Za-z%°µμ]", written) and quantity.unit:
            continue
        if _REACHED.search(before) and not value.conditions:
            continue  # It is reached only in the end.
        if (
            _MORE_OR_LESS.match(sentence.text, quantity.end)
            or _BY.search(before)
            or _of_a_compound(sentence, name)
        ):
            continue
        alloy = _alloy_of(sentence, value)
        if alloy is None and (sentence.value_counts[name] > 1 or sentence.facts.alloys):
            continue
        if alloy and any(None in one.amounts for one in named_alloys(alloy)):
            continue  # Each member of a family has its own value.
        yield from _asked(sentence, value, alloy, where, written)


def _asked(
    sentence: SentenceContext, value: Measurement, alloy: str | None, where: str, written: str
) -> Iterator[Draft]:
    name, quantity = value.property or "", value.quantity
    extreme = _extreme(sentence, name)
    sort = extreme + name
    bound = _BOUND.search(sentence.text[: quantity.start])
    answer = sentence.text[bound.start() if bound else quantity.start : quantity.end]
    if alloy is None and (context := _having(sentence, written)):
        of_itself = any(t.name == name for t in find_terms(context.subject))
        if asked := context.question("What value" if of_itself else f"What {sort}"):
            yield "property-value", asked, answer
        return
    if alloy is None and not sentence.single_alloy and not _plainly_told(sentence, value):
        return
    if alloy is None:
        way = (
            f"What is the {sort} reported{where}?"
            if extreme
            else f"What {sort} is reported{where}?"
        )
        yield "property-value", way, answer
        return
    ways = ("What is the {p} of {a}{w}?", "What {p} does {a} have{w}?")
    way = ways[0] if extreme else sentence.variant(ways)
    yield "property-value", way.format(p=sort, a=alloy, w=where), answer
    article = "the" if extreme else "an" if name[0] in "aeiou" else "a"
    if where.startswith(" at ") and not bound:
        asked = _CONDITION[value.conditions[0].dimension]
        question = f"At what {asked} does {alloy} have {article} {sort} of {written}?"
        yield "condition", question, where.removeprefix(" at ")
    if not bound and sentence.names_alloy and len(sentence.facts.alloys) == 1:
        yield "composition", f"Which alloy has {article} {sort} of {written}{where}?", alloy


def _having(sentence: SentenceContext, written: str) -> ClauseContext | None:
    """The clause that says what has the value: `The Nb5 alloy showed …`."""
    for context in clause_contexts(sentence):
        with_it = context.clause.tail if context.clause.tail.startswith(", with ") else ""
        if context.clause.base in _HAVING and written in f"{context.core} {with_it}":
            return context
    return None


def _of_the_bracket_before(sentence: SentenceContext, value: Measurement) -> bool:
    """Whether a value is of the noun before its brackets: `coercivity (…), remanence (132 mT)`."""
    term = next(t for t in sentence.facts.terms if t.name == value.property)
    between = sentence.text[term.end : value.quantity.start]
    found = re.search(r"\(.*\)(.*)\([^()]*$", between)
    return found is not None and not named_alloys(found[1])


def _plainly_told(sentence: SentenceContext, value: Measurement) -> bool:
    """Whether a value stands right behind its property: `a yield strength of 620 MPa`."""
    term = next(t for t in sentence.facts.terms if t.name == value.property)
    between = sentence.text[term.end : value.quantity.start]
    plain = (
        term.end <= value.quantity.start and len(between) < 40 and "-" not in value.quantity.text
    )
    return plain and not sentence.is_respective and not _NOT_PLAIN.search(between)


def ask_value_change(sentence: SentenceContext) -> Iterator[Draft]:
    """From what value to what value a property changes."""
    steps = [value for value in sentence.facts.values if value.step and value.property]
    for first, last in pairwise(steps):
        if (first.step, last.step) != ("from", "to") or first.property != last.property:
            continue
        start = sentence.text.rfind("from", 0, first.quantity.start)
        term = next(t for t in sentence.facts.terms if t.name == first.property)
        if start - term.end > 90:
            continue
        alike = [value for value in steps if value.property == first.property]
        if start < 0 or len(alike) > 2 or last.quantity.end - start > 80:
            continue
        between = any(start < alloy.start < last.quantity.end for alloy in sentence.facts.alloys)
        alloy = None if between else _alloy_of(sentence, first)
        if alloy is None and sentence.change_counts[first.property or ""] > 1:
            continue  # It changes in another way too.
        of = f" of {alloy}" if alloy else ""
        ranging = _RANGING.search(sentence.text[:start])
        yield (
            "property-value",
            f"Over what range does the {first.property}{of} vary?"
            if ranging
            else f"From what value to what value does the {first.property}{of} change?",
            sentence.text[start : _with_owner(sentence, last.quantity.end)],
        )


def _with_owner(sentence: SentenceContext, end: int) -> int:
    """Where an amount ends, with the alloy told behind it: `to 425 HV for CoCrFeNiMo`."""
    owner = _OWNER.match(sentence.text, end)
    return owner.end() if owner else end


def _alloy_of(sentence: SentenceContext, value: Measurement) -> str | None:
    """The alloy a value is surely of: named as its owner, or the only one of the paper."""
    if len({alloy.text for alloy in value.alloys}) == 1:
        alloy = value.alloys[0]
        owner = any(_owns(alloy.text.strip(), clause.subject) for clause in sentence.clauses[:1])
        between = sentence.text[
            min(alloy.end, value.quantity.end) : max(alloy.start, value.quantity.start)
        ]
        near = len(between) < 60 and not _APART.search(between)
        return alloy.text.strip() if owner or near else None
    alone = not sentence.facts.alloys and not _OF_ANOTHER.search(sentence.text)
    return sentence.alloy if sentence.single_alloy and alone else None


def _owns(alloy: str, subject: str) -> bool:
    """Whether a subject is an alloy or a property of it, and no part of it."""
    behind = subject.removeprefix("The ").removeprefix("the ")
    before = subject.split(alloy)[0] if alloy in subject else "?"
    named = bool(find_terms(subject)) and re.search(r"\b(?:of|for)\s(?:the\s)?(?:\S+\s)?$", before)
    return (
        behind.startswith(alloy)
        or bool(named)
        or bool(re.fullmatch(r"(?i:the )?(?:[\w-]+ ){0,2}", before))
    )


def _of_a_compound(sentence: SentenceContext, name: str) -> bool:
    """Whether the property is named as one of a compound or a part: `the WC grain size`."""
    term = next(t for t in sentence.facts.terms if t.name == name)
    before = sentence.text[: term.start].split()[-1:] or [""]
    behind = sentence.text[term.end : term.end + 30]
    return bool(_SHORT_FORMULA.fullmatch(before[0]) or _OF_A_PART.match(behind))


def _same_place(one: Measurement, other: Measurement) -> bool:
    """Whether nothing that a question would say tells two values apart."""
    return [alloy.text for alloy in one.alloys] == [alloy.text for alloy in other.alloys] and [
        c.text for c in one.conditions
    ] == [c.text for c in other.conditions]


def _extreme(sentence: SentenceContext, name: str) -> str:
    """`highest ` where the sentence says so of the property."""
    term = next(t for t in sentence.facts.terms if t.name == name)
    found = _SUPERLATIVE.search(sentence.text[: term.start])
    word = found.group().split()[0].lower() if found else ""
    return f"{word} " if word and word not in name else ""


def _where(sentence: SentenceContext, value: Measurement) -> str | None:
    """` at 77 K`, ` after annealing at 900 °C`; None where it cannot be told which."""
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
