"""States hold for the values that they are told of: of a list, before a change, of the grains."""

import pytest

from builder.materials.measurements.forms.named_states import named_states
from builder.materials.measurements.sentence_facts import read_facts


def states(text: str) -> list[tuple[str, ...]]:
    return [value.states for value in read_facts(text).values if value.property]


def test_a_state_behind_a_list_holds_for_all_of_it() -> None:
    text = (
        "The hardness fell to 300 HV and 200 HV after annealing at 900 and 1000 °C, respectively."
    )
    assert states(text) == [("annealing",), ("annealing",)]


def test_the_time_of_a_treatment_may_stand_before_its_name() -> None:
    [value] = read_facts("The hardness is 300 HV after 24 h of annealing at 900 °C.").values
    assert value.states == ("annealing",)
    assert [one.text for one in value.treatment] == ["24 h", "900 °C"]


def test_an_adjective_holds_where_a_change_begins_and_an_adverb_where_it_ends() -> None:
    assert states("The hardness of annealed VNbTa rose from 300 HV to 400 HV with x.") == [
        ("annealing",),
        ("annealing",),
    ]
    assert states("The hardness rose after annealing from 300 HV to 400 HV.") == [
        (),
        ("annealing",),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The as-cast grains are gone after forging and the hardness is 300 HV.", ("forging",)),
        ("The as-cast and annealed alloys have a hardness of 300 HV.", ()),
        ("The alloy of excellent casting properties has a hardness of 300 HV.", ()),
        ("The hardness is 300 HV before irradiation and grows under ion irradiation.",
         ("unirradiated state",)),
        ("The fine-grained VNbTa alloy has a hardness of 300 HV.", ("fine-grained state",)),
        ("A fine-grained layer in the alloy has a hardness of 300 HV.", ()),
        ("The solution annealed alloy has a hardness of 300 HV.", ("solution treatment",)),
    ],
)  # fmt: skip
def test_a_value_has_the_state_that_was_not_ended(text: str, found: tuple[str, ...]) -> None:
    assert states(text) == [found]


def test_states_are_found_in_each_writing() -> None:
    for text in ("ultrafine grained alloy", "ultra-fine-grained VNbTa", "The UFG sample"):
        assert [one.name for one in named_states(text)] == ["ultrafine-grained state"]
    assert [one.name for one in named_states("the peak aged alloy")] == ["peak-aged state"]
