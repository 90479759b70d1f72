"""A value of another sample of the paper than the one asked about is no answer."""

import pytest

REGIONS = (
    "The SC-I region of HfNbTaTiZr has a terrace height of 1.56 nm throughout.\n"
    "The SC-II region of HfNbTaTiZr is rough and hides its terraces."
)
NAMED = "The as-cast (AC) and the vacuum-annealed (VA) samples of HfNbTaTiZr were charged."
ROWS = ("Sample", "Hydrogen capacity (wt%)"), ("AC", "1.7"), ("VA", "1.3")


@pytest.mark.parametrize(("region", "is_told"), [("SC-I", True), ("SC-II", False)])
def test_a_sample_is_told_from_those_called_like_it(ask, region, is_told):
    given = ask(f"What terrace height has the {region} region of HfNbTaTiZr?", REGIONS)
    assert given.answered == is_told
    assert given.short == ("1.56 nm" if is_told else None)


@pytest.mark.parametrize(("region", "short"), [("SC-I ", None), ("", "1.56 nm")])
def test_no_value_is_bare_where_the_sample_asked_about_is_not_named(ask, region, short):
    text = (
        "The SC-I and the SC-II regions of HfNbTaTiZr are superconducting.\n"
        "The surface of HfNbTaTiZr has a terrace height of 1.56 nm."
    )
    assert ask(f"What terrace height has the {region}surface of HfNbTaTiZr?", text).short == short


@pytest.mark.parametrize(("state", "value"), [("as-cast", "1.7 wt.%"), ("annealed", "1.3 wt.%")])
def test_a_row_is_of_the_sample_that_its_short_name_stands_for(ask, state, value):
    given = ask(f"What hydrogen capacity has {state} HfNbTaTiZr?", NAMED, *ROWS)
    assert {one.quote for one in given.citations if one.part == "table"} == {
        f"Sample: {'AC' if state == 'as-cast' else 'VA'}; Hydrogen capacity (wt%): {value[:3]}"
    }


def test_a_sentence_may_name_its_sample_by_its_state(ask):
    text = f"{NAMED} The AC sample was quicker. The annealed one reached a capacity of 1.3 wt.%."
    given = ask("What hydrogen capacity has annealed HfNbTaTiZr?", text)
    assert "1.3 wt.%" in given.citations[0].quote
    assert not ask("What hydrogen capacity has as-cast HfNbTaTiZr?", text).answered


def test_what_begins_like_a_formula_is_no_sample(ask):
    text = "HfNbTaTiZrMo0.5 is harder. The alloy HfNbTaTiZr has a terrace height of 1.56 nm."
    assert ask("What terrace height has HfNbTaTiZr?", text).answered
