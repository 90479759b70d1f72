"""The cells of two sides answer by yes or no where both are bound and nothing is left open."""

import pytest

ROWS = (
    ("Alloy", "T (K)", "Plateau pressure (MPa)"),
    ("HfNbTaTiZr", "303", "1.21"),
    ("", "318", "1.91"),
    ("HfNbTaTiZrMo0.5", "303", "1.67"),
    ("", "318", "2.65"),
)
QUESTION = "Is the plateau pressure of HfNbTaTiZr {} than that of HfNbTaTiZrMo0.5{}?"


@pytest.mark.parametrize(
    ("comparative", "condition", "verdict"),
    [
        ("higher", " at 318 K", "no"),
        ("lower", " at 318 K", "yes"),
        ("three times higher", " at 318 K", None),
        ("lower", "", None),
        ("lower", " at 353 K", None),
    ],
)
def test_two_cells_of_a_column_tell_which_is_higher(ask, comparative, condition, verdict):
    given = ask(QUESTION.format(comparative, condition), "", *ROWS)
    assert given.short == verdict
    if verdict:
        assert ["1.91" in given.citations[0].quote, "2.65" in given.citations[1].quote] == [
            True
        ] * 2


@pytest.mark.parametrize(
    ("cells", "verdict"), [(("1.9", "1.9"), None), (("1.9 ± 0.8", "2.6"), None)]
)
def test_equal_or_uncertain_cells_tell_none(ask, cells, verdict):
    rows = (
        ("Alloy", "Plateau pressure (MPa)"),
        ("HfNbTaTiZr", cells[0]),
        ("HfNbTaTiZrMo0.5", cells[1]),
    )
    assert ask(QUESTION.format("lower", ""), "", *rows).short is verdict


def test_samples_are_compared_by_their_names(ask):
    rows = (("Sample", "Plateau pressure (MPa)"), ("BT40", "0.133"), ("BT4", "0.088"))
    text = "BT40 and BT4 were cast."
    assert ask("Does BT40 have a higher plateau pressure than BT4?", text, *rows).short == "yes"
    assert ask("Does BT40 have a higher plateau slope than BT4?", text, *rows).short is None
