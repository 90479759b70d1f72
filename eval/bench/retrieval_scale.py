"""Measure retrieval as a corpus grows: build rate, sizes, latencies, beside other libraries."""

import importlib.util
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from answer.extractive.answer import answer_extractively
from builder.ingest.ingest import ingest
from builder.parallel import Progress
from builder.storage.database import create_database
from eval.bench.baselines import BaselineCost, measure_bm25, measure_latency
from eval.bench.memory import peak_memory
from eval.bench.noisy_embedder import NoisyEmbedder
from eval.bench.stage_costs import tenfold, write_corpus
from eval.bench.synthetic_corpus import formula
from retrieval.embedder import (
    Embedder,
    EmbedderFolder,
    Vectors,
    find_model,
    load_embedder,
)
from retrieval.embedding.numpy_encoder import NumpyEmbedder
from retrieval.hybrid import FusionWeights, Searcher
from retrieval.vector_index import VectorIndex, open_index, search_vectors, update_index

#: Abstracts that are truly embedded; the vectors of all others are made from theirs.
_TRUE = 256
_QUESTIONS = 40
#: Runs of a command in a process of its own.
_RUNS = 3
#: Neighbours by which an index is compared with an exhaustive search.
_NEAREST = 10
_RECORDS = "made.jsonl"


@dataclass(frozen=True, slots=True)
class RetrievalScale:
    """Costs of one size of corpus; times in s, sizes in bytes."""

    n: int
    read: float
    """Ingesting n records: files, metadata, merging."""
    indexed: float
    """Cutting, words, alloys, FAISS; without embedding, which has its own rate."""
    embedding_rate: float
    """Abstracts truly embedded a second."""
    database: int
    index: int
    latency: dict[str, tuple[float, float]]
    """Ranker → median and 95th percentile of one search in a warm process."""
    recall: float
    """Share of the ten nearest passages by exhaustive search that the index finds."""
    peers: dict[str, BaselineCost]
    """LangChain's FAISS store and bm25s, where they are installed."""
    cold: float
    """`hea search` from the prompt to its end, median of three."""
    cold_memory: int
    cold_ask: float
    """`hea ask`, the same way."""
    peer_cold: float
    """The same question by sentence-transformers, FAISS flat and a JSONL file in a new process."""
    peer_memory: int
    peer_warm: float
    """Its median for one question after the first, all loaded."""
    build_memory: int
    """Peak of this process, which built it."""


@dataclass(frozen=True, slots=True)
class BenchFolder:
    """Paths of a corpus and of what is built from it."""

    root: Path
    corpus: Path
    database: Path
    index: Path


def retrieval_growth(found: Sequence[RetrievalScale]) -> dict[str, float]:
    """Return cost → growth per tenfold, from the smallest to the largest corpus."""

    def costs(one: RetrievalScale) -> dict[str, float]:
        return {
            "taking in": one.read,
            "cutting and indexing": one.indexed,
            "database": one.database,
            "index": one.index,
            "memory while building": one.build_memory,
            **{f"one search, {name}": middle for name, (middle, _) in one.latency.items()},
            "cold hea search": one.cold,
            "cold hea ask": one.cold_ask,
            "memory of cold hea search": one.cold_memory,
        }

    return tenfold({one.n: costs(one) for one in found})


def measure_retrieval_scale(
    n: int, place: BenchFolder, wanted: str, progress: Progress
) -> RetrievalScale:
    """Build a workspace of n made-up abstracts in an empty folder, and search it.

    Args:
        n: Number of abstracts.
        place: Paths in the empty folder.
        wanted: The embedding model, as settings name it.
        progress: Called with passages embedded and passages to embed.
    """
    place.corpus.mkdir(parents=True)
    write_corpus(place.corpus / _RECORDS, n)
    held: list[NoisyEmbedder] = []

    def load(model: EmbedderFolder) -> Embedder:
        held.append(NoisyEmbedder(load_embedder(model), _TRUE))
        return held[0]

    with closing(create_database(place.database)) as db:
        started = time.perf_counter()
        ingest(db, place.corpus, lambda done, total: None)
        read = time.perf_counter() - started
        started = time.perf_counter()
        update_index(db, place.index, wanted, progress, load)
        true = held[0]
        indexed = time.perf_counter() - started - true.seconds
        highest = peak_memory() or 0
        index, light = open_index(place.index), NumpyEmbedder(find_model(wanted))
        latency = _latencies(Searcher(db, index, light))
        found = measure_recall(
            db, index, light.embed([_question(seed) for seed in range(_QUESTIONS)])
        )
    command = [sys.executable, "-m", "hea", "search", _question(1), "--json"]
    cold, memory = _measure_cold([*command, "--workspace", str(place.root)])
    command[3] = "ask"
    cold_ask, _ = _measure_cold([*command, "--workspace", str(place.root)])
    vectors = _one_vector_each(place)
    usual = _peer_command(place, vectors, wanted)
    peer, peer_memory = _measure_cold([*usual, _question(1)])
    peer_warm = _measure_warm([*usual, *(_question(seed) for seed in range(_QUESTIONS))])
    peers = _measure_baselines(place.corpus / _RECORDS, vectors, light)
    return RetrievalScale(
        n, read, indexed, true.known / true.seconds,
        sum(f.stat().st_size for f in place.database.parent.glob(f"{place.database.name}*")),
        sum(file.stat().st_size for file in place.index.iterdir()),
        latency, found, peers, cold, memory, cold_ask, peer, peer_memory, peer_warm, highest,
    )  # fmt: skip


def _question(seed: int) -> str:
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    property_ = rng.choice(("yield strength", "hardness", "corrosion resistance", "grain size"))
    return (
        f"What is the {property_} of {formula(rng)} after annealing at {rng.randint(300, 1300)} K?"
    )


def _latencies(search: Searcher) -> dict[str, tuple[float, float]]:
    rankers = {
        "vectors": FusionWeights(1.0, 0.0, 0.0),
        "words": FusionWeights(0.0, 1.0, 0.0),
        "alloys": FusionWeights(0.0, 0.0, 1.0),
        "fused": FusionWeights(),
    }
    questions = [_question(seed) for seed in range(1, _QUESTIONS + 1)]
    return {
        name: measure_latency(partial(search.search, k=5, weights=weights), questions)
        for name, weights in rankers.items()
    } | {
        "ask": measure_latency(
            lambda text: answer_extractively(text, search.search(text, 5)), questions
        )
    }


def measure_recall(db: sqlite3.Connection, index: VectorIndex, questions: Vectors) -> float:
    """Return the share of the nearest passages, by exhaustive search, that the index finds."""
    import numpy as np

    best: list[list[tuple[float, int]]] = [[] for _ in questions]
    rows = db.execute("SELECT passage, vector FROM vectors")
    while batch := rows.fetchmany(8192):
        cosines = questions @ np.stack([np.frombuffer(row["vector"], "<f4") for row in batch]).T
        for near, scores in zip(best, cosines, strict=True):
            top = np.argsort(-scores)[:_NEAREST]
            near += [(float(scores[place]), batch[place]["passage"]) for place in top]
            near.sort()
            del near[:-_NEAREST]
    found = 0
    for vector, true in zip(questions, best, strict=True):
        indexed = {passage for passage, _ in search_vectors(db, index, vector, _NEAREST)}
        found += len(indexed & {passage for _, passage in true})
    return found / sum(map(len, best))


def _measure_baselines(
    records: Path, vectors: Vectors, embedder: Embedder
) -> dict[str, BaselineCost]:
    questions = [_question(seed) for seed in range(1, _QUESTIONS + 1)]
    peers = {}
    if importlib.util.find_spec("langchain_community"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # langchain warns of what is deprecated inside it
            from eval.bench.langchain_baseline import measure_langchain_faiss

            peers["langchain FAISS"] = measure_langchain_faiss(
                records, vectors, embedder, questions
            )
    if importlib.util.find_spec("bm25s"):
        peers["bm25s"] = measure_bm25(records, questions)
    return peers


_WATCH = """
import subprocess, sys, time
from eval.bench.memory import peak_memory
started = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
took = time.perf_counter() - started
peak = 0 if sys.platform == "win32" else peak_memory(children=True)
sys.stdout.write(f"{took} {peak} {done.returncode}")
"""


def _measure_cold(command: Sequence[str]) -> tuple[float, int]:
    """Return median seconds and peak bytes of some runs of a command in a new process.

    Windows does not tell the peak of a process that has ended: 0 there. A small process starts the
    command: the peak of a child is never below that of its parent.
    """
    runs = []
    for _ in range(_RUNS):
        watch = [sys.executable, "-c", _WATCH, *command]
        done = subprocess.run(watch, capture_output=True, text=True, check=True)  # noqa: S603 - ours
        took, peak, code = done.stdout.split()
        if code != "0":
            raise RuntimeError(f"{command[:4]} ended with {code}: {done.stderr[-500:]}")
        runs.append((float(took), int(peak)))
    return sorted(runs)[_RUNS // 2]


_PEER = """
import json, sys, time
import faiss, numpy
from sentence_transformers import SentenceTransformer
vectors, records, model, *questions = sys.argv[1:]
index = faiss.read_index(vectors)
rows = [json.loads(line) for line in open(records, encoding="utf-8")]
embedder = SentenceTransformer(model, model_kwargs={"dtype": "float32"})
times = []
for question in questions:
    started = time.perf_counter()
    asked = embedder.encode([question], normalize_embeddings=True, show_progress_bar=False)
    _, found = index.search(numpy.asarray(asked, numpy.float32), 5)
    titles = [rows[number]["title"] for number in found[0]]
    times.append(time.perf_counter() - started)
sys.stdout.write(json.dumps(times))
"""


def _measure_warm(command: Sequence[str]) -> float:
    """Return median seconds of all questions but the first, in one process."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    return float(statistics.median(json.loads(done.stdout)[1:]))


def _one_vector_each(place: BenchFolder) -> Vectors:
    """Return one vector for each abstract, as if each were a single passage."""
    import numpy as np

    with closing(create_database(place.database)) as db:
        rows = db.execute("SELECT vector FROM vectors LIMIT (SELECT count(*) FROM papers)")
        vectors: Vectors = np.stack([np.frombuffer(row["vector"], "<f4") for row in rows])
    return vectors


def _peer_command(place: BenchFolder, vectors: Vectors, wanted: str) -> list[str]:
    """Write a flat FAISS index, and return the command that searches it in the usual way.

    That is with sentence-transformers for the question and a JSONL file for the titles.
    """
    import faiss

    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    faiss.write_index(flat, str(place.root / "peer.faiss"))
    model = find_model(wanted)
    return [sys.executable, "-c", _PEER, str(place.root / "peer.faiss"),
            str(place.corpus / _RECORDS), str(model.folder)]  # fmt: skip
