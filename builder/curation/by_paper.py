"""Curate a corpus paper by paper, in memory that does not grow with the corpus."""

import sqlite3
from collections.abc import Iterator, Sequence

from builder.curation.curation import Curation, in_force
from builder.curation.ledger import Verdict
from builder.drafting.update import asked_papers, triples_of
from builder.library.catalog import CatalogEntry, walk
from builder.parallel import batched

#: Papers whose triples are read at a time.
_BATCH = 64


def curations_by_paper(
    db: sqlite3.Connection, verdicts: Sequence[Verdict]
) -> Iterator[tuple[CatalogEntry | None, Curation]]:
    """Yield each paper with the curation of its triples.

    The last item has no paper: it holds the verdicts whose triple and paper are not in the corpus.
    """
    by_paper = _group_by_paper(db, verdicts)
    wanted = {verdict.doi for verdict in verdicts}
    by_doi: dict[str, str] = {}
    for rows in batched(asked_papers(walk(db)), _BATCH):
        triples = triples_of(db, [row.id for row in rows])
        for row in rows:
            assert row.paper.abstract is not None
            text, doi = row.paper.abstract.text, row.paper.doi
            if doi and doi in wanted:
                by_doi[doi] = text
            own = [triple for triple in triples if triple.paper == row.id]
            contexts = {row.id: text} | ({doi: text} if doi else {})
            yield row, Curation(own, contexts, by_paper.pop(row.id, ()))
    without_paper = [verdict for given in by_paper.values() for verdict in given]
    yield None, Curation([], by_doi, without_paper)


def _group_by_paper(
    db: sqlite3.Connection, verdicts: Sequence[Verdict]
) -> dict[str, list[Verdict]]:
    """Return paper → verdicts on its triples.

    The paper of a verdict is the one its triple is drafted from now, else the one named last.
    """
    given: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        given.setdefault(verdict.triple, []).append(verdict)
    by_paper: dict[str, list[Verdict]] = {}
    for triple, some in given.items():
        query = "SELECT paper FROM triples WHERE triple = ?"
        row = db.execute(query, (triple,)).fetchone()
        last = max(in_force(some).values() or some, key=lambda verdict: verdict.at)
        by_paper.setdefault(row["paper"] if row else last.paper, []).extend(some)
    return by_paper
