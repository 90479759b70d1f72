"""Measure the index of up to a million vectors, without texts."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from builder.storage.database import create_database, transaction
from eval.bench.baselines import measure_latency
from eval.bench.memory import peak_memory
from eval.bench.noisy_embedder import NoisyEmbedder
from eval.bench.retrieval_scale import measure_recall
from eval.bench.synthetic_corpus import abstracts
from retrieval.embedder import Embedder, Vectors
from retrieval.index_manifest import IndexManifest
from retrieval.schema import create_index_tables
from retrieval.vector_index import VectorIndex, index_vectors, search_vectors

_BATCH = 4096
#: Abstracts that are truly embedded; all vectors are made from theirs.
_TRUE = 256
_QUESTIONS = 40
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class VectorScale:
    """Costs of an index of n vectors; times in s, sizes in bytes."""

    n: int
    kind: str
    build: float
    """Fitting and adding, from the vectors in the database."""
    size: int
    """Of the index file."""
    search: float
    """Median of one search, its cosines counted from the database."""
    recall: float
    """Share of the ten nearest vectors by exhaustive search that the index finds."""
    memory: int
    """Peak of this process."""


def measure_vector_index(n: int, folder: Path, true: Embedder) -> VectorScale:
    """Index n vectors, made from true ones by adding noise; search with true ones."""
    import faiss

    embedder = NoisyEmbedder(true, _TRUE)
    with closing(create_database(folder / "vectors.sqlite")) as db:
        create_index_tables(db)
        for first, vectors in _vectors(n, embedder):
            _insert(db, embedder.name, first, vectors)
        started = time.perf_counter()
        made, kind = index_vectors(db)
        build = time.perf_counter() - started
        file = folder / "vectors.faiss"
        faiss.write_index(made, str(file))
        manifest = IndexManifest(embedder.name, "", "", kind, n, made.d, "", "", False)
        index = VectorIndex(faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC), manifest)
        faiss.omp_set_num_threads(1)
        asked = true.embed([title for title, _ in abstracts(_QUESTIONS, seed=1)])
        middle, _ = measure_latency(lambda one: search_vectors(db, index, one, _DEPTH), list(asked))
        return VectorScale(
            n, kind, build, file.stat().st_size, middle,
            measure_recall(db, index, asked), peak_memory() or 0,
        )  # fmt: skip


def _vectors(n: int, embedder: NoisyEmbedder) -> Iterator[tuple[int, Vectors]]:
    """Yield (number of the first, vectors) in batches."""
    for first in range(0, n, _BATCH):
        yield first, embedder.near(min(_BATCH, n - first))


def _insert(db: sqlite3.Connection, name: str, first: int, vectors: Vectors) -> None:
    with transaction(db):
        db.executemany(
            "INSERT INTO vectors VALUES (?, ?, ?)",
            ((first + row, name, vector.tobytes()) for row, vector in enumerate(vectors)),
        )
