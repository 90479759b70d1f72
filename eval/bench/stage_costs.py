"""Measure time and memory of each stage of the work, each in a process of its own."""

import json
import math
import multiprocessing
import os
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from eval.bench.memory import peak_memory
from eval.bench.synthetic_corpus import abstracts

#: Does one stage of the work on the workspace in this folder.
Stage = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Cost:
    """Time and memory of one stage."""

    seconds: float
    """From start to end of the stage, with what it loads."""
    memory: int
    """Most bytes of one process, of this stage alone."""
    cpu: float
    """Seconds of the processors, of all processes of the stage: what else runs changes it less."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """All stages on one corpus."""

    n: int
    """Abstracts."""
    costs: dict[str, Cost]
    size: int
    """Bytes of all that was made."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Factors by which time and memory grow when the corpus is ten times as large."""

    seconds: float
    memory: float
    cpu: float


def write_corpus(file: Path, count: int) -> None:
    """Write the records of ``count`` made-up abstracts, each with a title of its own."""
    with file.open("w", encoding="utf-8") as lines:
        for number, (title, text) in enumerate(abstracts(count)):
            row = {"id": f"M{number}", "title": f"{title} ({number})", "abstract": text}
            lines.write(json.dumps(row) + "\n")


def rehearse(
    root: Path, n: int, stages: Mapping[str, Stage], progress: Callable[[int, int, str], None]
) -> Rehearsal:
    """Do every stage in turn on the workspace ``root``, and measure each.

    Args:
        root: A workspace whose corpus is written already.
        n: Number of abstracts in the corpus.
        stages: Name of each stage → the stage, in their order.
        progress: Called with number of stages done, number of stages, name of the next.
    """
    costs = {}
    for number, (name, stage) in enumerate(stages.items()):
        progress(number, len(stages), name)
        # The peak memory of a new process holds no other stage.
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            costs[name] = pool.submit(_measure_stage, stage, root).result()
    made = sum(file.stat().st_size for file in root.rglob("*") if file.is_file())
    return Rehearsal(n, costs, made)


def _measure_stage(stage: Stage, root: Path) -> Cost:
    started, cpu = time.perf_counter(), _cpu_seconds()
    stage(root)
    seconds, cpu = time.perf_counter() - started, _cpu_seconds() - cpu
    return Cost(seconds, peak_memory(children=True) or 0, cpu)


def _cpu_seconds() -> float:
    """Return the processor time of this process and of those it started that have ended."""
    return sum(os.times()[:4])


def stage_growth(found: Sequence[Rehearsal]) -> dict[str, Growth]:
    """Return stage → growth per tenfold, from the smallest to the largest corpus."""
    seconds, memory, cpu = (
        tenfold({one.n: {k: getattr(c, of) for k, c in one.costs.items()} for one in found})
        for of in ("seconds", "memory", "cpu")
    )
    return {name: Growth(times, memory[name], cpu[name]) for name, times in seconds.items()}


def tenfold(costs: Mapping[int, Mapping[str, float]]) -> dict[str, float]:
    """Return cost → growth per tenfold, of size → costs; nothing where there is one size."""
    first, last = min(costs), max(costs)
    if first == last:
        return {}
    return {
        name: per_tenfold(first, cost, last, costs[last][name])
        for name, cost in costs[first].items()
    }


def per_tenfold(n: int, cost: float, larger: int, larger_cost: float) -> float:
    """Return the factor of a cost for each tenfold between two sizes; 10 is proportional."""
    return float((larger_cost / max(cost, 1e-9)) ** (1 / math.log10(larger / n)))
