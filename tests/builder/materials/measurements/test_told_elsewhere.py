"""Reactions, routes of others, abbreviations, joints and additions told around a value."""

import pytest

from builder.materials.measurements.measurement import Measurement
from builder.materials.measurements.paper_facts import read_paper


def values(title: str, abstract: str) -> list[Measurement]:
    return [
        value
        for placed in read_paper(title, abstract)
        for value in placed.facts.values
        if value.property
    ]


def test_an_overpotential_is_one_of_a_reaction() -> None:
    text = "VNbTa has an overpotential of 60 mV for HER and 240 mV for the OER in 1 M KOH."
    assert [value.kind for value in values("", text)] == ["HER", "OER"]
    text = "VNbTa is a catalyst. It has an overpotential of 60 mV."
    [value] = values("Hydrogen evolution on VNbTa", text)
    assert (value.kind, "kind" in value.inherited) == ("HER", True)
    [value] = values("Hydrogen evolution and OER on VNbTa", text)
    assert value.kind == ""


def test_the_routes_of_others_are_none_of_this_material() -> None:
    text = "VNbTa was made by a new method, unlike traditional methods such as hot pressing"
    [value] = values("", f"{text} and arc melting. The hardness is 300 HV.")
    assert value.states == ()


def test_a_process_is_known_by_its_abbreviation() -> None:
    text = "VNbTa after heat treatment (HT) and with hot rolling (HT + HR) is studied."
    value = values("", f"{text} With the HT + HR process a hardness of 300 HV was found.")[0]
    assert value.states == ("annealing", "hot rolling")
    text = "The heat treatment (HT) and the high tension (HT) of VNbTa are studied."
    assert values("", f"{text} With HT the hardness is 300 HV.")[0].states == ("annealing",)
    assert values("", "With HT the hardness of VNbTa is 300 HV.")[0].states == ()


def test_a_joint_is_named_by_both_that_it_joins() -> None:
    [value] = values("", "The shear strength of the W/VNbTa/steel joint is 270 MPa.")
    assert (value.owner, value.sample) == ("weld", "W/VNbTa/steel")


def test_before_something_was_added_a_value_is_of_the_alloy_alone() -> None:
    text = "The hardness of the Ti-modified VNbTa rose from 200 HV to 300 HV"
    first, last = values("", f"{text} by adding a small amount of Ti.")
    assert (first.alloys[0].text, first.sample, last.sample) == ("VNbTa", "", "VNbTa + Ti")
    first, _ = values("", f"{text} by annealing.")
    assert first.sample == "VNbTa + Ti"


@pytest.mark.parametrize(
    "text",
    [
        "Copper filled by adding VNbTa has a hardness of 300 HV.",
        "Friction materials with 4 wt% VNbTa have a hardness of 300 HV.",
    ],
)
def test_an_alloy_that_is_added_makes_a_composite(text: str) -> None:
    [value] = values("", text)
    assert (value.owner, value.alloys) == ("composite", ())


def test_all_samples_are_of_the_one_alloy() -> None:
    text = "VNbTa was cast at three rates. The hardness of all samples is above 300 HV."
    assert values("", text)[0].alloys[0].text == "VNbTa"
    text = "VNbTa was studied. The hardness of both alloys is above 300 HV."
    assert values("", text)[0].alloys == ()


def test_what_is_set_when_a_material_is_made_is_its_treatment() -> None:
    text = "VNbTa of 99 % relative density was made with laser power 320 W, scanning speed 800 mm/s"
    [value] = values("", f"{text}, and hatch spacing of 60 µm.")
    assert [one.text for one in value.treatment] == ["320 W", "800 mm/s", "60 µm"]


def test_an_end_of_a_family_is_reached_by_introducing_its_element() -> None:
    text = "AlxVNbTa (x = 0 and 1) was made. The introduction of Al raised the hardness"
    first, last = values("", f"{text} from 200 HV to 300 HV.")
    assert last.alloys[0].amounts == (1.0, 1.0, 1.0, 1.0)
    assert "Al" not in first.alloys[0].elements


def test_the_time_of_a_solution_treatment_is_no_phase() -> None:
    [placed] = read_paper("", "VNbTa has a hardness of 300 HV at a solid solution time of 60 min.")
    assert not [term for term in placed.facts.terms if term.kind == "phase"]
    assert placed.facts.values[0].states == ("solution treatment",)
