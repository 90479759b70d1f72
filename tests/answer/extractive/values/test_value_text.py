"""Values are written alike, whatever brackets and units stood around them."""

from dataclasses import replace

import pytest

from answer.extractive.values.value_text import with_own_unit, write_value
from builder.materials.measurements.measurement import Measurement
from builder.materials.quantities import find_quantities


@pytest.mark.parametrize("range_", ["750 to 900°C", "750 °C–900 °C", "750-900 °C"])
def test_ranges_are_written_alike(range_: str) -> None:
    [quantity] = find_quantities(f"at {range_}")
    assert with_own_unit(quantity).text == "750–900 °C"


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("10.5 MPa·m^0.5)", "10.5 MPa·m^0.5"),
        ("(10.5 MPa·m^0.5", "10.5 MPa·m^0.5"),
        ("10.5 MPa(m)^0.5", "10.5 MPa(m)^0.5"),
    ],
)
def test_a_bracket_without_a_partner_is_left_out(written: str, answer: str) -> None:
    [quantity] = find_quantities("10.5 MPa m^0.5")
    assert with_own_unit(replace(quantity, text=written)).text == answer


def test_a_unit_in_brackets_is_written_without_them() -> None:
    [quantity] = find_quantities("500 HV")
    assert with_own_unit(replace(quantity, text="500 (Hv)")).text == "500 HV"


def test_a_range_from_ten_is_no_power_of_ten() -> None:
    sentence = "The grain size is 10–20 μm, the rate 3 × 10−5 mm3/Nm."
    size, rate = (Measurement(one, None, (), ()) for one in find_quantities(sentence))
    assert write_value(size, sentence, None).text == "10–20 µm"
    assert write_value(rate, sentence, None).text.startswith("3 × 10^-5")


@pytest.mark.parametrize(
    ("written", "text"),
    [("19 × 1015 m−2", "19 × 10^15 m−2"), ("1.4 × 1012 m-3", "1.4 × 10^12 m-3")],
)
def test_an_exponent_on_the_line_is_raised(written: str, text: str) -> None:
    [quantity] = find_quantities(written)
    assert write_value(Measurement(quantity, None, (), ()), written, None).text == text
