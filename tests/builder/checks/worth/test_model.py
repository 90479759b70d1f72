"""The packaged weights, and those of a file."""

from dataclasses import replace
from pathlib import Path

import pytest

from builder.checks.worth.model import read_model
from builder.errors import UserError
from builder.triples import REFUSAL, Triple

EVIDENCE = "The addition of titanium refines the grains of NbMoTaW by pinning their boundaries."
GOOD = Triple(
    "1", "p", "mechanism", "How does the addition of titanium refine the grains of NbMoTaW?",
    "by pinning their boundaries", EVIDENCE, 0, len(EVIDENCE), "rules", "manner",
)  # fmt: skip
CLEAR = replace(
    GOOD,
    rule="value",
    kind="property-value",
    question="What is the yield strength of as-cast NbMoTaW at 1600 °C?",
    answer="405 MPa",
    context="As-cast NbMoTaW has a yield strength of 405 MPa at 1600 °C.",
    end=59,
)
VAGUE = replace(GOOD, rule="being", kind="conclusion", question="What is it good by?", answer="it")


def test_a_clear_triple_scores_higher_than_a_vague_one() -> None:
    model = read_model()
    assert model.score(CLEAR) > model.threshold > model.score(VAGUE)
    assert model.why_not(CLEAR) == ""
    assert "Readers kept fewer of the drafts like it" in model.why_not(VAGUE)
    assert f"of 1, and {model.threshold:.2f} is needed" in model.why_not(VAGUE)


def test_a_refusal_is_not_scored() -> None:
    assert read_model().why_not(replace(VAGUE, kind="unanswerable", answer=REFUSAL)) == ""


def test_the_packaged_model_tells_how_good_it_is() -> None:
    model = read_model()
    assert model.learned_from > 400
    assert sum(one["n"] for one in model.calibration) > 200
    assert all(0 <= one["observed"] <= 1 for one in model.calibration)


@pytest.mark.parametrize("text", ["", "{}", '{"threshold": "x", "weights": {}}'])
def test_a_broken_file_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "worth.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UserError, match="no learned weights"):
        read_model(path)
