"""Check triples one by one; the result of a check is "" for a pass, else the reason.

`bound` and `supported` test whether the evidence states what the answer states. `supported` needs a
judge, `worth` learned weights, and `round trip` an index and an answerer; they are handed in.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from builder.checks.duplicates import duplicates_among
from builder.checks.mirrors import find_mirrors
from builder.checks.worth.model import WorthModel
from builder.clock import MOST_SECONDS, OutOfTimeError, cpu_limit
from builder.materials.alloys import compatible, find_alloys
from builder.materials.measurements.sentence_facts import cuts_quantity
from builder.materials.numbers.number import is_number
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal
from builder.materials.vocabulary import dimensions_of, find_terms
from builder.nlp.coreference import stands_alone
from builder.triples import DERIVED_KINDS, REFUSAL, Triple, is_whole_refusal

#: (question, answer, title, abstract) → reason why the abstract does not support the answer, or "".
Judge = Callable[[str, str, str, str], str]
#: Question → ids of the papers found, best first, and the answer given.
RoundTrip = Callable[[str], tuple[Sequence[str], str]]

CHECKS = (
    "verbatim", "bound", "supported", "stands alone", "not trivial", "language", "duplicate",
    "mirror", "worth", "round trip",
)  # fmt: skip
#: Kinds whose question holds values that are wrong, in which no check may take them for true.
_WITH_WRONG = frozenset({"multiple-choice", "true-false"})
_WORDS = re.compile(r"[a-z]{2,}")
_TOKENS = re.compile(r"\w+(?:[.-]\w+)*")
#: Words that add nothing to what a question or the title in it names: the addition of Ta.
_ADDS_NOTHING = frozenset(
    "the a an of by in with to and its addition additions adding added co-addition alloying"
    " co-alloying doping co-doping incorporation amount amounts content contents presence use using"
    " increasing moderate small proper high higher low lower".split()
)
#: The short form behind a name: graphene oxide (GO).
_SHORT_FORM = re.compile(r"\s\([A-Z][\w-]{0,7}\)")
#: Most words of an answer that may be a name alone; a longer one tells more.
_LONGEST_NAME = 6
_ENGLISH = frozenset(
    "the of and in to is was were are what which how why does did do at by from with for on as a an"
    " has have according found alloy".split()
)


@dataclass(frozen=True, slots=True)
class Checker:
    """The judge, the answerer and the scorer of the checks that need them; None leaves one out."""

    judge: Judge | None = None
    round_trip: RoundTrip | None = None
    worth: WorthModel | None = None
    """It also chooses one of two mirrors."""


def check_all(
    triples: Sequence[Triple],
    titles: Mapping[str, str],
    by: Checker,
    twins: Mapping[str, str] | None = None,
) -> list[Triple]:
    """Return the triples with the results of every check.

    Args:
        triples: The triples to check.
        titles: Title of each paper.
        by: The judge and the answerer.
        twins: Triple id → reason, of the duplicates in the whole corpus; by default duplicates are
            sought among ``triples`` alone.
    """
    if twins is None:
        twins = duplicates_among(triples)
    checked = [replace(t, checks=_timed(t, titles.get(t.paper, ""), twins, by)) for t in triples]
    return _without_mirrors(checked, by.worth) if by.worth else checked


def _without_mirrors(triples: Sequence[Triple], worth: WorthModel) -> list[Triple]:
    """Return the triples with the check for mirrors, which those that failed another are not."""
    passed = [triple for triple in triples if not triple.failed]
    mirrors = find_mirrors(passed, worth.score)
    return [
        replace(triple, checks=_in_order(triple.checks | {"mirror": mirrors.get(triple.id, "")}))
        for triple in triples
    ]


def _in_order(found: Mapping[str, str]) -> dict[str, str]:
    return {name: found[name] for name in CHECKS if name in found}


def _timed(triple: Triple, title: str, twins: Mapping[str, str], by: Checker) -> dict[str, str]:
    """Return the results of every check; a triple that cannot be checked in time fails."""
    try:
        with cpu_limit(MOST_SECONDS):
            return _checks(triple, title, twins, by)
    except OutOfTimeError:
        return {"bound": f"Checking it took over {MOST_SECONDS} s."}


def _checks(triple: Triple, title: str, twins: Mapping[str, str], by: Checker) -> dict[str, str]:
    found = {
        "verbatim": _verbatim(triple),
        "bound": _bound(triple, title),
        "stands alone": "" if stands_alone(triple.question) else "It leans on what is not said.",
        "not trivial": _not_trivial(triple),
        "language": _language(triple),
        "duplicate": twins.get(triple.id, ""),
    }
    if "supported" in triple.checks:  # a verdict on the same text, from an earlier run
        found["supported"] = triple.checks["supported"]
    elif _quotes_sentences(triple) or triple.kind in DERIVED_KINDS:
        found["supported"] = ""
    elif by.judge and triple.kind != "unanswerable":
        found["supported"] = by.judge(triple.question, triple.answer, title, triple.context)
    if by.round_trip:
        found["round trip"] = _round_trip(triple, *by.round_trip(triple.question))
    if by.worth:
        found["worth"] = by.worth.why_not(triple)
    return _in_order(found)


def _quotes_sentences(triple: Triple) -> bool:
    """Return True for an answer that is whole sentences of the evidence, word for word."""
    answer, evidence = (" ".join(text.split()) for text in (triple.answer, triple.evidence))
    return answer.endswith(".") and evidence.lower().endswith(answer.lower())


def _verbatim(triple: Triple) -> str:
    if triple.kind == "unanswerable":
        return "" if is_whole_refusal(triple.answer) else "The answer is no refusal."
    inside = 0 <= triple.start < triple.end <= len(triple.context)
    return "" if inside and triple.evidence.strip() else "Its evidence is no part of the abstract."


def _bound(triple: Triple, title: str) -> str:
    """Test that the paper names every alloy and quantity of the question and the answer.

    Quantities of the answer must also stand in the evidence. A refusal may also name what its
    question names, which the paper does not.
    """
    text = f"{title}\n{triple.context}"
    is_refused = triple.kind == "unanswerable"
    texts: tuple[str, ...] = (triple.question, triple.answer)
    if is_refused:
        text, texts = f"{text}\n{triple.question}", (triple.answer,)
    named = [*find_alloys(text)]
    # `CoCrFeNi with 5 % TiC` speaks of the CoCrFeNi–TiC of the paper; so does `TiC-doped`.
    named += [replace(one, companion="") for one in named if one.companion in triple.question]
    for alloy in chain.from_iterable(map(find_alloys, texts)):
        added = alloy.companion and re.search(rf"(?<![A-Za-z]){re.escape(alloy.companion)}", text)
        base = replace(alloy, companion="") if added else alloy
        if not any(compatible(one, other) for one in (alloy, base) for other in named):
            return f"{alloy.text} is not named in the paper."
    # Options of a choice, and what is to be called false, are no values of the paper.
    stated = texts if triple.kind not in _WITH_WRONG else (triple.answer,)
    for quantity in chain.from_iterable(map(find_quantities, stated)):
        if not _is_given(quantity, text):
            return f"{quantity.text} is not given in the paper."
    return "" if is_refused else _bound_to_evidence(triple)


def _bound_to_evidence(triple: Triple) -> str:
    """Test that the quantities of the answer stand in the evidence, whole and with their units."""
    evidence = "\n".join(triple.all_evidence)
    for quantity in find_quantities(triple.answer):
        if not _is_given(quantity, evidence):
            return f"{quantity.text} is not in the evidence."
    if is_number(triple.answer.strip(" .")) and _has_unit(triple.question):
        return "The answer is a number without its unit."
    if cuts_quantity(triple.answer, evidence):
        return "The answer cuts a value in two."
    return ""


def _is_given(quantity: Quantity, text: str) -> bool:
    """Return True for a quantity that a text states, in these words or in others."""
    return quantity.text in text or any(equal(quantity, one) for one in find_quantities(text))


def _has_unit(question: str) -> bool:
    """Return True for a question about properties that are all measured in a unit."""
    asked = [term.name for term in find_terms(question) if term.kind == "property"]
    measures = [dimensions_of(name) for name in asked]
    return bool(measures) and all(units and "number" not in units for units in measures)


def _not_trivial(triple: Triple) -> str:
    if triple.kind == "comparison" or triple.kind in DERIVED_KINDS:
        return ""
    question = triple.question.lower()
    answer = _SHORT_FORM.sub("", triple.answer).lower()
    told = {*_TOKENS.findall(question)}
    said = {*_TOKENS.findall(answer)} - _ADDS_NOTHING
    named = said <= told and len(answer.split()) <= _LONGEST_NAME
    return "The question holds the answer." if answer in question or named else ""


def _language(triple: Triple) -> str:
    words = _WORDS.findall(triple.question.lower())
    known = sum(word in _ENGLISH for word in words)
    whole = triple.question.endswith("?") and triple.question[0].isupper()
    if not whole:
        return "It is no whole question."
    return "" if words and known / len(words) >= 0.12 else "It is not in English."


def _round_trip(triple: Triple, papers: Sequence[str], answer: str) -> str:
    if triple.kind == "unanswerable":
        return "" if answer == REFUSAL else f"It is answered: {answer[:80]}"
    if triple.paper not in papers:
        return "Asking it does not find the paper."
    return (
        "" if _is_same_answer(triple, answer) else f"Asking it gives another answer: {answer[:80]}"
    )


def _is_same_answer(triple: Triple, answer: str) -> bool:
    """Return True if an answer quotes the evidence or states the answer of the triple."""
    if triple.evidence in answer or triple.answer.lower() in answer.lower():
        return True
    mine, theirs = find_quantities(triple.answer), find_quantities(answer)
    return bool(mine) and all(any(equal(q, other) for other in theirs) for q in mine)
