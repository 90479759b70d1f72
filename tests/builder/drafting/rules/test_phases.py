"""Phases and microstructure: constituents, and where they are seen."""

import pytest
from rule_drafts import drafted, drafts_of_rule

ASKED = [
    (
        "make-up",
        "NbMoTaW is composed of BCC and Laves phases.",
        "What is NbMoTaW composed of?",
        "phase",
        "BCC and Laves phases",
    ),
    (
        "make-up",
        "NbMoTaW exhibits a single-phase BCC structure at room temperature.",
        "What phase structure does NbMoTaW exhibit at room temperature?",
        "phase",
        "a single-phase BCC structure",
    ),
    (
        "make-up",
        "NbMoTaW is single-phase BCC.",
        "What is the phase structure of NbMoTaW?",
        "phase",
        "single-phase BCC",
    ),
    (
        "make-up",
        "The major phase of NbMoTaW coatings is BCC phase.",
        "What is the major phase of NbMoTaW coatings?",
        "phase",
        "BCC phase",
    ),
    (
        "make-up",
        "In NbMoTaW, the Laves phase has a hexagonal C14 phase structure.",
        "What crystal structure does the Laves phase have in NbMoTaW?",
        "phase",
        "a hexagonal C14 phase structure",
    ),
    (
        "make-up",
        "NbMoTaW has a two-phase BCC microstructure.",
        "What microstructure does NbMoTaW have?",
        "phase",
        "a two-phase BCC microstructure",
    ),
    (
        "make-up",
        "The as-cast NbMoTaW alloy shows a dendritic microstructure.",
        "What microstructure does the as-cast NbMoTaW alloy show?",
        "microstructure",
        "a dendritic microstructure",
    ),
    (
        "formed",
        "After annealing at 900 °C, the sigma phase forms in NbMoTaW.",
        "Which phase forms in NbMoTaW after annealing at 900 °C?",
        "phase",
        "the sigma phase",
    ),
]
SILENT = [
    ("make-up", "NbMoTaW consists of a BCC phase and contains a small amount of sigma phase."),
    ("make-up", "The increase in strength of NbMoTaW has a face-centered cubic structure."),
    ("make-up", "The precipitates of NbMoTaW exhibit a finer microstructure."),
    ("make-up", "All grains of NbMoTaW showed a fine structure and developed a strong texture."),
    ("make-up", "The laser power had significant effects on the grain morphology of NbMoTaW."),
    ("make-up", "NbMoTaW shows a strong effect of the microstructure on hardness."),
    ("make-up", "The phases of NbMoTaW are composed of atoms."),
    ("make-up", "In this study, NbMoTaW with a BCC structure was investigated."),
    ("formed", "The fraction of the BCC phase of NbMoTaW was observed after annealing."),
    ("formed", "Sigma phases form in NbMoTaW."),
]
#: A sentence, and a part of the question that would be wrong.
WRONG = [
    ("The reaction of NbMoTaW with hydrogen occurs within two steps.", "Where"),
    ("Addition of tungsten has a good effect on the strength of BCC NbMoTaW.", "phase"),
    ("Many twins are observed in NbMoTaW.", "Where"),
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
