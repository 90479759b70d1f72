"""Another alloy is asked of only where the question can hold for it."""

import pytest

from builder.drafting.refusals import survey
from builder.drafting.refusals.abstract_view import AbstractView
from builder.drafting.refusals.other_alloy import with_other_alloy
from builder.triples import Triple

TEXT = "The hardness of CoCrFeNi rises on annealing due to carbides."
OTHERS = (("q", "Phases", "CoCrFe2Ni, Al0.3CoCrFeNi and CoCrFeMnNi have an FCC phase."),)


@pytest.mark.parametrize(
    ("question", "rule", "asked"),
    [
        ("How does annealing affect the hardness of CoCrFeNi?", "influence", True),
        ("What raises the hardness of CoCrFeNi on annealing?", "doer", False),
        ("Why does the hardness of CoCrFeNi rise on annealing?", "reason", False),
        ("How does annealing affect the hardness of eutectic CoCrFeNi?", "influence", False),
        ("How does annealing affect the hardness of the CoCrFeNi laminate?", "influence", False),
        ("How does annealing affect the hardness of single-phase CoCrFeNi?", "influence", False),
        ("According to “Cast alloys”, how hard is CoCrFeNi?", "influence", False),
        (
            "According to “Laminates of alloys”, how hard are its layers beside CoCrFeNi?",
            "influence",
            False,
        ),
    ],
)
def test_what_holds_for_one_composition_is_asked_of_no_other(
    question: str, rule: str, asked: bool
) -> None:
    triple = Triple("1", "p", "effect-of", question, TEXT, TEXT, 0, len(TEXT), "rules", rule)
    corpus = survey([("p", "Annealing", TEXT), *OTHERS])
    found = [*with_other_alloy(triple, AbstractView("p", "Annealing", TEXT), corpus)]
    assert {"CoCrFe2Ni" in one.question for one in found} == ({True} if asked else set())
