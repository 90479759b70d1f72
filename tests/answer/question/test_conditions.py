"""A condition that a question names holds where a paper states it, or one that takes it in."""

import pytest

from answer.question.conditions import differ_in_share, fit_in, is_share
from answer.question.parse import parse_question
from builder.materials.alloys import named_alloys
from builder.materials.quantities import find_quantities


@pytest.mark.parametrize(
    ("asked", "text", "fit"),
    [
        ("three to four days", "after 90 h in the solution", "same"),
        ("three to four days", "after 5 days in the solution", ""),
        ("about 1000 °C", "annealed at 980 °C", "same"),
        ("about 1000 °C", "annealed at 1100 °C", ""),
        ("about 1800 °F", "annealed at 1000 °C", "same"),
        ("1000 °C", "annealed at 980 °C", ""),
        ("1000 °C", "at temperatures higher than 900 °C", "within"),
        ("900 °C", "at temperatures higher than 900 °C", ""),
        ("700 °C", "between 600 and 800 °C", "within"),
        ("700 °C", "at 600 and 800 °C", ""),
        ("400 °C", "below 500 °C", "within"),
        ("3 wt%", "with up to 3.0 wt% of it", "same"),
        ("2 wt%", "with up to 3.0 wt% of it", "within"),
        ("600 °C", "below 500 °C", ""),
        ("77 K", "quenched in liquid nitrogen", "same"),
        ("300 K", "quenched in liquid nitrogen", ""),
        ("room temperature", "at 293 K", "same"),
        ("10 N", "under a 10 N load", "same"),
        ("5 N", "under a 10 N load", ""),
        ("1 M", "in 1 M KOH", "same"),
        ("2 h", "at 300 K", ""),
        ("30%", "with 30 wt.% WC", "same"),
        ("30%", "with 10 vol% WC", ""),
        ("30 wt%", "with 30 at.% WC", ""),
    ],
)
def test_a_condition_holds_as_far_as_the_question_tells_it(asked: str, text: str, fit: str) -> None:
    assert fit_in(find_quantities(asked)[0], text) == fit


@pytest.mark.parametrize(
    ("asked", "text", "held"),
    [
        ("30 wt%", "The CoCrFeNi-30%AlCoCrFeNi composite was stronger.", True),
        ("20 wt%", "The CoCrFeNi-30%AlCoCrFeNi composite was stronger.", False),
        ("40 %", "The sample with most of it (Al-40%) was hard.", True),
        ("40 wt%", "The sample with most of it (Al-40 at.%) was hard.", False),
        ("300 K", "The CoCrFeNi-30%AlCoCrFeNi composite was stronger.", False),
    ],
)
def test_a_content_may_stand_in_the_name_of_a_material(asked: str, text: str, held: bool) -> None:
    assert is_share(find_quantities(asked)[0], text) is held


def test_contents_tell_composites_apart() -> None:
    ten, thirty = named_alloys("CoCrFeNi-10 wt% TiC"), named_alloys("CoCrFeNi-30 wt% TiC")
    assert differ_in_share(ten, thirty)
    assert not differ_in_share(ten, ten)
    assert not differ_in_share(named_alloys("CoCrFeNi"), thirty)


def test_what_a_sample_is_put_under_is_a_condition() -> None:
    asked = parse_question("What is the wear rate of CoCrFeNi under a 10 N load?")
    assert [condition.text for condition in asked.conditions] == ["10 N"]
    assert not asked.limits
    below = parse_question("Which alloys have a yield strength under 500 MPa?")
    assert [bound.comparator for bound in below.bounds] == ["below"]
