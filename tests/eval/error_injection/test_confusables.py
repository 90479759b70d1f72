"""The confusables are the generator's own: none comes from the detector that they test."""

import ast
from pathlib import Path

from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms, is_phase
from eval.error_injection import confusables
from eval.error_injection.confusables import OPPOSITE, PHASES, UNITS


def test_no_list_is_shared_with_the_detector_or_with_any_other_module() -> None:
    tree = ast.parse(Path(confusables.__file__).read_text("utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


def test_every_opposite_has_an_opposite() -> None:
    assert all(OPPOSITE[OPPOSITE[word]] == word for word in OPPOSITE)


def test_every_unit_is_one_that_quantities_are_written_in() -> None:
    for unit, other in UNITS.items():
        assert unit != other
        assert find_quantities(f"It is 5 {unit} here."), unit


def test_every_phase_is_read_as_a_phase() -> None:
    for phase in PHASES:
        assert any(is_phase(term) for term in find_terms(f"It is {phase}.")), phase
