"""Each stage is measured by itself, and growth is told for a tenfold corpus."""

import json
import time
from pathlib import Path

import pytest

from eval.bench.stage_costs import (
    Cost,
    Growth,
    Rehearsal,
    per_tenfold,
    rehearse,
    stage_growth,
    write_corpus,
)


def waits(root: Path) -> None:
    time.sleep(0.3)


def works(root: Path) -> None:
    begun = time.process_time()
    while time.process_time() - begun < 0.5:
        pass


def fills(root: Path) -> None:
    (root / "made").write_bytes((b"x" * 500_000_000)[:1000])


def test_each_stage_is_measured_by_itself(tmp_path: Path) -> None:
    told: list[str] = []
    found = rehearse(
        tmp_path,
        7,
        {"fill": fills, "wait": waits, "work": works},
        lambda done, total, name: told.append(name),
    )
    assert told == list(found.costs) == ["fill", "wait", "work"]
    assert (found.n, found.size) == (7, 1000)
    assert 0.3 <= found.costs["wait"].seconds < 30
    assert found.costs["wait"].cpu < 0.4 < found.costs["work"].cpu
    assert found.costs["fill"].memory > found.costs["wait"].memory + 200_000_000


def test_growth_is_told_for_a_tenfold_whatever_the_sizes() -> None:
    assert per_tenfold(100, 1, 1000, 10) == pytest.approx(10)
    assert per_tenfold(100, 1, 10_000, 9) == pytest.approx(3)
    sizes = [Rehearsal(n, {"read": Cost(n / 100, 50, n / 50)}, 0) for n in (10, 1000, 100)]
    assert stage_growth(sizes) == {"read": Growth(*map(pytest.approx, (10, 1, 10)))}
    assert stage_growth(sizes[:1]) == {}


def test_a_rehearsed_corpus_holds_each_abstract_once(tmp_path: Path) -> None:
    write_corpus(tmp_path / "made.jsonl", 40)
    rows = [json.loads(line) for line in (tmp_path / "made.jsonl").read_text().splitlines()]
    assert len({row["abstract"] for row in rows}) == len({row["title"] for row in rows}) == 40
