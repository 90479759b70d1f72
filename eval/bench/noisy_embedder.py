"""Vectors for corpora too large to embed truly: near ones to those of a few abstracts."""

import time
from collections.abc import Sequence

from eval.bench.synthetic_corpus import abstracts
from retrieval.embedder import Embedder, Vectors


class NoisyEmbedder:
    """An embedder that is true to a few texts, and makes vectors near theirs for all the rest."""

    def __init__(self, true: Embedder, known: int, seed: int = 0) -> None:
        """Embed ``known`` made-up abstracts; ``seconds`` says how long that took."""
        import numpy as np

        self._true = true
        self.name, self.window, self.known = true.name, true.window, known
        texts = [f"{title}\n{text}" for title, text in abstracts(known, seed)]
        started = time.perf_counter()
        self._vectors = true.embed(texts)
        self.seconds = time.perf_counter() - started
        self._random = np.random.default_rng(seed)

    def count_tokens(self, text: str) -> int:
        return self._true.count_tokens(text)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A few texts, such as questions, are embedded truly."""
        return self._true.embed(texts) if len(texts) < 9 else self.near(len(texts))

    def near(self, count: int) -> Vectors:
        """Vectors near the true ones."""
        import numpy as np

        near = self._vectors[self._random.integers(0, self.known, count)]
        noise = self._random.standard_normal(near.shape).astype(np.float32)
        made = near + noise * (0.5 / near.shape[1] ** 0.5)
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        vectors: Vectors = made.astype(np.float32)
        return vectors
