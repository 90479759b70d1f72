"""Measure which words of a question each sentence shares, the rarer the more telling."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from answer.question.parse import ParsedQuestion
from retrieval.lexical import word_set
from retrieval.ranking.paper_features import WantedTerm, beginnings, wanted_terms

#: Weight of a word of the paper's title: it hardly tells which of the sentences answers.
_TITLE_WORD = 0.3


@dataclass(frozen=True, slots=True)
class Overlap:
    """The share of a question's terms in a sentence, each weighted by how rare it is."""

    share: float
    """All terms count alike."""
    beyond_title: float
    """Terms of the paper's title count less."""
    subject: float
    """The share of the words that tell the question's subject; those of the title count less."""
    rarest: bool
    """Whether it holds the rarest of these words."""


def word_overlaps(
    question: ParsedQuestion, texts: Sequence[str], papers: Sequence[int], titles: Sequence[str]
) -> list[Overlap]:
    """Return the overlap of each sentence with a question.

    Args:
        question: The question.
        texts: Sentences, in the order of their papers.
        papers: A number for the paper of each sentence.
        titles: The title of the paper of each sentence.
    """
    terms = wanted_terms(question.text)
    words = sorted(question.words)
    bags = [word_set(text) for text in texts]
    known = [
        (
            [any(form <= bag for form in term.forms) for term in terms],
            [w in words_of for w in words],
        )
        for bag, words_of in ((beginnings(bag), bag) for bag in bags)
    ]
    term_weights = _rarity([of for of, _ in known], [math.sqrt(term.words) for term in terms])
    word_weights = _rarity([of for _, of in known], [1.0] * len(words))
    rarest = max(range(len(words)), key=lambda place: word_weights[place], default=None)
    in_title = {}
    for paper, title in dict(zip(papers, titles, strict=True)).items():
        bag = word_set(title)
        in_title[paper] = (
            _discounted(term_weights, _held(terms, bag)),
            _discounted(word_weights, [word in bag for word in words]),
        )
    found = []
    for (of_terms, of_words), paper in zip(known, papers, strict=True):
        found.append(
            Overlap(
                _share(of_terms, term_weights),
                _share(of_terms, in_title[paper][0]),
                _share(of_words, in_title[paper][1]),
                rarest is not None and of_words[rarest],
            )
        )
    return found


def _held(terms: Sequence[WantedTerm], bag: frozenset[str]) -> list[bool]:
    """Return for each term whether a text with these words has it in any form."""
    known = beginnings(bag)
    return [any(form <= known for form in term.forms) for term in terms]


def _rarity(held: Sequence[Sequence[bool]], sizes: Sequence[float]) -> list[float]:
    """Return each word's size times the logarithm of its inverse frequency among sentences."""
    return [
        size * math.log(1 + len(held) / (0.5 + sum(of[place] for of in held)))
        for place, size in enumerate(sizes)
    ]


def _discounted(weights: Sequence[float], is_in_title: Sequence[bool]) -> list[float]:
    pairs = zip(weights, is_in_title, strict=True)
    return [weight * (_TITLE_WORD if inside else 1.0) for weight, inside in pairs]


def _share(held: Sequence[bool], weights: Sequence[float]) -> float:
    total = math.fsum(weights)
    return math.fsum(w for w, is_held in zip(weights, held, strict=True) if is_held) / (total or 1)
