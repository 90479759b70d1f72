"""LangChain's FAISS store, measured beside our search; loaded only where langchain is installed."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from langchain_community.vectorstores import FAISS
from langchain_core.embeddings import Embeddings

from eval.bench.baselines import BaselineCost, measure_latency, read_texts
from retrieval.embedder import Embedder, Vectors


class LangchainEmbeddings(Embeddings):
    """An embedder of this program as LangChain takes it."""

    def __init__(self, embedder: Embedder) -> None:
        """Take the embedder that makes the vectors."""
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector for each text."""
        return [list(map(float, vector)) for vector in self._embedder.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        return self.embed_documents([text])[0]


def measure_langchain_faiss(
    records: Path, vectors: Vectors, embedder: Embedder, questions: Sequence[str]
) -> BaselineCost:
    """Measure LangChain's FAISS store over one vector for each abstract; questions are embedded."""
    started = time.perf_counter()
    # Rows of the array, not lists: a million lists of floats would take 12 GB.
    pairs: Any = zip(read_texts(records), vectors, strict=True)
    store = FAISS.from_embeddings(pairs, LangchainEmbeddings(embedder))
    build = time.perf_counter() - started
    return BaselineCost(
        build, measure_latency(lambda text: store.similarity_search(text, k=5), questions)
    )
