"""A change told the other way round is found in other words, too; comparisons are passed over."""

import pytest

from answer.grounding.turned_changes import same_changes, turned_changes

MODULUS = "The elastic modulus decreased, likely due to an amorphous phase at higher Mo contents."
RATE = "The wear rate increased with the load, and the main wear was abrasive."
STEP = "The stress exponent decreased from 16.05 to 5.72 with increasing Y2O3 content."


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The elastic modulus goes up because a hard phase forms.", MODULUS),
        ("Mostly by abrasion, and the wear rate drops as the load is raised.", RATE),
        ("A load makes the wear rate smaller.", RATE),
        ("rises from 5.72 to 16.05", STEP),
        ("The alloy becomes softer.", "The hardness increased with the Mo content."),
        ("Mo makes less sigma phase.", "The fraction of sigma phase rises with the Mo content."),
        ("Mo helps sigma phase to form.", "Mo not only restrains the formation of sigma phase."),
        ("Fast scanning gives coarser grains.", "The grains were refined at a high speed."),
        # The second of two that change alike.
        ("Mn raises the hardness.", "Mn eases slip, causing the decrease of force and hardness."),
        ("Nucleation starts at a higher temperature.", "Al lowered the nucleation temperature."),
    ],
)
def test_the_other_way_round(claim: str, text: str) -> None:
    assert list(turned_changes(claim, [text]))


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The elastic modulus goes down.", MODULUS),
        ("The wear rate grows with the load.", RATE),
        ("It falls from 16.05 to 5.72.", STEP),
        # of several samples
        ("The hardness increases.", "The hardness of A increased; the hardness of B decreased."),
        # by less of what else
        ("The strength falls with decreasing size.", "The strength rose with the size."),
        ("A has a lower hardness than B.", "The hardness of B is increased."),
        ("The wear rate does not drop.", RATE),
        # of what `it` stands for
        (
            "The share of elements rises.",
            "Mn raised the ductility while other elements reduced it.",
        ),
        ("The oxide breaks down at 600 K.", "The oxide increased."),
        ("More Mo coarsens it.", "The Mo decreased."),
    ],
)
def test_the_same_way_or_not_clear(claim: str, text: str) -> None:
    assert not list(turned_changes(claim, [text]))


def test_a_change_for_the_worse_may_be_less() -> None:
    texts = ["Pressing raised the hardness.", "Annealing affected the hardness negatively."]
    assert not list(turned_changes("Annealing lowers the hardness.", texts))
    assert list(turned_changes("Annealing lowers the hardness.", texts[:1]))


SIGMA = "A reduction in the sigma phase was seen at 900 K."
ASKED = "What happens to the sigma share at 900 K?"


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (ASKED, SIGMA),
        ("What does heating do to the sigma phase?", SIGMA),
        ("How does the modulus change with the Mo content?", MODULUS),
    ],
)
def test_it_is_what_the_question_asks_the_change_of(asked: str, text: str) -> None:
    assert list(turned_changes("It goes up.", [text], asked))
    assert not list(turned_changes("It clearly shrinks.", [text], asked))
    assert not same_changes("It goes up.", [text], asked)
    assert same_changes("It goes down.", [text], asked)


def test_what_does_something_is_not_what_is_asked_about() -> None:
    asked = "What does heating do to the sigma phase?"
    assert not list(turned_changes("It raises the strength.", [SIGMA], asked))


def test_a_change_told_both_ways_or_denied_is_none_that_is_told() -> None:
    assert not same_changes("It goes down.", [SIGMA, "The sigma phase increased."], ASKED)
    assert not same_changes("It does not go down.", [SIGMA], ASKED)


def test_what_is_told_of_another_element_is_passed_over_where_this_one_is_spoken_of() -> None:
    claim, other = "Mn enhances the hardness.", "Mo decreased the hardness."
    assert list(turned_changes(claim, [other]))
    assert not list(turned_changes(claim, [other, "Mn gave the best hardness."]))
