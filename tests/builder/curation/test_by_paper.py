import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from drafted_library import drafted
from small_library import CANTOR, SENKOV, quiet, write_records

from builder.curation.by_paper import curations_by_paper, known_paper
from builder.curation.curation import Curation
from builder.curation.decisions import CuratedTriple
from builder.curation.ledger import Verdict, verdict_on
from builder.drafting.update import asked_papers, load_triples, update_drafts
from builder.ingest.ingest import ingest
from builder.library.catalog import walk


def all_at_once(db: sqlite3.Connection, verdicts: list[Verdict]) -> Curation:
    return Curation(load_triples(db), map(known_paper, asked_papers(walk(db))), verdicts)


def paper_by_paper(db: sqlite3.Connection, verdicts: list[Verdict]) -> dict[str, CuratedTriple]:
    found = {}
    for row, curation in curations_by_paper(db, verdicts):
        for one in curation.curated:
            assert row is None or one.triple.paper == row.id
            assert one.triple.id not in found
            found[one.triple.id] = one
    return found


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return drafted(tmp_path)


def test_paper_by_paper_verdicts_leave_what_they_leave_all_at_once(
    db: sqlite3.Connection, tmp_path: Path
) -> None:
    # The first is on the paper whose DOI a verdict below tells.
    triples = sorted(load_triples(db), key=lambda one: "CrMnFeCoNi" not in one.context)
    first, second, third, fourth, *_ = triples
    verdicts = [
        verdict_on(first, None, "ann", "accept"),
        verdict_on(first, None, "bob", "reject", "no"),
        verdict_on(second, None, "ann", "edit", new_answer="better"),
        verdict_on(third, None, "ann", "note", "see there"),
        # Drafted otherwise then: found by its words.
        verdict_on(replace(fourth, id="before"), None, "ann", "accept"),
        # Drafted no more; one with evidence that stands, one without, one of a paper gone.
        verdict_on(replace(first, id="old", question="Why?"), None, "ann", "accept"),
        verdict_on(
            replace(first, id="bad", question="Where?", context="x" * 999), None, "ann", "accept"
        ),
        verdict_on(replace(first, id="away", paper="gone"), "10.1000/cantor", "ann", "accept"),
        verdict_on(replace(first, id="lost", paper="gone"), "10.1000/none", "ann", "accept"),
    ]
    whole = all_at_once(db, verdicts)
    assert paper_by_paper(db, verdicts) == {one.triple.id: one for one in whole.curated}
    conflicts = [
        one for _, curation in curations_by_paper(db, verdicts) for one in curation.conflicts
    ]
    assert sorted(map(repr, conflicts)) == sorted(map(repr, whole.conflicts))
    assert len(conflicts) == 2


def test_paper_by_paper_a_changed_abstract_keeps_its_verdicts(
    db: sqlite3.Connection, tmp_path: Path
) -> None:
    of = {row.id: row.paper for row in asked_papers(walk(db))}
    triples = load_triples(db)
    named = [
        verdict_on(t, of[t.paper].doi, "ann", "reject", title=of[t.paper].title or "")
        for t in triples
    ]
    nameless = [verdict_on(t, None, "ann", "reject") for t in triples]
    changed = [
        record | {"abstract": f"{record['abstract']} More was seen.", "doi": doi}
        for record, doi in ((CANTOR, CANTOR["doi"]), (SENKOV, None))
    ]
    write_records(tmp_path / "corpus" / "r.jsonl", *changed)
    ingest(db, tmp_path / "corpus", quiet)
    update_drafts(db, quiet)
    ids = {triple.id for triple in load_triples(db)}
    assert ids
    assert not ids & {triple.id for triple in triples}
    for verdicts in (named, nameless):
        found = paper_by_paper(db, verdicts)
        assert {found[name].status for name in ids} == {"rejected"}
        assert found == {one.triple.id: one for one in all_at_once(db, verdicts).curated}


def test_a_verdict_follows_its_triple_to_the_paper_it_is_drafted_from_now(
    db: sqlite3.Connection, tmp_path: Path
) -> None:
    verdicts = [verdict_on(triple, None, "ann", "accept") for triple in load_triples(db)]
    # The same abstracts, in records of other bytes: other papers.
    write_records(tmp_path / "corpus" / "r.jsonl", CANTOR | {"year": 2015}, SENKOV | {"year": 2012})
    ingest(db, tmp_path / "corpus", quiet)
    update_drafts(db, quiet)
    assert not {v.paper for v in verdicts} & {t.paper for t in load_triples(db)}
    found = paper_by_paper(db, verdicts)
    assert {one.status for one in found.values()} == {"accepted"}
    assert {t.id for t in load_triples(db)} <= found.keys()
