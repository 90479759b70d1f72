"""Drafting with a language model: once per abstract, stored, and put beside those of the rules."""

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from drafted_library import drafted
from small_library import quiet

from builder.drafting.model_drafts import (
    TripleWriter,
    account,
    ask_each,
    forget_empty,
    not_asked,
    written_of,
)
from builder.drafting.model_output import DraftedItem, DraftReply, RejectedItem
from builder.drafting.update import asked_papers, load_triples, put_written, update_drafts
from builder.errors import UserError
from builder.library.catalog import CatalogEntry, walk


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return drafted(tmp_path)


def reply_to(title: str | None, abstract: str) -> DraftReply:
    if "NbMoTaW" not in abstract:
        return DraftReply(dropped=(RejectedItem("its answer is missing", "{}"),), calls=1)
    item = DraftedItem("phase", "Which phase has NbMoTaW?", "BCC", 0, abstract.index(".") + 1)
    return DraftReply((item,), calls=1, prompt_tokens=200, new_tokens=30, seconds=0.5)


WRITER = TripleWriter("endpoint:m", "drafting@1", reply_to)


def papers(db: sqlite3.Connection) -> list[CatalogEntry]:
    return list(asked_papers(walk(db)))


def test_each_abstract_is_asked_about_once(db: sqlite3.Connection) -> None:
    rows = papers(db)
    kept: list[str] = []
    assert not_asked(db, rows, WRITER) == rows
    assert ask_each(db, rows, WRITER, lambda row: kept.append(row.id), quiet) == []
    assert kept == [row.id for row in rows]
    assert not_asked(db, rows, WRITER) == []
    # Another model, or another prompt, has not seen them.
    assert not_asked(db, rows, replace(WRITER, prompt="drafting@2")) == rows
    assert not_asked(db, rows, replace(WRITER, made_by="path:n")) == rows


def test_drafts_come_back_as_triples_of_the_paper(db: sqlite3.Connection) -> None:
    rows = papers(db)
    ask_each(db, rows, WRITER, lambda row: put_written(db, row, WRITER.made_by), quiet)
    triples = [triple for triple in load_triples(db) if triple.made_by == WRITER.made_by]
    assert {triple.question for triple in triples} == {"Which phase has NbMoTaW?"}
    assert {triple.rule for triple in triples} == {"drafting@1"}
    assert all(triple.evidence.endswith(".") for triple in triples)
    [of_one] = written_of(db, next(row for row in rows if row.id == triples[0].paper))
    assert of_one in triples
    assert written_of(db, rows[0], "another model") == []


def test_drafts_of_a_model_survive_drafting_anew(db: sqlite3.Connection) -> None:
    rows = papers(db)
    ask_each(db, rows, WRITER, lambda row: put_written(db, row, WRITER.made_by), quiet)
    before = load_triples(db)
    db.execute("DELETE FROM triples")
    db.execute("DELETE FROM drafted")
    update_drafts(db, quiet)
    assert load_triples(db) == before


def test_the_account_adds_up_what_the_model_cost(db: sqlite3.Connection) -> None:
    rows = papers(db)
    ask_each(db, rows, WRITER, lambda row: None, quiet)
    of_alloy = sum("NbMoTaW" in row.paper.abstract.text for row in rows if row.paper.abstract)
    found = account(db, WRITER.made_by, rows)
    assert 0 < of_alloy < len(rows)
    assert (found.abstracts, found.calls) == (len(rows), len(rows))
    assert (found.triples, found.empty) == (of_alloy, len(rows) - of_alloy)
    assert (found.prompt_tokens, found.new_tokens) == (200 * of_alloy, 30 * of_alloy)
    assert found.dropped == {"its answer is missing": found.empty}
    assert account(db, WRITER.made_by, []).abstracts == 0


def test_abstracts_without_a_triple_can_be_asked_about_again(db: sqlite3.Connection) -> None:
    rows = papers(db)
    ask_each(db, rows, WRITER, lambda row: None, quiet)
    forget_empty(db, WRITER)
    again = not_asked(db, rows, WRITER)
    assert 0 < len(again) < len(rows)
    assert not any("NbMoTaW" in row.paper.abstract.text for row in again if row.paper.abstract)


def test_a_failure_is_told_and_the_next_paper_is_asked_about(db: sqlite3.Connection) -> None:
    rows = papers(db)
    turns = iter([False, True])

    def fails_once(title: str | None, abstract: str) -> DraftReply:
        if not next(turns, True):
            raise UserError("The model did not answer.", "Start it.")
        return reply_to(title, abstract)

    writer = replace(WRITER, ask=fails_once)
    [failure] = ask_each(db, rows, writer, lambda row: None, quiet)
    assert failure == f"{rows[0].place}: The model did not answer."
    assert not_asked(db, rows, writer) == rows[:1]


def test_a_dead_model_stops_the_run(db: sqlite3.Connection) -> None:
    def fails(title: str | None, abstract: str) -> DraftReply:
        raise UserError("The model did not answer.", "Start it.")

    with pytest.raises(UserError):
        ask_each(db, papers(db), replace(WRITER, ask=fails), lambda row: None, quiet)


def test_a_server_is_asked_side_by_side_and_every_reply_is_kept(db: sqlite3.Connection) -> None:
    together = threading.Barrier(2, timeout=10)  # is passed by two that wait at a time alone

    def ask(title: str | None, abstract: str) -> DraftReply:
        together.wait()
        return WRITER.ask(title, abstract)

    rows = papers(db)
    rows = rows[: len(rows) // 2 * 2]
    assert len(rows) >= 2
    kept: list[str] = []
    writer = replace(WRITER, ask=ask)
    assert ask_each(db, rows, writer, lambda row: kept.append(row.id), quiet, 2) == []
    assert kept == [row.id for row in rows]
    assert not_asked(db, rows, writer) == []


def test_a_dead_server_is_not_asked_about_all(db: sqlite3.Connection) -> None:
    asked: list[str] = []

    def fails(title: str | None, abstract: str) -> DraftReply:
        asked.append(abstract)
        raise UserError("The server is gone.", "Start it.")

    rows = papers(db) * 20
    with pytest.raises(UserError, match="The server is gone"):
        ask_each(db, rows, replace(WRITER, ask=fails), lambda row: None, quiet, 4)
    assert len(asked) < len(rows)
