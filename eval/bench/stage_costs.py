"""What each stage of the work costs as a corpus grows: each is done in a process of its own."""

import json
import math
import multiprocessing
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
    """What one stage took."""

    seconds: float
    """From the first to the last of its work; what is loaded for it counts."""
    memory: int
    """Most bytes of one process, of this stage alone."""


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
    """By what a cost is multiplied when the corpus is ten times as large."""

    seconds: float
    memory: float


def write_corpus(file: Path, count: int) -> None:
    """Records of made-up abstracts, each with a title of its own."""
    with file.open("w", encoding="utf-8") as lines:
        for number, (title, text) in enumerate(abstracts(count)):
            row = {"id": f"M{number}", "title": f"{title} ({number})", "abstract": text}
            lines.write(json.dumps(row) + "\n")


def rehearse(
    root: Path, n: int, stages: Mapping[str, Stage], progress: Callable[[int, int, str], None]
) -> Rehearsal:
    """Do every stage in turn on the workspace ``root``, whose corpus is written; measure each."""
    costs = {}
    for number, (name, stage) in enumerate(stages.items()):
        progress(number, len(stages), name)
        # Begun anew, a process has the memory of no other stage in its peak.
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            costs[name] = pool.submit(_measured, stage, root).result()
    made = sum(file.stat().st_size for file in root.rglob("*") if file.is_file())
    return Rehearsal(n, costs, made)


def _measured(stage: Stage, root: Path) -> Cost:
    started = time.perf_counter()
    stage(root)
    return Cost(time.perf_counter() - started, peak_memory(children=True) or 0)


def stage_growth(found: Sequence[Rehearsal]) -> dict[str, Growth]:
    """Stage → its growth per tenfold, from the smallest to the largest corpus."""
    seconds = tenfold({one.n: {k: c.seconds for k, c in one.costs.items()} for one in found})
    memory = tenfold({one.n: {k: c.memory for k, c in one.costs.items()} for one in found})
    return {name: Growth(times, memory[name]) for name, times in seconds.items()}


def tenfold(costs: Mapping[int, Mapping[str, float]]) -> dict[str, float]:
    """By what each cost grows per tenfold, of size → costs; nothing where there is one size."""
    first, last = min(costs), max(costs)
    if first == last:
        return {}
    return {
        name: per_tenfold(first, cost, last, costs[last][name])
        for name, cost in costs[first].items()
    }


def per_tenfold(n: int, cost: float, larger: int, larger_cost: float) -> float:
    """By what a cost is multiplied for each tenfold between two sizes; 10 is in proportion."""
    return float((larger_cost / max(cost, 1e-9)) ** (1 / math.log10(larger / n)))
