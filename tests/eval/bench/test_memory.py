"""The peak memory of a process is its own, and is told honestly where it cannot be known."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from eval.bench import memory
from eval.bench.memory import peak_memory

MIB = 2**20


def run(code: str) -> int:
    """The number that a fresh process prints."""
    script = f"from eval.bench.memory import peak_memory\n{code}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_the_peak_is_in_bytes_and_stays_after_the_memory_is_given_back() -> None:
    grown = run(
        "before = peak_memory()\nheld = bytearray(200 * 2**20)\ndel held\n"
        "print(peak_memory() - before)"
    )
    assert 190 * MIB < grown < 220 * MIB


def test_children_count_only_when_asked_for() -> None:
    child = "held = bytearray(300 * 2**20)"
    both = (
        f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {child!r}])\n"
        "print(peak_memory({}))"
    )
    assert run(both.format("")) < 200 * MIB
    assert run(both.format("children=True")) > 300 * MIB


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a peak of the program alone")
def test_the_peak_of_whoever_started_a_process_is_not_its_own() -> None:
    held = bytearray(400 * MIB)
    assert run("print(peak_memory())") < 200 * MIB
    del held


def without_resource(monkeypatch: pytest.MonkeyPatch, found: dict[str, object]) -> None:
    """Windows: there is no `resource`; of the other modules there are those in ``found``."""

    def load(name: str) -> object:
        if name not in found:
            raise ModuleNotFoundError(name)
        return found[name]

    monkeypatch.setattr(memory.importlib, "import_module", load)
    monkeypatch.setattr(memory.importlib.util, "find_spec", found.get)


def test_windows_is_asked_by_psutil_where_that_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    info = SimpleNamespace(rss=1, peak_wset=123_456)
    psutil = SimpleNamespace(Process=lambda: SimpleNamespace(memory_info=lambda: info))
    without_resource(monkeypatch, {"psutil": psutil})
    assert peak_memory() == peak_memory(children=True) == 123_456
    del info.peak_wset
    assert peak_memory() is None


def test_where_nothing_tells_the_peak_it_is_none_and_not_zero(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without_resource(monkeypatch, {})
    assert peak_memory() is None
