"""A quantity is expressed in any unit that it can be converted to, or it is said that it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, convert, convertible, express
from builder.materials.units import unit_named


def quantity(text: str) -> Quantity:
    (found,) = find_quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "unit", "expressed"),
    [
        ("1286 MPa", "ksi", "186.5 ksi (1286 MPa)"),
        ("1.25 GPa", "kgf/mm2", "127 kgf/mm^2 (1.25 GPa)"),
        ("1.25 GPa", "N/mm²", "1250 N/mm^2 (1.25 GPa)"),
        ("1.2–1.5 GPa", "psi", "174000–218000 psi (1.2–1.5 GPa)"),
        ("9.3 ± 0.2 GPa", "ksi", "1350 ± 29 ksi (9.3 ± 0.2 GPa)"),
        ("77 K", "°F", "-321 °F (77 K)"),
        ("77 K", "°C", "-196 °C (77 K)"),
        ("12.5 µm", "mil", "0.492 mil (12.5 µm)"),
        ("0.5 nm", "Å", "5 Å (0.5 nm)"),
        ("200 MPa m1/2", "ksi√in", "182 ksi·inch^0.5 (200 MPa m1/2)"),
        ("57.5 %IACS", "MS/m", "33.4 MS/m (57.5 %IACS)"),
        ("210 kJ/mol", "kcal/mol", "50.2 kcal/mol (210 kJ/mol)"),
        ("0.05 mm/year", "mils per year", "1.97 mpy (0.05 mm/year)"),
        ("7.8 g/cm3", "lb/in3", "0.282 lb/inch^3 (7.8 g/cm3)"),
        ("45 ft·lbf", "J", "61 J (45 ft·lbf)"),
    ],
)
def test_a_quantity_is_expressed_in_another_unit(text: str, unit: str, expressed: str) -> None:
    found = express(quantity(text), unit)
    assert (found.text, found.note, found.converted) == (expressed, "", True)


@pytest.mark.parametrize(
    ("text", "unit", "expressed", "note"),
    [
        ("615 HV", "GPa", "6.03 GPa (615 HV)", "1 HV is 9.807 MPa."),
        (
            "1.2 eV",
            "kJ/mol",
            "116 kJ/mol (1.2 eV)",
            "The energy is multiplied by the Avogadro constant.",
        ),
        (
            "210 kJ/mol",
            "eV",
            "2.18 eV (210 kJ/mol)",
            "The energy is multiplied by the Avogadro constant.",
        ),
        ("120 A/m", "Oe", "1.51 Oe (120 A/m)", "Converted by B = µ0 H."),
    ],
)
def test_a_formula_that_joins_two_dimensions_is_named(
    text: str, unit: str, expressed: str, note: str
) -> None:
    found = express(quantity(text), unit)
    assert (found.text, found.note) == (expressed, note)


@pytest.mark.parametrize(
    ("text", "unit", "note"),
    [
        ("52 HRC", "GPa", "I cannot convert HRC to GPa: 52 HRC."),
        ("41.7 %", "MPa", "I cannot convert % to MPa: 41.7 %."),
        ("900 MPa", "HV", "I cannot convert MPa to HV: 900 MPa."),
        ("3 GPa", "smoot", "I do not know the unit smoot: 3 GPa."),
    ],
)
def test_what_cannot_be_converted_is_said_and_left_as_it_is(
    text: str, unit: str, note: str
) -> None:
    found = express(quantity(text), unit, of="yield strength")
    assert (found.text, found.note, found.converted) == (text, note, False)


def test_a_pressure_is_one_in_hv_for_a_hardness_alone() -> None:
    assert express(quantity("6.03 GPa"), "HV", of="hardness").text == "615 HV (6.03 GPa)"
    assert "pressure" in convertible("hardness")
    assert "hardness" in convertible("pressure")
    assert convertible("length") == {"length"}


@given(
    st.floats(1e-3, 1e6),
    st.sampled_from(
        [
            *(("MPa", other) for other in ("ksi", "psi", "kgf/mm^2", "N/mm^2", "GPa", "bar")),
            *(("K", other) for other in ("°C", "°F")),
            *(("µm", other) for other in ("mil", "inch", "Å", "ft")),
            ("kJ/mol", "kcal/mol"),
            ("S/m", "%IACS"),
            ("mm/year", "mpy"),
        ]
    ),
)
def test_there_and_back_is_the_same(value: float, units: tuple[str, str]) -> None:
    unit, other = units
    one = Quantity("", 0, 0, value, value, unit, unit_named(unit).dimension)
    there = convert(one, other)
    assert convert(there, unit).low == pytest.approx(value, rel=1e-9, abs=1e-6)
