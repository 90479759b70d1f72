"""Adjuncts: each case is what follows a verb in an abstract, and where the object in it ends."""

import pytest

from builder.nlp.adjuncts import adjuncts_of, core_of


@pytest.mark.parametrize(
    ("rest", "core", "adjuncts"),
    [
        ("the strength", "the strength", []),
        ("the strength due to twinning", "the strength", ["due to twinning"]),
        (
            "a high ductility at 77 K because of deformation twinning",
            "a high ductility",
            ["at 77 K", "because of deformation twinning"],
        ),
        ("a pit since oxygen moves", "a pit", ["since oxygen moves"]),
        ("slip causing a drop of stress", "slip", ["causing a drop of stress"]),
        ("hard after annealing at 900 °C for 1 h", "hard", ["after annealing at 900 °C for 1 h"]),
        ("the hardness with increasing Al content", "the hardness", ["with increasing Al content"]),
        ("stable up to 800 °C", "stable", ["up to 800 °C"]),
        ("an oxide scale in air for 100 h", "an oxide scale", ["in air", "for 100 h"]),
        (
            "the strength by refining the grains, compared with the cast alloy",
            "the strength",
            ["by refining the grains", "compared with the cast alloy"],
        ),
        ("the alloy using arc melting", "the alloy", ["using arc melting"]),
        ("Nb in order to improve the strength", "Nb", ["in order to improve the strength"]),
        ("a passive film in 3.5 wt.% NaCl", "a passive film", ["in 3.5 wt.% NaCl"]),
        # None of these is an adjunct.
        ("the pores in the coating", "the pores in the coating", []),
        ("under investigation", "under investigation", []),
        ("to 500 MPa", "to 500 MPa", []),
    ],
)
def test_the_object_ends_where_an_adjunct_begins(rest: str, core: str, adjuncts: list[str]) -> None:
    assert core_of(rest) == core
    assert [whole for _, whole in adjuncts_of(rest)] == adjuncts


def test_an_adjunct_is_known_by_its_first_words() -> None:
    found = adjuncts_of("the wear rate after ageing, which is low due to the hard phase")
    assert [first for first, _ in found] == ["after", "which"]


def test_a_relative_clause_takes_all_that_follows() -> None:
    assert adjuncts_of("a phase which is stable at 900 °C") == (
        ("which", "which is stable at 900 °C"),
    )


@pytest.mark.parametrize(
    ("rest", "core"),
    [
        ("the strength, mainly due to twinning", "the strength"),
        ("the hardness of the, an FCC alloy", "the hardness of the"),
        ("twinning, a mechanism of strain", "twinning"),
        ("twinning, a slip and a shear", "twinning, a slip and a shear"),
    ],
)
def test_words_left_dangling_and_appositions_are_cut(rest: str, core: str) -> None:
    assert core_of(rest) == core
