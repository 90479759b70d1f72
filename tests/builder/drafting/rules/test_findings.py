"""Findings: objects and subjects of verbs, implications, conclusions."""

import pytest
from rule_drafts import drafted, drafts_of_rule

ASKED = [
    (
        "doer",
        "NbMoTaW shows a BCC matrix of fine grains and heat treatment can raise the hardness.",
        "In NbMoTaW, what can raise the hardness?",
        "conclusion",
        "heat treatment",
    ),
    (
        "object",
        "NbMoTaW undergoes the elastic, yielding and plastic stages when drawn at 300 K.",
        "What does NbMoTaW undergo when drawn at 300 K?",
        "conclusion",
        "the elastic, yielding and plastic stages",
    ),
    (
        "object",
        "NbMoTaW shows a higher density of kinks on the plane and increased slip activity.",
        "What does NbMoTaW show?",
        "conclusion",
        "a higher density of kinks on the plane and increased slip activity",
    ),
    (
        "object",
        "NbMoTaW exhibits excellent wear resistance.",
        "What property does NbMoTaW exhibit?",
        "conclusion",
        "excellent wear resistance",
    ),
    (
        "object",
        "The strength of NbMoTaW depends on the grain size.",
        "What does the strength of NbMoTaW depend on?",
        "microstructure",
        "the grain size",
    ),
    (
        "object",
        "NbMoTaW transforms into a disordered phase.",
        "What does NbMoTaW transform into?",
        "conclusion",
        "a disordered phase",
    ),
    (
        "doer",
        "The HfNbTaTiZr alloy undergoes brittle fracture.",
        "According to “NbMoTaW”, what undergoes brittle fracture?",
        "conclusion",
        "The HfNbTaTiZr alloy",
    ),
    (
        "object",
        "The HfNbTaTiZr alloy undergoes brittle fracture.",
        "What does the HfNbTaTiZr alloy undergo?",
        "mechanism",
        "brittle fracture",
    ),
    (
        "doer",
        "Grain boundary sliding controls the creep of NbMoTaW.",
        "What controls the creep of NbMoTaW?",
        "microstructure",
        "Grain boundary sliding",
    ),
    (
        "object",
        "Grain boundary sliding controls the creep of NbMoTaW.",
        "In NbMoTaW, what does grain boundary sliding control?",
        "mechanism",
        "the creep of NbMoTaW",
    ),
    (
        "object",
        "NbMoTaW retains a high hardness, indicating good thermal stability.",
        "What does NbMoTaW retain?",
        "conclusion",
        "a high hardness",
    ),
    (
        "sign",
        "NbMoTaW retains a high hardness, indicating good thermal stability.",
        "What does the fact that NbMoTaW retains a high hardness indicate?",
        "conclusion",
        "good thermal stability",
    ),
    (
        "conclusion",
        "The results show that NbMoTaW remains a ductile material down to very low temperatures.",
        "What do the results show about NbMoTaW?",
        "conclusion",
        "NbMoTaW remains a ductile material down to very low temperatures",
    ),
]
SILENT = [
    ("object", "NbMoTaW shows similar results."),
    ("object", "NbMoTaW shows them."),
    ("object", "NbMoTaW does not show creep at room temperature."),
    ("object", "NbMoTaW shows a BCC phase."),
    ("doer", "The samples increase the hardness of NbMoTaW."),
    ("doer", "NbMoTaW shows a high hardness."),
    ("doer", "It increases the hardness of NbMoTaW."),
    ("sign", "NbMoTaW retains a high hardness, indicating this."),
    ("sign", "NbMoTaW retains a high hardness."),
    ("conclusion", "NbMoTaW remains hard at all of the temperatures."),
]
#: A sentence, and a part of the question that would be wrong.
WRONG = [
    ("The framework provides physical intuition for NbMoTaW.", "framework"),
    ("The strengths of the films surpass those of the reported steels.", "surpasses those"),
    ("The sintered state exhibits 35 HV higher hardness than the cast state.", "hardness"),
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
