"""The file of a job's bar, which the page reads while it is replaced."""

import json
import os
from pathlib import Path

import pytest

from hea.workflows.jobs.event_log import PROGRESS, JobEvents


def test_a_bar_that_cannot_be_replaced_while_it_is_read_ends_no_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(source: object, target: object) -> None:
        raise PermissionError(13, "The process cannot access the file")

    with monkeypatch.context() as windows:
        windows.setattr(os, "replace", refused)
        with JobEvents(tmp_path).progress("reading") as update:
            update(1, 2)
    assert not (tmp_path / PROGRESS).exists()
    with JobEvents(tmp_path).progress("reading") as update:
        update(2, 2)
    assert json.loads((tmp_path / PROGRESS).read_text("utf-8"))
