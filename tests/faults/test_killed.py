"""A build killed anywhere and run again ends where an undisturbed one ends."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pdf_factory import good_pdf
from pipeline import build_all, started, state
from small_library import CANTOR, SENKOV, Many, Run, write_records

from hea.workflows.corpus.build_lock import build_lock
from hea.workspace import Workspace


@pytest.mark.slow
@pytest.mark.fault("F5")
def test_a_build_killed_anywhere_ends_as_if_it_had_not_been(
    tmp_path: Path, corpus: Path, how_many: Many
) -> None:
    """Killed at seeded moments spread over reading, embedding, drafting, checking and writing."""
    for number in range(4):
        good_pdf(corpus / f"{number}.pdf", f"Toughness of alloy number {number}")
    write_records(
        corpus / "r.jsonl",
        *(
            record | {"id": f"{record['id']}{n}", "doi": f"10.1000/{n}", "title": f"T {n} of it"}
            for n, record in enumerate([CANTOR, SENKOV] * 30)
        ),
    )
    whole, broken = Workspace(tmp_path), Workspace(tmp_path / "broken")
    shutil.copytree(corpus, broken.corpus)
    begun = time.monotonic()
    undisturbed = started(whole.root)
    undisturbed.join()
    assert undisturbed.exitcode == 0
    length = time.monotonic() - begun
    expected = state(whole)
    rng, kills = random.Random(5), 0
    wanted = how_many(10, 150)
    while kills < wanted:
        running = started(broken.root)
        running.join(rng.uniform(0.05, 1.0) * length)
        if running.exitcode is None:
            running.kill()
            running.join()
            kills += 1
            continue
        assert running.exitcode == 0
        # It came to its end before it could be killed: the next one begins from nothing.
        assert state(broken) == expected
        shutil.rmtree(broken.data)
    build_all(broken)
    assert state(broken) == expected
    assert not list(broken.data.rglob("*.part")) + list(broken.data.rglob("*.new"))


HOLDER = """
import sys, time
from hea.workflows.corpus.build_lock import build_lock
from hea.workspace import Workspace
from pathlib import Path
with build_lock(Workspace(Path(sys.argv[1]))):
    print("building", flush=True)
    time.sleep(600)
"""


@pytest.mark.fault("F9")
def test_a_second_builder_is_sent_away_and_a_dead_ones_lock_is_free(
    tmp_path: Path, corpus: Path, hea: Run
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as builder:
        assert builder.stdout is not None
        assert builder.stdout.readline() == "building\n"
        code, _, err = hea("build", "--workspace", tmp_path)
        builder.kill()
    assert code == 1
    assert "Another `hea build` is at work" in err
    with build_lock(Workspace(tmp_path)):
        pass
