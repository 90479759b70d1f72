import sqlite3
from pathlib import Path

import pytest
from drafted_library import drafted
from small_library import quiet

from builder.checks.checks import Checker, check_all
from builder.checks.run import check_drafts, recheck
from builder.drafting.derived.across_papers import compare_papers, stated_values
from builder.drafting.refusals import contrast, survey
from builder.drafting.update import load_triples, triples_of
from builder.library.catalog import walk
from builder.triples import Triple
from hea.workflows.corpus.build import judge


def all_at_once(db: sqlite3.Connection, by: Checker) -> dict[str, Triple]:
    """What the checks give with the whole corpus in memory."""
    papers = list(walk(db))
    titles = {row.id: row.paper.title or "" for row in papers}
    corpus = survey((row.id, titles[row.id], row.paper.abstract.text) for row in papers)
    of_corpus = ("unanswerable", "across-papers")
    triples = [triple for triple in load_triples(db) if triple.kind not in of_corpus]
    checked = check_all(triples, titles, by)
    passed = [triple for triple in checked if not triple.failed]
    for triple in passed:
        corpus.note_answered(triple.question)
    refused = check_all(contrast(passed, corpus, titles), titles, by)
    compared = check_all([*compare_papers(stated_values(passed), lambda _: titles)], titles, by)
    return {triple.id: triple for triple in [*checked, *refused, *compared]}


def test_some_papers_at_a_time_give_what_all_at_once_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = drafted(tmp_path, 30)
    expected = all_at_once(db, Checker(judge))
    monkeypatch.setattr("builder.checks.run._TOGETHER", 7)
    monkeypatch.setattr("builder.checks.run._MANY", 10)
    count = check_drafts(db, Checker(judge), quiet, processes=2)
    found = {triple.id: triple for triple in load_triples(db)}
    assert found == expected
    assert count == len(found) > 100
    twins = [triple for triple in found.values() if "duplicate" in triple.failed]
    firsts = {t.checks["duplicate"].split()[3]: t.paper for t in twins}
    assert any(found[name].paper != paper for name, paper in firsts.items())
    assert {t.kind for t in found.values() if "supported" not in t.checks} == {"unanswerable"}


def test_a_check_that_breaks_off_begins_anew_and_ends_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = drafted(tmp_path, 3)
    monkeypatch.setattr("builder.checks.run._TOGETHER", 1)
    asked = 0

    def breaks(question: str, answer: str, title: str, abstract: str) -> str:
        nonlocal asked
        asked += 1
        if asked == 8:
            raise KeyboardInterrupt
        return judge(question, answer, title, abstract)

    with pytest.raises(KeyboardInterrupt):
        recheck(db, Checker(breaks), quiet)
    assert db.execute("SELECT * FROM checked").fetchall() == []
    half = load_triples(db)
    assert {bool(triple.checks) for triple in half} == {True, False}
    check_drafts(db, Checker(judge), quiet)
    expected = all_at_once(db, Checker(judge))
    assert {triple.id: triple for triple in load_triples(db)} == expected


def test_triples_come_by_paper_and_place_however_they_were_written(tmp_path: Path) -> None:
    db = drafted(tmp_path)
    triples = load_triples(db)
    assert [t.paper for t in triples] == sorted(t.paper for t in triples)
    for paper in {triple.paper for triple in triples}:
        own = triples_of(db, [paper])
        assert own == [triple for triple in triples if triple.paper == paper]
        assert [t.start for t in own] == sorted(t.start for t in own)
