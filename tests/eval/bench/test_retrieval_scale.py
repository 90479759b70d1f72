"""The benchmark of retrieval measures what it says, on a small corpus."""

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from eval.bench.retrieval_scale import (
    BenchFolder,
    RetrievalScale,
    measure_retrieval_scale,
    retrieval_growth,
)
from hea.workspace import Workspace


@pytest.mark.slow
def test_a_small_corpus_is_built_searched_and_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, few in (("_TRUE", 24), ("_RUNS", 1), ("_QUESTIONS", 10)):
        monkeypatch.setattr(f"eval.bench.retrieval_scale.{name}", few)
    made = Workspace(tmp_path / "made")
    place = BenchFolder(made.root, made.corpus, made.database, made.index)
    scale: RetrievalScale = measure_retrieval_scale(
        120, place, "all-MiniLM-L6-v2", lambda done, total: None
    )
    assert scale.n == 120
    assert set(scale.latency) == {"vectors", "words", "alloys", "fused", "ask"}
    for middle, high in scale.latency.values():
        assert 0 < middle <= high
    assert scale.index > 120 * 384 * 4
    assert scale.recall == 1
    assert set(scale.peers) == {
        name
        for name, module in (("langchain FAISS", "langchain_community"), ("bm25s", "bm25s"))
        if find_spec(module)
    }
    for peer in scale.peers.values():
        assert peer.build > 0
        assert 0 < peer.latency[0] <= peer.latency[1]
    assert 0 < scale.cold < scale.peer_cold
    assert 0 < scale.cold_memory < scale.peer_memory
    assert 0 < scale.cold_ask < scale.peer_cold
    assert 0 < scale.peer_warm < scale.peer_cold
    assert retrieval_growth([scale]) == {}
    larger = replace(scale, n=1200, index=10 * scale.index)
    assert retrieval_growth([larger, scale])["index"] == pytest.approx(10)
    assert retrieval_growth([larger, scale])["cold hea ask"] == pytest.approx(1)
