"""Measure how well each passage of a body fits a question; nothing is read but the word index."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.papers import PieceKind, Section
from retrieval.body.question import BodyQuestion
from retrieval.hybrid import reciprocal_ranks
from retrieval.ranking.paper_features import WantedTerm, beginnings

#: Constants of BM25 (Robertson and Zaragoza 2009, doi:10.1561/1500000019).
_K1, _B = 1.2, 0.75
#: Stems of the words by which a sentence gives a reason.
_CAUSES = frozenset(
    "becaus due sinc owe result attribut caus lead led ascrib explain therefor thus henc origin"
    " aris reason relat associ respons contribut".split()
)
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage as the word index holds it."""

    id: int
    paper: str
    """Id of the source that the body was read from."""
    number: int
    row: int | None
    start: int
    end: int
    kind: PieceKind
    section: Section
    terms: str
    """Its stems, the sentences parted by full stops."""


def passage_features(
    question: BodyQuestion,
    passages: Sequence[IndexedPassage],
    likeness: Mapping[int, float],
    paper_likeness: Mapping[str, float],
    cosines: Mapping[int, float],
) -> list[dict[str, float]]:
    """Return the features of each passage, by name.

    Args:
        question: What is asked.
        passages: All passages of some papers, in reading order; how rare a word is, is counted
            among them.
        likeness: Passage → likeness of its alloys to those asked for, where it names any.
        paper_likeness: Source of a body → the same of its whole paper.
        cosines: Passage → cosine of its vector and the question's; empty without vectors.
    """
    bags = [bag_of(one.terms) for one in passages]
    held = [_held(question.wanted, bag.words) for bag in bags]
    rarity = _rarity(len(question.wanted), held)
    total = sum(rarity) or 1.0
    shares = [sum(rarity[n] for n in of) / total for of in held]
    bm25 = _bm25(held, rarity, [bag.length for bag in bags])
    in_paper: dict[str, set[int]] = {}
    for one, of in zip(passages, held, strict=True):
        in_paper.setdefault(one.paper, set()).update(of)
    dense = reciprocal_ranks(cosines)
    features = []
    for place, (one, bag) in enumerate(zip(passages, bags, strict=True)):
        around = set(held[place])
        for beside in (place - 1, place + 1):
            if 0 <= beside < len(passages) and _follows(passages[beside], one):
                around.update(held[beside])
        best = _best_sentence(question.wanted, rarity, bag) if held[place] else 0.0
        features.append(
            {
                "bm25": bm25[place],
                "share": shares[place],
                "best": best / total,
                "near": sum(rarity[n] for n in around) / total - shares[place],
                "numbers": _share(question.numbers, bag.stems),
                # Of a passage that names none, it is as likely the paper's own as another one.
                "alloy": likeness.get(one.id, -1.0 if bag.names_alloys else 0.0),
                "paper, alloy": paper_likeness.get(one.paper, 0.0),
                "paper, share": sum(rarity[n] for n in in_paper[one.paper]) / total,
                "dense": dense.get(one.id, 0.0),
                "cosine": cosines.get(one.id, 0.0),
                "table": float(one.kind == "table"),
                "caption": float(one.kind == "caption"),
                "introduction": float(one.section == "introduction"),
                "why, cause": float(question.asks_why and not bag.stems.isdisjoint(_CAUSES)),
                "amount, digits": float(question.asks_amount and bag.has_digits),
                "amount, table": float(question.asks_amount and one.kind == "table"),
                "done, experimental": float(
                    question.asks_how_done and one.section == "experimental"
                ),
            }
        )
    return features


@dataclass(frozen=True, slots=True)
class WordBag:
    """The words of a passage as questions are compared with them."""

    stems: frozenset[str]
    words: frozenset[str]
    """Their beginnings."""
    sentences: Sequence[Sequence[str]]
    """The stems of each sentence."""
    length: int
    has_digits: bool
    names_alloys: bool


@lru_cache(maxsize=4096)
def bag_of(terms: str) -> WordBag:
    """Return the words of a passage; those of recent ones are kept in memory."""
    sentences = [sentence.split() for sentence in terms.split(" . ")]
    stems = frozenset(stem for sentence in sentences for stem in sentence)
    return WordBag(
        stems,
        beginnings(stem for stem in stems if not _is_alloy(stem)),
        sentences,
        sum(map(len, sentences)),
        any(_DIGITS.match(stem) for stem in stems),
        any(map(_is_alloy, stems)),
    )


def _best_sentence(wanted: Sequence[WantedTerm], rarity: Sequence[float], bag: WordBag) -> float:
    """Return how much the wanted terms of one sentence tell together, at most."""
    words = (beginnings(stem for stem in one if not _is_alloy(stem)) for one in bag.sentences)
    return max(sum(rarity[n] for n in _held(wanted, of)) for of in words)


def _is_alloy(stem: str) -> bool:
    return stem.startswith("elements")


def _held(wanted: Sequence[WantedTerm], words: frozenset[str]) -> list[int]:
    """Return the places of the wanted terms that a passage has in any form."""
    return [n for n, term in enumerate(wanted) if any(form <= words for form in term.forms)]


def _rarity(count: int, held: Sequence[Collection[int]]) -> list[float]:
    """Return how much each term tells: the logarithm of how few of the passages have it."""
    in_passages = [0] * count
    for of in held:
        for n in of:
            in_passages[n] += 1
    return [math.log(1 + (len(held) - n + 0.5) / (n + 0.5)) for n in in_passages]


def _bm25(
    held: Sequence[Collection[int]], rarity: Sequence[float], lengths: Sequence[int]
) -> list[float]:
    """Return the BM25 score of each passage; a term counts once in it."""
    usual = sum(lengths) / (len(lengths) or 1) or 1.0
    return [
        sum(rarity[n] for n in of) * (_K1 + 1) / (1 + _K1 * (1 - _B + _B * length / usual))
        for of, length in zip(held, lengths, strict=True)
    ]


def _follows(one: IndexedPassage, other: IndexedPassage) -> bool:
    """Return whether two neighbours are running text of one paper."""
    return one.paper == other.paper and one.row is None and other.row is None


def _share(numbers: frozenset[str], stems: frozenset[str]) -> float:
    return len(numbers & stems) / len(numbers) if numbers else 0.0
