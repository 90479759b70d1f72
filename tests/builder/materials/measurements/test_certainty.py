"""How likely a value is bound right: by how its material, its state and its rivals were found."""

import json
from pathlib import Path

import pytest

from builder.materials.measurements.certainty.binding_features import (
    binding_features,
    paper_bindings,
)
from builder.materials.measurements.certainty.row_model import (
    WEIGHTS,
    row_chance,
    row_model,
)
from builder.materials.measurements.paper_facts import read_paper


def features(title: str, text: str) -> list[dict[str, float]]:
    read = read_paper(title, text)
    paper = paper_bindings(title, read)
    return [
        binding_features(value, placed.facts, paper)
        for placed in read
        for value in placed.facts.values
        if value.property
    ]


def chances(title: str, text: str) -> list[float]:
    read = read_paper(title, text)
    paper = paper_bindings(title, read)
    return [
        row_chance(value, placed.facts, paper)
        for placed in read
        for value in placed.facts.values
        if value.property
    ]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", "The hardness is 300 HV."),
        ("AlxVNbTa", "The hardness is 300 HV."),
        ("VNbTa composites", "The hardness is 300 HV."),
        ("VNbTa and VTaTi", "The hardness of all three alloys is 300 HV."),
        ("", "VNbTa has an overpotential of 60 mV."),
        ("", "The grain size of VNbTa lies between 59 and 386 nm."),
        ("Steel brazed with VNbTa", "The shear strength of the VNbTa brazed joint is 300 MPa."),
    ],
)
def test_a_value_that_is_not_whole_is_never_sure(title: str, text: str) -> None:
    assert chances(title, text) == [0.0]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", "The hardness of VNbTa is 300 HV."),
        ("Doping VNbTa with Hf contents", "The Hf5 alloy has a hardness of 300 HV."),
        ("", "The hardness of VNbTa with the addition of Ti is 300 HV."),
        ("", "The W/VNbTa/steel joint has a shear strength of 300 MPa."),
        ("(VNbTa)100-xMox alloys", "The hardness at a Mo content of 5 at.% is 300 HV."),
        ("", "VNbTa was sprayed. The AZ91 substrate has a hardness of 60 HV."),
    ],
)
def test_a_value_of_a_named_material_has_a_chance(title: str, text: str) -> None:
    assert 0 < chances(title, text)[0] < 1


def test_a_material_in_the_sentence_is_surer_than_one_taken_over() -> None:
    [near] = chances("Hardness of VNbTa", "The hardness of VNbTa is 300 HV.")
    [far] = chances("Hardness of VNbTa", "The hardness is 300 HV.")
    assert near > row_model().threshold
    assert near > far


def test_values_that_nothing_tells_apart_are_told() -> None:
    told = features("", "The hardness of VNbTa is 300 HV. Its hardness of 200 HV is less.")
    assert all("a twin" in one for one in told)
    told = features("", "The hardness of VNbTa is 300 HV. After annealing, its hardness is 200 HV.")
    assert not any("a twin" in one for one in told)
    told = features("VNbTa", "The hardness rises from 200 HV to 300 HV.")
    assert all("ends alike" in one for one in told)
    told = features("VNbTa", "The hardness rises from 200 HV to 300 HV after annealing.")
    assert not any("ends alike" in one for one in told)


def test_two_values_of_a_sentence_that_nothing_tells_apart_are_never_sure() -> None:
    assert chances("", "VNbTa has a hardness of 300 HV here and a hardness of 200 HV there.") == [
        0,
        0,
    ]
    text = "VNbTa has a hardness of 300 HV at 77 K and a hardness of 200 HV at 300 K."
    assert min(chances("", text)) > 0


@pytest.mark.parametrize(
    ("title", "text", "unsure"),
    [
        ("", "VNbTa has a hardness of 300 HV. VNbTa has a hardness of 200 HV.", (True, True)),
        ("VNbTa", "The hardness of VNbTa rises from 200 HV to 300 HV.", (True, True)),
        (
            "VNbTa",
            "The hardness of VNbTa rises from 200 HV in the as-cast state to 300 HV.",
            (False, True),
        ),
        (
            "VNbTa",
            "The hardness of VNbTa rises from 200 HV to 300 HV after annealing.",
            (False, False),
        ),
        ("VNbTa", "The surface hardness of carburized VNbTa is 900 HV.", (True,)),
        ("", "VNbTa alloys with Hf and B were cast. The hardness is 300 HV.", (True,)),
        (
            "",
            "While CoCrCuFeNiTi is soft, the hardness is 900 HV in the bcc phase of AlCoCrFeNiTi.",
            (True,),
        ),
    ],
)
def test_values_of_what_may_be_another_material_or_state_are_never_sure(
    title: str, text: str, unsure: tuple[bool, ...]
) -> None:
    assert tuple(chance == 0 for chance in chances(title, text)) == unsure


def test_a_phase_rich_in_elements_is_no_other_alloy() -> None:
    text = "VNbTa has a VNbTi-rich phase, and its hardness is 300 HV, that of cast VNbTa."
    assert chances("VNbTa", text)[0] > 0
    text = "VNbTa was cast. The VTaTi-rich phase has grown, and the hardness is 300 HV."
    assert chances("VNbTa", text)[0] > 0


def test_a_lead_in_that_tells_something_unread_is_told() -> None:
    [lead] = features("", "After a very long time in it, VNbTa has a hardness of 300 HV.")
    assert "what leads in unread" in lead
    [lead] = features("", "After annealing at 900 °C, VNbTa has a hardness of 300 HV.")
    assert "what leads in unread" not in lead


def test_the_weights_say_what_they_were_measured_on() -> None:
    found = json.loads(WEIGHTS.read_text("utf-8"))
    sure = [one for one in found["curve"] if one["threshold"] >= found["threshold"]]
    assert found["learned_from"] > 300
    assert min(one["precision"] for one in sure) >= 0.94
    assert {"predicted", "observed", "n"} == {*found["calibration"][0]}


def test_no_sentence_of_a_paper_lies_beside_the_weights() -> None:
    rows = Path(WEIGHTS).with_name("judged_rows.json").read_text("utf-8")
    kept = json.loads(rows)["rows"]
    assert {*kept[0]} == {"paper", "kept", "weight", "has", "shares"}
