"""An installation is measured in an environment of its own; nothing is asked of a network here."""

import subprocess
from pathlib import Path

import pytest

from builder.errors import UserError
from eval.bench.machine import install
from eval.bench.machine.install import measure_install


def test_files_and_packages_are_counted_without_bytecode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "requirements.lock").touch()
    asked: list[str] = []

    def pip(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command[-1])
        folder = Path(command[command.index("--python") + 1])
        for name, size in (("a.py", 700), ("__pycache__/a.pyc", 900), ("a.dist-info/METADATA", 50)):
            (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "site" / name).write_bytes(b"x" * size)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(install.subprocess, "run", pip)
    monkeypatch.setattr(install.venv, "create", lambda place, symlinks: None)
    base, models = measure_install(tmp_path, ["", "models"])
    assert (base.group, base.size, base.packages) == ("", 750, 1)
    assert models.group == "models"
    assert asked == [str(tmp_path), f"{tmp_path}[models]"]


def test_a_failure_of_pip_is_told_in_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserError, match="There is no requirements"):
        measure_install(tmp_path, [""])
    (tmp_path / "requirements.lock").touch()
    failed = subprocess.CompletedProcess([], 1, "", "No matching distribution")
    monkeypatch.setattr(install.subprocess, "run", lambda command, **_: failed)
    monkeypatch.setattr(install.venv, "create", lambda place, symlinks: None)
    with pytest.raises(UserError) as error:
        measure_install(tmp_path, [""])
    assert error.value.hint == "No matching distribution"
