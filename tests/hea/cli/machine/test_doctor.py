"""`hea doctor` outside a workspace: the machine is checked, and what is missing is told."""

import json
from pathlib import Path

import pytest
from small_library import Run


def test_the_machine_is_checked_where_there_is_no_workspace(
    hea: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HEA_WORKSPACE", raising=False)
    code, out, _ = hea("doctor", "--json")
    found = {one["what"]: one for one in json.loads(out)}
    assert code == 1
    assert found["python"]["well"]
    assert found["disk"]["found"].endswith("GiB free")
    assert "database" not in found
    assert not found["workspace"]["well"]
    assert "mkdir corpus" in found["workspace"]["mend"]
