"""Amounts: from what to what, by how much, and to what value a property changes."""

import pytest
from rule_drafts import drafted, drafts_of_rule

ASKED = [
    (
        "amount",
        "The B2 fraction of NbMoTaW increased from 2% to 8% as Al increased from 1 to 3.",
        "From what value to what value did the B2 fraction of NbMoTaW increase?",
        "value-change",
        "from 2% to 8%",
    ),
    (
        "amount",
        "The hardness of NbMoTaW was reduced by 12 %.",
        "By how much was the hardness of NbMoTaW reduced?",
        "value-change",
        "by 12 %",
    ),
]
SILENT = [
    ("amount", "The plastic strain to failure increased by 8 %."),
    ("amount", "The hardness and ductility of NbMoTaW increased by 5 %."),
    ("amount", "The hardness of NbMoTaW and HfNbTaTiZr is 454 HV and 390 HV, respectively."),
    ("amount", "The hardness of NbMoTaW increased."),
    ("amount", "The grains of NbMoTaW increased by 5 %."),
]


@pytest.mark.parametrize(("rule", "text", "question", "kind", "answer"), ASKED)
def test_a_statement_is_asked_for(
    rule: str, text: str, question: str, kind: str, answer: str
) -> None:
    assert drafted(text).get(question) == (rule, kind, answer)


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_the_rule_stays_silent(rule: str, text: str) -> None:
    assert drafts_of_rule(rule, text) == []


def test_an_amount_of_two_things_at_once_is_not_asked_for() -> None:
    text = "The hardness and ductility of NbMoTaW were 400 HV and 30 %."
    assert not [question for question in drafted(text) if question.startswith("What were")]
    rose = drafted("The hardness of NbMoTaW rose by 80 HV.").values()
    assert ("value-change", "by 80 HV") in [(kind, answer) for _, kind, answer in rose]


def test_neither_half_an_amount_nor_one_of_unsaid_settings_is_asked() -> None:
    texts = (
        "The critical strain threshold of NbMoTaW is 1%–2%.",
        "The mass fraction of W in NbMoTaW is 10, 20 and 30%.",
        "The surface roughness of NbMoTaW was reduced by 90% at the optimized parameters.",
    )
    assert [drafts_of_rule("amount", text) for text in texts] == [[], [], []]


def test_a_change_is_asked_by_its_amount_alone() -> None:
    found = drafted("The elongation of NbMoTaW increases by 5 times after annealing at 900 °C.")
    assert "amount" in {rule for rule, _, _ in found.values()}
    assert "change under" not in {rule for rule, _, _ in found.values()}


def test_an_amount_is_told_as_exactly_as_in_its_sentence() -> None:
    text = "The critical grain size of NbMoTaW for slip is approximately 12 nm at 300 K."
    assert "approximately 12 nm" in {answer for _, _, answer in drafts_of_rule("amount", text)}
