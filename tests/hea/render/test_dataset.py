"""What is told of a dataset that was made."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hea.render.triples import show_dataset


def told_of(shared: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """Show a dataset of no rows with these alloys in more than one part."""
    made = SimpleNamespace(left_out={}, contaminated=None, leaks=(), shared=shared, conflicts=0)
    summary: dict[str, Any] = {"parts": {}, "refusals": {"form_auroc": None}, "warnings": []}
    report = SimpleNamespace(made=made, summary=summary, changes=None, folder=Path("data/dataset"))
    show_dataset(report)  # type: ignore[arg-type]
    return capsys.readouterr()


def test_why_alloys_in_several_parts_matter_and_what_to_do_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown, told = told_of(("Co-Cr-Fe-Ni", "Mo-Nb-Ta-W"), capsys)
    assert "alloys in more than one part: Co-Cr-Fe-Ni, Mo-Nb-Ta-W" in shown
    assert "may help it in the test" in told
    assert "hea dataset --split alloy" in told


def test_without_them_nothing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "alloy" not in "".join(told_of((), capsys))
