"""Held-out questions, each with its paper and its strata."""

import json
from pathlib import Path

import pytest
from small_library import CANTOR

from builder.errors import UserError
from builder.library.catalog import CatalogEntry, listing
from builder.references.jsonl import record_paper
from eval.gold.held_out import HeldOutQuestion, read_held_out, sample_questions
from eval.gold.questions import Question
from retrieval.hybrid import Searcher

TOUGH = "What is the fracture toughness of CrMnFeCoNi at 77 K?"
STRONG = "What is the yield strength of NbMoTaW at 1600 °C?"
UNKNOWN = "What is the yield strength of HfNbTaTiZr at 1600 °C?"


def case(text: str, title: str | None = None, year: int | None = None, words: int = 10):
    """A question on a paper; without a title there is no paper."""
    question = Question("q", text, "", frozenset(), None)
    if title is None:
        return HeldOutQuestion(question, None)
    record = {"id": "p", "title": title, "abstract": "word " * words, "year": year}
    return HeldOutQuestion(question, CatalogEntry("r.jsonl", 1, "p", record_paper(record, 1)))


CASES = [
    HeldOutQuestion(Question(name, text, "", frozenset(), None), None)
    for name, text in (("t", TOUGH), ("s", STRONG), ("u", UNKNOWN))
]


def test_questions_are_read_from_a_dataset_and_from_a_question_file(
    searcher: Searcher, tmp_path: Path
) -> None:
    row = {
        "id": "1", "question": TOUGH, "answer": "200 MPa m^0.5", "context": CANTOR["abstract"],
        "evidence": "Its fracture toughness exceeds 200 MPa m^0.5 at 77 K.",
        "kind": "property-value", "paper": "p1", "title": CANTOR["title"], "year": 2014,
    }  # fmt: skip
    file = tmp_path / "test.jsonl"
    squad = {"id": "2", "context": "c", "record": json.dumps(row | {"kind": "unanswerable"})}
    file.write_text(f"{json.dumps(row)}\n\n{json.dumps(squad)}\n", "utf-8")
    first, second = read_held_out(file, [])
    assert (first.kind, first.family, first.year) == (
        "property-value",
        "Co-Cr-Fe-Mn-Ni",
        "2010–2014",
    )
    assert (first.length, first.cluster) == ("0–149 words", "p1")
    assert first.oracle[0].listed.id == "p1"
    assert (first.question.answerable, second.question.answerable) == (True, False)
    turns = [row | {"status": "accepted", "made_by": "phi"}, row]
    file.write_text(json.dumps({"messages": [], "records": json.dumps(turns)}) + "\n", "utf-8")
    first, second = read_held_out(file, [])  # a dialogue: a question for each turn
    assert (first.status, first.made_by, second.status) == ("accepted", "phi", "")
    asked = tmp_path / "q.jsonl"
    asked.write_text(
        json.dumps({"qid": "a", "question": STRONG, "answer": "405 MPa", "source_id": "senkov"})
        + "\n"
        + json.dumps({"qid": "b", "question": UNKNOWN, "source_id": None}),
        "utf-8",
    )
    known, unknown = read_held_out(asked, listing(searcher.db))
    assert known.oracle[0].listed.paper.key == "senkov"
    assert (unknown.oracle, unknown.year, unknown.length) == ([], "unknown", "none")
    file.write_text('{"context": 1}\n', "utf-8")
    with pytest.raises(UserError, match=r"Line 1 of test\.jsonl is not a row"):
        read_held_out(file, [])
    file.write_text("\n", "utf-8")
    with pytest.raises(UserError, match="contains no question"):
        read_held_out(file, [])


def test_a_limit_takes_the_same_questions_whatever_their_order() -> None:
    chosen = [case.question.id for case in sample_questions(CASES, 2)]
    assert [case.question.id for case in sample_questions(CASES[::-1], 2)] == chosen
    assert sample_questions(CASES, None) == CASES


@pytest.mark.parametrize(
    ("text", "title", "family"),
    [
        (STRONG, "Strength of CrMnFeCoNi", "Mo-Nb-Ta-W"),  # the question's alloy comes first
        ("How strong is it?", "Strength of CrMnFeCoNi", "Co-Cr-Fe-Mn-Ni"),
        ("How strong is it?", "Alloys for turbines", "none named"),
        ("How strong is it?", None, "none named"),
    ],
)
def test_the_family_is_the_elements_of_the_alloy_asked_about(
    text: str, title: str | None, family: str
) -> None:
    assert case(text, title).family == family


@pytest.mark.parametrize(
    ("words", "length"),
    [
        (149, "0–149 words"),
        (150, "150–225 words"),
        (225, "150–225 words"),
        (226, "226 words or more"),
    ],
)
def test_abstracts_fall_into_three_lengths(words: int, length: str) -> None:
    assert case(TOUGH, "T", words=words).length == length


@pytest.mark.parametrize(
    ("year", "years"),
    [(2004, "2000–2004"), (2005, "2005–2009"), (2014, "2010–2014"), (None, "unknown")],
)
def test_years_fall_into_steps_of_five(year: int | None, years: str) -> None:
    assert case(TOUGH, "T", year).year == years


def test_questions_of_one_paper_are_of_one_cluster_and_others_of_their_own() -> None:
    assert case(TOUGH, "T").cluster == case(STRONG, "T").cluster == "p"
    assert [one.cluster for one in CASES] == ["t", "s", "u"]
