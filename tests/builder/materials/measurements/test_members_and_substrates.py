"""Values of a series, of a substrate, of what is compared with, and at a treatment told before."""

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


def names(title: str, abstract: str) -> list[tuple[dict[str, float | None], ...]]:
    """Return the compositions of each value."""
    return [
        tuple(dict(zip(one.elements, one.amounts, strict=True)) for one in value.alloys)
        for value in values(title, abstract)
    ]


@pytest.mark.parametrize(
    "told",
    [
        "was 200, 300 and 400 HV for x = 0, 0.5 and 1.",
        "was 200, 300 and 400 HV at x = 0, 0.5, and 1, respectively.",
        "for x = 0, 0.5 and 1 was 200, 300 and 400 HV, respectively.",
    ],
)
def test_values_of_a_list_are_those_of_the_members_it_lists(told: str) -> None:
    text = f"TixVNbTa alloys were studied. The hardness {told}"
    plain = {"V": 1.0, "Nb": 1.0, "Ta": 1.0}
    assert names("", text) == [(plain,), (plain | {"Ti": 0.5},), (plain | {"Ti": 1.0},)]


def test_other_lists_leave_the_family() -> None:
    text = "TixVNbTa alloys were studied. The hardness was 200 and 300 HV for x = 0, 0.5 and 1."
    assert all(value.alloys[0].amounts.count(None) == 1 for value in values("", text))
    text = "TixVNbTa with x = 0, 0.5 was made. The hardness was 200 and 300 HV after annealing."
    assert all(None in value.alloys[0].amounts for value in values("", text))


def test_a_substrate_is_called_by_its_name_in_the_paper() -> None:
    told = "The hardness of the coating was 475 HV, higher than that of the substrate (160 HV)."
    text = f"VNbTa coatings were clad on a Q235 steel substrate. {told}"
    coating, substrate = values("", text)
    assert (coating.sample, substrate.sample) == ("", "Q235 steel substrate")
    assert substrate.owner == "substrate"
    text = f"VNbTa coatings were clad on Ti6Al4V via laser. {told}"
    assert values("", text)[1].sample == "Ti6Al4V substrate"
    text = f"VNbTa coatings were clad on a Q235 steel and on a 304 steel. {told}"
    assert values("", text)[1].sample == "substrate"


def test_what_is_compared_with_keeps_a_value_of_its_own() -> None:
    text = "VNbTa was less resistant than 304 stainless steel, which showed"
    [value] = values("", f"{text} a corrosion current density of 2 μA/cm2.")
    assert (value.alloys, value.owner, value.sample) == ((), "other", "304 stainless steel")
    text = "VNbTa was joined by laser welding to 304ss, which showed a yield strength of 338 MPa."
    assert values("", text)[0].owner == "weld"


def test_a_temperature_of_sintering_told_before_is_no_test_temperature() -> None:
    text = "VNbTa was sintered by spark plasma sintering at 800, 900 and 1000 °C."
    value = values("", f"{text} The hardness was 446 HV at 900 °C.")[0]
    assert [one.text for one in value.treatment] == ["900 °C"]
    assert "spark plasma sintering" in value.states
    tested = f"{text} Its hot hardness was studied. The hardness was 446 HV at 900 °C."
    assert values("", tested)[0].treatment == ()
    assert values("", f"{text} The hardness was 446 HV at 600 °C.")[0].treatment == ()
    assert values("", f"{text} The friction coefficient was 0.4 at 900 °C.")[0].treatment == ()


def test_all_that_was_done_to_a_cast_alloy_holds_for_it() -> None:
    text = "VNbTa was cast, hot rolled at 900 °C and homogenized at 1200 °C for 2 h."
    value = values("", f"{text} The alloy showed a hardness of 240 HV.")[0]
    assert value.states[-2:] == ("hot rolling", "homogenization")
    [value] = values("", f"{text} Its hardness by ab initio calculations is 240 HV.")
    assert not value.treatment


def test_values_told_of_what_was_measured_before() -> None:
    text = "The shear modulus of VNbTa is 80 GPa and its Young's modulus 202 GPa at 300 K"
    found = values("", f"{text}; at 1000 K they fall to 60 GPa and 157 GPa, respectively.")
    assert [value.property for value in found] == ["shear modulus", "elastic modulus"] * 2


def test_a_share_that_is_incorporated_is_told_of_the_end_alone() -> None:
    text = "The hardness of VNbTa increased from 518 HV to 573 HV with incorporating 4 wt.% B4C."
    first, last = values("", text)
    assert (first.alloys[0].text, first.conditions) == ("VNbTa", ())
    assert last.sample == "VNbTa + 4 wt% B4C"


def test_a_sample_is_one_of_the_family_that_the_abstract_makes() -> None:
    text = (
        "VNbTaTixMo0.4-x alloys (ANM13 and ANM31) were made. ANM13 exhibits a hardness of 300 HV."
    )
    [value] = values("Strength of Ti-Mo-alloyed VNbTa", text)
    assert (value.sample, value.base[0].text) == ("ANM13", "VNbTaTixMo0.4-x")


def test_a_test_at_the_temperature_of_a_treatment_stays_one() -> None:
    text = "VNbTa was homogenized at 1473 K for 24 h. At 1273 K the yield strength was 295 MPa,"
    found = values("", f"{text} and it decreased to 92 MPa at 1473 K.")
    assert [at.text for at in found[-1].conditions if at not in found[-1].treatment] == ["1473 K"]


def test_a_treatment_is_completed_by_the_sentence_that_describes_it() -> None:
    text = "VNbTa was cold rolled and annealed at 700, 800 and 900 °C for 1 h."
    value = values("", f"{text} The sample annealed at 700 °C had a hardness of 300 HV.")[-1]
    assert [one.text for one in value.treatment] == ["700 °C", "1 h"]
    assert {*value.states} == {"cold rolling", "annealing"}
    text = "VNbTa was annealed at 700 °C for 1 h or 2 h."
    value = values("", f"{text} The sample annealed at 700 °C had a hardness of 300 HV.")[-1]
    assert [one.text for one in value.treatment] == ["700 °C"]


def test_what_follows_is_told_of_the_next_values() -> None:
    text = "The as-built VNbTa had 600 MPa yield strength and an elongation of 34%, and after HIP"
    found = values("", f"{text} at 1100 °C for 4 h, the elongation fell to 18%.")
    assert found[1].states == ("as-built state",)
    assert (found[-1].states, len(found[-1].treatment)) == (("hot isostatic pressing",), 2)


def test_two_values_have_each_the_temperature_beside_it() -> None:
    text = "The hardness of VNbTa at room temperature was 198 HV, and 124 HV at 500 °C."
    assert [[at.text for at in one.conditions] for one in values("", text)] == [
        ["room temperature"],
        ["500 °C"],
    ]


def test_an_energy_density_is_one_of_making() -> None:
    [value] = values("", "The relative density of VNbTa of 99.2% was reached at 185.2 J/mm3.")
    assert [one.text for one in value.treatment] == ["185.2 J/mm3"]


def test_a_modulus_beside_a_microhardness_is_no_micromodulus() -> None:
    text = "VNbTa had a Young's modulus of 153 GPa and a Vickers microhardness of 4.9 GPa."
    assert [value.kind for value in values("", text)] == ["", "micro"]


def test_a_list_that_is_compared_with_is_of_the_material_behind_it() -> None:
    text = "The corrosion current density of VNbTa was 0.12 μA/cm2 and its pitting potential 1.2 V"
    found = values("", f"{text}, compared with 0.21 μA/cm2 and 1.1 V of Ti6Al4V.")
    assert [one.alloys[0].text for one in found] == ["VNbTa", "VNbTa", "Ti6Al4V", "Ti6Al4V"]


@pytest.mark.parametrize(
    ("text", "sample"),
    [
        ("The elastic modulus of CP Ti is 105 GPa.", "CP Ti"),
        ("The hardness of Hastelloy C-276 is 220 HV.", "Hastelloy C-276"),
        ("The hardness of pure Nb is 120 HV.", "pure Nb"),
        ("Commercial Pt/C shows an overpotential of 75 mV at 100 mA cm−2.", "Pt/C"),
        ("The composite was harder, while WC-10Co had a hardness of 1530 HV30.", "WC-10Co"),
    ],
)
def test_what_is_bought_is_no_material_of_the_paper(text: str, sample: str) -> None:
    value = values("VNbTa", text)[-1]
    assert (value.alloys, value.owner, value.sample) == ((), "other", sample)


def test_samples_by_the_amounts_of_two_elements() -> None:
    text = "The Al00Ti05, Al02Ti05 and Al02Ti10 alloys had a hardness of 509, 487 and 654 HV"
    found = values("Wear of AlxCoCrNiTiy", f"{text}, respectively.")
    assert [one.sample for one in found] == ["Al00Ti05", "Al02Ti05", "Al02Ti10"]


def test_an_end_is_one_of_the_family_that_adds_to_the_alloy_of_the_title() -> None:
    text = "TixVNbTa alloys (x = 0, 0.5 and 1) were made. With increasing Ti content, the hardness"
    found = names("Strengthening of VNbTa by Ti", f"{text} increased from 200 HV to 300 HV.")
    plain = {"V": 1.0, "Nb": 1.0, "Ta": 1.0}
    assert found == [(plain,), (plain | {"Ti": 1.0},)]


def test_a_hardness_after_annealing_was_not_measured_hot() -> None:
    text = "The anneals of VNbTa led to a maximum hardness of 630 HV at about 450 °C"
    assert [one.text for one in values("", f"{text}.")[0].treatment] == ["450 °C"]
    assert values("", f"{text} in hot-hardness tests.")[0].treatment == ()


def test_a_casting_in_which_something_happens_is_no_route() -> None:
    text = "Torsion refined the grains in the coarse-grained casting to a grain size of 50 nm."
    assert values("VNbTa", text)[0].states == ()


def test_each_end_is_one_of_the_member_behind_it() -> None:
    text = "TixVNbTa alloys were made. The hardness rose from 232 HV at x = 0 to 736 HV at x = 0.8."
    plain = {"V": 1.0, "Nb": 1.0, "Ta": 1.0}
    assert names("", text) == [(plain,), (plain | {"Ti": 0.8},)]


def test_a_compound_to_compare_with_has_the_values_in_its_brackets() -> None:
    text = "The thermal conductivity of VNbTa was 6.45 W/(m·K), lower than that of HfC"
    found = values("", f"{text} (16.3 W/(m·K)).")
    assert [(one.owner, one.sample) for one in found] == [("alloy", ""), ("other", "HfC")]
    text = "VNbTa has an overpotential of 288 mV with a Tafel slope of 27 mV dec−1, better than"
    found = values("", f"{text} RuO2 (340 mV and 71 mV dec−1).")
    assert [one.sample for one in found] == ["", "", "RuO2", "RuO2"]
    assert [one.property for one in found] == ["overpotential", "Tafel slope"] * 2


def test_an_alloy_free_of_a_nonmetal_is_the_plain_one() -> None:
    text = "VNbTa with 0.9 at.% N had a hardness of 470 HV, against 290 HV of the N-free alloy."
    assert [one.sample for one in values("", text)] == ["VNbTa + 0.9 at% N", "N-free"]


def test_a_value_to_compare_with_of_an_unnamed_material_is_of_none() -> None:
    text = "The as-built VNbTa had 14.5% elongation, compared with 2.2% of the cast alloy."
    assert [one.sample for one in values("", text)] == ["", "?"]


def test_the_initial_grain_size_is_that_before_rolling() -> None:
    text = "VNbTa with an initial grain size of 200 μm was cold rolled to 86% thickness reduction."
    assert values("", text)[0].conditions == ()


def test_lists_are_those_of_the_alloys_before_though_they_name_room_temperature() -> None:
    text = "The VNbTa and TiVNbTa alloys were made by hot pressing. At room temperature their"
    found = values("Wear of VNbTa", f"{text} hardness was 300 HV and 400 HV, respectively.")
    assert [one.alloys[0].text for one in found] == ["VNbTa", "TiVNbTa"]


def test_a_temperature_of_sintering_stands_beside_that_of_the_test() -> None:
    text = "VNbTa sintered at 1500 °C had a grain size of 2 μm and a yield strength of 3416 MPa"
    grain, strength = values("", f"{text} at room temperature.")
    assert [one.text for one in grain.conditions] == ["1500 °C"]
    assert [one.text for one in strength.conditions] == ["1500 °C", "room temperature"]
    assert [one.text for one in strength.treatment] == ["1500 °C"]


def test_a_grain_size_has_no_test_temperature_of_another_value() -> None:
    text = "VNbTa with a grain size of 1.5 μm had a yield strength of 765 MPa at 298 K."
    assert [len(one.conditions) for one in values("", text)] == [0, 1]


def test_an_aged_alloy_is_tested_at_the_temperature_behind_its_strength() -> None:
    text = "VNbTa was aged at 700 °C for 144 h. The aged alloy had a yield strength of 890 MPa"
    found = values("", f"{text} at 25 °C and 640 MPa at 700 °C.")[-2:]
    assert [[at.text for at in one.conditions] for one in found] == [["25 °C"], ["700 °C"]]
    assert not any(one.treatment for one in found)


def test_what_another_sample_was_treated_at_does_not_hold_behind_those_of() -> None:
    text = "The corrosion current density of VNbTa annealed at 650 °C was 0.62 μA/cm2;"
    found = values("", f"{text} that of the as-forged alloy was 0.09 μA/cm2.")
    assert [len(one.conditions) for one in found] == [1, 0]


def test_values_against_those_of_the_base_metal() -> None:
    text = "The weld of VNbTa had a tensile strength of 640 MPa, against 270 MPa and 620 MPa of"
    assert values("", f"{text} the base metal.")[-1].owner == "substrate"


def test_hot_isostatic_pressing_by_its_participle() -> None:
    value = values("", "VNbTa was hot isostatically pressed. Its hardness is 300 HV.")[-1]
    assert "hot isostatic pressing" in value.states


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The melting point of Ni (1455 °C) is high.", [("1455 °C", "Ni")]),
        (
            "The hardness of Ti is 100 HV and that of VNbTa is 500 HV.",
            [("100 HV", "Ti"), ("500 HV", "")],
        ),
    ],
)
def test_a_value_of_an_element_is_not_one_of_an_alloy(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert [(one.quantity.text, one.sample) for one in values("", text)] == found
    assert [bool(one.alloys) for one in values("", text)] == [not name for _, name in found]


def test_a_boiling_point_is_no_melting_point() -> None:
    text = "VNbTa has a melting point of 2500 °C. The melting point of Ni and the boiling point of"
    assert [one.quantity.text for one in values("", f"{text} Mg (1090 °C) differ.")] == ["2500 °C"]
