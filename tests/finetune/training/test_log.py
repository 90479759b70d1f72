"""The log of a training: what is counted, what is cut, and the picture of the losses."""

import json
from pathlib import Path

import pytest
from matplotlib.image import imread

from builder.errors import UserError
from finetune.training.energy import Meter
from finetune.training.log import LOG, TrainingLog, draw_losses, peak_memory, read_log


def test_rows_that_were_not_trained_on_are_named(tmp_path: Path) -> None:
    log = TrainingLog(tmp_path, Meter(tmp_path))
    log.check_epoch([["a"], ["b"]], {0, 1}, whole=True)
    log.check_epoch([["a"], ["b"]], {0}, whole=False)
    with pytest.raises(UserError, match="1 of 2 rows were not trained on: b"):
        log.check_epoch([["a"], ["b"]], {0}, whole=True)


def test_a_log_torn_by_a_crash_is_read_up_to_the_tear(tmp_path: Path) -> None:
    log = TrainingLog(tmp_path, Meter(tmp_path))
    log.restore(None, 0)
    for step in (1, 2, 3):
        log.write(step, step / 2, loss=1.0)
    with (tmp_path / "log.jsonl").open("a") as torn:
        torn.write('{"step": 4, "lo')
    log.restore(None, 2)
    assert [row["step"] for row in read_log(tmp_path / "log.jsonl")] == [1, 2]


def test_a_log_counts_tokens_rows_and_the_time_of_earlier_processes(tmp_path: Path) -> None:
    log = TrainingLog(tmp_path, Meter(tmp_path))
    log.restore(None, 0)
    log.count([0, 2], 100, 30)
    log.count([1], 50, 20)
    log.write(1, 0.5, loss=2.0, lr=1e-4)
    [row] = read_log(tmp_path / LOG)
    assert (row["tokens"], row["supervised_tokens"], row["loss"], row["lr"]) == (150, 50, 2.0, 1e-4)
    assert row["kwh"] is None  # nothing here has a counter
    assert row["tokens_per_second"] > 0
    kept = json.loads(json.dumps(log.state() | {"seconds": 3600.0}))
    again = TrainingLog(tmp_path, Meter(tmp_path))
    again.restore(kept, 1)
    assert again.progress.seen == [0, 2, 1]
    again.write(2, 1.0, val_loss=1.5)
    last = read_log(tmp_path / LOG)[-1]
    assert 3600 <= last["seconds"] < 3660
    assert last["tokens_per_second"] is None  # nothing was read since


def test_the_best_validation_is_the_lowest_and_worse_ones_are_counted(tmp_path: Path) -> None:
    log = TrainingLog(tmp_path, Meter(tmp_path))
    assert [log.is_best(step, loss) for step, loss in enumerate((3.0, 2.0, 2.0, 2.5), start=1)] == [
        True, True, False, False,
    ]  # fmt: skip
    found = log.progress
    assert (found.best_step, found.best_loss, found.worse) == (2, 2.0, 2)


def test_a_log_of_a_killed_write_leaves_no_picture_behind(tmp_path: Path) -> None:
    rows = [{"step": 1, "loss": 3.0}, {"step": 2, "loss": 2.0}, {"step": 2, "val_loss": 2.5}]
    draw_losses(rows, tmp_path / "loss.png")
    assert [path.name for path in tmp_path.iterdir()] == ["loss.png"]
    pixels = {
        tuple(round(c * 255) for c in p[:3]) for p in imread(tmp_path / "loss.png").reshape(-1, 4)
    }
    assert {(31, 119, 180), (255, 127, 14)} <= pixels  # blue for training, orange for validation


def test_peak_memory_counts_bytes_of_this_process() -> None:
    assert 50 * 2**20 < peak_memory() < 2**40
