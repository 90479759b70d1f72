"""The usual ways to search the same abstracts, measured beside ours in one run."""

import json
import statistics
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from retrieval.embedder import Embedder, Vectors

Question = TypeVar("Question")


@dataclass(frozen=True, slots=True)
class BaselineCost:
    """What another library needs. Times in s."""

    build: float
    """Putting the texts in; for a store of vectors without making them."""
    latency: tuple[float, float]
    """Median and 95th percentile of one search in a warm process."""


def timed(ask: Callable[[Question], object], questions: Sequence[Question]) -> tuple[float, float]:
    """Median and 95th percentile in s; the first question warms up and does not count."""
    times = []
    for question in (questions[0], *questions):
        started = time.perf_counter()
        ask(question)
        times.append(time.perf_counter() - started)
    times = sorted(times[1:])
    return statistics.median(times), times[int(0.95 * len(times))]


def texts(records: Path) -> Iterator[str]:
    """Title and abstract of each record of a JSONL file."""
    with records.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield f"{row['title']}\n{row['abstract']}"


def langchain_faiss(
    records: Path, vectors: Vectors, embedder: Embedder, questions: Sequence[str]
) -> BaselineCost:
    """LangChain's FAISS store over one vector for each abstract; ours embeds the questions."""
    with _quiet():
        from langchain_community.vectorstores import FAISS
        from langchain_core.embeddings import Embeddings

        class Ours(Embeddings):
            def embed_documents(self, texts: list[str]) -> list[list[float]]:
                return [list(map(float, vector)) for vector in embedder.embed(texts)]

            def embed_query(self, text: str) -> list[float]:
                return self.embed_documents([text])[0]

        started = time.perf_counter()
        # Rows of the array, not lists: a million lists of floats would take 12 GB.
        pairs: Any = zip(texts(records), vectors, strict=True)
        store = FAISS.from_embeddings(pairs, Ours())
        build = time.perf_counter() - started
        return BaselineCost(
            build, timed(lambda text: store.similarity_search(text, k=5), questions)
        )


def bm25(records: Path, questions: Sequence[str]) -> BaselineCost:
    """bm25s with its own English stop words, as its readme shows it."""
    import bm25s

    started = time.perf_counter()
    index = bm25s.BM25()
    held = list(texts(records))
    index.index(bm25s.tokenize(held, stopwords="en", show_progress=False), show_progress=False)
    build = time.perf_counter() - started

    def ask(text: str) -> object:
        words = bm25s.tokenize(text, stopwords="en", show_progress=False)
        return index.retrieve(words, corpus=held, k=min(5, len(held)), show_progress=False)

    return BaselineCost(build, timed(ask, questions))


@contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
