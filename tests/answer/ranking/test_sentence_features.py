"""What tells the answering sentence from the others is measured by name."""

from dataclasses import replace

import pytest
from hits import hit

from answer.question.parse import parse_question
from answer.ranking.sentence_features import sentence_features
from builder.materials.measurements.sentence_facts import read_facts


def features(question: str, *texts: str) -> list[dict[str, float]]:
    paper = hit(1, " ".join(texts))
    return sentence_features(
        parse_question(question), [paper] * len(texts), [read_facts(text) for text in texts]
    )


@pytest.mark.parametrize(
    ("feature", "question", "holds", "lacks"),
    [
        ("value", "How hard is NbMoTaW?", "The hardness is 527 HV.", "It is hard."),
        ("property", "What is the hardness?", "Its hardness rose.", "It was cast."),
        ("kind", "Which phase forms?", "An FCC phase forms.", "It was cast."),
        ("means", "By which method was it made?", "It was made by casting.", "It is hard."),
        ("cause, for why", "Why is it tough?", "It is due to twins.", "It is tough."),
        ("change", "What effect does Al have?", "Al increases it.", "Al is light."),
        ("extreme", "Which is the best temperature?", "It is optimal at 9 K.", "It is 9 K."),
        ("numbers", "How hard is it after 37 h?", "After 37 h it is soft.", "It is soft."),
        ("condition", "How hard is it at 77 K?", "At 77 K it is hard.", "At 900 K it is soft."),
        ("alloy", "How hard is NbMoTaW?", "NbMoTaW is hard.", "CrMnFeCoNi is soft."),
        ("background", "How hard is it?", "It has attracted attention.", "It is hard."),
        ("quantity unasked", "Why is it hard?", "It is hard at 77 K.", "It is hard."),
    ],
)
def test_a_feature_is_higher_where_it_holds(
    feature: str, question: str, holds: str, lacks: str
) -> None:
    one, other = features(question, holds, lacks)
    assert one[feature] > other[feature]


def test_the_value_of_another_condition_or_alloy_counts_less() -> None:
    right, cold, other = features(
        "What is the yield strength of NbMoTaW at 900 K?",
        "The yield strength of NbMoTaW is 800 MPa at 900 K.",
        "The yield strength of NbMoTaW is 900 MPa at 77 K.",
        "The yield strength of CrMnFeCoNi is 300 MPa at 77 K.",
    )
    assert right["value"] > cold["value"] > other["value"]


def test_places_run_from_the_first_to_the_last_sentence() -> None:
    found = features("How hard is it?", "One.", "Two.", "Three.")
    assert [one["place"] for one in found] == [0.0, 0.5, 1.0]
    assert [one["first sentence"] for one in found] == [1.0, 0.0, 0.0]


def test_a_paper_counts_by_its_distance_from_the_best() -> None:
    best, other = replace(hit(1, "One."), score=3.0), replace(hit(2, "Two."), score=1.0)
    facts = [read_facts("One."), read_facts("Two.")]
    found = sentence_features(parse_question("How hard is it?"), [best, other], facts)
    assert [one["paper"] for one in found] == [0.0, -2.0]
    assert found[0]["likely paper"] == 1.0
