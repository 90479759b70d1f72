"""Measure how well each paper found fits a question, from what the rankers and the word index hold.

No text is read: the stems of a paper stand in the word index.
"""

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from builder.materials.vocabulary import TERMS, find_terms
from retrieval.lexical import terms

#: Letters by which words are one word: `oxidises` and `oxidation`, `embrittles` and `embrittlement`
#: have other stems, but one beginning. A stem a letter shorter is one word with all that begin so.
_BEGINNING = 5
#: Marks a word that is no longer than that.
_WHOLE = "."
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FORMS = {term.name: term.forms for term in TERMS}

#: Passage → its score, or its reciprocal rank, by one ranker.
Scores = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class WantedTerm:
    """A term or word of a question."""

    words: int
    """How many words of the question it is."""
    forms: tuple[frozenset[str], ...]
    """The beginnings of the words of each form it may be written in."""


def paper_features(
    db: sqlite3.Connection,
    question: str,
    papers: Sequence[str],
    reciprocal_ranks: Mapping[str, Scores],
    bm25: Scores,
) -> list[dict[str, float]]:
    """Return the features of each paper, by name.

    Args:
        db: A database with its word index.
        question: A question in plain English.
        papers: The ids of the papers found.
        reciprocal_ranks: By ranker; they become a feature of that name, of the paper's best
            passage.
        bm25: BM25 scores; that of the best passage is the feature `bm25`.
    """
    wanted = wanted_terms(question)
    numbers = {word for word in terms(question) if _NUMBER.fullmatch(word)}
    features = []
    for paper in papers:
        stems = _stems_by_passage(db, paper)
        held = frozenset(word for words in stems.values() for word in words)
        best = {
            name: max((scores.get(one, 0.0) for one in stems), default=0.0)
            for name, scores in (*reciprocal_ranks.items(), ("bm25", bm25))
        }
        features.append(
            {
                **best,
                "terms": _held_share(wanted, held),
                "numbers": len(numbers & held) / len(numbers) if numbers else 0.0,
            }
        )
    return features


@lru_cache(maxsize=64)
def wanted_terms(question: str) -> tuple[WantedTerm, ...]:
    """Return the terms of a question, each with all the forms it is written in, and other words."""
    wanted: dict[str, WantedTerm] = {}
    rest = list(question)
    for mention in find_terms(question):
        said = frozenset(_beginnings_of(mention.text))
        if said:
            wanted[mention.name] = WantedTerm(len(said), (said, *_forms_of(mention.name)))
            rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    words = dict.fromkeys(_beginnings_of("".join(rest)))
    return (*wanted.values(), *(WantedTerm(1, _forms_of_word(word)) for word in words))


def beginnings(words: Iterable[str]) -> frozenset[str]:
    """Return the beginnings by which words are compared with `WantedTerm.forms`."""
    found = set()
    for word in words:
        found.add(word[:_BEGINNING])
        if len(word) >= _BEGINNING:
            found.add(word[: _BEGINNING - 1])
        else:
            found.add(word + _WHOLE)
    return frozenset(found)


def _held_share(wanted: Sequence[WantedTerm], held: frozenset[str]) -> float:
    """Return the share of a question's words that a paper has in any form."""
    bag = beginnings(held)
    found = sum(term.words for term in wanted if any(form <= bag for form in term.forms))
    return found / (sum(term.words for term in wanted) or 1)


def _forms_of_word(word: str) -> tuple[frozenset[str], ...]:
    """Return the beginnings of a word, and the whole word that it may come from."""
    if len(word) < _BEGINNING:
        return (frozenset((word,)),)
    return (frozenset((word,)), frozenset((word[: _BEGINNING - 1] + _WHOLE,)))


@cache
def _forms_of(name: str) -> tuple[frozenset[str], ...]:
    """Return the beginnings of the words of each form of a term of the vocabulary."""
    forms = dict.fromkeys(frozenset(_beginnings_of(form)) for form in _FORMS.get(name, ()))
    return tuple(form for form in forms if form)


def _beginnings_of(text: str) -> list[str]:
    """Return the beginnings of a text's stems; alloys' sets of elements have a ranker of theirs."""
    return [word[:_BEGINNING] for word in terms(text) if not word.startswith("elements")]


def _stems_by_passage(db: sqlite3.Connection, paper: str) -> dict[int, list[str]]:
    rows = db.execute(
        "SELECT passage, terms FROM passages JOIN words ON words.rowid = passage WHERE paper = ?",
        (paper,),
    )
    return {row["passage"]: row["terms"].split() for row in rows}
