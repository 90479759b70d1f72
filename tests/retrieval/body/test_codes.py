import numpy as np

from retrieval.body.codes import code_scale, codes_of


def test_a_byte_a_dimension_keeps_cosines() -> None:
    chance = np.random.default_rng(0)
    vectors = chance.normal(size=(50, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    held = codes_of(vectors).astype(np.float32) @ vectors.T / code_scale(384)
    assert np.abs(held - vectors @ vectors.T).max() < 0.003
