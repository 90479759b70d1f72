"""What something is: definitions and main items."""

import pytest
from rule_drafts import drafted, drafts_of_rule

ASKED = [
    (
        "being",
        "The precipitates in NbMoTaW are rich in hafnium.",
        "What are the precipitates in NbMoTaW rich in?",
        "microstructure",
        "hafnium",
    ),
    (
        "being",
        "The dominant deformation mechanism of NbMoTaW is screw dislocation glide.",
        "What is the dominant deformation mechanism of NbMoTaW?",
        "mechanism",
        "screw dislocation glide",
    ),
    (
        "main",
        "Solid solution strengthening is the main strengthening mechanism of NbMoTaW.",
        "What is the main strengthening mechanism of NbMoTaW?",
        "mechanism",
        "Solid solution strengthening",
    ),
    (
        "being",
        "The precipitates in NbMoTaW were identified as Laves phases.",
        "What were the precipitates in NbMoTaW identified as?",
        "phase",
        "Laves phases",
    ),
]
SILENT = [
    ("being", "They are rich in hafnium."),
    (
        "being",
        "Precipitates in NbMoTaW and HfNbTaTiZr are rich in hafnium and tungsten, respectively.",
    ),
    ("being", "The main phase is unknown."),
    ("being", "The face-centered cubic matrix of NbMoTaW is ductile fracture."),
    ("being", "The main structure of annealed NbMoTaW is consistent with the old one."),
    ("main", "It is the main strengthening mechanism of NbMoTaW."),
    ("main", "Hardness is a property of NbMoTaW."),
    ("being", "The screw dislocation glide in NbMoTaW is the dominant deformation mechanism."),
    ("being", "The wear of NbMoTaW is comparable to tool steel."),
]


@pytest.mark.parametrize(("rule", "text", "question", "kind", "answer"), ASKED)
def test_a_statement_is_asked_for(
    rule: str, text: str, question: str, kind: str, answer: str
) -> None:
    assert drafted(text).get(question) == (rule, kind, answer)


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_the_rule_stays_silent(rule: str, text: str) -> None:
    assert drafts_of_rule(rule, text) == []


def test_neither_the_number_of_a_list_nor_the_material_twice_is_asked() -> None:
    text = (
        "(3) Surface tearing and brittle fracture are the main mechanisms of cavitation damage in"
        " high-entropy alloy coatings."
    )
    found = drafted(text, "Cavitation of NbMoTaW high-entropy alloy coatings by laser cladding")
    [(question, (_, _, answer))] = found.items()
    assert question.endswith("cladding”, what are the main mechanisms of cavitation damage?")
    assert answer == "Surface tearing and brittle fracture"
