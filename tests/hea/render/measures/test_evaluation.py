"""An evaluation and a comparison as a person sees them in the terminal."""

import pytest
from sample_evaluation import made

from hea.render.measures.evaluation import show_comparison, show_evaluation


def test_every_value_has_its_bounds_and_the_papers_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_evaluation(made())
    out = capsys.readouterr().out
    assert "30 questions of 30 papers" in out
    assert "0.35–0.65" in out and "±" not in out


def test_only_what_differs_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    gains = made().gains
    same = [gain for gain in gains if not (gain.difference.better or gain.difference.worse)]
    show_comparison("one", "two", gains)
    out = capsys.readouterr().out
    assert "written grounded" not in out
    assert f"{len(same)} measures are the same on every question" in out
    show_comparison("one", "two", same)
    assert capsys.readouterr().out == f"{len(same)} measures are the same on every question\n"
