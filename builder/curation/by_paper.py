"""Triples with their verdicts, paper by paper: a corpus of any size takes no more memory for it."""

import sqlite3
from collections.abc import Iterator, Sequence

from builder.curation.curation import Curation, in_force
from builder.curation.ledger import Verdict
from builder.drafting.update import asked_papers, triples_of
from builder.library.catalog import CatalogEntry, walk
from builder.parallel import batched

#: Papers whose triples are read at a time.
_TOGETHER = 64


def curations_by_paper(
    db: sqlite3.Connection, verdicts: Sequence[Verdict]
) -> Iterator[tuple[CatalogEntry | None, Curation]]:
    """Each paper with its triples as the verdicts leave them; last, without one, what has none."""
    homes = _homes(db, verdicts)
    wanted = {verdict.doi for verdict in verdicts}
    by_doi: dict[str, str] = {}
    for rows in batched(asked_papers(walk(db)), _TOGETHER):
        triples = triples_of(db, [row.id for row in rows])
        for row in rows:
            assert row.paper.abstract is not None
            text, doi = row.paper.abstract.text, row.paper.doi
            if doi and doi in wanted:
                by_doi[doi] = text
            own = [triple for triple in triples if triple.paper == row.id]
            contexts = {row.id: text} | ({doi: text} if doi else {})
            yield row, Curation(own, contexts, homes.pop(row.id, ()))
    homeless = [verdict for given in homes.values() for verdict in given]
    yield None, Curation([], by_doi, homeless)


def _homes(db: sqlite3.Connection, verdicts: Sequence[Verdict]) -> dict[str, list[Verdict]]:
    """Paper → the verdicts on its triples: where the triple is drafted now, else was at last."""
    given: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        given.setdefault(verdict.triple, []).append(verdict)
    homes: dict[str, list[Verdict]] = {}
    for triple, some in given.items():
        query = "SELECT paper FROM triples WHERE triple = ?"
        row = db.execute(query, (triple,)).fetchone()
        last = max(in_force(some).values() or some, key=lambda verdict: verdict.at)
        homes.setdefault(row["paper"] if row else last.paper, []).extend(some)
    return homes
