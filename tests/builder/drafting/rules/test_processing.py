"""Ways of making, and manners."""

import pytest
from rule_drafts import drafted, drafts_of_rule

ASKED = [
    (
        "use",
        "Laser cladding was employed to fabricate NbMoTaW coatings.",
        "According to “NbMoTaW”, which process was used to fabricate NbMoTaW coatings?",
        "processing",
        "Laser cladding",
    ),
    (
        "way",
        "NbMoTaW was made by arc melting, and phases, strength and rolling were studied.",
        "According to “NbMoTaW”, how was NbMoTaW made?",
        "processing",
        "by arc melting",
    ),
    (
        "way",
        "NbMoTaW powders were produced by mechanical alloying for 40 h.",
        "According to “NbMoTaW”, how were NbMoTaW powders produced?",
        "processing",
        "by mechanical alloying for 40 h",
    ),
    (
        "use",
        "Spark plasma sintering was used to consolidate NbMoTaW powders.",
        "According to “NbMoTaW”, which process was used to consolidate NbMoTaW powders?",
        "processing",
        "Spark plasma sintering",
    ),
    (
        "our means",
        "We fabricated NbMoTaW films by magnetron sputtering.",
        "According to “NbMoTaW”, how were NbMoTaW films fabricated?",
        "processing",
        "by magnetron sputtering",
    ),
    (
        "means",
        "Using arc melting, NbMoTaW ingots were prepared.",
        "According to “NbMoTaW”, how were NbMoTaW ingots prepared?",
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
    ("use", "NbMoTaW was used to make parts."),
    ("use", "It was used to consolidate NbMoTaW powders."),
    ("way", "The growth of NbMoTaW was studied by in situ neutron diffraction."),
    ("way", "The samples were prepared by arc melting."),
    ("way", "NbMoTaW alloys were developed based on the lattice effect."),
    ("way", "The design of NbMoTaW was made by adding another metal."),
    ("way", "The systems were prepared by arc melting."),
    ("way", "Steel surfaces were prepared with NbMoTaW coatings using laser cladding."),
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


def test_how_pieces_for_tests_were_cut_is_not_asked() -> None:
    text = "Cylindrical samples with a diameter of 3 mm of NbMoTaW were produced by casting."
    assert drafts_of_rule("way", text) == []
