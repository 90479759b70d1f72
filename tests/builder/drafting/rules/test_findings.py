"""Findings: what is named in the object of a verb, and what brings something about."""

import pytest
from rule_drafts import drafted, drafts_of_rule

ASKED = [
    (
        "doer",
        "Subsequent heat treatment of the discs raises the hardness of NbMoTaW.",
        "What raises the hardness of NbMoTaW?",
        "mechanism",
        "heat treatment of the discs",
    ),
    (
        "doer",
        "NbMoTaW shows a BCC matrix of fine grains and heat treatment can raise the hardness.",
        "In NbMoTaW, what can raise the hardness?",
        "mechanism",
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
        "The strength of NbMoTaW depends on the grain size.",
        "What does the strength of NbMoTaW depend on?",
        "microstructure",
        "the grain size",
    ),
    (
        "object",
        "The wear mode of NbMoTaW changes from abrasion to fatigue after annealing.",
        "How does the wear mode of NbMoTaW change after annealing?",
        "trend",
        "from abrasion to fatigue",
    ),
    (
        "object",
        "NbMoTaW transforms into a disordered phase.",
        "What does NbMoTaW transform into?",
        "conclusion",
        "a disordered phase",
    ),
    (
        "object",
        "The HfNbTaTiZr alloy undergoes brittle fracture.",
        "What does the HfNbTaTiZr alloy undergo?",
        "conclusion",
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
        "NbMoTaW exhibits intergranular fracture behavior at 300 K.",
        "What fracture behavior does NbMoTaW exhibit at 300 K?",
        "conclusion",
        "intergranular fracture behavior",
    ),
    (
        "doer",
        "The VNbMoTaW alloy has a single BCC phase.",
        "According to “NbMoTaW”, which alloy has a single BCC phase?",
        "phase",
        "The VNbMoTaW alloy",
    ),
]
SILENT = [
    ("object", "NbMoTaW shows similar results."),
    ("object", "The wear mode of NbMoTaW changes from abrasion to fatigue."),
    ("object", "NbMoTaW shows them."),
    ("object", "NbMoTaW does not show creep at room temperature."),
    ("object", "NbMoTaW shows a BCC phase."),
    ("doer", "The samples increase the hardness of NbMoTaW."),
    ("doer", "NbMoTaW shows a high hardness."),
    ("doer", "It increases the hardness of NbMoTaW."),
    ("object", "NbMoTaW shows a higher density of kinks and increased slip activity."),
    ("object", "NbMoTaW exhibits excellent wear resistance."),
    ("object", "NbMoTaW exhibits an excellent tribological behavior."),
    ("object", "Electron microscopy reveals fine twins in NbMoTaW."),
    ("object", "NbMoTaW plays a key role in the wear of tools."),
    ("doer", "The HfNbTaTiZr alloy undergoes brittle fracture."),
    ("doer", "Fractographic analysis reduces the doubts about NbMoTaW."),
    ("doer", "The as-cast sample increases the hardness of NbMoTaW."),
    ("doer", "Fine yttrium additions may refine the grains of NbMoTaW."),
    ("doer", "Fine yttrium additions improve the properties of NbMoTaW."),
]
#: A sentence, and a part of the question that would be wrong.
WRONG = [
    ("The framework provides physical intuition for NbMoTaW.", "framework"),
    ("The strengths of the films surpass those of the reported steels.", "surpasses those"),
    ("The sintered state exhibits 35 HV higher hardness than the cast state.", "what exhibits"),
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


def test_a_thing_that_only_describes_another_is_not_asked_for() -> None:
    text = "NbMoTaW exhibits a BCC structure characterized by equiaxed dendritic morphology."
    assert not [question for question in drafted(text) if "What morphology" in question]


def test_what_leads_or_contributes_to_something_is_asked_for() -> None:
    text = "Grain boundary hardening contributes to the high hardness of NbMoTaW at 77 K."
    asked = drafted(text)["What contributes to the high hardness of NbMoTaW at 77 K?"]
    assert asked == ("doer", "microstructure", "Grain boundary hardening")
