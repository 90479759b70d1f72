"""Checks of a triple, each by itself: what passed is "", what failed says why.

`bound` and `supported` look whether the evidence says what the answer says; `round trip` needs the
index and an answerer, which are handed in.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from rapidfuzz import fuzz, process

from builder.materials.alloys import compatible, find_alloys
from builder.materials.quantities import equal, find_quantities
from builder.nlp.coreference import stands_alone
from builder.triples import REFUSAL, Triple

#: Question, answer, title, abstract → why the abstract does not support the answer, or "".
Judge = Callable[[str, str, str, str], str]
#: Question → ids of the papers found, best first, and the answer given.
RoundTrip = Callable[[str], tuple[Sequence[str], str]]

CHECKS = (
    "verbatim", "bound", "supported", "stands alone", "not trivial", "language", "duplicate",
    "round trip",
)  # fmt: skip
#: From this likeness of their words on (0 to 100) two questions are the same.
_ALIKE = 92
_WORDS = re.compile(r"[a-z]{2,}")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_ENGLISH = frozenset(
    "the of and in to is was were are what which how why does did do at by from with for on as a an"
    " has have according found alloy".split()
)


@dataclass(frozen=True, slots=True)
class Checker:
    """What the checks that need other machines are done with."""

    judge: Judge | None = None
    round_trip: RoundTrip | None = None


def check_all(
    triples: Sequence[Triple],
    titles: Mapping[str, str],
    by: Checker,
    twins: Mapping[str, str] | None = None,
) -> list[Triple]:
    """Every check on every triple; ``twins`` are those of a corpus of which these are a part."""
    if twins is None:
        twins = _duplicates(triples)
    return [replace(t, checks=_checks(t, titles.get(t.paper, ""), twins, by)) for t in triples]


def _checks(triple: Triple, title: str, twins: Mapping[str, str], by: Checker) -> dict[str, str]:
    found = {
        "verbatim": _verbatim(triple),
        "bound": _bound(triple, title),
        "stands alone": "" if stands_alone(triple.question) else "It leans on what is not said.",
        "not trivial": _trivial(triple),
        "language": _language(triple),
        "duplicate": twins.get(triple.id, ""),
    }
    if "supported" in triple.checks:  # the same words in the same abstract, judged before
        found["supported"] = triple.checks["supported"]
    elif by.judge and triple.kind != "unanswerable":
        found["supported"] = by.judge(triple.question, triple.answer, title, triple.context)
    if by.round_trip:
        found["round trip"] = _returns(triple, *by.round_trip(triple.question))
    return {name: found[name] for name in CHECKS if name in found}


def _verbatim(triple: Triple) -> str:
    if triple.kind == "unanswerable":
        return "" if triple.answer == REFUSAL else "The answer is no refusal."
    inside = 0 <= triple.start < triple.end <= len(triple.context)
    return "" if inside and triple.evidence.strip() else "Its evidence is no part of the abstract."


def _bound(triple: Triple, title: str) -> str:
    """Whether every alloy and quantity of the question and the answer stands in the paper."""
    if triple.kind == "unanswerable":
        return ""
    said = (triple.question, triple.answer)
    text = f"{title}\n{triple.context}"
    named = find_alloys(text)
    for alloy in chain.from_iterable(map(find_alloys, said)):
        if not any(compatible(alloy, other) for other in named):
            return f"{alloy.text} is not named in the paper."
    given = find_quantities(text)
    for quantity in chain.from_iterable(map(find_quantities, said)):
        if quantity.text not in text and not any(equal(quantity, other) for other in given):
            return f"{quantity.text} is not given in the paper."
    here = find_quantities(triple.evidence)
    for quantity in find_quantities(triple.answer):
        if quantity.text not in triple.evidence and not any(equal(quantity, o) for o in here):
            return f"{quantity.text} is not in the evidence."
    return ""


def _trivial(triple: Triple) -> str:
    if triple.kind == "comparison":
        return ""
    return (
        "The question holds the answer." if triple.answer.lower() in triple.question.lower() else ""
    )


def _language(triple: Triple) -> str:
    words = _WORDS.findall(triple.question.lower())
    known = sum(word in _ENGLISH for word in words)
    whole = triple.question.endswith("?") and triple.question[0].isupper()
    if not whole:
        return "It is no whole question."
    return "" if words and known / len(words) >= 0.12 else "It is not in English."


def _returns(triple: Triple, papers: Sequence[str], answer: str) -> str:
    if triple.kind == "unanswerable":
        return "" if answer == REFUSAL else f"It is answered: {answer[:80]}"
    if triple.paper not in papers:
        return "Asking it does not find the paper."
    return "" if _same(triple, answer) else f"Asking it gives another answer: {answer[:80]}"


def _same(triple: Triple, answer: str) -> bool:
    """Whether an answer quotes the evidence or says what the triple's answer says."""
    if triple.evidence in answer or triple.answer.lower() in answer.lower():
        return True
    mine, theirs = find_quantities(triple.answer), find_quantities(answer)
    return bool(mine) and all(any(equal(q, other) for other in theirs) for q in mine)


def asked_alike(triple: Triple) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What a triple asks about and answers: only of the same can one be the other's duplicate.

    The same words with another alloy, number or answer are another question.
    """
    alloys = tuple(sorted(alloy.composition_key for alloy in find_alloys(triple.question)))
    return triple.answer.lower(), alloys, tuple(_NUMBERS.findall(triple.question))


def duplicates(group: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """(id, why) of those that ask what an earlier one asks, of (id, question) that ask the same."""
    first: list[tuple[str, str]] = []
    for identity, question in group:
        near = process.extractOne(
            question, [other for _, other in first], scorer=fuzz.token_sort_ratio,
            score_cutoff=_ALIKE,
        )  # fmt: skip
        if near:
            yield identity, f"It asks what {first[near[2]][0]} asks."
        else:
            first.append((identity, question))


def _duplicates(triples: Sequence[Triple]) -> dict[str, str]:
    groups: dict[object, list[tuple[str, str]]] = {}
    for triple in triples:
        groups.setdefault(asked_alike(triple), []).append((triple.id, triple.question))
    return dict(twin for group in groups.values() for twin in duplicates(group))
