"""Conditions: temperatures, treatments, environments, times."""

import pytest
from rule_drafts import drafted, drafts_of_rule

ASKED = [
    (
        "condition",
        "After annealing at 900 °C for 1 h, the sigma phase forms in NbMoTaW.",
        "After which treatment does the sigma phase form in NbMoTaW?",
        "condition",
        "annealing at 900 °C for 1 h",
    ),
    (
        "condition",
        "The BCC phase of NbMoTaW decomposes after annealing at 800 °C for 100 h.",
        "After which treatment does the BCC phase of NbMoTaW decompose?",
        "condition",
        "annealing at 800 °C for 100 h",
    ),
    (
        "condition",
        "The BCC phase of NbMoTaW decomposes when the oxygen content reaches 4 at.%.",
        "At what oxygen content does the BCC phase of NbMoTaW decompose?",
        "condition",
        "4 at.%",
    ),
    (
        "condition",
        "The BCC phase of NbMoTaW decomposes after 100 h.",
        "After how long does the BCC phase of NbMoTaW decompose?",
        "condition",
        "100 h",
    ),
    (
        "condition",
        "The sigma phase of NbMoTaW dissolves at 1100 °C.",
        "At what temperature does the sigma phase of NbMoTaW dissolve?",
        "condition",
        "1100 °C",
    ),
]
SILENT = [
    ("condition", "NbMoTaW has a higher strength than HfNbTaTiZr at 800 °C."),
    ("condition", "NbMoTaW was investigated at 800 °C."),
    ("condition", "NbMoTaW and HfNbTaTiZr are stable at 800 °C and 900 °C, respectively."),
    ("condition", "The strength of NbMoTaW drops with increasing temperature."),
    ("condition", "The sigma phase of NbMoTaW forms after a strain of 5 %."),
    ("condition", "NbMoTaW is stable under the same conditions."),
    ("condition", "Fine grains of NbMoTaW occur at high tungsten contents."),
    ("condition", "The hardness of NbMoTaW rises from 3 GPa to 5 GPa at 600 °C."),
    ("condition", "NbMoTaW retains a high strength at 1600 °C."),
    ("condition", "The BCC phase of NbMoTaW decomposes when cracks begin to grow."),
]
#: A sentence, and a part of the question that would be wrong.
WRONG = [
    ("Energies of NbMoTaW agree with the experiments at all pressures under study.", "under st"),
    ("Calculations were applied to predict the structure of NbMoTaW after casting.", "After"),
    ("NbMoTaW contains bands acting as sites of nucleation during annealing.", "during"),
    ("While the grain size decreases to 2 nm, NbMoTaW softens.", "grain size"),
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
