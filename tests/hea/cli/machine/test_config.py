"""`hea config`: what is in force, and where it comes from."""

import json
from pathlib import Path

import pytest
from small_library import Run


def test_each_setting_tells_where_it_comes_from(
    hea: Run, tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hea.toml").write_text("passages = 7\nreaders = 3\n", "utf-8")
    monkeypatch.setenv("HEA_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("HEA_READERS", "2")
    code, out, err = hea("config", "--json")
    assert code == 0, err
    found = {one["name"]: (one["value"], one["source"]) for one in json.loads(out)}
    assert found["passages"] == (7, "hea.toml")
    assert found["readers"] == (2, "the environment")
    assert found["model"] == ("extractive", "default")
    assert "readers" in hea("config")[1]
    assert hea("config", "show") == hea("config")
    (tmp_path / "hea.toml").write_text("pasages = 7\n", "utf-8")
    code, _, err = hea("config")
    assert code == 1
    assert "Did you mean “passages”?" in err
