"""Comparisons: which is higher, which has more, compared with what."""

import pytest
from rule_drafts import drafted, drafts_of_rule

ASKED = [
    (
        "rival",
        "NbMoTaW has a higher hardness than HfNbTaTiZr.",
        "Which has a higher hardness: HfNbTaTiZr or NbMoTaW?",
        "comparison",
        "NbMoTaW",
    ),
    (
        "order",
        "The yield strength of NbMoTaW is higher than that of Inconel 718 bars.",
        "How does the yield strength of NbMoTaW compare with that of Inconel 718 bars?",
        "comparison",
        "The yield strength of NbMoTaW is higher than that of Inconel 718 bars.",
    ),
    (
        "order",
        "Growth velocities of NbMoTaW are smaller than for HfNbTaTiZr.",
        "How do growth velocities of NbMoTaW compare with those of HfNbTaTiZr?",
        "comparison",
        "Growth velocities of NbMoTaW are smaller than for HfNbTaTiZr.",
    ),
    (
        "order",
        "Growth velocity of NbMoTaW is smaller than that of HfNbTaTiZr.",
        "How does the growth velocity of NbMoTaW compare with that of HfNbTaTiZr?",
        "comparison",
        "Growth velocity of NbMoTaW is smaller than that of HfNbTaTiZr.",
    ),
    (
        "rival",
        "VNbMoTaW has a lower density than NbMoTaW.",
        "Which has a lower density: NbMoTaW or VNbMoTaW?",
        "comparison",
        "VNbMoTaW",
    ),
    (
        "most",
        "The VNbMoTaW alloy exhibits the highest hardness of all alloys.",
        "According to “NbMoTaW”, which alloy exhibits the highest hardness of all alloys?",
        "comparison",
        "The VNbMoTaW alloy",
    ),
    (
        "rival",
        "NbMoTaW shows wear resistance similar to VNbMoTaW, produced by casting and rolling.",
        "To what is the wear resistance of NbMoTaW similar?",
        "comparison",
        "VNbMoTaW, produced by casting and rolling",
    ),
    (
        "rival",
        "NbMoTaW shows wear resistance similar to tool steel.",
        "To what is the wear resistance of NbMoTaW similar?",
        "comparison",
        "tool steel",
    ),
]
SILENT = [
    (
        "order",
        "At the same temperature, the strength of NbMoTaW is higher than that of alloy rolled at"
        " room temperature.",
    ),
    ("rival", "It has a lower density than NbMoTaW."),
    ("order", "The hardness of NbMoTaW is higher than it was before."),
    ("order", "The hardness of NbMoTaW is high."),
    ("order", "Strength and modulus of NbMoTaW are higher than that of HfNbTaTiZr."),
    ("most", "It exhibits the highest hardness of all alloys."),
    ("order", "The elongation of NbMoTaW is more than 34 %."),
    ("most", "The VNbMoTaW alloy exhibits the best overall performance."),
]
#: A sentence, and a part of the question that would be wrong.
WRONG = [
    ("In NaCl solution, the coating exhibits the highest resistance of NbMoTaW.", "What exh"),
    ("A dense layer in NbMoTaW leads to a higher hardness compared to the matrix.", "compare"),
    ("The best strength of NbMoTaW was achieved in the state annealed at 700 °C.", "was the best"),
]


@pytest.mark.parametrize(("rule", "text", "question", "kind", "answer"), ASKED)
def test_a_statement_is_asked_for(
    rule: str, text: str, question: str, kind: str, answer: str
) -> None:
    assert drafted(text).get(question) == (rule, kind, answer)


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_the_rule_stays_silent(rule: str, text: str) -> None:
    assert drafts_of_rule(rule, text) == []


@pytest.mark.parametrize(("text", "part"), WRONG)
def test_what_would_be_asked_wrongly_is_not_asked(text: str, part: str) -> None:
    assert not [question for question in drafted(text) if part in question]


def test_a_property_without_an_owner_is_not_compared_with_that_of_another() -> None:
    text = "The oxidation resistance is better than that of the H13 steel."
    assert drafts_of_rule("order", text, "NbMoTaW and HfNbTaTiZr") == []
