"""Ways of making and studying, purposes, series and additions."""

import pytest
from rule_drafts import drafted, drafts_of_rule

ASKED = [
    (
        "shown",
        "Electron backscatter diffraction showed that NbMoTaW has large grains.",
        "By what method was it shown that NbMoTaW has large grains?",
        "method",
        "Electron backscatter diffraction",
    ),
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
        "What was employed to fabricate NbMoTaW coatings?",
        "processing",
        "Laser cladding",
    ),
    (
        "way",
        "The growth of NbMoTaW was studied by in situ neutron diffraction confirming a rate.",
        "How was the growth of NbMoTaW studied?",
        "method",
        "by in situ neutron diffraction",
    ),
    (
        "way",
        "NbMoTaW was made by arc melting, and phases, strength and rolling were studied.",
        "How was NbMoTaW made?",
        "processing",
        "by arc melting",
    ),
    (
        "shown",
        "Valence band spectra together with XPS showed that NbMoTaW has a stable film.",
        "Which technique showed that NbMoTaW has a stable film?",
        "method",
        "Valence band spectra together with XPS",
    ),
    (
        "way",
        "NbMoTaW powders were produced by mechanical alloying for 40 h.",
        "How were NbMoTaW powders produced?",
        "processing",
        "by mechanical alloying for 40 h",
    ),
    (
        "purpose",
        "To improve the ductility, titanium was added to NbMoTaW.",
        "For what purpose was titanium added to NbMoTaW?",
        "processing",
        "To improve the ductility",
    ),
    (
        "manner",
        "The oxidation of NbMoTaW can be reduced by adding chromium.",
        "How can the oxidation of NbMoTaW be reduced?",
        "mechanism",
        "by adding chromium",
    ),
    (
        "shown",
        "Transmission electron microscopy revealed that NbMoTaW contains Laves precipitates.",
        "By what method was it shown that NbMoTaW contains Laves precipitates?",
        "method",
        "Transmission electron microscopy",
    ),
    (
        "use",
        "Spark plasma sintering was used to consolidate NbMoTaW powders.",
        "What was used to consolidate NbMoTaW powders?",
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
        "series",
        "AlxCoCrFeNi (x = 0, 0.3 and 0.9) alloys were cast.",
        "Which values of x were studied in AlxCoCrFeNi?",
        "composition",
        "0, 0.3 and 0.9",
    ),
    (
        "addition",
        "The addition of boron to NbMoTaW refines the grains.",
        "What was added to NbMoTaW?",
        "composition",
        "boron",
    ),
    (
        "addition",
        "The addition of Ti and Zr to NbMoTaW refines the grains.",
        "Which elements were added to NbMoTaW?",
        "composition",
        "Ti and Zr",
    ),
]
SILENT = [
    ("way", "High-entropy alloys such as NbMoTaW are usually prepared by arc melting."),
    ("way", "NbMoTaW was prepared by various methods."),
    ("way", "Its hardness was measured by nanoindentation."),
    ("way", "NbMoTaW can be prepared by arc melting."),
    ("manner", "The oxidation of NbMoTaW can be reduced by it."),
    ("manner", "NbMoTaW was prepared by using arc melting."),
    ("use", "NbMoTaW was used to make parts."),
    ("use", "It was used to consolidate NbMoTaW powders."),
    ("purpose", "To this end, titanium was added to NbMoTaW."),
    ("purpose", "To improve it, titanium was added to NbMoTaW."),
    ("shown", "The results revealed that NbMoTaW contains Laves precipitates."),
    ("made alloy", "NbMoTaW is usually prepared by arc melting."),
    ("made alloy", "NbMoTaW prepared with care is hard."),
    ("series", "NbMoTaW was cast with x = 0.3."),
    ("addition", "The addition of time to NbMoTaW refines the grains."),
]


@pytest.mark.parametrize(("rule", "text", "question", "kind", "answer"), ASKED)
def test_a_statement_is_asked_for(
    rule: str, text: str, question: str, kind: str, answer: str
) -> None:
    assert drafted(text).get(question) == (rule, kind, answer)


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_the_rule_stays_silent(rule: str, text: str) -> None:
    assert drafts_of_rule(rule, text) == []
