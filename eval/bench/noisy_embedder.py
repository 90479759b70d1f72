"""Make vectors for corpora too large to embed: near ones to the true vectors of a few abstracts."""

import time
from collections.abc import Sequence

from eval.bench.synthetic_corpus import abstracts
from retrieval.embedder import Embedder, Vectors

#: Texts in one call up to which they are embedded; passages come in larger batches.
_MOST_TRUE = 8


class NoisyEmbedder:
    """An embedder that embeds a few texts, and makes vectors near theirs for all others."""

    def __init__(self, true: Embedder, known: int, seed: int = 0) -> None:
        """Embed ``known`` made-up abstracts; ``seconds`` is the time that took."""
        import numpy as np

        self._true = true
        self.name, self.window, self.known = true.name, true.window, known
        texts = [f"{title}\n{text}" for title, text in abstracts(known, seed)]
        started = time.perf_counter()
        self._vectors = true.embed(texts)
        self.seconds = time.perf_counter() - started
        self._random = np.random.default_rng(seed)

    def count_tokens(self, text: str) -> int:
        """Return the number of tokens as the true embedder counts them."""
        return self._true.count_tokens(text)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed up to eight texts, such as questions; for more, make vectors."""
        return self._true.embed(texts) if len(texts) <= _MOST_TRUE else self.near(len(texts))

    def near(self, count: int) -> Vectors:
        """Return unit vectors near the true ones: a random one of them plus noise."""
        import numpy as np

        near = self._vectors[self._random.integers(0, self.known, count)]
        noise = self._random.standard_normal(near.shape).astype(np.float32)
        made = near + noise * (0.5 / near.shape[1] ** 0.5)
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        vectors: Vectors = made.astype(np.float32)
        return vectors
