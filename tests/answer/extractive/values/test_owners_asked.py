"""Which owner of a value a question asks about."""

import pytest

from answer.extractive.values.owners_asked import PARTS, owners_asked
from answer.question.parse import parse_question


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("What mean size do the Al2O3 nanoparticles in CoCrFeNiAl0.3 have?", {"precipitate"}),
        ("How large are the L12 precipitates in CoCrFeNiAl0.3?", {"precipitate"}),
        ("What is the precipitate size in CoCrFeNiAl0.3?", {"precipitate"}),
        ("What grain size does CoCrFeNi with Al2O3 particles have?", set()),
    ],
)
def test_particles_own_the_size_that_is_asked_of_them(question: str, parts: set[str]) -> None:
    assert owners_asked(parse_question(question)) & PARTS == parts
