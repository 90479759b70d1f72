"""Elements in prose: named or as symbols, but neither in formulas nor in units and words."""

import pytest

from builder.materials.element_mentions import find_elements


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("effect of Al and aluminium, Aluminum or aluminum", ["Al", "Al", "Al", "Al"]),
        ("V addition at 5 V; W particles at 320 W; 300 K", ["V", "W"]),
        ("In addition to that. He saw As-cast bars under He ions", ["He"]),
        ("N-doped, Y content, 63Ni tracer, Cu–Ag, HEA/W", ["N", "Y", "Ni", "Cu", "Ag", "W"]),
        ("CoCrFeNi leads to Ni-Al-rich zones", ["Ni", "Al"]),
        ("10 mm3·N−1·m−1, B. Cantor, at 600 °C", []),
    ],
)
def test_elements_are_found_outside_formulas_units_and_words(text: str, symbols: list[str]) -> None:
    assert [element.symbol for element in find_elements(text)] == symbols


def test_an_element_has_its_span_and_its_symbol() -> None:
    text = "Additions of niobium and of Sn"
    assert [(text[e.start : e.end], e.symbol) for e in find_elements(text)] == [
        ("niobium", "Nb"),
        ("Sn", "Sn"),
    ]


def test_lead_is_a_verb_and_no_element() -> None:
    assert find_elements("These lead to Pb inclusions")[0].symbol == "Pb"
    assert find_elements("These lead to pores") == ()
