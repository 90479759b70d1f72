"""Values hold under what is set when a material is made, in a medium, in their own clause."""

import pytest

from builder.materials.measurements.conditions.media import media_in
from builder.materials.measurements.measurement import Measurement
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.measurements.sentence_facts import read_facts


def only(text: str, title: str = "") -> Measurement:
    [value] = [
        value
        for placed in read_paper(title, text)
        for value in placed.facts.values
        if value.property
    ]
    return value


@pytest.mark.parametrize(
    ("text", "treatment"),
    [
        ("The film prepared at a bias voltage of −100 V has a hardness of 9 GPa.", "−100 V"),
        ("With a laser power of 2000 W, the hardness is 300 HV.", "2000 W"),
        ("A relative density of 98% was reached at 1200 °C.", "1200 °C"),
        ("A hardness of 300 HV was achieved at 1200 °C.", "1200 °C"),
    ],
)
def test_what_is_set_when_it_is_made_belongs_to_a_value(text: str, treatment: str) -> None:
    assert [one.text for one in only(text).treatment] == [treatment]


def test_a_hot_hardness_is_measured_in_the_heat() -> None:
    value = only("The hot hardness reached 200 HV at 800 °C.")
    assert (value.treatment, [one.text for one in value.conditions]) == ((), ["800 °C"])


def test_a_condition_of_another_clause_is_none() -> None:
    value = only("VNbTa has a friction coefficient of 0.5, while VNbTi was corroded in 5 wt.% HCl.")
    assert value.conditions == ()


def test_a_bias_is_no_corrosion_potential() -> None:
    facts = read_facts("At a bias voltage of −100 V, a corrosion potential of −0.2 V was measured.")
    assert [one.property for one in facts.values] == ["corrosion potential"]


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("The corrosion rate in 3.5 wt% NaCl solution is 0.1 mm/year.", "3.5 wt% NaCl"),
        ("Tests were done in artificial seawater. The corrosion rate is 0.1 mm/year.",
         "artificial seawater"),
        ("It resists 1 M HCl and 0.5 M H2SO4. The corrosion rate is 0.1 mm/year.", ""),
        ("In 3.5 wt% NaCl solution, the wear rate is 10−5 mm3/Nm.", "3.5 wt% NaCl"),
        ("Tests were done in seawater. The wear rate is 10−5 mm3/Nm.", ""),
        ("Tests were done in seawater. The hardness is 300 HV.", ""),
    ],
)  # fmt: skip
def test_a_value_of_corrosion_has_the_one_medium_of_its_paper(text: str, medium: str) -> None:
    assert only(text).medium == medium


def test_a_medium_is_named_once_with_its_amount() -> None:
    assert media_in("NaCl solution; 3.5 wt% NaCl; molten zinc") == ["3.5 wt% NaCl", "molten zinc"]


def test_a_thickness_may_lead_in_by_itself() -> None:
    value = only("The strip is soft, and at 0.05 mm, the yield strength is 900 MPa.")
    assert [one.text for one in value.conditions] == ["0.05 mm"]


def test_a_medium_holds_for_its_own_value_of_wear() -> None:
    text = "VNbTa has wear rates of 0.05 mm3/Nm in air and 0.06 mm3/Nm in sulfuric acid."
    [placed] = read_paper("", text)
    assert [value.medium for value in placed.facts.values] == ["air", "sulfuric acid"]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("Annealed at 1200 °C, VNbTa has a melting point of 1317 °C.", []),
        ("VNbTa annealed at 900 °C has a Curie temperature of 300 K.", ["900 °C"]),
    ],
)
def test_a_temperature_has_no_temperature_of_test(text: str, conditions: list[str]) -> None:
    assert [one.text for one in only(text).conditions] == conditions
