"""How much a paper is about high-entropy alloys, by its title and abstract."""

import pytest

from builder.library.relevance import relevance


@pytest.mark.parametrize(
    "title",
    [
        "Percolation in oxygen-containing CoCrFeNi high-entropy films",
        "Wear of a high entropy CoCrFeNi",
        "High‐Entropy Coatings by cold spraying",
    ],
)
def test_a_material_of_high_entropy_is_of_the_field_without_the_word_alloy(title: str) -> None:
    found = relevance(title, "It was investigated.")
    assert found.on_topic
    assert any("ntropy" in sign for sign in found.signs)


@pytest.mark.parametrize(
    "title", ["Images of a high-entropy source", "Text of high entropy", "A high-entropy signal"]
)
def test_another_entropy_is_not(title: str) -> None:
    assert relevance(title, "It was investigated.").score == 0


@pytest.mark.parametrize(
    ("title", "is_of_it"),
    [
        ("Hydrogen storage of Ti–Mn-based alloys", False),
        ("Multicomponent FeTi-based alloys", False),
        ("Ageing of Cu-rich alloys", False),
        ("Hydrogen storage of Ti–Mn-based high-entropy alloys", True),
        ("Hydrogen storage of CoCrFeNi-based alloys", True),
        ("Hydrogen storage of Co-Cr-Fe-Ni-based alloys", True),
        ("Hydrogen storage of Laves phases", True),
    ],
)
def test_alloys_based_on_few_elements_are_not_of_the_field(title: str, is_of_it: bool) -> None:
    abstract = "Of Ti0.84Zr0.16Mn0.9Cr0.7Fe0.1 the capacity was measured."
    assert relevance(title, abstract).on_topic == is_of_it
