"""Ask by how much a property changes, and from what value to what value, with its cause."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from builder.drafting.paper_draft import PaperDraft, pick
from builder.drafting.values.levels import is_told
from builder.drafting.values.wording import Named, named
from builder.materials.measurements.measurement import Measurement, PlacedFacts
from builder.materials.quantity import with_unit
from builder.materials.vocabulary import find_terms
from builder.nlp.clause_parser import read_clauses
from builder.nlp.coreference import has_pronoun, lower_first, resolve
from builder.nlp.word_classes import ABOUT

_VARIED_BY = (
    r"with (?:the |an? )?(?:further )?(?:increas\w+|decreas\w+|rise|rising|reduction|additions?"
    r"|introduction|incorporation)(?: (?:of|in))?(?: the)? "
)
#: How a phrase on what is varied ends; what may follow is its range: from 600 to 900 °C.
_ENDS = (
    r"(?P<range> from [^,;()]{1,30}? to [^,;()]{1,24}?)?"
    r"(?=[,;:)]|\.(?!\d)|$| \(|\s(?:from|and the|while|whereas|which|due|leading|resulting"
    r"|respectively|but|is|was|are|were"
    r"|the (?:\w+\s){1,4}(?:increas|decreas|improv|ris|reduc)\w+)\b)"
)
#: What is varied, before or behind its change: `with increasing Al content`, `as x rises`.
_VARIED = tuple(
    re.compile(rf"\b(?:{form}){_ENDS}", re.IGNORECASE)
    for form in (
        rf"{_VARIED_BY}[^,;:()]{{1,60}}?",
        r"with (?:the )?[^,;:()]{2,40}? (?:increasing|decreasing|rising)",
        r"as (?:the )?[^,;:()]{1,50}? (?:increas\w+|decreas\w+|ris\w+|rose)",
        r"(?:by|through|upon) (?:the )?(?:additions? of|adding|doping with|introducing|increasing"
        r"|decreasing) [^,;:()]{1,50}?",
        r"after (?!which|that)[^,;:()]{3,50}?",
    )
)
#: Behind the size of a difference: what the value is compared with.
_THAN = re.compile(
    r"\s?\)?\s?(?P<more>higher|lower|larger|smaller|greater|less|better|longer)\s(?:\w+\s)?"
    r"(?:than|compared (?:to|with))\s(?:that|those)\sof\s(?P<other>[^,;:()]{3,60}?)"
    r"(?=,|;|\.$|$|\s\(|\s(?:and|while|whereas|which|due|respectively|without|at|under|is|are|was"
    r"|were)\b)"
)
_BREAK = re.compile(r";|\b(?:while|whereas|but)\b|\.\s")
#: Verbs with what changes as their object: Mo additions raise the hardness.
_RAISING = frozenset(
    "increase decrease improve enhance reduce raise lower refine promote strengthen boost".split()
)
_MORE = ("increase", "decrease")
_NAMES_THING = re.compile(r"(?:[A-Z][a-z]?[\d.]*){2,}|\bsteel|\bSS\b|304|316|Inconel")


def ask_changes(read: Sequence[PlacedFacts]) -> Iterator[PaperDraft]:
    """Ask for each change whose property, material and cause are certain."""
    for placed in read:
        for value in placed.facts.values:
            if value.step == "from" and (last := _end_of(placed, value)):
                yield from _ask_ends(placed, value, last)
            elif value.relative:
                yield from _ask_size(placed, value)


def _end_of(placed: PlacedFacts, first: Measurement) -> Measurement | None:
    """Return where a change ends; None if the sentence tells more than one end."""
    later = [one for one in placed.facts.values if one.quantity.start > first.quantity.start]
    ends: list[Measurement] = []
    for one in later:
        if one.property != first.property:
            continue
        if one.step != "to":
            break
        ends.append(one)
    same = [one for one in ends if one.quantity.dimension == first.quantity.dimension]
    return same[0] if len(same) == 1 else None


def _ask_ends(placed: PlacedFacts, first: Measurement, last: Measurement) -> Iterator[PaperDraft]:
    """Ask from what to what a property changes: `from 300 to 500 HV`."""
    if not first.property or not (is_told(placed, first) and is_told(placed, last)):
        return
    begin = named(placed.facts, first, varied=True)
    end = named(placed.facts, last, varied=True)
    answer = _ends_as_told(placed, first, last)
    if begin is None or not answer:
        return
    low, high = first.quantity.si[0], last.quantity.si[1]
    verb = "increases" if high > low else "decreases"
    subject, _ = raised_by(placed, first)
    thing = f"the {begin.asked} of {begin.material}"
    cause = "" if subject else cause_of(placed, first, last)
    if subject:
        question = f"How {_do(subject)} {subject} change {thing}?"
    elif cause and " with 0 " in begin.material:
        return  # It is the content that is varied.
    elif cause:
        question = f"How does {thing} change {cause}?"
    elif end and not end.family and (begin.material, begin.where) != (end.material, end.where):
        question = _between(begin, end)
    else:
        return
    if question:
        kind, rule = ("trend", "trend of value") if cause else ("value-change", "change of value")
        answer = f"It {verb} {answer}"
        yield PaperDraft(kind, rule, question, answer, placed.start, placed.end)


def _ends_as_told(placed: PlacedFacts, first: Measurement, last: Measurement) -> str:
    """Return both ends of a change with their units: from 300 to 500 HV; "" if they are not."""
    text, start = placed.facts.text, first.quantity.start
    if text.find(" to ", first.quantity.end, last.quantity.start) < 0:
        return ""
    told = text[start : last.quantity.end]
    if not with_unit(last.quantity).endswith(last.quantity.text[-1:]) or len(told) > 50:
        return f"from {with_unit(first.quantity)} to {with_unit(last.quantity)}"
    between = text[first.quantity.end : last.quantity.start]
    if between.strip(" ~∼≈") == "to":
        return f"from {told}"
    return f"from {with_unit(first.quantity)} to {with_unit(last.quantity)}"


def _between(begin: Named, end: Named) -> str:
    """Return the question for a change that leads from one material or condition to another."""
    thing = f"the {begin.asked}"
    if begin.where and end.where and begin.material == end.material:
        ends = f"from {begin.where.removeprefix('at ')} to {end.where.removeprefix('at ')}"
        return f"How does {thing} of {begin.material} change {ends}?"
    if begin.where != end.where or (" with " in begin.material and " with " not in end.material):
        return ""
    where = f" {begin.where}" if begin.where else ""
    return f"How does {thing} change from {begin.material} to {end.material}{where}?"


def _ask_size(placed: PlacedFacts, value: Measurement) -> Iterator[PaperDraft]:
    """Ask by how much a property changes, or how much higher it is than that of another."""
    if not value.property or not is_told(placed, value):
        return
    facts, quantity = placed.facts, value.quantity
    words = named(facts, value, varied=True)
    if words is None:
        return
    where = f" {words.where}" if words.where else ""
    answer = _size(placed, value)
    rule = "size of change"
    if than := _THAN.match(facts.text, quantity.end):
        other = resolve(than["other"].strip(), None)
        if other and not has_pronoun(other) and _NAMES_THING.search(other):
            question = (
                f"How much {than['more']} is the {words.asked} of {words.material}{where} than"
                f" that of {other}?"
            )
            yield PaperDraft("comparison", rule, question, answer, placed.start, placed.end)
        return
    subject, raising = raised_by(placed, value)
    if value.sense in _MORE and subject:
        question = (
            f"By how much {_do(subject)} {subject} {raising} the {words.asked} of"
            f" {words.material}{where}?"
        )
        yield PaperDraft("value-change", rule, question, answer, placed.start, placed.end)
    elif value.sense in _MORE and (cause := cause_of(placed, value, value)):
        question = pick(
            (
                "By how much does the {p} of {m} {v}{w} {c}?",
                "How much does the {p} of {m} {v}{w} {c}?",
            ),
            *words.key,
        )
        told = {term.name for term in facts.terms if term.text in cause}
        plain = named(facts, replace(value, states=_without(value.states, told)), varied=True)
        material = (plain or words).material  # Its cause names the treatment.
        where = "" if words.where.removeprefix("at ") in cause else where
        question = question.format(p=words.asked, m=material, v=value.sense, w=where, c=cause)
        yield PaperDraft("value-change", rule, question, answer, placed.start, placed.end)


def _do(subject: str) -> str:
    """Return the form of `do` for a subject."""
    plural = re.search(r"(?<![su])s$|\band\b", subject.split(" of ")[0]) is not None
    return "do" if plural else "does"


def _without(states: Sequence[str], told: Collection[str]) -> tuple[str, ...]:
    return tuple(state for state in states if state not in told)


def _size(placed: PlacedFacts, value: Measurement) -> str:
    """Return the size of a change with what says how exact it is: about 40 %."""
    text, start = placed.facts.text, value.quantity.start
    found = re.search(rf"(?:{ABOUT}|nearly|up to|over|more than|~|∼|≈)\s*$", text[:start])
    lead = " ".join(found.group().split()) if found else ""
    return f"{lead}{'' if lead in '~≈∼' else ' '}{with_unit(value.quantity)}"


def cause_of(placed: PlacedFacts, first: Measurement, last: Measurement) -> str:
    """Return what a change goes with, as a question says it; "" where the sentence tells none."""
    text = placed.facts.text
    start, end = first.quantity.start, last.quantity.end
    found = sorted(
        (one for form in _VARIED for one in form.finditer(text)), key=lambda one: one.start()
    )
    behind = [one for one in found if one.start() >= end]
    behind = [one for one in behind if not _BREAK.search(text, end, one.start())]
    before = [one for one in found if one.end() <= start]
    before = [one for one in before if not _BREAK.search(text, one.end(), start)]
    chosen = behind[:1] or before[-1:]
    if not chosen:
        return ""
    words = resolve(lower_first(" ".join(chosen[0].group().split())), None)
    return _plain_cause(words) if words and "this" not in words.split() else ""


def _plain_cause(words: str) -> str:
    """Return a cause as it stands in a question: with increasing x, as x increases."""
    words = re.sub(
        r"^with (?:the |an? )?(?:further )?(increas|decreas)(?:e|ing) (?:of|in) (?:the )?",
        r"with \1ing ", words,
    )  # fmt: skip
    return re.sub(r"^(as .*)(increas|decreas)ed$", r"\1\2es", words)


def raised_by(placed: PlacedFacts, value: Measurement) -> tuple[str, str]:
    """Return what changes a property, and the verb: (`Mo additions`, `increase`); else ("", "")."""
    text = placed.facts.text
    terms = [term for term in placed.facts.terms if term.name == value.property]
    for clause in read_clauses(text):
        if clause.base not in _RAISING or "not" in clause.verb.split():
            continue
        at = text.find(clause.rest[:40])
        reach = (at, at + len(clause.rest) + 1)
        told = any(reach[0] <= one.start < value.quantity.start for one in terms)
        if not told or not reach[0] <= value.quantity.start < reach[1]:
            continue
        if _BREAK.search(text, at, value.quantity.start):
            continue
        subject = resolve(lower_first(clause.subject), None)
        changed = any(term.kind == "property" for term in find_terms(subject or ""))
        if subject and not changed and "this" not in subject.split() and len(subject.split()) <= 12:
            article = "the " if subject.startswith(("addition ", "additions ")) else ""
            return f"{article}{subject}", clause.base
    return "", ""
