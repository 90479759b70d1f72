"""What blanks have split is joined where it cannot be two formulas."""

import pytest

from builder.materials.alloys import find_alloys


def found(text: str) -> list[str]:
    return [alloy.text for alloy in find_alloys(text)]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Al0.5 Co Cr Fe Ni", "Al0.111-Co0.222-Cr0.222-Fe0.222-Ni0.222"),
        ("Al 0.5 Co Cr Fe Ni", "Al0.111-Co0.222-Cr0.222-Fe0.222-Ni0.222"),
        ("Fe 50 Mn 30 Co 10 Cr 10", "Co0.100-Cr0.100-Fe0.500-Mn0.300"),
        ("Co Cr Fe Ni", "Cox-Crx-Fex-Nix"),
        ("Mo1 Nb1 Ti1", "Mo0.333-Nb0.333-Ti0.333"),
        ("CoCrFeNi 2.1 Nb 0.4", "Co0.182-Cr0.182-Fe0.182-Nb0.073-Ni0.382"),
        ("(CoCrFeNi) 94 Ti 2 Al 4", "Al0.040-Co0.235-Cr0.235-Fe0.235-Ni0.235-Ti0.020"),
        ("CrFeNi Al0.5 Cu0.5", "Al0.125-Cr0.250-Cu0.125-Fe0.250-Ni0.250"),
        ("CrFeNi Cux Al1-x", "Alx-Cr0.333-Cux-Fe0.333-Ni0.333"),
        ("Co25Cr25Fe25Ni 20Nb2Mo3", "Co0.250-Cr0.250-Fe0.250-Mo0.030-Nb0.020-Ni0.200"),
    ],
)
def test_one_composition_with_blanks_is_joined(text: str, keys: str) -> None:
    [alloy] = find_alloys(f"the {text} alloy")
    assert (alloy.text, alloy.composition_key) == (text, keys)


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("Nb0.2 Ti0.2 labels", []),
        ("Co Cr Fe Ni 20 samples", ["Co Cr Fe Ni"]),
        ("Ni Al Co In addition", []),
        ("Fe31Mn69 Ni50Al50", ["Fe31Mn69", "Ni50Al50"]),
        ("CoCrFeNi 2.1 times", ["CoCrFeNi"]),
        ("CoCrFeNi 5 Nb samples", ["CoCrFeNi"]),
        ("Ti 3 Al 5 V 7", []),
    ],
)
def test_what_may_be_two_is_not_joined(text: str, formulas: list[str]) -> None:
    assert found(text) == formulas
