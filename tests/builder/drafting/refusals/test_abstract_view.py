"""What an abstract tells of other conditions is read once, however many conditions are tried."""

import re

import pytest

from builder.drafting.refusals import abstract_view as module
from builder.drafting.refusals.abstract_view import AbstractView
from builder.materials.quantities import find_quantities


class CountedPattern:
    """A pattern that counts its searches."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern, self.searches = pattern, 0

    def search(self, text: str) -> re.Match[str] | None:
        self.searches += 1
        return self.pattern.search(text)


@pytest.mark.parametrize(
    ("name", "text", "may"),
    [
        ("_COLD", "It was tested at 293 K and at cryogenic temperatures.", (77, 120)),
        ("_HOT", "It was tested at 293 K and at elevated temperatures.", (700, 900)),
        ("_RANGE", "It was tested from 293 K to various others, lastly at 350 K.", (310, 330)),
    ],
)
def test_a_text_is_searched_once_for_all_conditions(
    name: str, text: str, may: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = CountedPattern(getattr(module, name))
    monkeypatch.setattr(module, name, counted)
    view = AbstractView("p", "A title", text)
    for kelvins in may:
        [wanted] = find_quantities(f"{kelvins} K")
        assert view.may_give(wanted, 1.0, told=True)
    assert counted.searches == 1


@pytest.mark.parametrize(
    ("title", "abstract", "field", "name", "far"),
    [
        ("Strength of laminates", "They are strong.", "corrosion", "the passive film", True),
        ("Strength of laminates", "They oxidize.", "corrosion", "the passive film", False),
        ("Grains of laminates", "They are fine.", "corrosion", "the passive film", True),
        ("Hot compression of bars", "It is hot.", "tension", "the elongation", True),
        ("Hot compression of bars", "It is hot.", "strength", "ultimate tensile strength", True),
        ("Hot compression of bars", "It is hot.", "strength", "yield strength", False),
        ("Passive films in acid", "They grow.", "mechanics", "the hardness", True),
        ("Passive films in acid", "They grow.", "structure", "precipitation", True),
        ("Passive films in acid", "They grow.", "structure", "the grain size", False),
        ("Microstructure and passive films", "", "mechanics", "the hardness", True),
        ("Grains and passive films", "Cracks slow fracture.", "mechanics", "the hardness", True),
        ("Structure and passive films", "It is ductile.", "mechanics", "the hardness", False),
        ("Oxidation of bars", "They oxidize.", "tension", "the ductility", True),
        ("Oxidation of bars", "Strong films form.", "mechanics", "the hardness", False),
        ("Friction of layers", "It is low.", "corrosion", "the passive film", True),
        ("Friction of layers", "It is low.", "corrosion", "the corrosion resistance", False),
        ("Strength of laminates", "", "oxidation", "the oxidation resistance", True),
        ("Antibacterial bars", "They kill.", "tension", "the deformation mechanism", True),
        ("Cermets of carbide", "", "structure", "precipitation", True),
        ("Strength of laminates", "They are strong.", "wear", "the wear rate", True),
        ("Strength of clad layers", "The coating is strong.", "wear", "the wear rate", False),
        ("Tensile and compressive tests", "", "strength", "ultimate tensile strength", False),
    ],
)
def test_a_title_tells_which_tests_a_study_is_far_from(
    title: str, abstract: str, field: str, name: str, far: bool
) -> None:
    assert AbstractView("p", title, abstract).is_far_from(field, name) is far
