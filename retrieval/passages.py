"""Cut abstracts into passages that fit the embedder's window, so that no word is left out."""

import hashlib
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from builder.library.catalog import add_note
from builder.papers import READABLE
from builder.storage.database import transaction
from retrieval.embedder import Embedder
from retrieval.lexical import index_terms

#: Part of every splitter's name: raise it when the way of cutting or of indexing words changes.
_VERSION = 4
#: Papers cut in one transaction, because syncing the disk takes longer than cutting one.
_PAPERS_A_TRANSACTION = 64
#: Passages of one abstract, under two CPU seconds to embed; of 627 abstracts none has over six, and
#: the longest that is let in has about as many if its words are ordinary.
_MOST_PASSAGES = 24
_CUT_SHORT = "Only the beginning of its abstract is searched: it is too long."
#: Where to cut: between sentences, else between words, else anywhere.
_CUTS = [r"(?<=[.!?])\s+(?=[A-Z(])", r"\s+", ""]


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one paper's abstract: ``abstract[start:end] == text``."""

    id: int
    paper: str
    title: str | None
    start: int
    end: int
    text: str


def embedded_text(title: str | None, text: str) -> str:
    """Return what the embedder and the word index are given: a passage under its paper's title."""
    return f"{title}\n{text}" if title else text


def uncut_papers(db: sqlite3.Connection, embedder: str) -> list[str]:
    """Return the ids of readable papers not yet cut for the embedder of this name."""
    marks = ", ".join("?" * len(READABLE))
    rows = db.execute(
        f"SELECT paper FROM papers WHERE state IN ({marks}) AND same_as IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM passages WHERE passages.paper = papers.paper AND splitter = ?)",
        (*READABLE, _splitter(embedder)),
    )
    return [row["paper"] for row in rows]


def cut_passages(db: sqlite3.Connection, embedder: Embedder) -> None:
    """Cut every abstract not yet cut for this embedder, some papers in one transaction."""
    waiting = uncut_papers(db, embedder.name)
    for start in range(0, len(waiting), _PAPERS_A_TRANSACTION):
        with transaction(db):
            for paper in waiting[start : start + _PAPERS_A_TRANSACTION]:
                _cut(db, paper, embedder)


def _cut(db: sqlite3.Connection, paper: str, embedder: Embedder) -> None:
    query = "SELECT title, abstract FROM papers WHERE paper = ?"
    title, abstract = db.execute(query, (paper,)).fetchone()
    db.execute("DELETE FROM passages WHERE paper = ?", (paper,))
    spans = list(split(title, abstract, embedder))
    if spans and abstract[spans[-1][1] :].strip():
        add_note(db, paper, _CUT_SHORT)
    for start, end in spans:
        text = embedded_text(title, abstract[start:end])
        passage = _identity(paper, start, text)
        db.execute(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?)",
            (passage, paper, start, end, _splitter(embedder.name)),
        )
        db.execute("INSERT INTO words (rowid, terms) VALUES (?, ?)", (passage, index_terms(text)))


def split(title: str | None, abstract: str, embedder: Embedder) -> Iterator[tuple[int, int]]:
    """Yield spans of an abstract that fit the window under the title and hold every word.

    Of an abstract that has more than `_MOST_PASSAGES`, the end is left out. A title as long
    as half the window leaves half of it to the abstract: such passages do not fit.
    """
    if embedder.count_tokens(embedded_text(title, abstract)) <= embedder.window:
        yield 0, len(abstract)
        return
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    special = embedder.count_tokens("")
    heading = embedder.count_tokens(embedded_text(title, "")) - special
    # A title as long as half the window leaves the abstract at least the other half.
    room = max(embedder.window - special - heading, embedder.window // 2 - special)
    splitter = RecursiveCharacterTextSplitter(
        separators=_CUTS,
        is_separator_regex=True,
        keep_separator=True,
        chunk_size=room,
        chunk_overlap=0,
        # Each piece is measured several times. A dash may be no token; of pieces without length the
        # splitter would give some twice.
        length_function=cache(lambda text: max(embedder.count_tokens(text) - special, 1)),
        strip_whitespace=True,
    )
    position = 0
    beginning = _beginning(abstract, _MOST_PASSAGES * room, embedder)
    for chunk in islice(splitter.split_text(beginning), _MOST_PASSAGES):
        position = abstract.index(chunk, position)
        yield position, position + len(chunk)
        position += len(chunk)


def _beginning(text: str, tokens: int, embedder: Embedder) -> str:
    """Return as much of a text as has so many tokens at most."""
    if embedder.count_tokens(text) <= tokens:
        return text
    lengths = range(len(text))
    return text[: bisect_right(lengths, tokens, key=lambda n: embedder.count_tokens(text[:n])) - 1]


def has_passages(db: sqlite3.Connection) -> bool:
    """Return whether any abstract was cut."""
    return db.execute("SELECT 1 FROM passages LIMIT 1").fetchone() is not None


def passages(db: sqlite3.Connection, ids: list[int]) -> dict[int, Passage]:
    """Return the passages with these ids; unknown ids are left out."""
    found = {}
    for number in ids:
        row = db.execute(
            "SELECT * FROM passages JOIN papers USING (paper) WHERE passage = ?", (number,)
        ).fetchone()
        if row is not None:
            text = row["abstract"][row["start"] : row["end"]]
            found[number] = Passage(
                number, row["paper"], row["title"], row["start"], row["end"], text
            )
    return found


def _splitter(embedder: str) -> str:
    return f"{_VERSION}:{embedder}"


def _identity(paper: str, start: int, text: str) -> int:
    """Return a passage's id: 63 bits of the sha256 of its paper, place and text."""
    digest = hashlib.sha256(f"{paper}:{start}:{text}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1
