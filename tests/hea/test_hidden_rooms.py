"""A file of the user's that is called like a part of the program is told in a sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder, which it looks into first, beside the program."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={"PYTHONPATH": f"{folder}:{ROOT}", "PATH": "", "HEA_WORKSPACE": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["eval.py", "builder.py", "answer/__init__.py"])
def test_what_hides_a_part_is_named(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("raise SystemExit('it was run')\n", "utf-8")
    hiding = file.parent if name.endswith("__init__.py") else file
    found = run(tmp_path, "-m", "hea", "--version")
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.splitlines()[0] == f"{hiding} hides a part of hea-qa."
    assert "Rename it" in found.stderr
    used = run(tmp_path, "-c", "import hea; hea.open")
    assert f"ImportError: {hiding} hides a part of hea-qa. Rename it" in used.stderr


def test_a_folder_without_code_and_files_of_other_names_hide_nothing(tmp_path: Path) -> None:
    (tmp_path / "eval").mkdir()
    (tmp_path / "evaluation.py").touch()
    found = run(tmp_path, "-m", "hea", "--version")
    assert found.stdout.startswith("hea-qa ")
    assert found.stderr == ""
