"""Search by words: BM25 over SQLite's FTS5, with a word for each alloy's set of elements."""

import re
import sqlite3
from collections.abc import Collection
from functools import lru_cache

import Stemmer

from builder.materials.alloys import Alloy, find_alloys
from builder.materials.formulas.elements import NAMES

_STEMMER = Stemmer.Stemmer("english")
#: Stems of verbs that the stemmer keeps apart from their adjective or noun, and the stem used.
_FAMILIES = {
    "coarsen": "coars",
    "embrittl": "brittl",
    "harden": "hard",
    "soften": "soft",
    "strengthen": "strength",
    "strong": "strength",
    "stronger": "strength",
    "toughen": "tough",
    "weaken": "weak",
}
#: Element names and their symbols, but for tin: `TiN` is a nitride.
_SYMBOLS = {name: symbol.lower() for name, symbol in NAMES.items() if name != "tin"}
#: Word index → the table of its passages.
_PASSAGES = {"words": "passages", "body_words": "body_passages"}
#: In a corpus of so many passages a question's commonest words are left out, …
_LARGE = 5_000
#: … so that no more than this many are scored: FTS5 scores some 1,000 a millisecond.
_MOST_SCORED = 8_000
_WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
#: Words that tell nothing about the subject of a question.
STOP_WORDS = frozenset(
    "a about after all also an and any are as at be been being between both but by can could "
    "did do does each for from had has have having how i if in into is it its itself may me "
    "might more most much my no not of on one only or other our out over per report reported "
    "s should show shown so some such t than that the their them then there these they this "
    "those through to under up upon use used uses using was we were what when where which "
    "while who whose why will with within without would you your paper papers study".split()
)


def terms(text: str) -> list[str]:
    """Return the stems of a text in order, without stop words, and a word for each alloy.

    ``FeCoNiCrMn`` and ``Cantor alloy`` both add ``elementscocrfemnni``: either finds the other.
    """
    words = (word.lower() for word in _WORD.findall(text))
    stems = [stem(word) for word in words if word not in STOP_WORDS]
    return stems + [elements_term(alloy) for alloy in find_alloys(text)]


@lru_cache(maxsize=4096)
def word_set(text: str) -> frozenset[str]:
    """Return the `terms` of a text as a set; those of recent texts are kept in memory."""
    return frozenset(terms(text))


def elements_term(alloy: Alloy) -> str:
    """Return the word that stands for an alloy's set of elements."""
    return "elements" + alloy.element_key.replace("-", "").lower()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a lower-case English word: `toughness`, `toughened` → `tough`.

    An element's name becomes its symbol: `aluminium`, `aluminum` and `Al` → `al`.
    """
    if symbol := _SYMBOLS.get(word):
        return symbol
    stemmed = str(_STEMMER.stemWord(word))
    return _FAMILIES.get(stemmed, stemmed)


def index_terms(text: str) -> str:
    """Return the words of a text as the word index stores them."""
    return " ".join(terms(text))


def search_words(
    db: sqlite3.Connection, question: str, depth: int, index: str = "words"
) -> list[tuple[int, float]]:
    """Return the ``depth`` best (passage, BM25 score) for any word of a question, best first.

    In a large corpus only the rarer words are searched: the commonest tell least and cost most.

    Args:
        db: The database.
        question: A question in plain English.
        depth: How many passages.
        index: The word index: that of abstracts, or ``body_words``.
    """
    wanted = list(dict.fromkeys(terms(question)))
    if not wanted:
        return []
    if _is_large(db, index):
        wanted = _rarer(db, wanted, index)
    rows = db.execute(
        f"SELECT rowid, -bm25({index}) AS score FROM {index} WHERE {index} MATCH ?"
        f" ORDER BY bm25({index}), rowid LIMIT ?",
        (" OR ".join(f'"{word}"' for word in wanted), depth),
    )
    return [(row["rowid"], row["score"]) for row in rows]


def has_word(db: sqlite3.Connection, word: str) -> bool:
    """Return whether a word, in any of its inflections, stands in a passage."""
    query = "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1"
    return db.execute(query, (f'"{stem(word)}"',)).fetchone() is not None


def papers_with(db: sqlite3.Connection, stems: Collection[str]) -> list[str]:
    """Return the papers that hold all these stems in title and abstract; every paper for none.

    The passages of a paper may hold one each.
    """
    query = "SELECT DISTINCT paper FROM passages"
    if not stems:
        return [row["paper"] for row in db.execute(f"{query} ORDER BY paper")]
    query += " JOIN words ON words.rowid = passage WHERE words MATCH ?"
    of_each = ({row["paper"] for row in db.execute(query, (f'"{stem}"',))} for stem in stems)
    return sorted(set.intersection(*of_each))


def _rarer(db: sqlite3.Connection, wanted: list[str], index: str) -> list[str]:
    """Return the rarest words, as many as stand in at most `_MOST_SCORED` passages together."""
    counts = {word: _count(db, word, index) for word in wanted}
    rarest: list[str] = []
    total = 0
    for word in sorted(filter(counts.__getitem__, wanted), key=counts.__getitem__):
        total += counts[word]
        if rarest and total > _MOST_SCORED:
            break
        rarest.append(word)
    return rarest or wanted[:1]


def _count(db: sqlite3.Connection, word: str, index: str) -> int:
    """Count the passages with a word, up to one more than may be scored."""
    query = f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)"
    count: int = db.execute(query, (f'"{word}"', _MOST_SCORED + 1)).fetchone()[0]
    return count


def _is_large(db: sqlite3.Connection, index: str) -> bool:
    query = f"SELECT count(*) FROM (SELECT 1 FROM {_PASSAGES[index]} LIMIT ?)"
    return bool(db.execute(query, (_LARGE,)).fetchone()[0] == _LARGE)
