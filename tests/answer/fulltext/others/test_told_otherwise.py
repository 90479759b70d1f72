"""No bare value where a paper gives another one, too, and the question does not choose."""

import pytest

ONE = "The hydrogen capacity of HfNbTaTiZr after 100 cycles is 1.66 wt% in one run."
OTHER = "In another run the hydrogen capacity of HfNbTaTiZr after 100 cycles is 1.62 wt%."
ROWS = (
    ("Sample", "Alloy", "Lattice parameter (Å)"),
    ("VA", "HfNbTaTiZr", "3.404"),
    ("VA-5CR", "HfNbTaTiZr", "3.412"),
)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (ONE, "1.66 wt%"),
        (f"{ONE}\n{OTHER}", None),
        (f"{ONE}\n{OTHER.replace('1.62', '1.66')}", "1.66 wt%"),
        (f"{ONE}\n{OTHER.replace('100 cycles', '200 cycles')}", "1.66 wt%"),
        (f"{ONE}\n{OTHER.replace('HfNbTaTiZr', 'HfNbTaTiZrMo0.5')}", "1.66 wt%"),
    ],
)
def test_a_value_of_one_of_several_runs_is_quoted_and_not_bare(ask, text, short):
    asked = "What hydrogen capacity does HfNbTaTiZr have after 100 cycles?"
    assert ask(asked, text).short == short


def test_the_rows_of_two_samples_give_no_bare_value(ask):
    given = ask("What is the lattice parameter of HfNbTaTiZr?", "It is cubic.", *ROWS)
    assert given.answered
    assert given.short is None
    assert "Å" in (ask("What lattice parameter has HfNbTaTiZr?", "", *ROWS[:2]).short or "")
