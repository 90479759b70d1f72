"""A value at an end of a series is none of a member between its ends."""

import pytest

from answer.question.answerability import find_support
from answer.question.parse import parse_question
from builder.materials.alloys import named_alloys
from builder.materials.composition_cover import place_in_family

_FAMILY = (
    "CoCrNiVx (x = 0, 0.2, 0.4 and 0.8) alloys were cast. With the V content the hardness rises"
    " from 180 HV to 410 HV."
)
_SHARES = (
    "CoCrFeNi with 0 wt%, 2 wt%, 4 wt% and 6 wt% TiN was sintered. With the TiN content the"
    " hardness of CoCrFeNi rises from 210 HV to 390 HV."
)
_STATED = (
    "Y2O3 was added to CoCrNi. The hardness rises from 200 HV to 300 HV as Y2O3 goes from 0 to"
    " 3 wt%."
)
_LABELS = (
    "Alloys of (CoCrNi)95-x(NbC)xB5 with x = 2, 5, 9 and 14 were cast, called NbC-2 to NbC-14."
    " The yield strength increased from 400 MPa to 900 MPa with the content of NbC."
)
_HEATED = (
    "CoCrNiVx (x = 0, 0.2, 0.4 and 0.8) alloys were cast. CoCrNiV0.4 was annealed, which raised"
    " its hardness from 250 HV to 330 HV."
)
_IN_HEAT = (
    "CoCrNiVx (x = 0, 0.2, 0.4 and 0.8) alloys were compressed. As the temperature rises from 20 °C"
    " to 600 °C, the yield strength falls from 800 MPa to 300 MPa."
)


_ONE_MEMBER = (
    f"{_LABELS} The NbC-5 alloy stands out with a yield strength of 600 ± 9 MPa, and NbC-2 with"
    " that of 400 MPa."
)


def lacks(question: str, abstract: str) -> str:
    return find_support(parse_question(question), None, abstract).missing


@pytest.mark.parametrize(
    ("question", "abstract"),
    [
        ("What is the hardness of cast CoCrNiV0.4?", _FAMILY),
        ("Hardness of CoCrNiV0.2", _FAMILY),
        ("Hardness of CoCrFeNi with 4 wt% TiN", _SHARES),
        ("How hard is CoCrFeNi + 2 wt% TiN?", _SHARES),
        ("Hardness of CoCrNi with 1 wt% Y2O3", _STATED),
        ("Yield strength of the NbC-9 alloy (CoCrNi)95-x(NbC)xB5", _LABELS),
        ("Yield strength of the NbC-9 alloy (CoCrNi)95-x(NbC)xB5", _ONE_MEMBER),
    ],
)
def test_a_member_between_the_ends_has_no_value(question: str, abstract: str) -> None:
    assert lacks(question, abstract)


@pytest.mark.parametrize(
    ("question", "abstract"),
    [
        ("What is the hardness of cast CoCrNiV0.8?", _FAMILY),
        ("Hardness of CoCrFeNi with 6 wt% TiN", _SHARES),
        ("Hardness of CoCrNi with 3 wt% Y2O3", _STATED),
        ("Hardness of annealed CoCrNiV0.4", _HEATED),
        ("Yield strength of the NbC-5 alloy (CoCrNi)95-x(NbC)xB5", _ONE_MEMBER),
        ("Yield strength of CoCrNiV0.4 at 600 °C", _IN_HEAT),
        ("What is the highest hardness of CoCrNiVx?", _FAMILY),
    ],
)
def test_ends_and_changes_along_something_else_answer(question: str, abstract: str) -> None:
    assert not lacks(question, abstract)


def test_the_refusal_names_the_ends() -> None:
    assert "0 wt% and 6 wt%" in lacks("Hardness of CoCrFeNi with 4 wt% TiN", _SHARES)
    assert "the ends of CoCrNiVx" in lacks("Hardness of CoCrNiV0.2", _FAMILY)


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("CoCrNi", "first"),
        ("CoCrNiV0.8", "last"),
        ("CoCrNiV0.3", "inside"),
        ("CoCrNiV1.5", ""),
        ("CoCrFeNi", ""),
    ],
)
def test_the_place_of_a_composition_in_its_family(asked: str, place: str) -> None:
    family, composition = named_alloys("CoCrNiVx")[0], named_alloys(asked)[0]
    assert place_in_family(family, composition, _FAMILY) == place
