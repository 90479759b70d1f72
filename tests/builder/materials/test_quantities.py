"""Quantities: the tables are sentences as papers print them and what they say."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from number_writings import EXAMPLES, Written, signed, units, unsigned

from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, convert, equal
from builder.materials.units import unit_named

RANGES = (
    *("{}-{}", "{}–{}", "{} – {}", "{}—{}", "{}−{}", "{}‐{}", "{}~{}", "{} to {}", "{}…{}"),
    *("between {} and {}", "from {} to {}", "from {} to about {}", "{} up to {}"),
)
NUMBERS = "12|0.5|1,281|10| |-|–| to |, | and | ± | × 10|−3|between "
UNITS = "MPa|GPa|°C| K|s-1|mm3|/|(|)|·|N|m1/2|wt.%"
numbers_and_units = st.lists(st.sampled_from(f"{NUMBERS}|{UNITS}".split("|"))).map("".join)


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


def said(text: str) -> list[tuple[float, float, str]]:
    return [(found.low, found.high, found.unit) for found in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "dimension"),
    [
        ("a yield strength of 760 MPa", 760, 760, "MPa", "pressure"),
        ("1,281 MPa at", 1281, 1281, "MPa", "pressure"),
        ("400–600 MPa", 400, 600, "MPa", "pressure"),
        ("from 20 to 100 nm", 20, 100, "nm", "length"),
        ("between 0.8 and 0.9 J/m2", 0.8, 0.9, "J/m^2", "surface_energy"),
        ("SFE of 20–35 mJ m−2", 20, 35, "mJ/m^2", "surface_energy"),
        ("9.3 ± 0.2 GPa", 9.1, 9.5, "GPa", "pressure"),
        ("(9.3 ± 0.2) GPa", 9.1, 9.5, "GPa", "pressure"),
        ("7.6 (±0.2)% Mn", 7.4, 7.8, "%", "fraction"),
        ("1 × 10⁻³ s⁻¹", 1e-3, 1e-3, "s^-1", "strain_rate"),
        ("1 x 10-3 s-1", 1e-3, 1e-3, "s^-1", "strain_rate"),
        ("1 × 10^{-3} s^{-1}", 1e-3, 1e-3, "s^-1", "strain_rate"),
        ("10−2/s", 1e-2, 1e-2, "s^-1", "strain_rate"),
        ("10⁻¹⁰ s⁻¹", 1e-10, 1e-10, "s^-1", "strain_rate"),
        ("1-5 × 10-3 s-1", 1e-3, 5e-3, "s^-1", "strain_rate"),
        ("5 × 1015 cm–2", 5e15, 5e15, "cm^-2", "areal_density"),
        ("−196 °C", -196, -196, "°C", "temperature"),
        ("900 degrees C", 900, 900, "°C", "temperature"),
        ("194◦ C", 194, 194, "°C", "temperature"),
        ("800-950 °C", 800, 950, "°C", "temperature"),
        ("280 HV0.2", 280, 280, "HV", "hardness"),
        ("from 300 to 500 (Hv)", 300, 500, "HV", "hardness"),
        ("20 at. %", 20, 20, "at.%", "atomic_fraction"),
        ("3.5 wt% NaCl", 3.5, 3.5, "wt.%", "mass_fraction"),
        ("10–40 mass% WC", 10, 40, "wt.%", "mass_fraction"),
        ("173%", 173, 173, "%", "fraction"),
        ("a 3.2-fold increase", 3.2, 3.2, "times", "ratio"),
        ("8.24 MPa m1/2", 8.24, 8.24, "MPa·m^0.5", "fracture_toughness"),
        ("200 MPa√m", 200, 200, "MPa·m^0.5", "fracture_toughness"),
        ("200 MPa·m^{1/2}", 200, 200, "MPa·m^0.5", "fracture_toughness"),
        ("98 μΩ·cm", 98, 98, "µΩ·cm", "resistivity"),
        ("86 μΩ cm", 86, 86, "µΩ·cm", "resistivity"),
        ("2.88 × 10−4 mm3·N−1·m−1", 2.88e-4, 2.88e-4, "mm^3/(N·m)", "wear_rate"),
        ("3.2 × 10−6 mm3/Nm", 3.2e-6, 3.2e-6, "mm^3/(N·m)", "wear_rate"),
        ("3.41 × 10−5 (mm3/Nm)", 3.41e-5, 3.41e-5, "mm^3/(N·m)", "wear_rate"),
        ("13.38 J mol−1 K−1", 13.38, 13.38, "J/(mol·K)", "molar_entropy"),
        ("-12 kJ/mol", -12, -12, "kJ/mol", "molar_energy"),
        ("12.5 W/(m K)", 12.5, 12.5, "W/(m·K)", "thermal_conductivity"),
        ("14 × 10−6 K−1", 14e-6, 14e-6, "K^-1", "thermal_expansion"),
        ("7.9 g cm−3", 7.9, 7.9, "g/cm^3", "density"),
        ("1.26 × 10−7 A·cm−2", 1.26e-7, 1.26e-7, "A/cm^2", "current_density"),
        ("−231 mV", -231, -231, "mV", "voltage"),
        ("800 mm/s", 800, 800, "mm/s", "speed"),
        ("5 µm/h", 5, 5, "µm/h", "speed"),
        ("5 K/min", 5, 5, "K/min", "heating_rate"),
        ("2.5 mg/cm2", 2.5, 2.5, "mg/cm^2", "areal_mass"),
        ("80 emu/g", 80, 80, "emu/g", "magnetization"),
        ("200 keV", 200, 200, "keV", "energy"),
        ("10 dpa", 10, 10, "dpa", "irradiation_damage"),
        ("0.5 M H2SO4", 0.5, 0.5, "M", "concentration"),
        ("for 10h", 10, 10, "h", "time"),
        ("-0.5 Å", -0.5, -0.5, "Å", "length"),
    ],
)
def test_a_quantity_is_read_as_printed(
    text: str, low: float, high: float, unit: str, dimension: str
) -> None:
    found = only(text)
    assert [found.low, found.high] == pytest.approx([low, high])
    assert (found.unit, found.dimension) == (unit, dimension)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("77, 200 and 293 K", [(77, 77, "K"), (200, 200, "K"), (293, 293, "K")]),
        ("131.5 MPa, 300 MPa", [(131.5, 131.5, "MPa"), (300, 300, "MPa")]),
        ("0.2, 0.4, 0.6 at.%", [(0.2, 0.2, "at.%"), (0.4, 0.4, "at.%"), (0.6, 0.6, "at.%")]),
        ("700 and 900 °C", [(700, 700, "°C"), (900, 900, "°C")]),
        ("from 280 HV to 1080 HV", [(280, 280, "HV"), (1080, 1080, "HV")]),
        ("from 1661 ± 64 to 688 ± 17 MPa", [(1597, 1725, "MPa"), (671, 705, "MPa")]),
        ("5 h, 30 min", [(5, 5, "h"), (30, 30, "min")]),
    ],
)
def test_a_unit_at_the_end_of_a_list_belongs_to_every_number(
    text: str, expected: list[tuple[float, float, str]]
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "304 stainless steel, SS-304 K, 316L, FCC2, L12, M23C6",
        "Al0.3CoCrFeNi, Ti-6Al-4V, Co20Cr20Fe20Mn20Ni20 and Al15(CoCrFeNi)85 V",
        "in 2019, 5 of them; x = 0.5; (111) planes; Figure 2. A new alloy",
        "20 W-composite coatings, 3 and 4 element alloys",
        "the 3d transition metals, m1/2",
    ],
)
def test_a_number_without_a_unit_is_no_quantity(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    "text", ["~800 MPa", "about 800 MPa", "approximately 800 MPa", "over 800 MPa", "≥ 800 MPa"]
)
def test_hedges_make_a_quantity_approximate(text: str) -> None:
    assert only(text).approximate
    assert only(text).text == "800 MPa"
    assert not only("at 800 MPa").approximate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R = −1 and 20 Hz", [(20, 20, "Hz")]),
        ("0.27, 0.81 and 3.3 × 10−6 A/cm2", [(3.3e-6, 3.3e-6, "A/cm^2")]),
        ("10,20 and 30 wt.%", []),
        ("Discs of 12 × 12 × 3 mm3", []),
        ("10 mm × 5 mm × 2 mm", [(10, 10, "mm"), (5, 5, "mm"), (2, 2, "mm")]),
        ("x = 0.5, 300 MPa", [(300, 300, "MPa")]),
        ("(x=0) to 618 MPa", [(618, 618, "MPa")]),
        ("(5) A study", []),
        ("5 mg/dose, 3 kJ foo−1", []),
        ("CoCrFeNi –8 at.% NbB2", [(8, 8, "at.%")]),
        ("in the range of 552 MPa to 645 MPa", [(552, 645, "MPa")]),
        ("5 × 102/s-1.1 × 104/s", [(500, 11000, "s^-1")]),
        ("522 MPa (± 10.8)", [(511.2, 532.8, "MPa")]),
        ("300 MPa ± 20 MPa", [(280, 320, "MPa")]),
        ("200 HV (± 5 %)", [(190, 210, "HV")]),
        ("HV 520 and HRC 58", [(520, 520, "HV"), (58, 58, "HRC")]),
        ("0.2,0.4,0.6 at.%", [(0.2, 0.2, "at.%"), (0.4, 0.4, "at.%"), (0.6, 0.6, "at.%")]),
        ("annealed for two hours", [(2, 2, "h")]),
        ("316 L stainless steel, the 9R phase", []),
        ("an entropy of 1.61R", [(1.61, 1.61, "R")]),
        ("held at 1100 °C/water quenched", [(1100, 1100, "°C")]),
        ("-0.35 V(SCE) and −210 mVSCE", [(-0.35, -0.35, "V"), (-210, -210, "mV")]),
        ("298 HV in state (3) and 341 HV", [(298, 298, "HV"), (341, 341, "HV")]),
        ("62 % at －150 °C", [(62, 62, "%"), (-150, -150, "°C")]),
        ("1，650 MPa", [(1650, 1650, "MPa")]),
        ("52 MPa m1∕2, 3.4 MPa m⁰·⁵", [(52, 52, "MPa·m^0.5"), (3.4, 3.4, "MPa·m^0.5")]),
        ("similar to 10(15) m(-2)", [(1e15, 1e15, "m^-2")]),
        ("After pass 4 620 HV was", [(620, 620, "HV")]),
        ("samples 1, 2 and 3, 450 HV each", [(450, 450, "HV")]),
        ("10−14–10−12 m2/s", [(1e-14, 1e-12, "m^2/s")]),
        ("10−20 kJ/mol, 10-15 nm", [(10, 20, "kJ/mol"), (10, 15, "nm")]),
        ("5–10–15 nm", [(5, 10, "nm"), (15, 15, "nm")]),
        ("(3–7) × 10−8 s−1", [(3e-8, 7e-8, "s^-1")]),
        ("at 10−1s−1 510MPa", [(0.1, 0.1, "s^-1"), (510, 510, "MPa")]),
        ("2.7 times ten to the minus five cubic millimetres", []),
        ("7.0(1) GPa [12]", [(6.9, 7.1, "GPa")]),
        ("675 HV0.2).", [(675, 675, "HV")]),
        ("500 HV 0.5 and 410 HV 0.3/15 for", [(500, 500, "HV"), (410, 410, "HV")]),
        ("400 HV 0.5 mm below", [(400, 400, "HV"), (0.5, 0.5, "mm")]),
        ("320 HK0.1, 150 HB", [(320, 320, "HK"), (150, 150, "HB")]),
        ("by 41.7%，25.5%，and", [(41.7, 41.7, "%"), (25.5, 25.5, "%")]),
    ],
)
def test_what_is_not_certain_is_no_value(
    text: str, expected: list[tuple[float, float, str]]
) -> None:
    assert said(text) == expected


def test_a_quantity_of_hardness_ends_before_the_bracket() -> None:
    assert [found.text for found in find_quantities("(675 HV0.2), 243.4 HV0.2N was")] == [
        "675 HV0.2",
        "243.4 HV0.2N",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.2 GPa", "1200 MPa"),
        ("1.28 GPa", "1281 MPa"),
        ("77 K", "-196 °C"),
        ("1023 K", "750 °C"),
        ("room temperature", "293 K"),
        ("RT", "300 K"),
        ("ambient temperature", "25 °C"),
        ("liquid nitrogen temperature", "77 K"),
        ("0.5 nm", "5 Å"),
        ("20 mJ/m2", "0.02 J/m²"),
        ("7.9 g/cm3", "7900 kg/m^3"),
        ("3.2 × 10−6 mm3/Nm", "3.2 × 10-15 m3/(N m)"),
        ("1 h", "60 min"),
        ("9.3 ± 0.2 GPa", "9.3 GPa"),
        ("400–600 MPa", "0.4–0.6 GPa"),
        ("1.5 T", "15 kOe"),
        ("10 N/mm2", "10 MPa"),
        ("5 °C/min", "5 K/min"),
    ],
)
def test_equal_amounts_in_other_units_are_equal(one: str, other: str) -> None:
    assert equal(only(one), only(other))
    assert equal(only(other), only(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.2 GPa", "1300 MPa"),
        ("77 K", "77 °C"),
        ("4.2 K", "2 K"),
        ("room temperature", "77 K"),
        ("5 at.%", "5 wt.%"),
        ("300 HV", "300 MPa"),
        ("400–600 MPa", "500 MPa"),
        ("10 nm", "10 s"),
        ("-231 mV", "231 mV"),
    ],
)
def test_different_amounts_are_not_equal(one: str, other: str) -> None:
    assert not equal(only(one), only(other))


def test_the_tolerance_is_relative_and_for_temperatures_in_kelvin() -> None:
    assert equal(only("100 MPa"), only("105 MPa"), tolerance=0.06)
    assert not equal(only("1000 K"), only("1004 K"), tolerance=3)
    assert equal(only("1000 K"), only("1004 K"), tolerance=4)


def test_conversion_keeps_the_quantity() -> None:
    assert convert(only("750 °C"), "K").low == pytest.approx(1023.15)
    assert convert(only("9.3 ± 0.2 GPa"), "MPa").plus_minus == pytest.approx(200)
    assert convert(only("20 mJ/m2"), "J/m^2").unit == "J/m^2"


@pytest.mark.parametrize("unit", ["K", "HV", "parsec", ""])
def test_a_quantity_converts_to_its_own_dimension_only(unit: str) -> None:
    with pytest.raises(ValueError, match=r"measures|not a unit"):
        convert(only("760 MPa"), unit)


def test_base_units_are_si() -> None:
    assert only("1.2 GPa").si == (1.2e9, 1.2e9)
    assert only("25 °C").si == pytest.approx((298.15, 298.15))
    assert only("10 %").si == pytest.approx((0.1, 0.1))
    assert only("300 HV").si == (300, 300)


@given(st.one_of(unsigned(), signed()), units(), st.sampled_from((" ", "\u00a0", "\u2009", "  ")))
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_writing_of_a_quantity_is_read_as_its_value(
    number: Written, unit: tuple[str, float], between: str
) -> None:
    text = f"It has {number.text}{between}{unit[0]} in all."
    (found,) = find_quantities(text)
    known = unit_named(found.unit)
    assert known.size == pytest.approx(unit[1], rel=1e-9)
    assert found.low + found.below == pytest.approx(number.value, rel=1e-9)
    assert found.below == pytest.approx(number.error, rel=1e-9)
    assert equal(convert(found, found.unit), found)


@given(st.lists(st.integers(1, 99), min_size=2, max_size=5, unique=True), units())
@settings(max_examples=300, deadline=None)
def test_a_list_has_the_unit_of_its_last_number(values: list[int], unit: tuple[str, float]) -> None:
    text = f"tested at {', '.join(map(str, values[:-1]))} and {values[-1]} {unit[0]}, respectively."
    assert [found.low for found in find_quantities(text)] == values


@given(st.integers(1, 50), st.integers(51, 99), st.sampled_from(RANGES), units())
@settings(max_examples=300, deadline=None)
def test_a_range_is_read_from_end_to_end(
    low: int, high: int, writing: str, unit: tuple[str, float]
) -> None:
    assume(low != 10)  # 10−61 may be a power
    (found,) = find_quantities(f"It was {writing.format(low, high)} {unit[0]}.")
    assert (found.low, found.high) == (low, high)


@given(st.text() | numbers_and_units)
def test_any_text_is_read_without_error_and_spans_hold(text: str) -> None:
    for found in find_quantities(text):
        assert text[found.start : found.end] == found.text != ""
        assert found.low <= found.high
        assert equal(found, found)
        assert convert(found, found.unit).unit == found.unit


@pytest.mark.parametrize("border", ["\n", "\n\n", "\r\n", "\t", "\x0b", "\x0c", "\x85", "\u2028"])
@pytest.mark.parametrize("numbers", ["1.2 Hf and 300 MPa", ".5 Hf and 300 MPa", "2-3 Hf, 300 MPa"])
def test_a_number_at_the_beginning_of_a_line_is_passed_in_finite_time(
    border: str, numbers: str
) -> None:
    assert [one.text for one in find_quantities(f"A title{border}{numbers}")] == ["300 MPa"]
