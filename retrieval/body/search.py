"""Search the bodies of papers: paragraphs, captions and rows of tables, by fitted weights."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from builder.library.catalog import CatalogEntry, by_id
from builder.library.stored_bodies import StoredParagraph, StoredTable, paragraph, table
from builder.nlp.cited import is_cited
from builder.nlp.sentences import sentences
from builder.papers import PieceKind
from retrieval.body.codes import body_cosines
from retrieval.body.features import IndexedPassage, passage_features
from retrieval.body.index_file import BodyIndex, open_body_index
from retrieval.body.pool import (
    indexed_passages,
    likely_sources,
    likeness_of,
    likenesses_in,
    sources_of,
)
from retrieval.body.question import read_body_question
from retrieval.body.schema import has_body_index
from retrieval.body.table_text import row_text
from retrieval.embedder import Embedder, Vectors
from retrieval.filters import Filters
from retrieval.hybrid import ScoreBreakdown
from retrieval.ranking.linear_model import read_model

#: The fitted weights of passages' features, with vectors and without; the files name the command
#: that made them.
WITH_VECTORS = Path(__file__).parent / "weights_with_vectors.json"
WITHOUT_VECTORS = Path(__file__).parent / "weights_without_vectors.json"
#: Papers whose passages are ranked where none are named.
_PAPERS = 8
#: Vectors that FAISS returns to choose papers by.
_NEAR = 100


@dataclass(frozen=True, slots=True)
class BodyHit:
    """What was found in a body for a question: of a paragraph or caption, or a row of a table."""

    rank: int
    listed: CatalogEntry = field(repr=False)
    piece: StoredParagraph | StoredTable = field(repr=False)
    row: int | None
    """The row in `Table.rows`; None in a paragraph or caption."""
    start: int
    end: int
    """The passage in its paragraph: ``paragraph.text[start:end] == text``; of a row, all of it."""
    text: str
    """The passage; of a row its table's caption and its cells under their heads."""
    score: float
    why: ScoreBreakdown
    cites_others: bool
    """Whether a sentence of it reports what others found."""


class BodySearcher:
    """The bodies of a database, opened for searching; no file is opened before the first search."""

    def __init__(self, db: sqlite3.Connection, folder: Path, embedder: Embedder) -> None:
        """Search a database.

        Args:
            db: The database.
            folder: That of the index of bodies.
            embedder: The one that embedded the abstracts.
        """
        self.db = db
        self._folder = folder
        self._embedder = embedder
        self._opened: BodyIndex | None = None
        self._was_opened = False

    @property
    def papers(self) -> int:
        """How many papers have a body that can be searched."""
        if not has_body_index(self.db):
            return 0
        return int(self.db.execute("SELECT count(*) FROM body_cuts").fetchone()[0])

    @property
    def is_unfinished(self) -> bool:
        """Whether some passages have no vector of the embedder: the build was stopped before."""
        query = (
            "SELECT 1 FROM body_passages WHERE NOT EXISTS (SELECT 1 FROM body_vectors WHERE"
            " body_vectors.passage = body_passages.passage AND embedder = ?) LIMIT 1"
        )
        return self.db.execute(query, (self._embedder.name,)).fetchone() is not None

    def search(
        self,
        question: str,
        k: int,
        papers: Collection[str] | None = None,
        kinds: Collection[PieceKind] = (),
        filters: Filters = Filters(),
    ) -> list[BodyHit]:
        """Return the ``k`` best passages for a question, best first, each with its scores.

        Without an index of vectors, as of a build that was stopped before its end, words and alloys
        alone rank; of a database without bodies nothing is found.

        Args:
            question: A question in plain English.
            k: How many passages; several may be of one paper, or of one paragraph.
            papers: Ids of the papers to look in; the likeliest ones if None.
            kinds: What to look for, such as ``table``; everything if empty.
            filters: What a paper must hold.
        """
        found = self.candidates(question, papers, filters)
        has_vectors = any(features["cosine"] for _, features in found)
        model = read_model(WITH_VECTORS if has_vectors else WITHOUT_VECTORS)
        scored = [
            (model.score(features), one, features)
            for one, features in found
            if not kinds or one.kind in kinds
        ]
        scored.sort(key=lambda of: -of[0])
        hits: list[BodyHit] = []
        for score, one, features in scored:
            if hit := self._hit(len(hits) + 1, one, score, features):
                hits.append(hit)
            if len(hits) == k:
                break
        return hits

    def candidates(
        self,
        question: str,
        papers: Collection[str] | None = None,
        filters: Filters = Filters(),
    ) -> list[tuple[IndexedPassage, dict[str, float]]]:
        """Return the passages that are ranked for a question, each with its features by name.

        Arguments are those of `search`; ``tests/tools/fit_bodies.py`` fits the features' weights.
        """
        if not has_body_index(self.db):
            return []
        asked = read_body_question(question)
        vector = self._embedder.embed([question])[0]
        if papers is None:
            sources = likely_sources(self.db, asked, self._near(vector), _PAPERS)
        else:
            sources = sources_of(self.db, papers)
        entries = self._entries(sources, filters)
        passages = [one for source in entries for one in indexed_passages(self.db, source)]
        likenesses = likenesses_in(self.db, asked, passages)
        papers_like = {
            source: likeness_of(asked.alloys, entry.paper.front)
            for source, entry in entries.items()
        }
        for one in passages:
            like = likenesses.get(one.id, 0.0)
            papers_like[one.paper] = max(papers_like[one.paper], like)
        cosines = body_cosines(self.db, self._embedder.name, [*entries], vector)
        features = passage_features(asked, passages, likenesses, papers_like, cosines)
        return list(zip(passages, features, strict=True))

    def _near(self, vector: Vectors) -> dict[int, float]:
        """Return the passages whose vectors are nearest; none without an index."""
        if not self._was_opened:
            self._opened = open_body_index(self._folder, self._embedder.name)
            self._was_opened = True
        return dict(self._opened.near(vector, _NEAR)) if self._opened else {}

    def _entries(self, sources: Sequence[str], filters: Filters) -> dict[str, CatalogEntry]:
        """Return source → the paper as the catalog lists it, of those that pass the filters."""
        found = {}
        for source in sources:
            row = self.db.execute(
                "SELECT COALESCE(same_as, paper) AS best FROM papers WHERE paper = ?", (source,)
            ).fetchone()
            entry = by_id(self.db, [row["best"]]).get(row["best"]) if row else None
            if entry and filters.hold(entry.paper):
                found[source] = entry
        return found

    def _hit(
        self, rank: int, one: IndexedPassage, score: float, features: Mapping[str, float]
    ) -> BodyHit | None:
        """Read a passage that was found; None where its piece is gone."""
        piece = (paragraph if one.row is None else table)(self.db, one.paper, one.number)
        entry = self._entries([one.paper], Filters()).get(one.paper)
        if piece is None or entry is None:
            return None
        if isinstance(piece, StoredTable):
            text = row_text(piece.table, one.row or 0)
        else:
            text = piece.paragraph.text[one.start : one.end]
        why = ScoreBreakdown(
            features["cosine"] or None,
            features["bm25"] or None,
            max(features["alloy"], 0.0) or None,
        )
        cites = one.row is None and any(
            is_cited(text[start:end], one.section) for start, end in sentences(text)
        )
        return BodyHit(rank, entry, piece, one.row, one.start, one.end, text, score, why, cites)
