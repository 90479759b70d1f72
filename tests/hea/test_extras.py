"""What is said of a missing package fits the way in which the program was installed."""

import sys
from pathlib import Path

import pytest

from hea import extras


def test_a_clone_is_installed_from_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    root = Path(extras.__file__).parents[1]
    command = "pip install -c requirements.lock -e '.[train]'"
    assert extras.install("train") == f"Run in {root}: {command}"
    monkeypatch.chdir(root)
    assert extras.install("train") == f"Run: {command}"


@pytest.mark.parametrize(
    ("prefix", "command"),
    [
        ("/home/me/.local/share/uv/tools/hea-qa", "uv tool install 'hea-qa[eval]'"),
        ("/home/me/.local/pipx/venvs/hea-qa", "pipx install --force 'hea-qa[eval]'"),
        ("/home/me/env", "pip install 'hea-qa[eval]'"),
    ],
)
def test_an_installed_program_is_installed_by_its_name(
    prefix: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "__file__", str(tmp_path / "site-packages" / "hea" / "extras.py"))
    monkeypatch.setattr(sys, "prefix", prefix)
    assert extras.install("eval") == f"Run: {command}"


def test_a_package_of_no_group_is_a_fault() -> None:
    assert extras.lacking(ModuleNotFoundError("x", name="nothing_we_know")) is None
    told = extras.lacking(ModuleNotFoundError("x", name="torch.nn"))
    assert told is not None
    assert told.message == "This needs torch, which is not installed."
