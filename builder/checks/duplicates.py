"""Find triples that ask what an earlier one asks: of one answer, on the same alloys and numbers."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from builder.materials.alloys import find_alloys
from builder.triples import REFUSAL, Triple

#: Questions whose token sort ratio (0 to 100) is at least this are duplicates.
_SAME_RATIO = 92
#: The ratio of two texts is at most 200 times the shorter length over the sum of both: so much
#: shorter than a text may another one be, and so much longer.
_SHORTER = _SAME_RATIO / (200 - _SAME_RATIO)
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")


def duplicate_key(triple: Triple) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the answer, alloys and numbers of a triple; duplicates agree in all three.

    Questions of the same words with another alloy, number or answer are different questions.
    """
    alloys = tuple(sorted(alloy.composition_key for alloy in find_alloys(triple.question)))
    answer = REFUSAL if triple.kind == "unanswerable" else triple.answer.lower()
    return answer, alloys, tuple(_NUMBERS.findall(triple.question))


def find_duplicates(group: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield (id, reason) of each question that repeats an earlier one of its group.

    ``group`` are (id, question) of triples with the same `duplicate_key`. Groups of questions
    without alloy and number grow with the corpus: only those of much the same length are compared.
    """
    by_length: dict[int, _Questions] = {}
    for turn, (identity, question) in enumerate(group):
        # What the token sort ratio compares: the words in alphabetical order.
        words = " ".join(sorted(question.split()))
        if near := _nearest(words, by_length):
            yield identity, f"It asks what {near} asks."
        else:
            by_length.setdefault(len(words), _Questions()).add(words, turn, identity)


def duplicates_among(triples: Sequence[Triple]) -> Mapping[str, str]:
    """Return id → reason of each triple that repeats an earlier one of these."""
    groups: dict[object, list[tuple[str, str]]] = {}
    for triple in triples:
        groups.setdefault(duplicate_key(triple), []).append((triple.id, triple.question))
    return dict(twin for group in groups.values() for twin in find_duplicates(group))


@dataclass(slots=True)
class _Questions:
    """Questions of one length, none like another, in their turn."""

    words: list[str] = field(default_factory=list)
    named: list[tuple[int, str]] = field(default_factory=list)
    """Turn and id of each."""

    def add(self, words: str, turn: int, identity: str) -> None:
        self.words.append(words)
        self.named.append((turn, identity))


def _nearest(words: str, by_length: Mapping[int, _Questions]) -> str:
    """Return the id of the likest question, the first of these; "" if none is like it."""
    found: list[tuple[float, int, str]] = []
    shortest, longest = math.floor(len(words) * _SHORTER), math.ceil(len(words) / _SHORTER)
    for length in range(shortest, longest + 1):
        if alike := by_length.get(length):
            near = process.extractOne(
                words, alike.words, scorer=fuzz.ratio, score_cutoff=_SAME_RATIO
            )
            if near:
                _, ratio, place = near
                found.append((-ratio, *alike.named[place]))
    return min(found)[-1] if found else ""
