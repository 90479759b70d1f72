"""Units: how papers write them, what they measure, and what is no unit."""

import pytest

from builder.materials.units import unit_at, unit_named


@pytest.mark.parametrize(
    ("written", "name", "size", "dimension"),
    [
        ("GPa", "GPa", 1e9, "pressure"),
        ("N/mm2", "N/mm^2", 1e6, "pressure"),
        ("°C", "°C", 1.0, "temperature"),
        ("µm", "µm", 1e-6, "length"),
        ("μm", "µm", 1e-6, "length"),
        ("mm3·N−1·m−1", "mm^3/(N·m)", 1e-9, "wear_rate"),
        ("MPa√m", "MPa·m^0.5", 1e6, "fracture_toughness"),
        ("J mol−1 K−1", "J/(mol·K)", 1.0, "molar_entropy"),
        ("K/min", "K/min", 1 / 60, "heating_rate"),
        ("m per s", "m/s", 1.0, "speed"),
        ("/s", "s^-1", 1.0, "strain_rate"),
        ("", "", 1.0, "number"),
    ],
)
def test_a_unit_is_read_whole_however_compounded(
    written: str, name: str, size: float, dimension: str
) -> None:
    found = unit_named(written)
    assert (found.name, found.dimension) == (name, dimension)
    assert found.size == pytest.approx(size)


def test_zero_degrees_celsius_are_not_zero_kelvin() -> None:
    assert unit_named("°C").zero == pytest.approx(273.15)
    assert unit_named("K").zero == 0
    assert unit_named("°C/min").zero == 0


@pytest.mark.parametrize("written", ["parsec", "MPa at", "m5", "m/m", "MPa "])
def test_what_is_no_unit_is_told(written: str) -> None:
    with pytest.raises(ValueError, match="is not a unit"):
        unit_named(written)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("h at 900 °C", "h"),
        ("W-composite coatings", None),
        ("MPa m1/2 and", "MPa m1/2"),
        ("(m K)", None),
        ("W/(m K).", "W/(m K)"),
        ("seconds", "seconds"),
        ("secondsz", None),
    ],
)
def test_a_unit_ends_where_words_begin(text: str, read: str | None) -> None:
    found = unit_at(text, 0)
    assert (found and text[: found[1]]) == read
