"""The processes that read files: their limits, on systems that refuse them, and their start."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.ingest.isolation import EndedError, IsolatedProcess, Limits, limit_memory

#: A reading process that takes a second to load, and answers what it is asked.
_SLOW_TO_START = """
import sys, time
from builder.ingest.isolation import say_ready, take_answers
time.sleep(1)
answers = take_answers()
say_ready(answers)
for line in sys.stdin:
    answers.write(line)
    answers.flush()
"""


@pytest.fixture
def slow_to_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[IsolatedProcess]:
    (tmp_path / "slow_reader.py").write_text(_SLOW_TO_START)
    root = Path(__file__).parents[3]
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{root}")
    process = IsolatedProcess("slow_reader", Limits(seconds=0.5))
    yield process
    process.close()


@pytest.mark.parametrize("refused", [ValueError("current limit exceeds maximum"), OSError(22)])
def test_a_system_that_refuses_a_limit_of_memory_reads_all_the_same(
    refused: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = pytest.importorskip("resource")

    def setrlimit(kind: int, limits: tuple[int, int]) -> None:
        raise refused

    monkeypatch.setattr(resource, "setrlimit", setrlimit)
    limit_memory(1 << 30)


def test_the_start_of_a_process_is_not_the_time_of_a_file(slow_to_start: IsolatedProcess) -> None:
    assert slow_to_start.ask("first") == "first"
    assert slow_to_start.ask("second") == "second"


def test_a_process_that_does_not_start_is_told(
    slow_to_start: IsolatedProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.ingest.isolation._START_SECONDS", 0.1)
    with pytest.raises(EndedError, match="not ready to read within"):
        slow_to_start.ask("first")
