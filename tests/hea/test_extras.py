"""A package that is not there is named with the group that installs it."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from hea.extras import GROUPS, lacking

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("package", "group"),
    [
        ("sentence_transformers.models", "models"),
        ("torch", "models"),
        ("matplotlib.figure", "plot"),
        ("peft", "train"),
    ],
)
def test_a_missing_package_is_told_with_its_group(package: str, group: str) -> None:
    told = lacking(ModuleNotFoundError(f"No module named '{package}'", name=package))
    assert told is not None
    assert package.split(".")[0] in told.message
    assert f"'.[{group}]'" in told.hint


@pytest.mark.parametrize(
    ("package", "verb", "group"),
    [("torch", "train", "train"), ("matplotlib", "eval", "eval"), ("torch", "ask", "models")],
)
def test_a_verb_with_a_group_of_its_own_is_advised_that_one(
    package: str, verb: str, group: str
) -> None:
    told = lacking(ModuleNotFoundError(f"No module named '{package}'", name=package), verb)
    assert told is not None
    assert f"'.[{group}]'" in told.hint


def test_a_missing_part_of_this_program_is_a_bug() -> None:
    assert (
        lacking(ModuleNotFoundError("No module named 'eval.nowhere'", name="eval.nowhere")) is None
    )


@pytest.mark.parametrize("package", ["typer", "lazy_loader"])
def test_an_update_without_its_packages_ends_with_a_sentence(package: str, tmp_path: Path) -> None:
    """`git pull` alone brings code that may need a package that is not installed yet."""
    script = f"import sys; sys.modules[{package!r}] = None; from hea.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 1
    first, second = done.stderr.splitlines()
    assert first.startswith(f"This needs {package}, which is not installed: hea-qa was updated")
    assert second.endswith("pip install -c requirements.lock -e .")


@pytest.mark.parametrize("group", GROUPS)
def test_every_package_of_a_group_is_known(group: str) -> None:
    """One that is not would end a command with a traceback, and fail tests instead of skipping."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[\[<>=~]", one)[0] for one in project["optional-dependencies"][group]}
    known = {package for packages in GROUPS.values() for package in packages}
    assert {name.replace("-", "_") for name in names - {"hea-qa"}} <= known
