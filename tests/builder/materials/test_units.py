"""Units: how papers write them, what they measure, and what is no unit."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from builder.materials import units
from builder.materials.quantities import find_quantities
from builder.materials.units import unit_at, unit_named

TABLE = tomllib.loads(
    Path(units.__file__).with_name("data").joinpath("units.toml").read_text("utf-8")
)
#: Every unit with every prefix in use: prefix, unit.
WRITTEN = [
    (prefix, name)
    for name, unit in TABLE["units"].items()
    for prefix in ("", *unit.get("prefixes", ()))
]
#: Scales of the field that convert to nothing else, and CGS units of magnetism, which pint converts
#: to SI in a context of its own alone.
OWN_SCALES = {
    *(
        "at.%",
        "mol.%",
        "wt.%",
        "vol.%",
        "wppm",
        "appm",
        "atom",
        "f.u.",
        "cycle",
        "dec",
        "dpa",
        "times",
        "rpm",
    ),
    *("HV", "HRC", "HRB", "HRA", "HB", "HK"),
}
CGS = {"Oe", "emu"}
#: Its size is a definition (IEC 60028) that pint does not hold.
COPPER_STANDARD = {"%IACS"}
#: pint's names, where they are not ours.
PINT = {
    **{"°C": "delta_degC", "°F": "delta_degF", "%": "percent", "M": "molar", "Torr": "torr"},
    **{"µB": "bohr_magneton", "gf": "gram_force", "R": "molar_gas_constant", "L": "liter"},
    **{"ppb": "ppm / 1000", "A·h": "ampere * hour", "W·h": "watt * hour", "cal": "calorie"},
}
PRODUCTS = {
    "N·m": "newton * meter",
    "kW·h": "kilowatt * hour",
    "mA·h": "milliampere * hour",
    "ppm/K": "ppm / kelvin",
    "cc": "centimeter ** 3",
    "mil": "inch / 1000",
    "mpy": "inch / 1000 / year",
    "ksi·inch^0.5": "ksi * inch ** 0.5",
    "tonne": "metric_ton",
    "lbf": "pound_force",
    "ft·lbf": "foot * pound_force",
    "lb/inch^3": "pound / inch ** 3",
}


@pytest.fixture(scope="module")
def registry() -> Any:
    pint = pytest.importorskip("pint", reason="pint is not installed: factors are not compared")
    return pint.UnitRegistry()


@pytest.mark.parametrize(
    ("written", "name", "size", "dimension"),
    [
        ("GPa", "GPa", 1e9, "pressure"),
        ("N/mm2", "N/mm^2", 1e6, "pressure"),
        ("°C", "°C", 1.0, "temperature"),
        ("µm", "µm", 1e-6, "length"),
        ("μm", "µm", 1e-6, "length"),
        ("mm3·N−1·m−1", "mm^3/(N·m)", 1e-9, "wear_rate"),
        ("mV dec−1", "mV/dec", 1e-3, "voltage_per_decade"),
        ("MPa√m", "MPa·m^0.5", 1e6, "fracture_toughness"),
        ("J mol−1 K−1", "J/(mol·K)", 1.0, "molar_entropy"),
        ("K/min", "K/min", 1 / 60, "heating_rate"),
        ("m per s", "m/s", 1.0, "speed"),
        ("/s", "s^-1", 1.0, "strain_rate"),
        ("W/m K", "W/(m·K)", 1.0, "thermal_conductivity"),
        ("W/mK", "W/(m·K)", 1.0, "thermal_conductivity"),
        ("Wm−1K−1", "W/(m·K)", 1.0, "thermal_conductivity"),
        ("W m −1 K −1", "W/(m·K)", 1.0, "thermal_conductivity"),
        ("J/mol K", "J/(mol·K)", 1.0, "molar_entropy"),
        ("J/molK", "J/(mol·K)", 1.0, "molar_entropy"),
        ("mm3/N m", "mm^3/(N·m)", 1e-9, "wear_rate"),
        ("mm(3)/(N.m)", "mm^3/(N·m)", 1e-9, "wear_rate"),
        ("N m/kg", "N·m/kg", 1.0, "specific_energy"),
        ("MPa m½", "MPa·m^0.5", 1e6, "fracture_toughness"),
        ("MPa m 1/2", "MPa·m^0.5", 1e6, "fracture_toughness"),
        ("MPa-m^1/2", "MPa·m^0.5", 1e6, "fracture_toughness"),
        ("s(-1)", "s^-1", 1.0, "strain_rate"),
        ("s⁻1", "s^-1", 1.0, "strain_rate"),
        ("s$^{-1}$", "s^-1", 1.0, "strain_rate"),
        ("kgf/mm2", "kgf/mm^2", 9806650.0, "pressure"),
        ("mm3 (N m)−1", "mm^3/(N·m)", 1e-9, "wear_rate"),
        ("J·(mol·K)−1", "J/(mol·K)", 1.0, "molar_entropy"),
        ("mm 3 N −1 m −1", "mm^3/(N·m)", 1e-9, "wear_rate"),
        ("MPa·√m", "MPa·m^0.5", 1e6, "fracture_toughness"),
        ("μΩcm", "µΩ·cm", 1e-8, "resistivity"),
        ("ksi", "ksi", 6894757.293168, "pressure"),
        ("newtons per square millimetre", "N/mm^2", 1e6, "pressure"),
        ("gigapascals", "GPa", 1e9, "pressure"),
        ("micrometers", "µm", 1e-6, "length"),
        ("mu m", "µm", 1e-6, "length"),
        ("g/cc", "g/cc", 1e3, "density"),
        ("ppm/K", "ppm/K", 1e-6, "thermal_expansion"),
        ("VSCE", "V", 1.0, "voltage"),
        ("HV_{0.2}", "HV", 1.0, "hardness"),
        ("\u212b", "Å", 1e-10, "length"),
        ("\u2126", "Ω", 1.0, "resistance"),
        ("°F", "°F", 5 / 9, "temperature"),
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


def test_a_litre_stands_within_a_compound_alone() -> None:
    assert unit_at("316 L steel", 4) is None
    assert unit_named("mg/L").dimension == "density"


@pytest.mark.parametrize("part", ["m/", "m m ", "mK", "Wm", "m-", "m^", "N m/kg K ", "(m"])
def test_long_runs_of_symbols_are_read_in_bounded_time(part: str) -> None:
    unit_at(part * 5_000, 0)


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
        ("mg/dose", None),
        ("MPa foo−1", None),
        ("J·foo", None),
        ("mm3·(foo)−1", None),
        ("W/m at", "W/m"),
        ("h/AC", "h"),
        ("K (2)", "K"),
        ("h A", "h"),
        ("MPa m thick", "MPa"),
    ],
)
def test_a_unit_ends_where_words_begin(text: str, read: str | None) -> None:
    found = unit_at(text, 0)
    assert (found and text[: found[1]]) == read


@pytest.mark.parametrize(("prefix", "name"), WRITTEN)
def test_every_unit_of_the_table_is_read(prefix: str, name: str) -> None:
    assert unit_named(prefix + name).name == prefix + name


@pytest.mark.parametrize(
    ("prefix", "name"), [one for one in WRITTEN if one[1] not in OWN_SCALES | CGS | COPPER_STANDARD]
)
def test_every_factor_is_that_of_pint(registry: Any, prefix: str, name: str) -> None:
    written = PRODUCTS.get(prefix + name, prefix + PINT.get(name, name))
    theirs = registry(written).to_base_units()
    assert unit_named(prefix + name).size == pytest.approx(theirs.magnitude, rel=1e-5)


def test_magnetic_units_are_those_of_cgs() -> None:
    assert unit_named("kOe").size == pytest.approx(0.1)  # T, in vacuum
    assert unit_named("emu/g").size == pytest.approx(1)  # A·m²/kg


def test_the_copper_standard_is_58_ms_per_m() -> None:
    assert 100 * unit_named("%IACS").size == pytest.approx(58 * unit_named("MS/m").size)


def test_dimensions_have_one_name_each() -> None:
    bases = list(TABLE["dimensions"].values())
    assert len(bases) == len(set(bases))


@pytest.mark.parametrize(("dimension", "base"), TABLE["dimensions"].items())
def test_a_dimension_is_read_from_its_base_units(dimension: str, base: str) -> None:
    assert units._TABLE.dimensions[base] == dimension


@pytest.mark.parametrize(
    ("text", "unit"), [("4 Wt.% Ti", "wt.%"), ("4 At. % Ti", "at.%"), ("4 Vol.% TiC", "vol.%")]
)
def test_a_share_may_begin_with_a_capital(text: str, unit: str) -> None:
    [found] = find_quantities(text)
    assert (found.unit, found.high) == (unit, 4)
