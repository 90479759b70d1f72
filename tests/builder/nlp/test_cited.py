import pytest

from builder.nlp.cited import compared_from, is_cited


@pytest.mark.parametrize(
    "sentence",
    [
        "Mori et al. reported a hardness of 520 HV for cast CoCrFeNi.",
        "Mori and Lindqvist [7] found a yield strength of 410 MPa at 77 K.",
        "It has been reported that the sigma phase forms above 700 °C.",
        "Previous studies on this system showed that 3 at.% carbon is dissolved.",
        "As reported in the literature, such alloys absorb 1.8 wt.% of hydrogen.",
        "The enthalpy of mixing of Fe and Ti is −17 kJ/mol [12].",
        "CoCrNi reaches an elongation of 70% (Mori et al., 2019).",
        "The elastic modulus of the matrix is 210 GPa at 20 °C.31,32",
    ],
)
def test_what_others_found_is_cited(sentence: str) -> None:
    assert is_cited(sentence, "results")


@pytest.mark.parametrize(
    "sentence",
    [
        "The hardness of the annealed alloy is 310 HV.",
        "We measured 310 HV, as Mori et al. found for the cast alloy.",
        "In this work the grain size is 12 µm, close to that of the forged bar [4].",
        "The hardness of 310 HV is higher than the 280 HV reported by Mori et al. [4].",
        "The yield strength of 600 MPa was calculated following the equation of Mori [9].",
        "The load was along the [110] direction at 300 K.",
        "Fig. 3 shows the curves at 77 K and 293 K [5].",
        "The hardness of sample2 is 310 HV and that of Alloy3 290 HV.",
        "Grains of 40 µm of Al0.3CoCrFeNi2 contain twins.",
    ],
)
def test_what_the_paper_found_is_its_own(sentence: str) -> None:
    assert not is_cited(sentence, "results")


def test_a_mark_tells_more_in_an_introduction_than_behind_a_method() -> None:
    sentence = "Ingots are cast and annealed at 1100 °C for 6 h [3]."
    assert is_cited(sentence, "introduction")
    assert not is_cited(sentence, "experimental")


def test_values_behind_a_comparison_are_those_of_others() -> None:
    sentence = "The hardness of 310 HV is higher than the 280 HV reported by Mori et al. [4]."
    assert sentence[: compared_from(sentence)] == "The hardness of 310 HV is higher "
    own = "The hardness of 310 HV is higher than that of the cast alloy."
    assert compared_from(own) == len(own)
