"""A value is no answer where its sentence binds it to another condition, kind, state or alloy."""

import pytest

from answer.question.amounts.missing_number import missing_number
from answer.question.parse import parse_question

_REACTIONS = (
    "CoCrFeNiMo shows an overpotential of 156 mV for HER at 10 mA cm−2. Its OER activity is higher"
    " with an overpotential of 390 mV at 50 mA cm−2, and it delivers a cell voltage of 1.86 V at a"
    " current density of 10 mA cm−2."
)
_TWO_TREATMENTS = (
    "After annealing at 850 °C, the hardness of CoCrFeNi rose from 635 HV in the as-cast state to"
    " 742 HV. Annealing at 1160 °C enhanced the ductility. Annealed at 850 °C, it has the lowest"
    " wear rate at 3.4 × 10−5 mm3/Nm."
)
_TENSILE = "Tensile tests of CoCrFeNi gave a yield strength of 267 MPa and a plasticity of 60%."
_MEMBERS = (
    "CoCrFeNi alloys with Mo (HMo0, HMo4, HMo8 and HMo10) were cast. The yield strength increases"
    " from 227 MPa to 688 MPa with the Mo content. HMo4 has a tensile strength of 689 MPa."
)
_SINTERED = (
    "CoCrFeNi was sintered at 1000 °C. The grain size was 2 µm and the yield strength 883 MPa."
)
_OTHER_TEST = "CoCrNi has a yield strength of 500 MPa, while its elongation is 60 % at 77 K."
_SERIES = (
    "CoCrFeNi is soft. CoCrFeNiNbx (x = 0, 0.5, 1) coatings were clad. The wear rate of the"
    " CoCrFeNiNbx coatings reached a maximum of 2.2×10−4 mm3/(N·m)."
)
_MATRIX = (
    "The CoCrFeNi alloy was computed. It is stable. The lattice parameter of 3.55 Å was found. It"
    " is ductile. Much else was found. The spins turn in the Fe-Co-Ni matrix."
)
_LABELLED = (
    "Al/CoCrFeNi composites (HEAC) with up to 50 at.% Al were made. The HEAC (Al-40%) sample has a"
    " hardness of 1124 HV."
)
_UNDERCOOLED = (
    "B2 is primary in the AlCoCrFeNi melt at an undercooling of 30 K. Grain refinement was"
    " observed in the Al0.3CoCrFeNi alloy solidified at an undercooling of 70 K."
)


_TWO_MEMBERS = (
    "CoCrFeNiTa0.5 (Ta0.5) and CoCrFeNiTa (Ta1) coatings were sintered. The yield strengths are"
    " 586 MPa (Ta0.5) and 531 MPa (Ta1)."
)


def lacks(question: str, abstract: str, title: str = "") -> str:
    """Return what a paper lacks."""
    return missing_number(parse_question(question), title, abstract)


@pytest.mark.parametrize(
    ("question", "abstract", "told"),
    [
        (
            "What OER overpotential does CoCrFeNiMo show at 10 mA/cm2?",
            _REACTIONS,
            "HER and 50 mA cm−2",
        ),
        (
            "What is the hardness of CoCrFeNi annealed at 1160 °C?",
            _TWO_TREATMENTS,
            "material before and after 850 °C",
        ),
        ("What is the yield strength of Ta-free CoCrFeNi?", _TWO_MEMBERS, "Ta0.5 and Ta1"),
        ("What is the wear rate of as-cast CoCrFeNi?", _TWO_TREATMENTS, "annealing"),
        ("What is the compressive yield strength of CoCrFeNi?", _TENSILE, "tension"),
        ("What is the yield strength of HMo8?", _MEMBERS, "HMo0 and HMo10"),
        (
            "What is the yield strength of CoCrFeNi at 1000 °C?",
            _SINTERED,
            "material treated at 1000 °C",
        ),
        (
            "What is the yield strength of CoCrNi at 77 K?",
            _OTHER_TEST,
            "other conditions than 77 K",
        ),
        ("What is the wear rate of CoCrFeNi coatings?", _SERIES, "CoCrFeNiNbx"),
        ("What hardness does the HEAC (Al-50%) sample reach?", _LABELLED, "Al-40"),
    ],
)
def test_a_value_of_something_else_is_a_near_miss(question: str, abstract: str, told: str) -> None:
    assert lacks(question, abstract).endswith(f" was found in it only for {told}.")


def test_a_value_of_the_alloy_studied_is_none_of_one_that_is_named_far_off() -> None:
    title = "Ab initio study of the CoCrFeNi high-entropy alloy"
    assert lacks("What is the lattice parameter of Fe-Co-Ni?", _MATRIX, title)
    assert not lacks("What is the lattice parameter of CoCrFeNi?", _MATRIX, title)


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("in argon", "argon"),
        ("in the nitrided state", "nitrided state"),
        ("along the transverse direction", "transverse direction"),
        ("in hydrogen gas", "hydrogen gas"),
    ],
)
def test_surroundings_that_a_paper_has_no_word_of_are_missed(phrase: str, told: str) -> None:
    asked = f"What is the yield strength of CoCrFeNi {phrase}?"
    assert lacks(asked, _TENSILE) == f"It does not mention {told}."
    assert not lacks(asked, f"{_TENSILE} The tests were done {phrase}.")


def test_ions_of_another_element_are_missed() -> None:
    abstract = "CoCrFeNi was irradiated with 4 MeV Au ions. Its hardness increased by 30 %."
    asked = "By how much did the hardness of CoCrFeNi increase under {} irradiation?"
    assert lacks(asked.format("He ion"), abstract) == "It speaks of Au ions, not of He."
    assert not lacks(asked.format("Au ion"), abstract)
    assert not lacks(asked.format("ion"), abstract)


@pytest.mark.parametrize("phrase", ["in air", "in GPa", "in the tests", "in tension"])
def test_what_goes_without_saying_is_not_missed(phrase: str) -> None:
    assert not lacks(f"What is the yield strength of CoCrFeNi {phrase}?", _TENSILE)


def test_a_parameter_is_one_of_the_alloy_that_its_sentence_names() -> None:
    asked = "At what undercooling was grain refinement observed in {}?"
    told = lacks(asked.format("AlCoCrFeNi"), _UNDERCOOLED)
    assert told == "Such a number was found in it only for Al0.3CoCrFeNi."
    assert not lacks(asked.format("Al0.3CoCrFeNi"), _UNDERCOOLED)


@pytest.mark.parametrize(
    ("question", "abstract"),
    [
        ("What HER overpotential does CoCrFeNiMo show at 10 mA/cm2?", _REACTIONS),
        ("What OER overpotential does CoCrFeNiMo show at 50 mA/cm2?", _REACTIONS),
        ("What is the hardness of CoCrFeNi annealed at 850 °C?", _TWO_TREATMENTS),
        ("What is the hardness of as-cast CoCrFeNi?", _TWO_TREATMENTS),
        ("What is the tensile yield strength of CoCrFeNi?", _TENSILE),
        ("What is the yield strength of HMo10?", _MEMBERS),
        ("What is the yield strength of CoCrFeNi sintered at 1000 °C?", _SINTERED),
        ("What is the grain size of CoCrFeNi at 1000 °C?", _SINTERED),
        ("What is the elongation of CoCrNi at 77 K?", _OTHER_TEST),
        ("What is the wear rate of CoCrFeNiNbx coatings?", _SERIES),
        ("What hardness does the HEAC (Al-40%) sample reach?", _LABELLED),
    ],
)
def test_the_value_asked_for_answers(question: str, abstract: str) -> None:
    assert not lacks(question, abstract)
