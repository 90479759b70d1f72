"""Conditions that papers give are found by their value, where they are usual ones."""

from builder.drafting.refusals.known_conditions import KnownConditions
from builder.materials.quantities import find_quantities


def test_usual_conditions_are_found_between_bounds() -> None:
    known = KnownConditions()
    known.add(find_quantities("It was held at 77 K, 873 K, 1200 K, 614.2 K and 300-400 K for 4 h."))
    known.add(
        find_quantities("It was held at 900 °C for 24 h; room temperature is not written out.")
    )

    def words(dimension: str, unit: str, low: float, high: float) -> list[str]:
        return [one.text for one in known.usual(dimension, unit, low, high)]

    assert words("temperature", "K", 0, 2000) == ["77 K", "873 K", "1200 K"]
    assert words("temperature", "K", 77, 873) == ["77 K", "873 K"]
    assert words("temperature", "°C", 0, 2000) == ["900 °C"]
    assert words("time", "h", 3600, 10 * 3600) == ["4 h"]
    assert words("force", "N", 0, 1e9) == []


def test_what_is_noted_later_is_found_too() -> None:
    known = KnownConditions()
    known.add(find_quantities("at 77 K"))
    assert len(known.usual("temperature", "K", 0, 1000)) == 1
    known.add(find_quantities("at 573 K"))
    assert len(known.usual("temperature", "K", 0, 1000)) == 2
