"""Ways of making that the authors tell, or that stand in front of the sentence."""

import pytest
from rule_drafts import drafted, drafts_of_rule

ASKED = [
    (
        "our means",
        "We fabricated NbMoTaW films by magnetron sputtering.",
        "How were NbMoTaW films fabricated?",
        "processing",
        "by magnetron sputtering",
    ),
    (
        "means",
        "Using arc melting, NbMoTaW ingots were prepared.",
        "How were NbMoTaW ingots prepared?",
        "processing",
        "Using arc melting",
    ),
]
SILENT = [
    ("our means", "We measured it using resonant ultrasound spectroscopy."),
    ("our means", "We measured the hardness of NbMoTaW using care."),
    ("means", "Using great care, the hardness of NbMoTaW was measured."),
    ("means", "Using nanoindentation, it was measured."),
    ("our means", "We investigate the slip in NbMoTaW using molecular dynamics simulations."),
    ("means", "Using density functional theory, the lattice energies of NbMoTaW are calculated."),
]


@pytest.mark.parametrize(("rule", "text", "question", "kind", "answer"), ASKED)
def test_a_statement_is_asked_for(
    rule: str, text: str, question: str, kind: str, answer: str
) -> None:
    assert drafted(text).get(question) == (rule, kind, answer)


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_the_rule_stays_silent(rule: str, text: str) -> None:
    assert drafts_of_rule(rule, text) == []
