"""Measure how fast triples are drafted by rules, checked, and settled with their verdicts."""

import multiprocessing
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

from builder.checks.checks import Checker, check_all
from builder.curation.curation import Curation
from builder.curation.matching import KnownPaper
from builder.drafting.draft import draft
from builder.parallel import batched, parallel_map
from builder.triples import Triple
from eval.bench.synthetic_corpus import abstracts

#: Abstracts drafted, and triples checked, at a time.
_CHUNK, _TOGETHER = 50, 500


@dataclass(frozen=True, slots=True)
class DraftingRate:
    """Made-up abstracts a second, but for ``settled``."""

    abstracts: int
    triples: int
    one: float
    """Drafted by rules in one process."""
    two: float
    """The same in two."""
    checked: float
    """Drafted and checked, in two."""
    settled: float
    """Triples a second on which verdicts are settled."""


def measure_drafting(count: int, by: Checker) -> DraftingRate:
    """Measure drafting and checking on ``count`` made-up abstracts."""
    papers = list(abstracts(count))
    _draft_all(papers[:_CHUNK])  # loads what is loaded on first use, before the clock starts
    started = time.perf_counter()
    triples = _draft_all(papers)
    one = time.perf_counter() - started
    chunks = list(batched(papers, _CHUNK))
    # Spawned processes have no cache of the texts that this process has parsed.
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        list(pool.map(_draft_all, chunks[:2]))
        started = time.perf_counter()
        list(pool.map(_draft_all, chunks))
        two = time.perf_counter() - started
    titles = {str(number): title for number, (title, _) in enumerate(papers)}
    started = time.perf_counter()
    pieces = batched(triples, _TOGETHER)
    results = parallel_map(partial(check_all, titles=titles, by=by), pieces, 2)
    checked = [triple for _, chunk in results for triple in chunk]
    checking = time.perf_counter() - started
    known = [KnownPaper(str(n), None, title, text) for n, (title, text) in enumerate(papers)]
    started = time.perf_counter()
    settled = len(Curation(checked, known, []).curated)
    settling = time.perf_counter() - started
    return DraftingRate(
        count, len(triples), count / one, count / two, count / (two + checking), settled / settling
    )


def _draft_all(papers: Sequence[tuple[str, str]]) -> list[Triple]:
    return [
        triple
        for number, (title, text) in enumerate(papers)
        for triple in draft(str(number), title, text)
    ]
