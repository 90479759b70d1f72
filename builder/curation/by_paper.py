"""Curate a corpus paper by paper, in memory that does not grow with the corpus."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from builder.curation.curation import Curation
from builder.curation.decisions import CheckAnew
from builder.curation.ledger import Verdict
from builder.curation.matching import KnownPaper, PaperFinder, Words, plain, words_of
from builder.drafting.update import asked_papers, papers_with_triples, triples_of
from builder.library.catalog import CatalogEntry, walk
from builder.library.source_merging import title_key
from builder.parallel import batched

#: Papers whose triples are read at a time.
_BATCH = 64


def curations_by_paper(
    db: sqlite3.Connection, verdicts: Sequence[Verdict], check: CheckAnew | None = None
) -> Iterator[tuple[CatalogEntry | None, Curation]]:
    """Yield each paper with the curation of its triples.

    ``check`` checks what people edited.

    The last item has no paper: it holds the verdicts whose triple and paper are not in the corpus.
    """
    by_paper = _group_by_paper(db, verdicts)
    for rows in batched(asked_papers(walk(db)), _BATCH):
        triples = triples_of(db, [row.id for row in rows])
        for row in rows:
            own = [triple for triple in triples if triple.paper == row.id]
            yield row, Curation(own, [known_paper(row)], by_paper.pop(row.id, ()), check)
    without_paper = [verdict for given in by_paper.values() for verdict in given]
    yield None, Curation([], [], without_paper)


def known_paper(row: CatalogEntry) -> KnownPaper:
    """Return what verdicts find a paper again by."""
    assert row.paper.abstract is not None
    return KnownPaper(row.id, row.paper.doi, row.paper.title, row.paper.abstract.text)


def _group_by_paper(
    db: sqlite3.Connection, verdicts: Sequence[Verdict]
) -> dict[str, list[Verdict]]:
    """Return paper → verdicts on its triples.

    The paper of a verdict is the one its triple is drafted from now, else the one of its id, DOI or
    title, else that of the one triple with its words and evidence, else the one named last.
    """
    given: dict[str, list[Verdict]] = {}
    for verdict in sorted(verdicts, key=lambda verdict: verdict.at, reverse=True):
        given.setdefault(verdict.triple, []).append(verdict)
    papers = PaperFinder(_named(db, verdicts))
    found: dict[str, str] = {}
    for triple, some in given.items():
        row = db.execute("SELECT paper FROM triples WHERE triple = ?", (triple,)).fetchone()
        paper = row["paper"] if row else next(filter(None, map(papers.find, some)), None)
        if paper:
            found[triple] = paper
    found |= _elsewhere(db, {name: some for name, some in given.items() if name not in found})
    by_paper: dict[str, list[Verdict]] = {}
    for triple, some in given.items():
        by_paper.setdefault(found.get(triple, some[0].paper), []).extend(some)
    return by_paper


def _named(db: sqlite3.Connection, verdicts: Sequence[Verdict]) -> Iterator[KnownPaper]:
    """Yield the papers with the id, DOI or title of a verdict."""
    ids = {verdict.paper for verdict in verdicts}
    dois = {verdict.doi.casefold() for verdict in verdicts if verdict.doi}
    titles = {title_key(verdict.title) for verdict in verdicts} - {None}
    for paper, doi, title in db.execute(
        "SELECT paper, doi, title FROM drafted JOIN papers USING (paper)"
    ):
        known = paper in ids or (doi or "").casefold() in dois
        if known or (titles and title_key(title) in titles):
            yield KnownPaper(paper, doi, title)


def _elsewhere(db: sqlite3.Connection, gone: Mapping[str, list[Verdict]]) -> dict[str, str]:
    """Return triple → paper, where one triple alone has the words and evidence of a verdict."""
    wanted: dict[tuple[Words, str], set[str]] = {}
    for some in gone.values():
        for verdict in some:
            if verdict.evidence:
                wanted[words_of(verdict), plain(verdict.evidence)] = set()
    if not wanted:
        return {}
    owners: dict[str, str] = {}
    for papers in batched(papers_with_triples(db), _BATCH):
        for triple in triples_of(db, papers):
            borne_out = words_of(triple), plain(triple.evidence)
            if borne_out in wanted:
                wanted[borne_out].add(triple.id)
                owners[triple.id] = triple.paper
    found = {}
    for name, some in gone.items():
        for verdict in some:
            ids = wanted.get((words_of(verdict), plain(verdict.evidence)), set())
            if len(ids) == 1:
                found[name] = owners[next(iter(ids))]
    return found
