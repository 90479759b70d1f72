"""Values of properties and their changes."""

import pytest
from rule_drafts import drafted, drafts_of_rule

from builder.drafting.draft import draft

TITLE = "Microstructure and strength of NbMoTaW"
ASKED = [
    (
        "change",
        "The experiment found porosities of NbMoTaW ranging from 3% to 10% after spraying.",
        "Over what range does the porosity of NbMoTaW vary?",
        "property-value",
        "from 3% to 10%",
    ),
    (
        "value",
        "NbMoTaW has a yield strength of 405 MPa at 1600 °C.",
        "At what temperature does NbMoTaW have a yield strength of 405 MPa?",
        "condition",
        "1600 °C",
    ),
    (
        "value",
        "NbMoTaW has a yield strength of 405 MPa at 1600 °C.",
        "What is the yield strength of NbMoTaW at 1600 °C?",
        "property-value",
        "405 MPa",
    ),
    (
        "value",
        "The hardness of NbMoTaW is 454 HV.",
        "What hardness does NbMoTaW have?",
        "property-value",
        "454 HV",
    ),
    (
        "change",
        "The hardness of NbMoTaW changes from 350 HV to 454 HV.",
        "From what value to what value does the hardness of NbMoTaW change?",
        "property-value",
        "from 350 HV to 454 HV",
    ),
    (
        "value",
        "NbMoTaW shows the highest hardness of 454 HV.",
        "What is the highest hardness of NbMoTaW?",
        "property-value",
        "454 HV",
    ),
    (
        "value",
        "The hardness of NbMoTaW reached 454 HV after annealing at 900 °C.",
        "What hardness does NbMoTaW have after annealing at 900 °C?",
        "property-value",
        "454 HV",
    ),
]
SILENT = [
    ("value", "NbMoTaW has a hardness 35 HV higher."),
    ("value", "NbMoTaW has a yield strength of 405 MPa at elevated temperature."),
    ("value", "It has a yield strength of 405 MPa and that of HfNbTaTiZr is 900 MPa."),
    ("value", "The hardness of NbMoTaW increased to 454 HV."),
    ("change", "The hardness of NbMoTaW changes."),
    ("change", "The hardness of NbMoTaW is 454 HV."),
]
#: A sentence, and a part of the question that would be wrong.
WRONG = [
    ("NbMoTaW has a low coercivity (51 A/m), remanence (132 mT) and loss.", "coercivity"),
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


@pytest.mark.parametrize(
    "text",
    [
        "The hardness increased by 80 HV after fatigue of NbMoTaW.",
        "Compared with NbMoTaW, it had a hardness of 500 HV.",
        "The average WC grain size in NbMoTaW reached 0.8 μm.",
        "The hardness and ductility of NbMoTaW and HfNbTaTiZr were 400 HV and 300 HV.",
        "NbMoTaW has a yield strength of 370 MPa, and 565 MPa at cryogenic temperature.",
    ],
)
def test_a_value_that_may_be_of_something_else_is_not_asked_for(text: str) -> None:
    asked = [triple for triple in draft("p", TITLE, text) if triple.kind == "property-value"]
    assert not [triple.question for triple in asked if triple.rule == "value"]


def test_an_alloy_in_a_composite_is_not_asked_for_the_values_of_the_composite() -> None:
    text = (
        "NbMoTaW carbides were sintered. The WC grains displayed a serrated shape. The results"
        " indicate a high relative density of 98.5%."
    )
    assert "What is the relative density of NbMoTaW?" in drafted(text, "On NbMoTaW")
    for question in drafted(text, "Cemented carbides with NbMoTaW"):
        assert question.startswith("According to")


def test_each_member_of_a_family_has_its_own_value() -> None:
    text = "AlxCoCrFeNi (x = 0, 1) was cast. The results show a low hardness of 400 HV."
    assert not [question for question in drafted(text, "AlxCoCrFeNi") if "hardness of" in question]


def test_two_changes_of_one_property_are_told_apart_by_their_alloys() -> None:
    text = (
        "NbMoTaW and HfNbTaTiZr were cast. The yield strength also increased from 202 to 1010 MPa."
        " The yield strength of HfNbTaTiZr increased from 202 to 1322 MPa."
    )
    asked = [
        question
        for question in drafted(text, "NbMoTaW and HfNbTaTiZr")
        if "rom what value" in question
    ]
    assert len(asked) == 1
    assert "HfNbTaTiZr" in asked[0]
