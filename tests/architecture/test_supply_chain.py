"""What is installed is pinned by its sha256, and its licence is told."""

import re
import tomllib
from pathlib import Path

import pytest
import write_licences

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(
    r"(?m)^([\w.-]+)==([^\s;\\]+)[^\n]*((?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)*)"
)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(file: str) -> dict[str, tuple[str, int]]:
    """Version and number of hashes of each package in a file."""
    text = (ROOT / "requirements" / file).read_text("utf-8")
    return {
        plain(name): (version, many.count("sha256")) for name, version, many in BLOCK.findall(text)
    }


LOCK = (ROOT / "requirements.lock").read_text("utf-8")
LOCKED = {plain(name): version for name, version in re.findall(r"(?m)^([\w.-]+)==(\S+)", LOCK)}


@pytest.mark.fault("F65")
def test_every_package_but_torch_has_its_hashes_and_the_version_of_the_lock() -> None:
    everything = pinned("all.txt")
    for file in ("build.txt", "run.txt", "all.txt"):
        for name, (version, hashes) in pinned(file).items():
            assert hashes, (file, name)
            assert LOCKED.get(name, version) == version, (file, name)
            assert file == "build.txt" or everything[name][0] == version
    assert LOCKED.keys() - everything.keys() == {"torch"}


@pytest.mark.fault("F65")
def test_every_dependency_that_is_named_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = project["optional-dependencies"]
    extras = [one for group in groups if group != "real" for one in groups[group]]
    for names, file in ((project["dependencies"], "run.txt"), (extras, "all.txt")):
        wanted = {plain(re.match(r"[\w.-]+", one)[0]) for one in names}  # type: ignore[index]
        assert wanted - pinned(file).keys() <= {"torch", "hea-qa"}, file


def test_the_licence_of_every_package_is_told() -> None:
    """`python tests/tools/write_licences.py` writes them anew."""
    told = dict(re.findall(r"(?m)^\| ([\w-]+) \| (.+) \|$", write_licences.PAGE.read_text("utf-8")))
    assert sorted(told.keys() - {"package"}) == write_licences.packages()
    assert {name for name, said in told.items() if said == "not stated"} <= {"httpx2-jsfetch"}
