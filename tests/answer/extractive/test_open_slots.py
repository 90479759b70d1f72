"""No bare value whose sentence tells it of another stage, member, route or setting than asked."""

import pytest
from hits import hit

from answer.extractive.answer import answer_extractively
from answer.extractive.sentence_ranking import rank
from answer.extractive.values.value_choice import choose_value
from answer.question.parse import parse_question

AFTER = (
    "CoCrFeNi was made from oxides by molten salt electrolysis. After electrolysis of 15 h, the"
    " oxygen content of the product is 0.26 wt% and the current efficiency is 17.93%."
)
SERIES = (
    "Laser clad CoCrFeNiSix (x = 0, 0.5, 1, 2) coatings were studied. When the Si content is the"
    " highest, the wear amount is the smallest and the friction coefficient is about 0.49."
)
CARBIDE = (
    "CoCrFeNi with VC was hot pressed. When the volume fraction of VC is 45%, the hardness value"
    " is maximum."
)
LABELLED = (
    "The [Al-Co4Fe4Ni4]Cr3 alloys with Ti are based on CoCrFeNi. Moreover, the Ti-HEA after aging"
    " exhibits a high yield strength of 626 MPa."
)
SPUTTERED = (
    "CoCrFeNi films were deposited by magnetron sputtering. The elastic modulus of the film was"
    " 249.8 GPa."
)
PHASES = (
    "The nanoindentation tests of (CoCrFeNi)80Mn10Ti10 showed that TiO phase possessed the higher"
    " nanohardness, 12.92 GPa, while it was just 6.56 GPa for FCC matrix phase."
)
REDUCED = (
    "The BCC phase of Al0.3CoCrFeNi suppresses twinning in the FCC phase, reducing the twin"
    " fraction from 38.2 % to 4.6 %."
)
ORDERED = (
    "The laser clad CoCrFeNi2Al0.4Ti0.4 coating has a yield strength of 457 MPa due to its ideal"
    " L1₂ phase fraction (12.26 %)."
)
UNDERCOOLED = (
    "Rapidly solidified CoCrFeNiCux (x = 0, 1, 2) alloys were studied. The maximum undercoolings"
    " were achieved by 365 K (0.21 TL), 381 K (0.23 TL) and 236 K (0.14 TL) for these alloy melts"
    " respectively."
)
SHORT_FORMS = (
    "CoCrFeNi coatings with directly added TiC (D-TiC) and in-situ synthesized TiC (I-TiC) were"
    " laser clad. The specific wear rate is 0.05 mm3/Nm in air for the I-TiC coating."
)
THREE = (
    "The average grain size of the laser-clad CoCrFeNi coating with TiC decreased from 23.6 µm in"
    " the TiC-free to 12.3 µm in D-TiC and 9.3 µm in I-TiC coatings."
)
CUT = (
    "AlxCoCrFeNi (x = 0, 0.3, 0.5) alloys were laser melted. The yield strength of Al0.5 reached 2."
    " 66 times that of the original alloy, the tensile strength reached about 716 MPa."
)
AVERAGE = "The average grain size of the CoCrFeNi film after annealing is 0.84 µm."


@pytest.mark.parametrize(
    ("told", "question", "answer"),
    [
        (
            AFTER,
            "What is the oxygen content of the product after electrolysis of 15 h?",
            "0.26 wt%",
        ),
        (AFTER, "What is the current efficiency after electrolysis of 15 h?", "17.93%"),
        (AFTER, "What is the current efficiency before electrolysis of 15 h?", None),
        (SERIES, "What is the friction coefficient of the CoCrFeNiSi2 coating?", "about 0.49"),
        (SERIES, "What is the friction coefficient of the CoCrFeNiSi0.5 coating?", None),
        (CARBIDE, "At what volume fraction of VC is the hardness value maximum?", "45%"),
        (CARBIDE, "At what volume fraction of VC is the elastic modulus value maximum?", None),
        (LABELLED, "How high is the yield strength of aged CoCrFeNi?", None),
        (SPUTTERED, "What is the elastic modulus of the sputtered CoCrFeNi film?", "249.8 GPa"),
        (SPUTTERED, "What is the elastic modulus of the hot-pressed CoCrFeNi film?", None),
        (PHASES, "What nanohardness does the TiO phase have in (CoCrFeNi)80Mn10Ti10?", "12.92 GPa"),
        (UNDERCOOLED, "What undercooling was reached for CoCrFeNiCu2 melts?", None),
        (
            SHORT_FORMS,
            "What wear rate does the CoCrFeNi coating with in-situ synthesized TiC have in air?",
            "0.05 mm3/Nm",
        ),
        (
            SHORT_FORMS,
            "What wear rate does the CoCrFeNi coating with directly added TiC have in air?",
            None,
        ),
        (THREE, "What is the average grain size of the CoCrFeNi coating with I-TiC?", None),
        (CUT, "What tensile strength does Al0.3CoCrFeNi reach?", None),
        (REDUCED, "To what value is the twin fraction in Al0.3CoCrFeNi reduced?", "4.6 %"),
        (ORDERED, "What L12 phase fraction does the CoCrFeNi2Al0.4Ti0.4 coating have?", "12.26 %"),
        (AVERAGE, "What is the average grain size of the annealed CoCrFeNi film?", "0.84 µm"),
        (PHASES, "What nanohardness does the FCC phase have in (CoCrFeNi)80Mn10Ti10?", "6.56 GPa"),
    ],
)
def test_the_sentence_of_a_value_contradicts_nothing(
    told: str, question: str, answer: str | None
) -> None:
    asked = parse_question(question)
    found = choose_value(asked, rank(asked, [hit(1, told)])[:3])
    assert (found.text if found else None) == answer


def test_a_paper_need_not_call_its_value_an_average() -> None:
    speaks = (
        "CoCrFeNi was made by spark plasma sintering. Its grain size was studied, and the average"
        " hardness is 400 HV."
    )
    gives = "The grain size of CoCrFeNi made by spark plasma sintering is 370 nm."
    asked = "What is the average grain size of CoCrFeNi made by spark plasma sintering?"
    assert answer_extractively(asked, [hit(1, speaks), hit(2, gives)]).short == "370 nm"


@pytest.mark.parametrize(
    ("unit", "note"),
    [("ksi", "No value of the quotes was converted into ksi."), ("MPa", None)],
)
def test_a_unit_that_nothing_is_converted_into_is_told(unit: str, note: str | None) -> None:
    told = "The yield strength of CrMnFeCoNi is 759 MPa at 77 K and 410 MPa at 293 K."
    asked = f"What is the yield strength of CrMnFeCoNi in {unit}?"
    answer = answer_extractively(asked, [hit(1, told)])
    assert (answer.short, answer.note) == (None, note)
