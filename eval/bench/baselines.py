"""Costs of the usual ways to search the same abstracts, measured beside ours in one run."""

import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

_Question = TypeVar("_Question")


@dataclass(frozen=True, slots=True)
class BaselineCost:
    """What another library needs for one corpus; times in s."""

    build: float
    """Putting the texts in; for a store of vectors without making them."""
    latency: tuple[float, float]
    """Median and 95th percentile of one search in a warm process."""


def measure_latency(
    search: Callable[[_Question], object], questions: Sequence[_Question]
) -> tuple[float, float]:
    """Return median and 95th percentile in s; the first question warms up and is not counted."""
    times = []
    for question in (questions[0], *questions):
        started = time.perf_counter()
        search(question)
        times.append(time.perf_counter() - started)
    times = sorted(times[1:])
    return statistics.median(times), times[int(0.95 * len(times))]


def read_texts(records: Path) -> Iterator[str]:
    """Yield title and abstract of each record of a JSONL file."""
    with records.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield f"{row['title']}\n{row['abstract']}"


def measure_bm25(records: Path, questions: Sequence[str]) -> BaselineCost:
    """Measure bm25s with its own English stop words, as its readme shows it."""
    import bm25s

    started = time.perf_counter()
    index = bm25s.BM25()
    held = list(read_texts(records))
    index.index(bm25s.tokenize(held, stopwords="en", show_progress=False), show_progress=False)
    build = time.perf_counter() - started

    def search(text: str) -> object:
        words = bm25s.tokenize(text, stopwords="en", show_progress=False)
        return index.retrieve(words, corpus=held, k=min(5, len(held)), show_progress=False)

    return BaselineCost(build, measure_latency(search, questions))
