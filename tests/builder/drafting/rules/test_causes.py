"""Causes."""

import pytest
from rule_drafts import drafted, drafts_of_rule

ASKED = [
    (
        "reason",
        "The high strength of NbMoTaW mainly results from solid solution strengthening.",
        "What causes the high strength of NbMoTaW?",
        "mechanism",
        "The high strength of NbMoTaW mainly results from solid solution strengthening.",
    ),
    (
        "reason",
        "The high strength of NbMoTaW is ascribed to fine grains, as well as to carbides.",
        "What causes the high strength of NbMoTaW?",
        "mechanism",
        "The high strength of NbMoTaW is ascribed to fine grains, as well as to carbides.",
    ),
    (
        "reason",
        "NbMoTaW is strengthened by a low misfit, dense grains, and stable carbides.",
        "What strengthens NbMoTaW?",
        "mechanism",
        "NbMoTaW is strengthened by a low misfit, dense grains, and stable carbides.",
    ),
    (
        "reason",
        "The growth of the oxide of NbMoTaW was driven by outward diffusion of niobium.",
        "What drove the growth of the oxide of NbMoTaW?",
        "microstructure",
        "The growth of the oxide of NbMoTaW was driven by outward diffusion of niobium.",
    ),
    (
        "reason",
        "The growth of the oxide of NbMoTaW is accompanied by cracks and pores at its edges.",
        "What accompanies the growth of the oxide of NbMoTaW?",
        "microstructure",
        "The growth of the oxide of NbMoTaW is accompanied by cracks and pores at its edges.",
    ),
    (
        "reason",
        "The resistivity of NbMoTaW is hardly changed, which is explained by the scattering.",
        "Why is the resistivity of NbMoTaW hardly changed?",
        "mechanism",
        "The resistivity of NbMoTaW is hardly changed, which is explained by the scattering.",
    ),
    (
        "reason",
        "The high strength of NbMoTaW is due to solid solution strengthening.",
        "What causes the high strength of NbMoTaW?",
        "mechanism",
        "The high strength of NbMoTaW is due to solid solution strengthening.",
    ),
    (
        "reason",
        "NbMoTaW is brittle because oxygen segregates to its grain boundaries.",
        "Why is NbMoTaW brittle?",
        "mechanism",
        "NbMoTaW is brittle because oxygen segregates to its grain boundaries.",
    ),
    (
        "reason",
        "NbMoTaW is brittle because oxygen segregates to grain boundaries.",
        "Why is NbMoTaW brittle?",
        "mechanism",
        "NbMoTaW is brittle because oxygen segregates to grain boundaries.",
    ),
    (
        "reason",
        "The brittleness of NbMoTaW at 300 K was attributed to oxygen.",
        "What causes the brittleness of NbMoTaW at 300 K?",
        "mechanism",
        "The brittleness of NbMoTaW at 300 K was attributed to oxygen.",
    ),
    (
        "reason",
        "Slip in NbMoTaW was hindered by fine carbides.",
        "What hindered slip in NbMoTaW?",
        "mechanism",
        "Slip in NbMoTaW was hindered by fine carbides.",
    ),
    (
        "reason",
        "A drop in the strength of NbMoTaW was observed due to oxygen.",
        "What caused a drop in the strength of NbMoTaW?",
        "mechanism",
        "A drop in the strength of NbMoTaW was observed due to oxygen.",
    ),
    (
        "reason",
        "NbMoTaW loses much strength at 900 °C, which is attributed to dissolved oxygen.",
        "Why does NbMoTaW lose much strength at 900 °C?",
        "mechanism",
        "NbMoTaW loses much strength at 900 °C, which is attributed to dissolved oxygen.",
    ),
]
SILENT = [
    ("reason", "The differences in strength of NbMoTaW arise from Al to reduce the energy."),
    (
        "reason",
        "The hardness of NbMoTaW rose with more Mo, but because of cracks the ductility fell.",
    ),
    ("reason", "The samples were impinged by the flame within a cell."),
    ("reason", "A ratio of 0.7 was required by the L12 phase in NbMoTaW."),
    ("reason", "The coating of NbMoTaW was affected by thickness."),
    (
        "reason",
        "The hardness of NbMoTaW was enhanced by the addition of C and annealing at 900 °C.",
    ),
    (
        "reason",
        "Our calculations show that the fcc and hcp phases of NbMoTaW are very close in the whole"
        " range of compositions and because NbMoTaW is observed in the fcc phase at room"
        " temperature, the transition is expected to occur at lower temperatures.",
    ),
    ("reason", "The microstructure of NbMoTaW was revealed by electron microscopy."),
    ("reason", "The high strength of NbMoTaW is due to them."),
    ("reason", "This result of NbMoTaW is attributed to oxygen."),
    ("reason", "The rates of NbMoTaW were much higher because oxygen moves."),
    ("reason", "The main factors of wear of NbMoTaW are oxygen due to heat."),
    ("reason", "The hardness of NbMoTaW was illustrated by tests."),
    (
        "reason",
        "The introduction of Al contributed to the rise in resistance of NbMoTaW because the"
        " potential rose to −0.3 V, whereas the current density was reduced.",
    ),
]


@pytest.mark.parametrize(("rule", "text", "question", "kind", "answer"), ASKED)
def test_a_statement_is_asked_for(
    rule: str, text: str, question: str, kind: str, answer: str
) -> None:
    assert drafted(text).get(question) == (rule, kind, answer)


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_the_rule_stays_silent(rule: str, text: str) -> None:
    assert drafts_of_rule(rule, text) == []


def test_a_cause_of_the_second_of_two_verbs_is_not_asked_of_both() -> None:
    text = "NbMoTaW was hardened in air and softened in vacuum due to oxygen."
    assert not drafts_of_rule("reason", text)
    assert drafts_of_rule("reason", text.replace(" and softened in vacuum", ""))
