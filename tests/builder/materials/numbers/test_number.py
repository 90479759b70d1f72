"""Numbers: any writing of a value is read as that value, and no number begins inside another."""

import pytest
from hypothesis import given, settings
from number_writings import EXAMPLES, Written, integers, signed, unsigned

from builder.materials.numbers.number import Number, is_number, next_number, number_at


def read(text: str) -> list[tuple[str, float]]:
    found, at = list[tuple[str, float]](), 0
    while number := next_number(text, at):
        found.append((text[number.start : number.end], number.value))
        at = number.end
    return found


@given(unsigned())
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_writing_of_a_number_is_read_as_its_value(written: Written) -> None:
    number = next_number(f"It is {written.text} in all.", 0)
    assert number is not None
    assert number.value == pytest.approx(written.value, rel=1e-11)
    assert number.below == number.above == pytest.approx(written.error, rel=1e-9)


@given(signed())
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_writing_of_a_negative_number_is_negative(written: Written) -> None:
    number = next_number(f"It is {written.text} in all.", 0)
    assert number is not None
    assert number.value == pytest.approx(written.value, rel=1e-11)


@given(integers())
def test_no_number_begins_inside_another(written: Written) -> None:
    ends = {len("It is ") + len(written.text)}
    assert {len("It is ") + len(text) for text, _ in read(f"It is {written.text} in all.")} == ends


@pytest.mark.parametrize(
    "text",
    [
        "Al0.3", "Ti-6Al", "SS-304", "FCC2", "L12", "M23C6", "σ0.2", "Co20Cr20Fe20", "x3.5y",
        "10(3) MPa", "version 3.5.2", "±5 °C", "p_05",
    ],
)  # fmt: skip
def test_a_part_of_a_name_or_of_something_else_is_no_number(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Table 1 200 MPa", [1, 200]),
        ("in 2019 150 MPa", [2019, 150]),
        ("sample 3 1 073 MPa", [3, 1073]),
        ("at − 196 °C", [-196]),
        ("from 77 – 298 K", [77, 298]),
        ("the alloy – 5 at.% Al –", [5]),
        ("phase—30 nm", [30]),
        ("CoCrFeNi+4 at.%", [4]),
        ("5 × 1015 cm−2 and 5 × 10 15", [5e15, 5e15]),
        ("2.2 x 10(14)", [2.2e14]),
        ("1.2 × 10− 5", [1.2e-5]),
        ("10−12 m2/s", [1e-12]),
        ("10-20 MPa", [10, 20]),
        ("1.073,5", [1073.5]),
        ("12.345.678", [12345678]),
        ("0,281", [0.281]),
        ("1,073, 1,173 and 1,273", [1073, 1173, 1273]),
        ("3.20D+02", [320]),
        ("29.10(1) A", [29.1]),
        ("(5) A", [5]),
    ],
)
def test_numbers_are_told_apart(text: str, numbers: list[float]) -> None:
    found, at = list[float](), 0
    while number := next_number(text, at):
        found.append(number.value)
        at = number.end
        linked = number_at(text, at + 1) if text[at : at + 1] == "-" else None
        if linked:  # the other end of `10-20`
            found.append(linked.value)
            at = linked.end
    assert found == pytest.approx(numbers)


def test_unequal_errors_are_kept_apart() -> None:
    number = number_at("450 +12/−8 HV", 0)
    assert number is not None
    assert (number.below, number.above) == (8, 12)
    raised = number_at("450^{+12}_{−8} HV", 0)
    assert raised is not None
    assert (raised.value, raised.below, raised.above) == (450, 8, 12)


def test_a_bracket_behind_a_blank_is_an_error_or_not() -> None:
    number = number_at("454 (8) HV", 0)
    assert isinstance(number, Number)
    assert (number.below, number.plain_end) == (8, 3)


@pytest.mark.parametrize(
    ("text", "so"),
    [("1 073", True), ("3.571(2)", True), ("10–20", True), ("5 to 7", True), ("5 MPa", False),
     ("", False), ("5 and 7", False)],
)  # fmt: skip
def test_a_number_alone_is_told(text: str, so: bool) -> None:
    assert is_number(text) is so


@pytest.mark.parametrize("part", ["1,", "1 ", "10(-", "1 ±", "(1", "1-", "1e", "1×10", "−", "."])
def test_long_runs_of_marks_are_read_in_time_that_grows_with_their_length(part: str) -> None:
    read(part * 4_000)


@pytest.mark.parametrize("text", ["1e999", "2.5E-400", "10^99", "10^(400)", "10⁹⁹", "3 × 10^300"])
def test_a_power_that_is_no_amount_of_anything_is_no_number(text: str) -> None:
    assert number_at(text, 0) is None


def test_the_end_of_a_number_cut_behind_its_point_is_no_number() -> None:
    assert 7.0 not in [value for _, value in read("The elongation reached 15. 7% in all.")]
