"""Passages are found by the alloys they name, however these are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.materials.alloys import find_alloys
from retrieval.composition import ELEMENTS, FAMILY, SAME, likeness, search_compositions
from retrieval.hybrid import FusionWeights, Searcher

ALONE = FusionWeights(0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("asked", "stated", "like"),
    [
        ("FeCoNiCrMn", "Cantor alloy", SAME),
        ("Co20Cr20Fe20Mn20Ni20", "CrMnFeCoNi", SAME),
        ("Al0.3CoCrFeNi", "AlxCoCrFeNi", FAMILY),
        ("Al0.3CoCrFeNi", "Al0.5CoCrFeNi", ELEMENTS),
        ("AlCoCrFeNi2.1", "AlxCoCrFeNi", ELEMENTS),
        ("CoCrFeNi", "CrMnFeCoNi", 0.0),
    ],
)
def test_likeness_goes_from_the_alloy_itself_to_its_elements(
    asked: str, stated: str, like: float
) -> None:
    [one], [other] = find_alloys(asked), find_alloys(stated)
    assert likeness(one, other) == like


@given(st.permutations(["Al0.3", "Co", "Cr", "Fe", "Ni"]))
def test_the_order_of_elements_is_nothing(parts: list[str]) -> None:
    [asked], [stated] = find_alloys("".join(parts)), find_alloys("CoCrFeNiAl0.3")
    assert likeness(asked, stated) == SAME


@pytest.mark.parametrize(
    ("question", "paper", "like"),
    [
        ("What is known of NiCoFeMnCr?", "cantor", SAME),
        ("Is WMoTaNb brittle?", "senkov", SAME),
        ("How hard is NiFeCrCoAl0.3?", "aluminium", FAMILY),
        ("How hard is Ni2FeCrCoAl?", "aluminium", ELEMENTS),
    ],
)
def test_a_paper_is_found_by_its_alloy_alone(
    searcher: Searcher, question: str, paper: str, like: float
) -> None:
    [hit] = searcher.search(question, 5, ALONE)
    assert (hit.listed.paper.key, hit.why.composition) == (paper, like)


@pytest.mark.parametrize("question", ["Which alloys are tough?", "", "He is in BCC", "HfNbTaTiZr?"])
def test_a_question_without_a_known_alloy_finds_nothing_by_alloy(
    searcher: Searcher, question: str
) -> None:
    assert search_compositions(searcher.db, question, 50) == []
