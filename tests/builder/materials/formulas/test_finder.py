"""Formulas in text: which are found, what hyphens and spaces join, and what only looks like one."""

import pytest

from builder.materials.formulas.finder import find_formulas
from builder.materials.formulas.markup import plain_formulas
from builder.materials.formulas.parser import amounts_of


def found(text: str) -> list[str]:
    plain = plain_formulas(text)
    spans = [plain.span(start, end) for start, end, _ in find_formulas(plain.text)]
    return [text[start:end] for start, end in spans]


def amounts(text: str) -> dict[str, float | None]:
    ((_, _, parts),) = find_formulas(plain_formulas(text).text)
    return amounts_of(parts, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Chains: balance first, amounts before or behind, a named system.
        ("Fe-30Mn-10Co-10Cr", {"Fe": 50, "Mn": 30, "Co": 10, "Cr": 10}),
        ("50Fe-30Mn-20Co", {"Fe": 50, "Mn": 30, "Co": 20}),
        ("Co20-Cr80", {"Co": 20, "Cr": 80}),
        ("the W-Mo-Ta-Nb system", {"W": None, "Mo": None, "Ta": None, "Nb": None}),
        ("Ni–30Cr", {"Ni": 70, "Cr": 30}),
        # Spaces inside one composition.
        ("Al0.3 CoCrFeNi", {"Al": 0.3, "Co": 1, "Cr": 1, "Fe": 1, "Ni": 1}),
        ("Al 0.3 CoCrFeNi", {"Al": 0.3, "Co": 1, "Cr": 1, "Fe": 1, "Ni": 1}),
        ("Fe31Mn28 Ni15Al24.5", {"Fe": 31, "Mn": 28, "Ni": 15, "Al": 24.5}),
        # One amount of per cents, the others share the rest.
        ("Al10CrMoTaTi", {"Al": 10, "Cr": 22.5, "Mo": 22.5, "Ta": 22.5, "Ti": 22.5}),
        ("Al0.3CrMoTaTi", {"Al": 0.3, "Cr": 1, "Mo": 1, "Ta": 1, "Ti": 1}),
        # Enumerations.
        ("the (Al, Co, Cr, Fe) alloy", {"Al": None, "Co": None, "Cr": None, "Fe": None}),
        ("Nb, Mo, Ta and W alloys", {"Nb": None, "Mo": None, "Ta": None, "W": None}),
        # Lower case, as some indexes print titles.
        ("the cocrfemnni alloy", {"Co": 1, "Cr": 1, "Fe": 1, "Mn": 1, "Ni": 1}),
    ],
)
def test_what_is_joined_is_one_composition(text: str, expected: dict[str, float | None]) -> None:
    assert amounts(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("TiAl and Fe-30Mn were cast.", ["TiAl", "Fe-30Mn"]),
        ("Fe31Mn69 Ni50Al50 were cast.", ["Fe31Mn69", "Ni50Al50"]),  # 200 % are two alloys
        ("CoCr NiAl", ["CoCr", "NiAl"]),
        ("the NiAl-B2 phase", ["NiAl"]),
        ("(CoCrFeNi)94Al3Ti3alloy", ["(CoCrFeNi)94Al3Ti3"]),
        ("CoCrFeNiX alloys", ["CoCrFeNi"]),
        ("(CoCrFeNi)", ["CoCrFeNi"]),
        ("a WC-Co coating", ["WC"]),
        ("KOH, VN, Y2O3 and B4C", ["KOH", "VN", "Y2O3", "B4C"]),
    ],
)
def test_a_formula_ends_where_the_next_begins(text: str, formulas: list[str]) -> None:
    assert found(text) == formulas


@pytest.mark.parametrize(
    "text",
    [
        "FCC and BCC2 phases",
        "HV0.5",
        "an SPS furnace",
        "HeLa cells",
        "SARS-CoV",
        "VHPS",
        "BNi-2 filler",
        "NaN",
        "HCl3 OH",
        "S-N curves, S-N-P",
        "Cr-Mo-rich regions",
        "In Cobalt Nothing",
        "UHV and CVN",
        "CO2",
        "HEAs",
        "(Ni)",
        "Ni",
    ],
)
def test_what_only_looks_like_a_formula_is_refused(text: str) -> None:
    assert found(text) == []
