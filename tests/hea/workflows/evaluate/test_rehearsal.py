"""Every stage of a rehearsal does its part of the work on a workspace."""

from pathlib import Path

from hea.workflows.evaluate.rehearsal import STAGES


def test_every_stage_runs_on_a_workspace(place: Path) -> None:
    for name, stage in STAGES.items():
        stage(place)
        if name == "dataset":
            assert (place / "data" / "dataset" / "made.json").exists()
