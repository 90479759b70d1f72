"""Answers are judged by the evidence they cite, the value they give, and what they refuse."""

import json
from pathlib import Path

import pytest
from conftest import SHARED, quiet

from answer.answers import Answer, Citation, Sentence
from answer.extractive import answer_extractively, threshold
from builder.library import Listed
from builder.papers import Abstract, Paper
from eval.answers import best_threshold, judge, risk_coverage, score_answers, token_f1
from eval.questions import Question
from retrieval.search import Searcher

ABSTRACT = "It was cast. Its yield strength is 405 MPa at 1600 °C."
QUOTE = "Its yield strength is 405 MPa at 1600 °C."
LISTED = Listed(
    "r.jsonl", 1, "p", Paper("ok", "", abstract=Abstract(ABSTRACT, 1, (0, 0, 0, 0), "record", 1.0))
)


def question(
    kind: str = "numeric", answers: tuple[str, ...] = ("0.405 GPa (405 MPa)",)
) -> Question:
    return Question("q", "How strong is it?", kind, frozenset({"p"}), QUOTE, answers)


def answer(short: str | None, quote: str = QUOTE, confidence: float = 0.9) -> Answer:
    start = ABSTRACT.find(quote)
    cited = Citation(1, LISTED, quote, start, start + len(quote))
    said = (Sentence(quote, (1,), True),)
    return Answer("q", True, said, (cited,), short, "extractive", ("p",), confidence)


@pytest.mark.parametrize(
    ("short", "right"),
    [("405 MPa", True), ("0.405 GPa", True), ("407 MPa", True), ("415 MPa", False), (None, False)],
)
def test_a_value_is_right_in_any_unit_within_one_per_cent(short: str | None, right: bool) -> None:
    assert judge(question(), answer(short)).number is right


def test_a_plain_number_is_compared_as_one() -> None:
    gold = question(answers=("0.42", "0.42 at 800 °C"))
    assert judge(gold, answer("0.42")).number is True
    assert judge(gold, answer("800 °C")).number is False


def test_evidence_counts_where_it_is_quoted() -> None:
    assert judge(question(), answer("405 MPa")).evidence is True
    assert judge(question(), answer("405 MPa", "It was cast.")).evidence is False


@pytest.mark.parametrize(
    ("said", "true", "f1"),
    [
        ("BCC", "single-phase BCC", 2 / 3),
        ("Al₀.₃CoCrFeNi", "Al0.3CoCrFeNi", 1.0),
        ("405 MPa", "405 MPa", 1.0),
        ("", "FCC", 0.0),
        ("the alloy", "an alloy", 1.0),
    ],
)
def test_token_f1(said: str, true: str, f1: float) -> None:
    assert token_f1(said, true) == pytest.approx(f1)


def test_refusals_are_scored_where_nothing_can_be_answered() -> None:
    asked = [question(), Question("u", "Who won?", "off_topic", frozenset(), None)]
    refusal = Answer("u", False, (), (), None, "extractive", ("p",), 0.1)
    given = {asked[0].text: answer("405 MPa"), asked[1].text: refusal}
    scores = score_answers(asked, given.__getitem__, quiet)
    assert (scores.coverage.value, scores.refused.value, scores.refused_rightly.value) == (1, 1, 1)
    assert (scores.evidence.n, scores.number.n) == (1, 1)
    assert (scores.cited_elsewhere, scores.not_verbatim) == (0, 0)
    curve = risk_coverage(scores.judged)
    assert (curve[0].coverage, curve[0].refused, curve[0].risk) == (1, 0, 0.5)
    assert (curve[10].coverage, curve[10].refused, curve[10].risk) == (1, 1, 0)
    assert 0.1 <= best_threshold(curve) < 0.9


def test_a_quote_that_does_not_stand_there_is_counted() -> None:
    scores = score_answers([question()], lambda _: answer("405 MPa", "It was forged."), quiet)
    assert scores.not_verbatim == 1


def test_the_threshold_is_the_one_of_its_curve() -> None:
    import answer.extractive

    kept = json.loads(Path(answer.extractive.__file__).with_name("threshold.json").read_text())
    assert threshold() == kept["threshold"]
    at = next(point for point in kept["curve"] if point["threshold"] == threshold())
    assert at["coverage"] >= 0.85
    assert at["refused"] >= 0.90
    assert kept["answerable"] > 100


@pytest.mark.shared
@pytest.mark.slow
def test_real_questions_are_answered_with_their_evidence_or_refused(
    shared: Path, tmp_path: Path
) -> None:
    from builder.intake import take_in
    from builder.store import create_store
    from eval.questions import read_questions
    from retrieval.embedder import find_model, load_embedder
    from retrieval.index import open_index, update_index

    corpus = tmp_path / "corpus"
    corpus.mkdir()
    source = SHARED / "abstracts" / "hea_abstracts_dev.jsonl"
    (corpus / source.name).write_bytes(source.read_bytes())
    db = create_store(tmp_path / "hea.sqlite")
    take_in(db, corpus, quiet)
    update_index(db, tmp_path / "index", "all-MiniLM-L6-v2", quiet)
    embedder = load_embedder(find_model("all-MiniLM-L6-v2"))
    search = Searcher(db, open_index(tmp_path / "index"), embedder)
    scores = score_answers(
        read_questions(SHARED / "qa" / "hea_questions_dev.jsonl"),
        lambda text: answer_extractively(text, search.search(text, 5)),
        quiet,
    )
    assert scores.evidence.value is not None
    assert scores.evidence.value >= 0.85
    assert scores.number.value is not None
    assert scores.number.value >= 0.85
    assert scores.short_f1.value is not None
    assert scores.short_f1.value >= 0.75
    assert scores.coverage.value is not None
    assert scores.coverage.value >= 0.85
    assert scores.refused.value is not None
    assert scores.refused.value >= 0.90
    assert (scores.cited_elsewhere, scores.not_verbatim) == (0, 0)
