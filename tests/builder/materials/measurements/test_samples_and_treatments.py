"""Of what a sample is made, which member of a family an end is, and how a material was treated."""

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


def treated(text: str) -> list[tuple[tuple[str, ...], list[str], list[str]]]:
    """Return states, treatments and conditions of each value."""
    return [
        (
            value.states,
            [one.text for one in value.treatment],
            [one.text for one in value.conditions if one not in value.treatment],
        )
        for value in values("", text)
    ]


def test_a_sample_is_told_with_the_one_alloy_of_its_paper() -> None:
    text = "The Hf5 alloy has a hardness of 300 HV."
    [value] = values("Doping VNbTa with different Hf contents", text)
    assert (value.sample, [one.text for one in value.base]) == ("Hf5", ["VNbTa"])
    assert values("VNbTa, VTaTi and Hf contents", text)[0].base == ()
    [value] = values("VNbTa with B4C", "All three alloys have a hardness of 300 HV.")
    assert value.base == ()


def test_what_stands_beside_the_alloy_is_told_of_an_unnamed_composite_alone() -> None:
    title = "Hf-doped VNbTa alloys"
    text = "The Zr doped alloy has a hardness of 300 HV."
    [value] = values(title, text)
    assert [(one.text, one.companion) for one in value.base] == [("VNbTa", "")]


@pytest.mark.parametrize("step", [0, 1])
def test_an_end_is_of_a_member_that_the_sentence_before_tells(step: int) -> None:
    text = "AlxVNbTa (x = 0, 0.5 and 1) was cast. Al addition forms a phase."
    ends = values("", f"{text} The hardness rises from 200 HV to 400 HV.")
    assert ends[step].alloys[0].elements == (("Nb", "Ta", "V"), ("Al", "Nb", "Ta", "V"))[step]
    ends = values("", f"{text} The hardness rises from 200 HV to 400 HV after annealing.")
    assert None in ends[step].alloys[0].amounts


def test_shares_in_per_cent_are_no_amounts_of_a_formula_that_counts_atoms() -> None:
    text = "VNbTaHfx (x = 5, 10, 25) was clad. The Hf25 coating has a hardness of 600 HV."
    [value] = values("", text)
    assert (value.sample, value.alloys) == ("Hf25", ())


def test_an_alloy_is_not_named_by_its_phases() -> None:
    text = "The sintered alloy has a VNbTa-rich phase and a grain size of 50 nm."
    [value] = values("Grains of VNbTaTi", text)
    assert (value.alloys[0].text, value.composite) == ("VNbTaTi", False)


def test_an_alloy_put_into_another_metal_is_not_the_material() -> None:
    text = "With 3 wt% MEA the hardness is 300 HV."
    assert values("Strengthening of a titanium alloy with VNbTa", text)[0].alloys == ()
    assert values("Effect of VNbTa on the wear of copper-based parts", text)[0].alloys == ()
    assert values("Hardness of VNbTa coatings on copper-based parts", text)[0].alloys != ()


def test_a_change_begins_at_the_alloy_that_a_composite_is_compared_with() -> None:
    text = "Compared with VTH, the hardness of ODS-VTH increases from 300 HV to 500 HV."
    first, last = values("Oxide dispersion strengthened VNbTa alloys", text)
    assert (first.owner, first.alloys[0].text, last.owner) == ("alloy", "VNbTa", "composite")


def test_an_example_is_what_the_value_before_it_is_of() -> None:
    text = "The hardness goes from 300 HV for fcc alloys, such as VNbTa, to 700 HV for bcc"
    first, last = values("", f"{text} alloys, such as VTaTi.")
    assert [first.alloys[0].text, last.alloys[0].text] == ["VNbTa", "VTaTi"]


def test_a_treatment_behind_several_values_holds_for_each() -> None:
    text = "VNbTa has a yield strength of 5 MPa, a tensile strength of 8 MPa and a hardness of 4 HV"
    assert [states for states, _, _ in treated(f"{text} after annealing at 900 °C for 1 h.")] == [
        ("annealing",)
    ] * 3
    assert [states for states, _, _ in treated(f"{text} after annealing.")] == [("annealing",)] * 3
    text = "The as-cast VNbTa has a hardness of 4 HV and a yield strength of 5 MPa after annealing."
    assert [states for states, _, _ in treated(text)] == [("as-cast state",), ("annealing",)]


def test_a_condition_before_the_next_value_is_not_that_of_the_last() -> None:
    text = "VNbTa sintered at 1100 °C has a hardness of 400 HV and those at 1200 °C 500 HV."
    assert [treatment for _, treatment, _ in treated(text)] == [["1100 °C"], ["1200 °C"]]
    text = "VNbTa has a hardness of 400 HV at 1100 °C and 500 HV at 1200 °C."
    assert [conditions for _, _, conditions in treated(text)] == [["1100 °C"], ["1200 °C"]]


def test_what_is_held_for_a_time_was_treated() -> None:
    text = "Shear strengths of VNbTa joints of 29 MPa at room temperature and 23 MPa at 800 °C were"
    assert treated(f"{text} obtained at 1260 °C for 9 min.")[1][1:] == (
        ["1260 °C", "9 min"],
        ["800 °C"],
    )
    text = "The hardness of VNbTa was 300 HV at 900 °C for 9 h of oxidation."
    assert treated(text)[0][1] == []
    text = "VNbTa has a mixing entropy of 5 and 6 J/mol·K at 473 K, and 973 K, respectively."
    assert [treatment for _, treatment, _ in treated(text)] == [[], []]


def test_a_joint_was_bonded_hot_unless_it_was_tested_so() -> None:
    text = "At 800 °C the diffusion-bonded VNbTa/TC4 joint had the highest shear strength of 16 MPa"
    assert treated(f"{text}.")[0][1:] == (["800 °C"], [])
    assert treated(f"{text} in tests.")[0][1:] == ([], ["800 °C"])


def test_a_strength_has_no_current_density() -> None:
    text = (
        "A yield strength of 1 GPa is found in the VNbTa treated at a current density of 9 A/mm2."
    )
    assert treated(text)[0][1:] == (["9 A/mm2"], [])


def test_a_process_that_goes_on_by_itself_was_done_where_the_words_say_so() -> None:
    text = "After undergoing two-step rolling VNbTa has a hardness of 300 HV."
    assert treated(text)[0][0] == ("rolling",)
    assert treated("Along the rolling direction VNbTa has a hardness of 300 HV.")[0][0] == ()


def test_a_change_of_a_temperature_has_its_process_at_both_ends() -> None:
    text = (
        "Increasing the extrusion temperature from 1000 to 1100 °C raised the grain size of VNbTa"
    )
    assert [states for states, _, _ in treated(f"{text} from 1 μm to 2 μm.")] == [
        ("extrusion",)
    ] * 2


def test_a_time_of_milling_is_one_of_mechanical_alloying() -> None:
    text = "When the milling time reaches 10 h, the hardness of VNbTa reaches 671 HV."
    assert treated(text) == [(("mechanical alloying",), ["10 h"], [])]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The activation energy of VNbTa for hot deformation is 4 kJ/mol.", "hot deformation"),
        ("The activation energy for grain growth in VNbTa is 4 kJ/mol.", "grain growth"),
        ("Creep of VNbTa has an activation energy of 4 kJ/mol.", "creep"),
        ("The activation energy of VNbTa for creep and oxidation is 4 kJ/mol.", ""),
        ("Nanoindentation of VNbTa gives a stress exponent of 5.", "nano"),
        ("VNbTa has a stress exponent of 5.", ""),
    ],
)
def test_an_energy_or_an_exponent_is_one_of_a_process(text: str, kind: str) -> None:
    assert [value.kind for value in values("", text)] == [kind]


def test_what_is_added_first_is_held_by_the_alloy_named_behind() -> None:
    text = "With the addition of Ce, the inclusions in VNbTa shrank, with a hardness"
    assert values("", f"{text} of 300 HV.")[0].sample == "VNbTa + Ce"
    text = "With the addition of Ti, VNbTaTi0.2 has a hardness of 300 HV."
    assert values("", text)[0].alloys[0].text == "VNbTaTi0.2"
    text = "With the addition of Ti, the hardness surpasses that of VNbTa (200 HV)."
    assert [one.sample for one in values("", text)] == [""]


def test_an_alloy_with_something_added_is_that_of_the_title_which_holds_both() -> None:
    text = "The hardness of the Ti-modified VNbTa rose from 200 HV to 300 HV by adding Ti."
    first, last = values("Printing of VNbTaTi0.3 from VNbTa and Ti", text)
    assert (first.alloys[0].text, last.alloys[0].text) == ("VNbTa", "VNbTaTi0.3")
    assert values("VNbTa with Ti", text)[1].sample == "VNbTa + Ti"


def test_grains_are_told_beside_what_is_told_behind_other_values() -> None:
    text = "The fine-grained VNbTa has 40 % elongation with a tensile strength of 800 MPa after"
    told = [states for states, _, _ in treated(f"{text} annealing.")]
    assert told == [("fine-grained state", "annealing")] * 2


def test_a_variable_may_stand_apart_before_a_system() -> None:
    [value] = values("", "The VNbTaTi x system has a hardness of 300 HV.")
    assert value.alloys[0].amounts[value.alloys[0].elements.index("Ti")] is None


def test_a_title_tells_by_which_treatment_its_material_was_changed() -> None:
    title = "Surface modification of VNbTa by gaseous carburization"
    assert values(title, "The surface hardness reaches 900 HV.")[0].states == ("carburizing",)
    ends = values(title, "The hardness rises from 200 HV to 900 HV.")
    assert [one.states for one in ends] == [(), ("carburizing",)]
    assert values(title, "The hardness of the untreated alloy is 200 HV.")[0].states == ()
    assert values("Carburization of VNbTa", "The hardness is 200 HV.")[0].states == ()


def test_what_leads_in_holds_for_both_of_two_materials() -> None:
    text = "After annealing at 1200 °C, the grain size of the X-0 to X-1 alloys rose from 2 µm to"
    assert [treatment for _, treatment, _ in treated(f"{text} 3 µm.")] == [["1200 °C"]] * 2
    text = "After annealing at 1200 °C, the grain size of VNbTa rose from 2 µm to 3 µm."
    assert [treatment for _, treatment, _ in treated(text)] == [[], ["1200 °C"]]


def test_a_value_counted_from_that_of_another_material_is_a_difference() -> None:
    [value] = values("", "VNbTa has an overpotential of 60 mV relative to Pt for the HER.")
    assert (value.sense, value.relative) == ("difference", True)
    [value] = values("", "VNbTa has a corrosion potential of 60 mV relative to SCE.")
    assert value.sense == "level"


def test_a_value_is_of_the_example_named_behind_it() -> None:
    text = "While VNbTa is soft, the hardness is 700 HV for bcc alloys such as VTaTi."
    assert values("", text)[0].alloys[0].text == "VTaTi"


def test_another_sample_has_a_route_of_its_own() -> None:
    text = "The LPBF-built VNbTa has a hardness of 700 HV and the cast one 300 HV."
    assert [states for states, _, _ in treated(text)] == [
        ("laser powder bed fusion",),
        ("casting",),
    ]


def test_a_value_that_is_surpassed_is_one_of_the_steel_behind_it() -> None:
    text = "The corrosion rate of VNbTa is 0.5 mm/year, lower than 2.1 mm/year of 304 steel."
    own, other = values("", text)
    assert (own.alloys[0].text, other.owner, other.sense) == ("VNbTa", "other", "level")


def test_materials_right_before_as_many_values_are_paired() -> None:
    text = "The grain sizes of the VNbTaTi0.2 and VNbTaTi0.4 alloys were 30 μm and 10 μm."
    assert [one.alloys[0].text for one in values("", text)] == ["VNbTaTi0.2", "VNbTaTi0.4"]
    text = "VNbTaTi0.2 and VNbTaTi0.4 show hardness values of 300 HV and 400 HV."
    assert [one.alloys[0].text for one in values("", text)] == ["VNbTaTi0.2", "VNbTaTi0.4"]


def test_a_phase_has_the_value_behind_it() -> None:
    text = "The FCC phase has a hardness of 3 GPa and the B2 phase one of 8 GPa."
    assert [one.sample for one in values("VNbTa", text)] == ["FCC phase", "B2 phase"]


def test_wear_is_told_with_what_it_went_on_in() -> None:
    text = "The wear rates of VNbTa were 1 mm3/Nm in air and 3 mm3/Nm in a neutral solution."
    assert [one.medium for one in values("", text)] == ["air", "neutral solution"]
    assert values("", "The hardness of VNbTa is 300 HV in air.")[0].medium == ""
