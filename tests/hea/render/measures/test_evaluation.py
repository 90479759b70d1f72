"""An evaluation and a comparison as a person sees them in the terminal."""

from dataclasses import replace

import pytest
from sample_evaluation import made

from hea.render.measures.evaluation import format_gain, show_comparison, show_evaluation


def test_every_value_has_its_bounds_and_the_papers_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_evaluation(made())
    out = capsys.readouterr().out
    assert "30 questions of 30 papers" in out
    assert "0.35–0.65" in out and "±" not in out


def test_a_gain_tells_that_its_p_value_is_corrected_and_none_of_few_papers() -> None:
    gain = made().gains[0]
    assert format_gain(gain.difference, 0.0312).endswith("), p = 0.031, corrected")
    assert format_gain(gain.difference, None).endswith("), no p-value under 8 papers")


def test_only_what_differs_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    gains = made().gains
    same = [gain for gain in gains if not (gain.difference.better or gain.difference.worse)]
    few = replace(gains[0], p=None)
    show_comparison("one", "two", [few, *gains[1:]])
    out = capsys.readouterr().out
    assert "written grounded" not in out
    assert f"{len(same)} measures are the same on every question" in out
    show_comparison("one", "two", same)
    assert capsys.readouterr().out == f"{len(same)} measures are the same on every question\n"
