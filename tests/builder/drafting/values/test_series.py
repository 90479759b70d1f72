"""Several values are asked together where one sentence gives them."""

from builder.drafting.values.levels import asked_values
from builder.drafting.values.series import ask_series, asked_alone
from builder.materials.measurements.paper_facts import read_paper


def series(text: str, title: str = "Strength of NbMoTaW") -> dict[str, str]:
    values = asked_values(read_paper(title, text))
    return {one.question: one.answer for one in ask_series(values)}


def test_members_of_a_series_are_asked_together() -> None:
    text = "The hardness of NbMoTaW, HfNbTaTiZr and CoCrFeNi is 454, 390 and 160 HV, respectively."
    assert series(text, "Three alloys") == {
        "What is the hardness of NbMoTaW, HfNbTaTiZr and CoCrFeNi?": "454 HV, 390 HV and 160 HV"
    }


def test_conditions_are_told_with_their_values() -> None:
    text = "NbMoTaW has a yield strength of 1058 MPa at 25 °C and 405 MPa at 1600 °C."
    [(question, answer)] = series(text).items()
    assert question.endswith("of NbMoTaW at 25 °C and at 1600 °C?")
    assert answer == "1058 MPa at 25 °C and 405 MPa at 1600 °C"


def test_three_properties_of_one_material_are_asked_together_and_two_of_them_alone() -> None:
    text = (
        "The yield strength, fracture strength and ductility of NbMoTaW are 803 MPa, 2300 MPa and"
        " 34 %, respectively."
    )
    assert list(series(text).values()) == ["803 MPa, 2300 MPa and 34 %"]
    assert len(asked_alone(asked_values(read_paper("NbMoTaW", text)))) == 2


def test_a_state_that_all_share_is_told_once() -> None:
    text = (
        "Mechanically alloyed NbMoTaW and HfNbTaTiZr have hardnesses of 454 and 390 HV,"
        " respectively."
    )
    [question] = series(text, "Two alloys")
    assert question == "What is the hardness of mechanically alloyed NbMoTaW and HfNbTaTiZr?"
