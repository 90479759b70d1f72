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


def test_an_embedder_that_needs_the_group_models_is_told(
    hea: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hea.workflows import doctor

    other = tmp_path / "mpnet"
    other.mkdir()
    (other / "config.json").write_text('{"model_type": "mpnet"}')
    (tmp_path / "corpus").mkdir()
    (tmp_path / "hea.toml").write_text(f"embedder = '{other}'\n", "utf-8")
    there = doctor._version
    monkeypatch.setattr(
        doctor, "_version", lambda name: None if "sentence" in name else there(name)
    )
    _, out, _ = hea("doctor", "--workspace", tmp_path, "--json")
    found = {one["what"]: one for one in json.loads(out)}
    assert not found["embedder"]["well"]
    assert "needs sentence-transformers" in found["embedder"]["found"]
    assert "'.[models]'" in found["embedder"]["mend"]
    (tmp_path / "hea.toml").write_text("device = 'tpu'\n", "utf-8")
    _, out, _ = hea("doctor", "--workspace", tmp_path, "--json")
    found = {one["what"]: one for one in json.loads(out)}
    assert "“tpu” is not a device" in found["embedder"]["found"]


def test_the_groups_are_told_that_are_installed(
    hea: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hea.workflows import doctor

    def told(*installed: str) -> str:
        monkeypatch.setattr(doctor, "_version", lambda name: "1" if name in installed else None)
        _, out, _ = hea("doctor", "--workspace", tmp_path, "--json")
        return {one["what"]: one["found"] for one in json.loads(out)}["optional groups"]

    (tmp_path / "corpus").mkdir()
    assert told() == "none installed (models, plot, train, cluster, draft, eval, bench)"
    assert told("matplotlib", "cryptography", "dask", "dask_jobqueue", "distributed") == (
        "plot, cluster"
    )
