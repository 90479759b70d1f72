"""Changes are asked with their cause: by how much, from what to what, and how something changes."""

import pytest

from builder.drafting.values.changes import ask_changes
from builder.materials.measurements.paper_facts import read_paper


def asked(text: str, title: str = "Strength of NbMoTaW") -> dict[str, tuple[str, str]]:
    return {one.question: (one.kind, one.answer) for one in ask_changes(read_paper(title, text))}


def test_a_change_is_asked_with_what_goes_with_it() -> None:
    text = "The hardness of CoCrFeNiTix increases from 200 HV to 500 HV with increasing Ti content."
    [(question, (kind, answer))] = asked(text, "CoCrFeNiTix").items()
    assert "CoCrFeNiTix" in question
    assert "with increasing Ti content" in question
    assert kind in ("value-change", "trend")
    assert "from 200 HV to 500 HV" in answer


def test_changes_told_respectively_are_paired() -> None:
    text = (
        "As the value of x increases, the hardness and yield strength of CoCrFeNiTix increase from"
        " 200 HV and 300 MPa to 500 HV and 900 MPa, respectively."
    )
    answers = " ".join(answer for _, answer in asked(text, "CoCrFeNiTix").values())
    assert "from 200 HV to 500 HV" in answers
    assert "from 300 MPa to 900 MPa" in answers


def test_the_size_of_a_change_and_of_a_difference_is_asked() -> None:
    rise = asked("The hardness of NbMoTaW increases by about 40 % after shot peening.")
    assert [answer for _, answer in rise.values()] == ["about 40 %"]
    more = asked("The hardness of NbMoTaW is 20 % higher than that of HfNbTaTiZr.")
    assert more == {
        "How much higher is the hardness of NbMoTaW than that of HfNbTaTiZr?": (
            "comparison",
            "20 %",
        )
    }


@pytest.mark.parametrize(
    "text",
    [
        "The hardness of NbMoTaW increases from 200 HV to 500 HV.",
        "The hardness of NbMoTaW is 20 % higher than before.",
        "This increases the hardness of NbMoTaW by 20 %.",
    ],
)
def test_a_change_without_a_cause_that_stands_alone_is_not_asked(text: str) -> None:
    assert asked(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "The yield strength of NbMoTaW rises from 3 to 5 MPa while the hardness of HfNbTaTiZr"
        " decreases the elongation from 2.6% to 1.9%.",
        "Wear volume of the CoCrFeNiMox coatings decreases from 0.535 to 0.102 mm3 with Mo content"
        " increasing from 0 at. % (Mo0) to 20 at.% (Mo1.0).",
    ],
)
def test_a_property_changes_no_other_and_an_end_is_no_material(text: str) -> None:
    told = " ".join(asked(text))
    assert "hardness of HfNbTaTiZr change" not in told
    assert "with 0 at" not in told


def test_what_it_is_compared_with_ends_before_a_verb() -> None:
    text = "NbMoTaW with a hardness 60% higher than that of the alloy HfNbTaTiZr was developed."
    [question] = asked(text)
    assert question.endswith("than that of the alloy HfNbTaTiZr?")
