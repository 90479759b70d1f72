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


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        (
            "VNbTa has overpotentials of 24 mV for hydrogen evolution and 204 mV for oxygen"
            " evolution at 10 mA cm−2.",
            [("HER", ["10 mA cm−2"]), ("OER", ["10 mA cm−2"])],
        ),
        (
            "VNbTa reaches a current density of 100 mA cm−2 at an overpotential of 462 mV.",
            [("", ["100 mA cm−2"])],
        ),
        (
            "VNbTa has an overpotential of 29 mV at 10 mA cm−2 and good stability over 428 h.",
            [("", ["10 mA cm−2"])],
        ),
    ],
)
def test_an_overpotential_has_its_current_density(
    text: str, bound: list[tuple[str, list[str]]]
) -> None:
    found = values("", text)
    assert [(one.kind, [q.text for q in one.conditions]) for one in found] == bound


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


def test_a_sample_keeps_the_state_that_the_sentence_before_tells() -> None:
    text = "The VNbTa alloy was annealed at 700 °C and is ductile."
    [value] = values("", f"{text} It has a hardness of 300 HV, higher than that of VNbTi.")
    assert (value.states, [one.text for one in value.treatment]) == (("annealing",), ["700 °C"])
    [value] = values("", "As-cast VNbTa is ductile. This alloy has a hardness of 300 HV.")
    assert value.states == ("as-cast state",)
    text = "The annealed VNbTa is ductile. It has a hardness of 300 HV in the as-cast state."
    assert values("", text)[0].states == ("as-cast state",)
    text = "The effect of annealing on VNbTa was studied. It has a hardness of 300 HV."
    assert values("", text)[0].states == ()


def test_the_medium_may_stand_in_the_sentence_before() -> None:
    text = "VNbTa was put into 1 M NaOH. In 3.5 wt% NaCl it is passive."
    [value] = values("", f"{text} The corrosion current density is 3 µA/cm2.")
    assert value.medium == "3.5 wt% NaCl"
    [value] = values("", f"{text} A corrosion current density of 3 µA/cm2 was found.")
    assert value.medium == ""


def test_a_list_of_values_pairs_with_the_alloys_listed_before() -> None:
    text = "VNbTa and VNbTi were cast. The samples have hardnesses of 3 HV and 4 HV, respectively"
    found = values("", f"{text}, while that of Pt/C and of Nb5 is low.")
    assert [value.alloys[0].text for value in found] == ["VNbTa", "VNbTi"]


def test_an_alloy_that_is_not_equimolar_has_no_amounts() -> None:
    [value] = values("", "The non-equiatomic VNbTa was cast. Its hardness is 300 HV.")
    assert {*value.alloys[0].amounts} == {None}


def test_a_paper_that_makes_composites_gives_values_of_them() -> None:
    text = "VNbTa-based composites were prepared with TiC. The hardness of Ti5 is 300 HV."
    assert values("Wear of VNbTa", text)[0].owner == "composite"


def test_a_joint_has_the_partners_that_its_interfaces_name() -> None:
    text = "The W/VNbTa interface and the steel/VNbTa interface are sound. The joint is strong."
    text = f"{text} Its shear strength is 9 MPa."
    [value] = values("Joint of W and steel with a VNbTa interlayer", text)
    assert value.sample == "W/VNbTa/steel"
    [value] = values("Joints of VNbTa with W or steel", text)
    assert "W/" not in value.sample


def test_the_ends_of_a_series_go_with_the_ends_of_a_change() -> None:
    text = "VNbTa was made at a pulling rate of 5–50 µm/s. The hardness rises from 200 HV to 300 HV"
    first, last = values("", f"{text} with increasing pulling rate.")
    assert [one.text for one in (*first.conditions, *last.conditions)] == ["5 µm/s", "50 µm/s"]
    first, last = values("", f"{text} as the pulling rate decreased.")
    assert first.treatment == first.conditions
    assert [one.text for one in (*first.conditions, *last.conditions)] == ["50 µm/s", "5 µm/s"]
    text = "VNbTa was annealed at temperatures from 600 °C to 900 °C and its density is 7 g/cm3."
    *_, last = values("", f"{text} The hardness falls from 9 HV to 3 HV with increasing time.")
    assert last.conditions == ()


def test_an_alloy_that_is_welded_to_a_steel_is_a_joint_with_it() -> None:
    [value] = values("", "By laser welding VNbTa alloy to 304ss a yield strength of 3 MPa is had.")
    assert (value.owner, value.sample) == ("weld", "VNbTa + 304ss")


def test_grains_last_beside_a_treatment() -> None:
    [value] = values("", "The fine-grained VNbTa alloy has a hardness of 300 HV after H charging.")
    assert value.states == ("fine-grained state", "hydrogen charging")


def test_crystals_have_their_orientation() -> None:
    text = "The hardness of [111]- and [001]-oriented crystals of VNbTa is 3 HV and 4 HV"
    assert [one.states for one in values("", f"{text}, respectively.")] == [
        ("[111] orientation",),
        ("[001] orientation",),
    ]
    text = "VNbTa has a hardness of 3 HV in [111]- and [001]-oriented crystals."
    assert values("", text)[0].states == ()
    assert values("", "VNbTa with a preferred [111] orientation has 3 HV hardness.")[0].states == ()


def test_a_result_is_one_of_the_sample_spoken_of() -> None:
    text = "For the VNbTa alloy annealed at 850 °C wear is slow. As a result, this alloy has"
    [value] = values("", f"{text} a hardness of 300 HV.")
    assert value.states == ("annealing",)


def test_an_alloy_just_named_is_meant_where_nothing_added_is() -> None:
    text = "Nb additions to VTaTi are studied. The VTaTi samples are fine."
    [value] = values("", f"{text} The hardness is 300 HV.")
    assert value.alloys[0].text == "VTaTi"
    assert values("", f"{text} With niobium the hardness is 300 HV.")[0].alloys == ()


def test_the_family_of_others_does_not_keep_x_from_the_own_one() -> None:
    text = "Instead of conventional VNbTax we made AlxVNbTi alloys of a hardness of 9 HV (x = 0.5)."
    assert values("", text)[0].alloys[0].amounts[0] == 0.5


@pytest.mark.parametrize(
    ("told", "bound"),
    [
        ("was annealed at 700, 800 and 900 °C.", ["700", "800", "900 °C"]),
        ("was annealed at 700 and 900 °C.", []),
        ("was tested at 700, 800 and 900 °C.", []),
    ],
)
def test_treatments_of_the_sentence_before_are_told_one_by_one(told: str, bound: list[str]) -> None:
    text = f"VNbTa {told} The grain sizes were 1.5, 4.3 and 12 µm, respectively."
    found = values("", text)
    assert [q.text for one in found for q in one.treatment] == bound
    assert all((one.sample == "?") != bool(one.alloys) for one in found)
    assert {one.states for one in found if bound} <= {("annealing",)}


def test_how_a_title_that_says_printed_means_it_is_told_in_the_abstract() -> None:
    title, hard = "Additive manufacturing of VNbTa", "The hardness is 300 HV."
    [value] = values(title, f"VNbTa was made by laser-based powder bed fusion. {hard}")
    assert value.states == ("additive manufacturing", "laser powder bed fusion")
    wide = "VNbTa was made over a wide temperature range via SLM."
    assert values(title, f"{wide} {hard}")[0].states == value.states
    [value] = values(title, f"VNbTa was made by SLM and was cast, too. {hard}")
    assert "laser powder bed fusion" not in value.states
