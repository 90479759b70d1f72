"""Another condition is one that such a material can meet."""

import pytest

from builder.drafting.refusals import survey
from builder.drafting.refusals.abstract_view import AbstractView
from builder.drafting.refusals.other_condition import with_other_condition
from builder.triples import Triple

KNOWN = ("q", "Tests", "They were held at 873 K, 650 °C and 900 K. It has 3 wt.% Al or 40 wt.% Al.")


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("How hard is CoCrFeNi with 1.5 wt.% Al?", {"3 wt.%"}),
        ("How hard is CoCrFeNi with 5 wt.% Al?", set()),
        ("How strong is CoCrFeNi at 773 K?", {"873 K", "900 K"}),
        ("How hard is CoCrFeNi with 1.5 weight% Al?", {"3 weight%"}),
        ("How strong is the CoCrFeNi in an Al matrix at 773 K?", set()),
    ],
)
def test_a_content_is_not_far_off_and_a_light_metal_not_hot(
    question: str, others: set[str]
) -> None:
    triple = Triple("i", "p", "property-value", question, "1 GPa", "It is.", 0, 6, "rules", "value")
    found = with_other_condition(triple, AbstractView("p", "T", "It is."), survey([KNOWN]))
    asked = " ".join(one.question for one in found)
    assert {
        one for one in ("3 weight%", "3 wt.%", "40 wt.%", "873 K", "900 K") if one in asked
    } == others


def test_no_member_of_a_series_is_exchanged() -> None:
    question = "How hard are CoCrFeNi and CoCrFeNi with 1.5 wt.% Al?"
    triple = Triple(
        "i", "p", "property-value", question, "1 GPa", "It is.", 0, 6, "rules", "series"
    )
    view, known = AbstractView("p", "T", "It is."), survey([KNOWN])
    assert not [*with_other_condition(triple, view, known)]


@pytest.mark.parametrize(
    ("of", "asked"),
    [
        ("CoCrFeNi with 1.5 wt.% Al", True),
        ("CoCrFeNi and CoCrFeNi with 1.5 wt.% Al", False),
        ("CoCrFeNi without and with 1.5 wt.% Al", False),
        ("as-cast CoCrFeNi and that with 1.5 wt.% Al", False),
    ],
)
def test_of_materials_asked_for_together_none_is_exchanged(of: str, asked: bool) -> None:
    question = f"What is the hardness of {of}?"
    triple = Triple("i", "p", "property-value", question, "1 GPa", "It is.", 0, 6, "rules", "value")
    view, known = AbstractView("p", "T", "It is."), survey([KNOWN])
    assert bool([*with_other_condition(triple, view, known)]) == asked
