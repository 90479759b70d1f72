"""What is said of one composition holds for another only where the paper studied it."""

from dataclasses import replace

import pytest

from builder.materials.alloys import find_alloys
from builder.materials.composition_cover import covers_composition, is_between_members, is_system


@pytest.mark.parametrize(
    ("stated", "asked", "text", "holds"),
    [
        ("VNbTa", "TaNbV", "", True),
        ("V33.3Nb33.3Ta33.4", "VNbTa", "", True),
        ("V2NbTa", "VNbTa", "", False),
        ("VNbTa", "V2NbTa", "", False),
        ("V0.5NbTa", "VNb2Ta2", "", True),
        ("VxNbTa (x = 0.2, 0.5)", "V0.5NbTa", "", True),
        ("VxNbTa (x = 0.2, 0.5)", "V0.4NbTa", "", False),
        ("VxNbTa", "V0.4NbTa", "", False),
        ("VxNbTa", "V0.4NbTa", "VxNbTa was cast. It is hard when x=0.4.", True),
        ("VxNbTa", "V0.4NbTa", "VxNbTa was cast with x from 0 to 1.", True),
        ("VxNbTa", "V1.4NbTa", "VxNbTa was cast with x from 0 to 1.", False),
        ("VxNbTa", "V0.4NbTa", "VxNbTa (0 ≤ x ≤ 1) was cast.", True),
        ("VxNbTa", "NbTa", "VxNbTa (x = 0-1) was cast.", True),
        ("VxNbTa", "V0.4Nb2Ta", "VxNbTa was cast with x from 0 to 1.", False),
        ("VxNbTa", "V0.8NbTa", "VxNbTa (x = 0.6 and 1) was cast.", False),
        ("VxNbTa", "V0.6NbTa", "VxNbTa (x = 0.6 and 1) was cast.", True),
        ("(NbTaTi)100-xVx", "Nb30Ta30Ti30V10", "x was varied between 0 and 20.", True),
        ("(NbTaTi)100-xVx", "Nb20Ta20Ti20V40", "x was varied between 0 and 20.", False),
        ("V-Nb-Ta-Ti system", "VNbTaTi", "", True),
        ("V-Nb-Ta-Ti system", "V0.2NbTaTi", "", False),
        ("V0.2NbTa", "VxNbTa", "", True),
        ("VNbTa/TiC", "VNbTa", "", False),
    ],
)
def test_a_composition_covers_another(stated: str, asked: str, text: str, holds: bool) -> None:
    one, other = find_alloys(stated)[0], find_alloys(asked)[0]
    assert covers_composition(one, other, text) is holds


@pytest.mark.parametrize(
    ("asked", "text", "is_between"),
    [
        ("V0.4NbTa", "VxNbTa was cast with x from 0 to 1.", True),
        ("V0.4NbTa", "VxNbTa (0 ≤ x ≤ 1) was cast.", True),
        ("VNbTa", "VxNbTa (0 ≤ x ≤ 1) was cast.", False),
        ("NbTa", "VxNbTa (x = 0-1) was cast.", False),
        ("V0.4NbTa", "VxNbTa (0 ≤ x ≤ 1) was cast. It is hard at x = 0.4.", False),
        ("V0.4NbTa", "VxNbTa (x = 0, 0.4, 1) was cast.", False),
        ("V0.3NbTa", "VxNbTa (x = 0, 0.4, 1) was cast.", False),
        ("V2NbTa", "VxNbTa (0 ≤ x ≤ 1) was cast.", False),
    ],
)
def test_a_range_tells_its_ends_alone(asked: str, text: str, is_between: bool) -> None:
    family, other = find_alloys(text)[0], find_alloys(asked)[0]
    assert is_between_members(family, other, text) is is_between


def test_a_long_text_is_read_at_once() -> None:
    [one], [other] = find_alloys("VxNbTa"), find_alloys("V0.4NbTa")
    assert not covers_composition(one, other, "x = 0.1, " * 10_000 + "1 < x " * 5_000)


def test_a_system_is_no_family() -> None:
    system = replace(find_alloys("VNbTa")[0], amounts=(None, None, None))
    assert is_system(system)
    assert not is_system(find_alloys("AlxVNbTa")[0])
    assert not is_system(find_alloys("VNbTa")[0])
