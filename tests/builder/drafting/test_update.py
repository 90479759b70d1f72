"""Triples kept up to date with the papers."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from drafted_library import drafted
from small_library import CANTOR, SENKOV, quiet, write_records

from builder.clock import OutOfTimeError
from builder.drafting import update
from builder.drafting.update import (
    asked_papers,
    forget,
    load_triples,
    papers_with_triples,
    put,
    triples_of,
    update_drafts,
)
from builder.ingest.ingest import ingest
from builder.library.catalog import walk
from builder.papers import Relevance
from builder.storage.database import create_database
from builder.triples import Triple


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return drafted(tmp_path)


def test_a_second_run_drafts_nothing(db: sqlite3.Connection) -> None:
    before = load_triples(db)
    assert before
    assert update_drafts(db, quiet) == 0
    assert load_triples(db) == before


def test_a_paper_that_is_forgotten_is_drafted_again_to_the_same_triples(
    db: sqlite3.Connection,
) -> None:
    before, [first, *_] = load_triples(db), papers_with_triples(db)
    forget(db, first)
    assert first not in papers_with_triples(db)
    assert update_drafts(db, quiet) == 1
    assert load_triples(db) == before


def test_triples_of_a_paper_that_left_go_with_it(db: sqlite3.Connection, tmp_path: Path) -> None:
    write_records(tmp_path / "corpus" / "r.jsonl", CANTOR)
    ingest(db, tmp_path / "corpus", quiet)
    update_drafts(db, quiet)
    assert len(papers_with_triples(db)) == 1
    assert all("CrMnFeCoNi" in triple.context for triple in load_triples(db))


def test_of_one_abstract_printed_twice_the_first_is_asked_about(
    db: sqlite3.Connection, tmp_path: Path
) -> None:
    write_records(
        tmp_path / "corpus" / "r.jsonl", SENKOV, SENKOV | {"id": "again", "doi": "10.1000/again"}
    )
    ingest(db, tmp_path / "corpus", quiet)
    assert len(list(asked_papers(walk(db)))) == 1


def test_papers_off_the_topic_or_without_an_abstract_are_not_asked_about(
    db: sqlite3.Connection,
) -> None:
    rows = list(asked_papers(walk(db)))
    assert rows
    off_topic = replace(rows[0], relevance=Relevance(0.0, ()))
    bare = replace(rows[0], paper=replace(rows[0].paper, abstract=None))
    unread = replace(rows[0], paper=replace(rows[0].paper, state="scanned"))
    assert list(asked_papers([off_topic, bare, unread, rows[0]])) == rows[:1]


def test_a_stored_triple_comes_back_with_its_checks(db: sqlite3.Connection) -> None:
    first = load_triples(db)[0]
    checked = replace(first, checks={"bound": "", "language": "It is not in English."})
    put(db, [checked])
    assert checked in triples_of(db, [first.paper])
    assert first not in load_triples(db)


def test_an_abstract_that_takes_too_long_costs_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    write_records(corpus / "x.jsonl", CANTOR, SENKOV)
    db = create_database(tmp_path / "hea.sqlite")
    ingest(db, corpus, quiet)
    plain = update.draft

    def slow(paper: str, title: str | None, abstract: str) -> list[Triple]:
        if abstract == CANTOR["abstract"]:
            raise OutOfTimeError
        return plain(paper, title, abstract)

    monkeypatch.setattr(update, "draft", slow)
    update_drafts(db, quiet)
    assert {row.paper.title: row.paper.notes for row in walk(db)} == {
        CANTOR["title"]: ("No triples were drafted from it: its abstract took over 20 s to read.",),
        SENKOV["title"]: (),
    }
    assert {triple.context for triple in load_triples(db)} == {SENKOV["abstract"]}
    assert update_drafts(db, quiet) == 0


def test_a_triple_keeps_its_further_places_and_papers(db: sqlite3.Connection) -> None:
    one = load_triples(db)[0]
    context = f"{one.evidence}\n\nNbMoTaW is hard."
    place = (0, len(one.evidence))
    joined = replace(
        one, id="joined", context=context, start=place[0], end=place[1],
        spans=((place[1] + 2, len(context)),), papers=("other",),
    )  # fmt: skip
    put(db, [joined])
    [found] = [triple for triple in load_triples(db) if triple.id == "joined"]
    assert found == joined
    assert found.all_evidence[1] == "NbMoTaW is hard."
    forget(db, one.paper)
    assert db.execute("SELECT count(*) FROM triple_sources").fetchone()[0] == 0
    db.execute("DROP TABLE triple_sources")
    assert load_triples(db)
