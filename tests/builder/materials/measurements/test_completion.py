"""What a paper says of all of its material, and the sentence before of one sample, holds for it."""

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


def test_a_treatment_of_all_alloys_holds_for_their_values() -> None:
    [value] = values(
        "VNbTa", "The alloys were annealed at 700 °C for 24 h. Their hardness is 300 HV."
    )
    assert value.states == ("annealing",)
    assert [one.text for one in value.treatment] == ["700 °C", "24 h"]
    assert "states" in value.inherited
    [value] = values("Strength of as-cast VNbTa", "The hardness is 300 HV.")
    assert value.states == ("as-cast state",)


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("VNbTa", "It was annealed at 700 °C. As-cast alloys are soft. The hardness is 300 HV."),
        ("VNbTa", "It was annealed at 700 °C. The hardness is 300 HV. After annealing it is soft."),
        ("Effect of annealing on VNbTa", "It was annealed at 700 °C. The hardness is 300 HV."),
        ("As-cast and annealed VNbTa", "The hardness is 300 HV."),
    ],
)
def test_a_treatment_that_a_paper_compares_does_not(title: str, abstract: str) -> None:
    assert values(title, abstract)[0].states == ()


def test_a_route_of_what_is_compared_is_not_taken_over() -> None:
    text = "The hardness rose from 200 HV for the conventional casting to 300 HV for the other."
    assert [value.states for value in values("VNbTa", text)] == [("casting",), ()]
    text = "VNbTa was made by hot pressing. It is better than those obtained by arc melting."
    [value] = values("VNbTa", f"{text} The hardness is 300 HV.")
    assert value.states == ("hot pressing",)


def test_an_alloy_that_is_only_compared_with_need_not_be_made_alike() -> None:
    rival, own = values(
        "Strong VNbTaTi",
        "Alloys were made by spark plasma sintering. Compared to single-phase VNbTa, the"
        " compressive strength of VNbTaTi rises from 800 MPa to 2 GPa.",
    )
    assert (rival.states, own.states) == ((), ("spark plasma sintering",))


def test_the_route_of_a_title_holds_whatever_the_abstract_begins_with() -> None:
    text = "Conventional casting makes brittle alloys. The hardness is 300 HV."
    [value] = values("VNbTa by hot pressing", text)
    assert value.states == ("hot pressing",)


def test_it_is_the_sample_that_the_sentence_before_singles_out() -> None:
    text = "The film made at a bias voltage of −100 V is the best. Its hardness is 9 GPa."
    [value] = values("VNbTa films", text)
    assert [one.text for one in value.treatment] == ["−100 V"]
    text = "The film was made at a bias voltage of −100 V. Films are hard: their hardness is 9 GPa."
    assert values("VNbTa films", text)[0].treatment == ()


def test_it_has_the_name_that_the_sentence_before_gives() -> None:
    text = (
        "The Nb5 alloy has a hardness of 300 HV. It has a ductility of 9%. Ductility is 3% at most."
    )
    assert [value.sample for value in values("Alloys", text)] == ["Nb5", "Nb5", ""]


def test_the_alloy_of_a_title_has_the_amounts_of_the_abstract() -> None:
    [value] = values("Hardness of V-Nb-Ta", "V50Nb30Ta20 was made. The hardness is 300 HV.")
    assert value.alloys[0].text == "V50Nb30Ta20"
    text = "V50(NbTi)50-xTax (x = 2, 4) alloys were made. The hardness rises from 200 HV to 300 HV"
    first, last = values("Non-equiatomic VNbTiTa", f"{text} with the increase of Ta content.")
    assert first.alloys[0].composition_key.endswith("Ta0.020-Ti0.240-V0.500")
    assert last.alloys[0].composition_key.endswith("Ta0.040-Ti0.230-V0.500")


@pytest.mark.parametrize(
    ("abstract", "ends"),
    [
        ("(VNbTa)93-x(NiAl)xTi7 (x = 8, 12) was made. The hardness rose from 200 HV to 300 HV as"
         " the NiAl content increased.", ["Al0.040", "Al0.060"]),
        ("AlxVNbTa (x = 0, 1) was made. As the Al content increases from 0 to 1, the hardness"
         " rises from 200 HV to 300 HV, and ductility drops to 6%.",
         ["Nb0.333", "Al0.250", "Al0.250"]),
        ("AlxVNbTa (x = 1, 2) was made. With the increase of x (the Al content) from 1 to 2, the"
         " hardness of AlxVNbTa rises from 200 HV to 300 HV.", ["Al0.250", "Al0.400"]),
        ("VNbTaMo x (x = 0, 1) alloys were made. With increasing Mo content, the hardness rises"
         " from 200 HV to 300 HV.", ["Nb0.333", "Mo0.250"]),
    ],
)  # fmt: skip
def test_ends_of_a_change_along_a_family_are_its_members(abstract: str, ends: list[str]) -> None:
    found = [value.alloys[0].composition_key for value in values("", abstract)]
    assert [key[: len(end)] for key, end in zip(found, ends, strict=True)] == ends


@pytest.mark.parametrize(
    ("title", "text", "sample"),
    [
        ("VNbTa", "When the addition of Y reaches 5%, the hardness is 300 HV.", "VNbTa + 5% Y"),
        ("Nb in VTaTi", "The hardness of the coating with Nb is 300 HV.", "coating with Nb"),
        ("VNbTa", "The ACR HEA has a hardness of 300 HV.", "ACR HEA"),
        ("VNbTa composites", "With the addition of LaB6, the hardness is 300 HV.", "VNbTa + LaB6"),
        ("VNbTa", "The hardness of coating C1 was 300 HV.", "C1"),
        ("VNbTa joints", "The VNbTa/316 SS joint had a shear strength of 300 MPa.",
         "VNbTa + 316SS"),
        ("VNbTa", "The hardness of VNbTa alloys with 10 and 30 wt.% WC additions is 300 and 400"
         " HV, respectively.", "VNbTa + 10 wt% WC"),
    ],
)  # fmt: skip
def test_a_sample_is_called_as_its_sentence_says(title: str, text: str, sample: str) -> None:
    assert values(title, text)[0].sample == sample


def test_a_class_of_alloys_or_a_phase_is_no_sample() -> None:
    for text in ("The RHEA alloy has", "The FCC alloy has", "The alloy with FCC structure has"):
        [value] = values("VNbTa", f"{text} a hardness of 300 HV.")
        assert (value.sample, value.alloys[0].text) == ("", "VNbTa")


def test_brazed_composites_are_joints() -> None:
    [value] = values(
        "C/C composites and Nb joints brazed with VNbTa", "The shear strength is 9 MPa."
    )
    assert value.owner == "weld"


def test_what_a_ratio_is_taken_to_owns_no_value() -> None:
    text = "The hardness is 300 HV, about 5 times the hardness of the substrate."
    assert [value.owner for value in values("VNbTa", text)] == ["alloy", "alloy"]
    text = "VNbTa was almost equivalent to VNbTi with a wear loss of 5 mg."
    assert values("", text)[0].alloys[0].text == "VNbTa"


def test_changes_of_what_is_no_known_property_are_left_out() -> None:
    text = "There is an 80 % reduction in crack density and a 22 % increase in impact resistance."
    assert values("VNbTa", text) == []
    [value] = values("VNbTa", "There is a 20 % increase in the hardness.")
    assert value.property == "hardness"


def test_a_verb_of_change_may_stand_right_before_its_size() -> None:
    [value] = values("VNbTa", "The hardness increases about 30 HV.")
    assert value.sense == "increase"
    assert values("VNbTa", "It is held 50 °C above the liquidus temperature.") == []


def test_the_highest_value_along_a_family_is_of_any_member() -> None:
    text = "AlxVNbTa (x = 0, 1) was made. As Al content rises, the hardness rises from 2 HV to 3 HV"
    *_, last = values("", f"{text} and the maximum ductility decreases to 6%.")
    assert last.alloys[0].amounts[0] is None


def test_what_a_share_is_one_of_does_not_own_it() -> None:
    first, share = values("", "VNbTa has a hardness of 300 HV, 20% of the hardness of VNbTi.")
    assert share.alloys == first.alloys


def test_a_route_of_the_introduction_is_none_where_another_is_told() -> None:
    text = (
        "Casting of zinc wears rolls. VNbTa was prepared by hot pressing. The hardness is 300 HV."
    )
    [value] = values("VNbTa", text)
    assert value.states == ("hot pressing",)
