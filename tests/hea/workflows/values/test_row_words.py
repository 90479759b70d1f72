"""A row of the table names its material and sample, and what its shares are of."""

from dataclasses import replace

import pytest

from builder.library.catalog import CatalogEntry
from builder.library.property_table import PropertyRow, ValuePlace, values_of
from builder.papers import Abstract, Paper
from hea.workflows.values.row_words import circumstance_words, legend, marked, material_words


def row(title: str, text: str) -> PropertyRow:
    abstract = Abstract(text, 1, (0, 0, 0, 0), "record", 1.0)
    paper = Paper("ok", "", title=title, abstract=abstract)
    return next(values_of(CatalogEntry("made.pdf", 0, "a" * 64, paper)))


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("Doping VNbTa with Hf", "The Hf5 alloy has a hardness of 300 HV.", "Hf5 of VNbTa"),
        ("Doping VNbTa with Hf", "The Hf doped alloy has a hardness of 300 HV.", "VNbTa, Hf doped"),
    ],
)
def test_a_sample_is_named_with_its_alloy(title: str, text: str, name: str) -> None:
    assert material_words(row(title, text)) == name


def test_the_sample_of_an_alloy_stands_among_its_circumstances() -> None:
    text = "The superior yield strength (472 MPa) in the as-SLMed sample is confirmed."
    assert circumstance_words(row("VNbTa", text)).startswith("as-SLMed sample")


def test_a_share_is_told_with_what_it_is_one_of() -> None:
    text = "The VNbTa specimens with 10 at.% SiC have a yield strength of 534 MPa."
    assert "10 at.% SiC" in f"{material_words(row('', text))}; {circumstance_words(row('', text))}"


def test_a_value_less_certain_is_marked() -> None:
    one = row("VNbTa", "The hardness of VNbTa rises from 200 HV to 300 HV.")
    assert marked("200 HV", one) == "? 200 HV →"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Annealed at 800 °C for 1 h, VNbTa has a yield strength of 534 MPa.",
            "annealing (800 °C, 1 h)",
        ),
        (
            "Cold rolled and annealed at 800 °C, VNbTa has a yield strength of 534 MPa.",
            "cold rolling, annealing, treatment: 800 °C",
        ),
        (
            "Cast VNbTa has a compressive yield strength of 534 MPa at 800 °C.",
            "800 °C, compressive, casting",
        ),
    ],
)
def test_a_temperature_of_treatment_is_not_taken_for_one_of_test(text: str, words: str) -> None:
    assert circumstance_words(row("", text)) == words


def test_a_phase_of_a_table_is_named_as_one() -> None:
    one = row("VNbTa", "The hardness of VNbTa is 200 HV.")
    measured = replace(one.value, owner="phase", sample="N50, Laves")
    place = ValuePlace("table", 1, 4, "N50; Laves: 200", "Table 1", 1)
    cell = replace(one, value=measured, place=place)
    assert circumstance_words(cell) == "N50, phase Laves"
    assert circumstance_words(replace(cell, value=replace(measured, sample="Laves"))) == (
        "phase Laves"
    )


def test_an_element_that_has_a_value_is_its_material() -> None:
    one = row("", "The melting point of Ni (1455 °C) is high.")
    assert (material_words(one), circumstance_words(one)) == ("Ni", "")
    assert not any("“of”" in words for words in legend([one]))
