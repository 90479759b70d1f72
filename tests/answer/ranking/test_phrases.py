"""A sentence that tells what a study is about, or whose rights are reserved, answers nothing."""

import pytest

from answer.ranking.phrases import is_aim, is_notice


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        ("In this work, the oxidation of NbMoTaW is studied.", True),
        ("The microstructure was systematically investigated.", True),
        ("Here, we report a new alloy.", True),
        ("The samples were prepared by arc melting.", True),
        ("The alloy has a single FCC phase.", False),
        ("Hardness increased from 210 HV to 527 HV.", False),
    ],
)
def test_aims_are_told_from_findings(text: str, aim: bool) -> None:
    assert is_aim(text) is aim


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("© 2031 Some Press Ltd.", True),
        ("All rights reserved.", True),
        ("(C) 2031 The Authors.", True),
        ("The yield strength is 405 MPa.", False),
        (
            "A hardness of 527 HV and a wear rate half that of the substrate were measured after"
            " annealing at 900 °C for 24 h in argon, which agrees with what was published by others"
            " on cast alloys.",
            False,
        ),
    ],
)
def test_notices_of_publishers_are_known(text: str, notice: bool) -> None:
    assert is_notice(text) is notice
