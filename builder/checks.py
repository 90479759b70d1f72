"""Checks of a triple, each by itself: what passed is "", what failed says why.

`bound` and `supported` look whether the evidence says what the answer says; `round trip` needs the
index and an answerer, which are handed in.
"""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from builder.alloys import compatible, find_alloys
from builder.alone import stands_alone
from builder.quantities import equal, find_quantities
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
#: From so many triples to be judged on, other processes help; each takes so many at a time.
_MANY, _TOGETHER = 2_000, 100
_WORDS = re.compile(r"[a-z]{2,}")
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
    triples: Sequence[Triple], titles: dict[str, str], by: Checker, processes: int = 1
) -> list[Triple]:
    """Every check on every triple; those of one kind are compared with each other.

    From some thousands to be judged on, ``processes`` judge side by side.
    """
    twins = _duplicates(triples)
    judged = _judged(triples, titles, by.judge, processes) if by.judge else {}
    return [
        replace(t, checks=_checks(t, titles.get(t.paper, ""), twins, judged, by)) for t in triples
    ]


def _judged(
    triples: Sequence[Triple], titles: dict[str, str], judge: Judge, processes: int
) -> dict[str, str]:
    """Id → why the abstract does not support the answer, "" if it does, of answerable triples."""
    answerable = [triple for triple in triples if triple.kind != "unanswerable"]
    # The same words in the same abstract were judged when they were new.
    found = {t.id: t.checks["supported"] for t in answerable if "supported" in t.checks}
    new = [(t.question, t.answer, titles.get(t.paper, ""), t.context)
           for t in answerable if t.id not in found]  # fmt: skip
    if len(new) < _MANY or processes < 2:
        told = [judge(*one) for one in new]
    else:
        with ProcessPoolExecutor(processes) as pool:
            told = list(pool.map(judge, *zip(*new, strict=True), chunksize=_TOGETHER))
    names = (t.id for t in answerable if t.id not in found)
    return found | dict(zip(names, told, strict=True))


def _checks(
    triple: Triple, title: str, twins: dict[str, str], judged: dict[str, str], by: Checker
) -> dict[str, str]:
    found = {
        "verbatim": _verbatim(triple),
        "bound": _bound(triple, title),
        "stands alone": "" if stands_alone(triple.question) else "It leans on what is not said.",
        "not trivial": _trivial(triple),
        "language": _language(triple),
        "duplicate": twins.get(triple.id, ""),
    }
    if triple.id in judged:
        found["supported"] = judged[triple.id]
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
    said = f"{triple.question}\n{triple.answer}"
    text = f"{title}\n{triple.context}"
    named = find_alloys(text)
    for alloy in find_alloys(said):
        if not any(compatible(alloy, other) for other in named):
            return f"{alloy.text} is not named in the paper."
    given = find_quantities(text)
    for quantity in find_quantities(said):
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


def _duplicates(triples: Sequence[Triple]) -> dict[str, str]:
    """Triples that ask what an earlier one asks: the same words about the same things.

    The same words with another alloy, number or paper are another question.
    """
    groups: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Triple]] = {}
    for triple in triples:
        alloys = tuple(sorted(alloy.composition_key for alloy in find_alloys(triple.question)))
        numbers = tuple(re.findall(r"\d+(?:\.\d+)?", triple.question))
        groups.setdefault((triple.answer.lower(), alloys, numbers), []).append(triple)
    twins = {}
    for group in groups.values():
        first: list[Triple] = []
        for triple in group:
            asked = [other.question for other in first]
            near = process.extractOne(
                triple.question, asked, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE
            )
            if near:
                twins[triple.id] = f"It asks what {first[near[2]].id} asks."
            else:
                first.append(triple)
    return twins
