"""Choose the papers in whose bodies is searched, and read their passages from the word index."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from builder.library.stored_bodies import body_source, paragraph, table
from builder.materials.alloys import Alloy, find_alloys
from retrieval.body.features import IndexedPassage
from retrieval.body.question import BodyQuestion
from retrieval.body.table_text import row_text
from retrieval.composition import likeness
from retrieval.hybrid import reciprocal_ranks
from retrieval.lexical import search_words

#: Passages that each ranker may return.
_DEPTH = 200
#: Passages of a paper that count for it.
_BEST = 3
#: Pieces whose alloys are read, at most, for each paper.
_READ = 30


def indexed_passages(db: sqlite3.Connection, source: str) -> list[IndexedPassage]:
    """Return the passages of a body: paragraphs and captions in reading order, then tables."""
    rows = db.execute(
        'SELECT passage, paper, number, "row", start, "end", kind, section, terms'
        " FROM body_passages JOIN body_words ON body_words.rowid = passage WHERE paper = ?"
        ' ORDER BY "row" IS NOT NULL, number, "row", start',
        (source,),
    )
    return [IndexedPassage(*row) for row in rows]


def sources_of(db: sqlite3.Connection, papers: Iterable[str]) -> list[str]:
    """Return the sources of the bodies of papers, in their order, of those that have one."""
    found = (body_source(db, paper) for paper in papers)
    return list(dict.fromkeys(source for source in found if source))


def likely_sources(
    db: sqlite3.Connection, question: BodyQuestion, near: Mapping[int, float], count: int
) -> list[str]:
    """Return the bodies that most likely answer a question, best first, by their best passages.

    Args:
        db: The database.
        question: What is asked.
        near: Passage → cosine of the nearest by vectors; empty without an index of them.
        count: How many bodies, at most.
    """
    words = dict(search_words(db, question.text, _DEPTH, "body_words"))
    rankings = [of for of in (words, near) if of]
    paper_of = papers_of(db, {passage for ranking in rankings for passage in ranking})
    scores: dict[str, float] = {}
    for ranking in rankings:
        best: dict[str, list[float]] = {}
        for passage, rank in sorted(reciprocal_ranks(ranking).items(), key=lambda one: -one[1]):
            if passage in paper_of:
                best.setdefault(paper_of[passage], []).append(rank)
        for paper, ranks in best.items():
            scores[paper] = scores.get(paper, 0.0) + sum(ranks[:_BEST])
    return sorted(scores, key=lambda paper: (-scores[paper], paper))[:count]


def likenesses_in(
    db: sqlite3.Connection, question: BodyQuestion, passages: Sequence[IndexedPassage]
) -> dict[int, float]:
    """Return passage → likeness of the nearest alloy it names to any that is asked for.

    Only passages that hold such a set of elements are read, and `_READ` of a paper at most.
    """
    found: dict[int, float] = {}
    read: dict[str, int] = {}
    for one in passages:
        if question.alloy_terms.isdisjoint(one.terms.split()):
            continue
        read[one.paper] = read.get(one.paper, 0) + 1
        if read[one.paper] <= _READ:
            found[one.id] = likeness_of(question.alloys, text_of(db, one))
    return found


def likeness_of(wanted: Sequence[Alloy], text: str) -> float:
    """Return the greatest likeness of any alloy that a text names to any wanted."""
    stated = find_alloys(text)
    return max((likeness(one, other) for one in wanted for other in stated), default=0.0)


def text_of(db: sqlite3.Connection, one: IndexedPassage) -> str:
    """Return the text of a passage; "" where its piece is gone."""
    if one.row is None:
        stored = paragraph(db, one.paper, one.number)
        return stored.paragraph.text[one.start : one.end] if stored else ""
    found = table(db, one.paper, one.number)
    return row_text(found.table, one.row) if found else ""


def papers_of(db: sqlite3.Connection, passages: Iterable[int]) -> dict[int, str]:
    """Return passage → source of its body, of those that there are."""
    query = "SELECT paper FROM body_passages WHERE passage = ?"
    rows = ((passage, db.execute(query, (passage,)).fetchone()) for passage in passages)
    return {passage: row["paper"] for passage, row in rows if row is not None}
