"""Made-up vectors lie near true ones, and a few texts are embedded truly."""

import numpy as np
from fakes import WordEmbedder

from eval.bench.noisy_embedder import NoisyEmbedder
from eval.bench.synthetic_corpus import abstracts

KNOWN = 12


def test_a_few_texts_are_embedded_truly() -> None:
    true = WordEmbedder()
    noisy = NoisyEmbedder(true, KNOWN)
    texts = ["What is the hardness of CoCrFeNi?"] * 8
    assert (noisy.embed(texts) == true.embed(texts)).all()
    assert noisy.count_tokens(texts[0]) == true.count_tokens(texts[0])
    assert (noisy.name, noisy.window) == (true.name, true.window)


def test_many_texts_get_unit_vectors_near_those_of_the_known_abstracts() -> None:
    true = WordEmbedder()
    noisy = NoisyEmbedder(true, KNOWN)
    before = len(true.embedded)
    vectors = noisy.embed(["a text"] * 100)
    assert len(true.embedded) == before  # none of them is embedded
    assert (vectors.shape, vectors.dtype) == ((100, 64), np.float32)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    known = true.embed([f"{title}\n{text}" for title, text in abstracts(KNOWN)])
    # The noise has half the length of a vector: the cosine is about 1/√(1 + 0.25) = 0.89.
    nearest = (vectors @ known.T).max(axis=1)
    assert nearest.min() > 0.8 and abs(float(nearest.mean()) - 0.89) < 0.06
    assert len(np.unique(vectors, axis=0)) == 100


def test_the_same_seed_makes_the_same_vectors() -> None:
    one, other = (NoisyEmbedder(WordEmbedder(), KNOWN, seed=3).near(20) for _ in range(2))
    assert (one == other).all()
    assert not (NoisyEmbedder(WordEmbedder(), KNOWN, seed=4).near(20) == one).all()
