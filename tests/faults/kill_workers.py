"""Kill the workers of a cluster by SIGKILL in each stage of a build, and compare what is built.

    python tests/faults/kill_workers.py [--kills 20] [--workers 2] [--papers 40]

A workspace of made-up abstracts and drawn PDFs is built without a cluster, a stage at a time, and
again with one, each stage from the same state, while its workers are killed at seeded moments: the
database and the files must come out the same. Prints a row of JSON a stage.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

from pdf_factory import good_pdf  # noqa: E402
from small_library import write_records  # noqa: E402

from builder.checks import run as checks  # noqa: E402
from builder.drafting import update as drafting  # noqa: E402
from builder.library import stored_values  # noqa: E402
from builder.parallel import Workers  # noqa: E402
from eval.bench.synthetic_corpus import abstracts  # noqa: E402
from hea.events import Events  # noqa: E402
from hea.workflows.cluster.opening import open_workers  # noqa: E402
from hea.workflows.corpus import build  # noqa: E402
from hea.workspace import Settings, Workspace  # noqa: E402
from retrieval import vector_index  # noqa: E402

#: Tables of the full-text index that depend on the order in which files were read.
_ORDERED = ("words_data", "words_idx")
Stage = Callable[[sqlite3.Connection, Workspace, Settings, Workers | None], object]
STAGES: dict[str, Stage] = {
    "reading": lambda db, place, to, by: build.read_corpus(db, place, to, workers=by),
    "embedding": lambda db, place, to, by: build.index_corpus(db, place, to, workers=by),
    "values": lambda db, place, to, by: build.store_values(db, to, workers=by),
    "drafting": lambda db, place, to, by: build.draft_triples(db, to, workers=by),
    "checks": lambda db, place, to, by: build.check_triples(
        db, to, build.worth_model(place), workers=by
    ),
}


#: Seconds of a paper between two kills at most: about what a stage takes for it.
_PAUSE = 0.03


class Told(Events):
    """Keep the notes."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, words: str) -> None:
        self.notes.append(words)


def make_corpus(folder: Path, papers: int) -> None:
    folder.mkdir(parents=True)
    for number in range(papers // 4):
        good_pdf(folder / f"{number}.pdf", f"Toughness of alloy number {number} on cooling")
    made = enumerate(abstracts(papers, seed=3))
    write_records(
        folder / "r.jsonl",
        *({"id": f"r{n}", "title": title, "abstract": text} for n, (title, text) in made),
    )


def small_pieces() -> None:
    """Let few papers make many pieces of work, as many papers do."""
    for module in (stored_values, drafting, checks):
        module._MANY, module._TOGETHER = 1, 2
    vector_index.EMBEDDED = 8


def run_stage(place: Workspace, name: str, workers: Workers | None) -> None:
    with build.open_for_building(place) as db:
        STAGES[name](db, place, Settings(readers=1), workers)


def state(place: Workspace) -> dict[str, object]:
    """Every row of the database, in an order of its own, and the bytes of the index."""
    db = sqlite3.connect(place.database)
    named = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    found: dict[str, object] = {
        name: sorted(map(repr, db.execute(f'SELECT * FROM "{name}"')))
        for (name,) in named
        if name not in _ORDERED
    }
    db.close()
    return found | {
        path.name: path.read_bytes() for path in sorted(place.index.rglob("*")) if path.is_file()
    }


def worker_processes() -> list[psutil.Process]:
    """The workers that this process has started, each with a process of its own for the work."""
    found = []
    for one in psutil.Process().children():
        with suppress(psutil.Error):  # it ended just now
            if "spawn_main" in " ".join(one.cmdline()):
                found.append(one)
    return found


@contextmanager
def killing(rng: random.Random, most: int, killed: list[int], pause: float) -> Iterator[None]:
    """Kill workers, or the processes that do their work, until the stage has ended.

    Between two kills lie up to ``pause`` seconds.
    """
    ended = threading.Event()

    def kill() -> None:
        while len(killed) < most and not ended.wait(rng.uniform(0.0, pause)):
            for worker in rng.sample(found := worker_processes(), len(found)):
                try:
                    at_work = worker.children()
                    if not at_work:
                        continue
                    victim = worker if len(killed) % 3 else at_work[0]
                    os.kill(victim.pid, signal.SIGKILL)
                except (psutil.Error, ProcessLookupError):
                    continue
                killed.append(victim.pid)
                break

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--papers", type=int, default=40)
    parser.add_argument("--stages", default=",".join(STAGES))
    given = parser.parse_args()
    rng, same = random.Random(5), True
    small_pieces()
    with tempfile.TemporaryDirectory() as folder:
        place = Workspace(Path(folder))
        make_corpus(place.corpus, given.papers)
        before, expected = {}, {}
        for name in STAGES:
            if place.data.exists():
                shutil.copytree(place.data, before.setdefault(name, place.root / f"before {name}"))
            run_stage(place, name, None)
            expected[name] = state(place)
        told = Told()
        with open_workers(f"local:{given.workers}", place.data, told) as workers:
            for name in given.stages.split(","):
                killed: list[int] = []
                runs, begun, equal = 0, time.monotonic(), True
                while len(killed) < given.kills or not runs:
                    shutil.rmtree(place.data)
                    if name in before:
                        shutil.copytree(before[name], place.data)
                    with killing(rng, given.kills, killed, _PAUSE * given.papers):
                        run_stage(place, name, workers)
                    runs += 1
                    equal &= state(place) == expected[name]
                same &= equal
                row = {"stage": name, "kills": len(killed), "runs": runs, "same": equal}
                print(json.dumps(row | {"s": round(time.monotonic() - begun, 1)}), flush=True)
        for note in told.notes:
            print(note)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
