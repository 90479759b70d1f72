"""The benchmark of retrieval measures what it says, on a small corpus."""

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from pdf_factory import good_pdf
from typer.testing import CliRunner

from builder.errors import UserError
from eval.bench.embedding import measure_embedding
from eval.bench.pdf_reading import measure_pdf_reading
from eval.bench.retrieval_scale import (
    BenchFolder,
    RetrievalScale,
    measure_retrieval_scale,
    retrieval_growth,
)
from eval.bench.synthetic_corpus import abstracts
from eval.bench.vectors import measure_vector_index
from hea.cli.app import front_door
from hea.workspace import Workspace
from retrieval.embedder import find_model
from retrieval.numpy_encoder import NumpyEmbedder


def test_made_up_abstracts_are_of_real_length_and_the_same_each_time() -> None:
    made = list(abstracts(50))
    assert made == list(abstracts(50))
    assert made != list(abstracts(50, seed=1))
    words = [len(text.split()) for _, text in made]
    assert min(words) > 100
    assert max(words) < 300


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


@pytest.mark.slow
def test_an_index_of_vectors_and_the_embedder_are_measured(tmp_path: Path) -> None:
    embedder = NumpyEmbedder(find_model("all-MiniLM-L6-v2"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("eval.bench.vectors._TRUE", 24)
        found = measure_vector_index(500, tmp_path, embedder)
    assert (found.n, found.kind, found.recall) == (500, "exact", 1)
    assert found.size > 500 * 384 * 4
    assert min(found.build, found.search, found.memory) > 0
    rates = measure_embedding(16, "all-MiniLM-L6-v2")
    assert rates.abstracts == 16
    assert min(rates.ours, rates.light, rates.default) > 0
    assert rates.likeness > 0.9999


@pytest.mark.parametrize("sizes", ["", "x", "0", "10,-1", "1e3"])
def test_sizes_are_whole_numbers(sizes: str) -> None:
    done = CliRunner().invoke(front_door(), ["bench", "retrieval", "--n", sizes])
    assert done.exit_code == 2


def test_reading_is_measured_beside_its_peers(tmp_path: Path) -> None:
    paths = [good_pdf(tmp_path / f"{n}.pdf") for n in range(3)]
    (tmp_path / "no.pdf").write_bytes(b"no PDF")
    found = measure_pdf_reading([*paths, tmp_path / "no.pdf"])
    assert found.files == 3
    assert min(found.one, found.two, found.pymupdf) > 0
    assert found.pdfplumber is None or found.pdfplumber > 0
    assert found.pypdf is None or found.pypdf > 0


def test_a_folder_without_pdfs_is_said(tmp_path: Path) -> None:
    done = CliRunner().invoke(front_door(), ["bench", "extract", str(tmp_path)])
    assert isinstance(done.exception, UserError)


def test_reading_and_writing_by_a_model_are_measured_beside_plain_generate() -> None:
    from eval.bench.generation import measure_generation, random_phi2

    small = {
        "vocab_size": 30522,
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "max_position_embeddings": 2048,
        "eos_token_id": None,
    }
    found = measure_generation(random_phi2(small), rounds=1)
    assert found.prompt_tokens == found.chosen_tokens < found.whole_tokens
    assert min(found.reading, found.writing, found.plain_reading, found.plain_writing) > 0
    assert found.parameters < 1e7
