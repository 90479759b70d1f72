"""The benchmark of the index of vectors, on few of them."""

from pathlib import Path

import pytest

from eval.bench.vectors import measure_vector_index
from retrieval.embedder import find_model
from retrieval.embedding.numpy_encoder import NumpyEmbedder


@pytest.mark.slow
def test_an_index_of_vectors_is_measured(tmp_path: Path) -> None:
    embedder = NumpyEmbedder(find_model("all-MiniLM-L6-v2"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("eval.bench.vectors._TRUE", 24)
        found = measure_vector_index(500, tmp_path, embedder)
    assert (found.n, found.kind, found.recall) == (500, "exact", 1)
    assert found.size > 500 * 384 * 4
    assert min(found.build, found.search, found.memory) > 0
