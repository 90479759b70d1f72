"""Ways of making, and manners."""

import pytest
from rule_drafts import drafted, drafts_of_rule

ASKED = [
    (
        "manner",
        "The grains of NbMoTaW can be refined by adding titanium.",
        "How can the grains of NbMoTaW be refined?",
        "mechanism",
        "by adding titanium",
    ),
    (
        "use",
        "Laser cladding was employed to fabricate NbMoTaW coatings.",
        "Which process was used to fabricate NbMoTaW coatings?",
        "processing",
        "Laser cladding",
    ),
    (
        "way",
        "NbMoTaW was made by arc melting, and phases, strength and rolling were studied.",
        "How was NbMoTaW made?",
        "processing",
        "by arc melting",
    ),
    (
        "way",
        "NbMoTaW powders were produced by mechanical alloying for 40 h.",
        "How were NbMoTaW powders produced?",
        "processing",
        "by mechanical alloying for 40 h",
    ),
    (
        "manner",
        "The oxidation of NbMoTaW can be reduced by adding chromium.",
        "How can the oxidation of NbMoTaW be reduced?",
        "mechanism",
        "by adding chromium",
    ),
    (
        "use",
        "Spark plasma sintering was used to consolidate NbMoTaW powders.",
        "Which process was used to consolidate NbMoTaW powders?",
        "processing",
        "Spark plasma sintering",
    ),
    (
        "made alloy",
        "The strength of NbMoTaW prepared by arc melting is high.",
        "How was NbMoTaW prepared?",
        "processing",
        "by arc melting",
    ),
    (
        "manner",
        "The grains of NbMoTaW were refined by adding titanium and tested in air.",
        "How were the grains of NbMoTaW refined?",
        "mechanism",
        "by adding titanium",
    ),
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
    ("way", "High-entropy alloys such as NbMoTaW are usually prepared by arc melting."),
    ("way", "NbMoTaW was prepared by various methods."),
    ("way", "Its hardness was measured by nanoindentation."),
    ("way", "NbMoTaW can be prepared by arc melting."),
    ("manner", "The oxidation of NbMoTaW can be reduced by it."),
    ("manner", "NbMoTaW was prepared by using arc melting."),
    ("use", "NbMoTaW was used to make parts."),
    ("use", "It was used to consolidate NbMoTaW powders."),
    ("made alloy", "NbMoTaW is usually prepared by arc melting."),
    ("made alloy", "NbMoTaW prepared with care is hard."),
    ("way", "The growth of NbMoTaW was studied by in situ neutron diffraction."),
    ("way", "The samples were prepared by arc melting."),
    ("way", "NbMoTaW was prepared by both methods."),
    ("use", "Nanoindentation was used to measure the hardness of NbMoTaW."),
]


@pytest.mark.parametrize(("rule", "text", "question", "kind", "answer"), ASKED)
def test_a_statement_is_asked_for(
    rule: str, text: str, question: str, kind: str, answer: str
) -> None:
    assert drafted(text).get(question) == (rule, kind, answer)


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_the_rule_stays_silent(rule: str, text: str) -> None:
    assert drafts_of_rule(rule, text) == []
