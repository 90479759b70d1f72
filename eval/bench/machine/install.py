"""Measure how long an installation into an empty environment takes, and how large it is."""

import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.errors import UserError

_LOCK = "requirements.lock"


@dataclass(frozen=True, slots=True)
class InstallCost:
    """What an installation takes."""

    group: str
    """The group of packages; "" for the program with what it always needs."""
    seconds: float
    """From an empty environment on, with the packages fetched or from pip's cache."""
    size: int
    """Bytes of all files, without the bytecode that Python can make again."""
    packages: int


def measure_install(source: Path, groups: Sequence[str]) -> list[InstallCost]:
    """Install the program from its source into empty environments, one after the other.

    This asks the package index, or what pip is set to use in its place.

    Args:
        source: The folder with `pyproject.toml` and `requirements.lock`.
        groups: Groups of packages; "" for none.

    Raises:
        UserError: The source is not there, or pip fails.
    """
    if not (source / _LOCK).is_file():
        raise UserError(
            f"There is no {_LOCK} in {source}.", "Give the folder of the source: --source DIR"
        )
    return [_measured(source, group) for group in groups]


def _measured(source: Path, group: str) -> InstallCost:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        venv.create(place, symlinks=True)
        wanted = f"{source}[{group}]" if group else str(source)
        begun = time.perf_counter()
        done = subprocess.run(  # noqa: S603 - pip of this Python
            [sys.executable, "-m", "pip", "--python", str(place), "install", "--quiet",
             "--no-compile", "-c", str(source / _LOCK), wanted],
            capture_output=True, text=True,
        )  # fmt: skip
        seconds = time.perf_counter() - begun
        if done.returncode:
            raise UserError("pip could not install it.", done.stderr.strip()[-500:])
        files = [f for f in place.rglob("*") if f.is_file() and not f.is_symlink()]
        size = sum(f.stat().st_size for f in files if "__pycache__" not in f.parts)
        packages = sum(f.name == "METADATA" for f in files)
        return InstallCost(group, seconds, size, packages)
