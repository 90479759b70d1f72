"""Find mirrors: of two questions on one sentence, each holds the other's answer."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, groupby

from builder.triples import Triple, without_title

_WORD = re.compile(r"[\w.%]+")
_SMALL = frozenset("the a an of in on at by to for with and or is are was were does do did".split())
#: Two questions are mirrors if each holds this share of the words of the other's answer.
_HELD = 0.8


def find_mirrors(triples: Sequence[Triple], score: Callable[[Triple], float]) -> Mapping[str, str]:
    """Return triple id → reason for each mirror whose twin has the higher score.

    Args:
        triples: Triples of some papers.
        score: How good a triple is; of two mirrors the better one is kept.
    """
    found: dict[str, str] = {}
    for one, other in _pairs(triples):
        if one.id in found or other.id in found:
            continue
        if _holds(one.question, other.answer) and _holds(other.question, one.answer):
            worse, better = sorted((one, other), key=lambda t: (score(t), t.id))
            found[worse.id] = f"It is the reverse of {better.id}."
    return found


def _pairs(triples: Sequence[Triple]) -> Iterator[tuple[Triple, Triple]]:
    """Yield the pairs of questions on the same sentence."""

    def sentence(one: Triple) -> tuple[str, int, int]:
        return one.paper, one.start, one.end

    asked = sorted((one for one in triples if one.kind != "unanswerable"), key=sentence)
    for _, group in groupby(asked, key=sentence):
        yield from combinations(group, 2)


def _holds(question: str, answer: str) -> bool:
    asked = {word.lower() for word in _WORD.findall(without_title(question))}
    own = {word.lower() for word in _WORD.findall(answer)} - _SMALL
    return bool(own) and len(own & asked) / len(own) >= _HELD
