"""Compositions given as a list of per cents."""

import pytest

from builder.materials.formulas.parser import amounts_of
from builder.materials.formulas.percent_lists import basis_of, find_percent_lists


@pytest.mark.parametrize(
    ("text", "basis", "amounts"),
    [
        (
            "Ti 35 at.%, Zr 30 at.%, Nb 20 at.% and Ta 15 at.%",
            "at",
            {"Ti": 35, "Zr": 30, "Nb": 20, "Ta": 15},
        ),
        ("35 at% Ti, 30 at% Zr and 35 at% Nb", "at", {"Ti": 35, "Zr": 30, "Nb": 35}),
        ("Fe 50, Mn 30, Co 10, Cr 10 (wt.%)", "wt", {"Fe": 50, "Mn": 30, "Co": 10, "Cr": 10}),
        ("Fe-30wt.%Mn-5wt.%Al", "wt", {"Mn": 30, "Al": 5, "Fe": 65}),
        ("Ni–20 at.% Cr", "at", {"Cr": 20, "Ni": 80}),
        ("Ni-bal., Co 20 wt.%, Cr 10 wt.%", "wt", {"Co": 20, "Cr": 10, "Ni": 70}),
        ("Co: 20, Cr: 10, Ni: balance (mass %)", "wt", {"Co": 20, "Cr": 10, "Ni": 70}),
        ("55 wt% Fe, 25 wt% Cr and balance Ni", "wt", {"Fe": 55, "Cr": 25, "Ni": 20}),
        ("20 at.% Al - 20 at.% Co - 60 at.% Ni", "at", {"Al": 20, "Co": 20, "Ni": 60}),
        ("33.3 at.% Co, 33.3 at.% Cr, 33.3 at.% Ni", "at", {"Co": 33.3, "Cr": 33.3, "Ni": 33.3}),
        # Per cents of what is not said: the elements are sure, their amounts are not.
        ("Cu-1.0%Ni-0.3%Si alloy", "at", {"Ni": None, "Si": None, "Cu": None}),
        ("Cu-1.0%Ni-0.3%Si (mass percent)", "wt", {"Ni": 1.0, "Si": 0.3, "Cu": 98.7}),
    ],
)
def test_a_list_is_one_composition(text: str, basis: str, amounts: dict[str, float | None]) -> None:
    plain = text.replace("–", "-")
    [found] = find_percent_lists(f"of {plain} was")
    assert found.basis == basis
    assert amounts_of(found.parts, {}) == pytest.approx(amounts)


@pytest.mark.parametrize(
    "text",
    [
        "0.6 at.% Ti, 4 at.% Al, and 3 at.% Mo",  # 7.6 % is no composition
        "80% Ar-20% N2",
        "30 at.% Ti, 30 wt.% Zr, 40 at.% Nb",
        "Ti 35 at.%, Ti 30 at.%, Nb 35 at.%",
        "Ti 20 MPa, Zr 80 %",
        "5 wt.% TiC and 95 wt.% steel",
        "a good balance of Ni",
        "strength 50 % and ductility 50 %",
        "Al 20, Co 20, Ni 60",  # nobody says what of
    ],
)
def test_what_is_no_whole_composition_is_none(text: str) -> None:
    assert list(find_percent_lists(text)) == []


@pytest.mark.parametrize(
    ("share", "basis"),
    [("at.%", "at"), ("mol%", "at"), ("atomic percent", "at"), ("wt.%", "wt"), ("mass %", "wt"),
     ("w/o", "wt"), ("a/o", "at"), ("%", "")],
)  # fmt: skip
def test_the_basis_of_a_share(share: str, basis: str) -> None:
    assert basis_of(share) == basis
