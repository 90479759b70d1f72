"""Measure how fast abstracts are embedded, beside the library's own default, by one model."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from builder.parallel import batched
from eval.bench.synthetic_corpus import abstracts
from retrieval.embedder import Embedder, Vectors, find_model, load_embedder
from retrieval.embedding.numpy_encoder import NumpyEmbedder
from retrieval.embedding.sentence_model import load_sentence_model
from retrieval.model_hub import keep_quiet
from retrieval.vector_index import EMBEDDED

#: Texts embedded before the clock runs.
_WARM = 8


@dataclass(frozen=True, slots=True)
class EmbeddingRates:
    """Abstracts a second."""

    abstracts: int
    ours: float
    """By onnxruntime, each text by itself, so that a vector depends on its text alone."""
    batches: float
    """By torch in batches of fixed shapes: models that onnxruntime is not used for."""
    light: float
    """By the numpy encoder of the same weights, which embeds questions."""
    default: float
    """`SentenceTransformer.encode` as it comes."""
    likeness: float
    """The least cosine of a vector of ours and the library's own."""


def measure_embedding(count: int, wanted: str) -> EmbeddingRates:
    """Embed ``count`` made-up abstracts in each way, in one process.

    Args:
        count: Number of abstracts.
        wanted: The embedding model, as settings name it.
    """
    keep_quiet()
    import numpy as np
    from sentence_transformers import SentenceTransformer

    model = find_model(wanted)
    # A build embeds passages in the order of their length; the library's own way sorts them too.
    texts = sorted((f"{title}\n{text}" for title, text in abstracts(count)), key=len)
    usual = SentenceTransformer(
        str(model.folder), device="cpu", local_files_only=True, model_kwargs={"dtype": "float32"}
    )

    def default(batch: Sequence[str]) -> Vectors:
        vectors: Vectors = usual.encode(
            list(batch), normalize_embeddings=True, show_progress_bar=False
        )
        return vectors

    def as_a_build(embedder: Embedder) -> Callable[[Sequence[str]], Vectors]:
        return lambda texts: np.concatenate(
            [embedder.embed(piece) for piece in batched(texts, EMBEDDED)]
        )

    ours, vectors = _timed(as_a_build(load_embedder(model)), texts)
    batches, _ = _timed(as_a_build(load_sentence_model(model, "cpu")), texts)
    light, _ = _timed(NumpyEmbedder(model).embed, texts)
    plain, theirs = _timed(default, texts)
    likeness = float((vectors * theirs).sum(axis=1).min())
    return EmbeddingRates(count, ours, batches, light, plain, likeness)


def _timed(
    embed: Callable[[Sequence[str]], Vectors], texts: Sequence[str]
) -> tuple[float, Vectors]:
    embed(texts[:_WARM])
    started = time.perf_counter()
    vectors = embed(texts)
    return len(texts) / (time.perf_counter() - started), vectors
