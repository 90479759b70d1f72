"""Limits of the processes that read files, on systems that refuse them."""

import pytest

from builder.ingest.isolation import limit_memory


@pytest.mark.parametrize("refused", [ValueError("current limit exceeds maximum"), OSError(22)])
def test_a_system_that_refuses_a_limit_of_memory_reads_all_the_same(
    refused: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = pytest.importorskip("resource")

    def setrlimit(kind: int, limits: tuple[int, int]) -> None:
        raise refused

    monkeypatch.setattr(resource, "setrlimit", setrlimit)
    limit_memory(1 << 30)
