"""The benchmark of embedding, on few abstracts."""

import pytest

from eval.bench.embedding import measure_embedding


@pytest.mark.slow
def test_the_embedder_is_measured_beside_the_default() -> None:
    rates = measure_embedding(16, "all-MiniLM-L6-v2")
    assert rates.abstracts == 16
    assert min(rates.ours, rates.batches, rates.light, rates.default) > 0
    assert rates.likeness > 0.9999
