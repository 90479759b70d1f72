"""Checkpoints on the disk: complete or not there, the newest two, never of a broken model."""

import errno
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file
from transformers import get_scheduler

from builder.errors import UserError
from finetune.training.energy import Meter
from finetune.training.log import TrainingLog
from finetune.training.sft import SupervisedTrainer
from finetune.training.trainer import (
    UNWANTED,
    WEIGHTS,
    CheckpointingTrainer,
    check_finite,
    check_room,
    complete,
    keep_best,
    last_checkpoint,
    read_progress,
    warm_from_the_first_step,
)


@pytest.fixture
def log(tmp_path: Path) -> TrainingLog:
    return TrainingLog(tmp_path, Meter(tmp_path))


def half(folder: Path, name: str, weight: float = 1.0) -> Path:
    """A checkpoint as a trainer of transformers leaves it."""
    place = folder / name
    place.mkdir(parents=True)
    save_file({"lora_A": torch.full((2, 2), weight)}, place / WEIGHTS)
    for unwanted in UNWANTED:
        (place / unwanted).write_text("pickled")
    return place


def test_a_completed_checkpoint_holds_its_progress_and_no_pickle(
    tmp_path: Path, log: TrainingLog
) -> None:
    log.count([3, 1], 500, 90)
    complete(half(tmp_path / "c", "checkpoint-4"), 4, log)
    found = last_checkpoint(tmp_path / "c")
    assert found == (tmp_path / "c" / "step-4", 4)
    assert {path.name for path in found[0].iterdir()} == {WEIGHTS, "diary.json"}
    kept = read_progress(found[0])
    assert (kept["tokens"], kept["supervised"], kept["seen"]) == (500, 90, [3, 1])
    log.restore(kept, 4)
    assert log.progress.tokens == 500


def test_the_newest_two_checkpoints_and_the_best_adapter_are_kept(
    tmp_path: Path, log: TrainingLog
) -> None:
    """In the order of numbers: step 10 is newer than step 9."""
    folder = tmp_path / "c"
    for step in (8, 9, 10):
        if log.is_best(step, {8: 2.0, 9: 1.0, 10: 1.5}[step]):
            keep_best(half(folder, f"best-{step}.new"), step)
        complete(half(folder, f"checkpoint-{step}"), step, log)
    names = {path.name for path in folder.iterdir()}
    assert names == {"step-9", "step-10", "best-9"}
    assert last_checkpoint(folder) == (folder / "step-10", 10)


def test_what_a_kill_left_half_written_is_cleared_away(tmp_path: Path, log: TrainingLog) -> None:
    folder = tmp_path / "c"
    complete(half(folder, "checkpoint-2"), 2, log)
    half(folder, "checkpoint-3")
    half(folder, "best-3.new")
    half(folder, "final.new")
    assert last_checkpoint(folder) == (folder / "step-2", 2)
    assert [path.name for path in folder.iterdir()] == ["step-2"]
    shutil.rmtree(folder / "step-2")
    assert last_checkpoint(folder) is None


@pytest.mark.parametrize("weight", [float("nan"), float("inf")])
def test_a_weight_that_is_no_number_is_not_kept(
    tmp_path: Path, log: TrainingLog, weight: float
) -> None:
    folder = tmp_path / "c"
    with pytest.raises(UserError, match=r"step 3 a weight became NaN, .*no checkpoint yet"):
        check_finite(half(folder, "checkpoint-3", weight), 3, folder)
    complete(half(folder, "checkpoint-4"), 4, log)
    with pytest.raises(UserError, match="the checkpoint of step 4 is kept"):
        complete(half(folder, "checkpoint-5", weight), 5, log)
    assert last_checkpoint(folder) == (folder / "step-4", 4)


def test_a_checkpoint_that_does_not_fit_the_disk_is_refused_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: free)
    check_room(tmp_path, 1000)
    with pytest.raises(OSError, match="No space left") as found:
        check_room(tmp_path, 1001)
    assert found.value.errno == errno.ENOSPC


class Scripted(CheckpointingTrainer):
    """A trainer whose base class gives a loss that the test names."""

    def __init__(self, folder: Path, log: TrainingLog) -> None:
        self.args: Any = type("Arguments", (), {"output_dir": str(folder)})
        self.state: Any = type("State", (), {"global_step": 4})
        self.model = torch.nn.Linear(1, 1)
        self.training_log = log


def batch(rows: list[int]) -> dict[str, Any]:
    labels = torch.tensor([[-100, -100, 7, 8]] * len(rows))
    return {"rows": torch.tensor(rows), "tokens": torch.tensor(4 * len(rows)), "labels": labels}


def test_a_batch_is_counted_once_and_only_in_training(
    tmp_path: Path, log: TrainingLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[dict[str, Any]] = []
    monkeypatch.setattr(
        "transformers.Trainer.compute_loss",
        lambda trainer, model, inputs, outputs, **more: given.append(inputs) or torch.tensor(2.5),
    )
    trainer = Scripted(tmp_path, log)
    assert trainer.compute_loss(trainer.model, batch([5, 2])) == 2.5
    assert [*given[0]] == ["labels"]  # the model is not shown what only counts
    found = log.progress
    assert (found.seen, found.tokens, found.supervised) == ([5, 2], 8, 4)
    trainer.model.eval()
    trainer.compute_loss(trainer.model, batch([1]))
    assert log.progress.tokens == 8


@pytest.mark.parametrize("loss", [float("nan"), float("inf"), 0.0])
def test_a_loss_that_is_no_number_or_nought_undoes_the_checkpoint_that_gave_it(
    tmp_path: Path, log: TrainingLog, monkeypatch: pytest.MonkeyPatch, loss: float
) -> None:
    monkeypatch.setattr("transformers.Trainer.compute_loss", lambda *_, **more: torch.tensor(loss))
    folder = tmp_path / "c"
    for step in (3, 4):
        complete(half(folder, f"checkpoint-{step}"), step, log)
    trainer = Scripted(folder, log)
    with pytest.raises(
        UserError, match=r"At step 5 the loss became .*checkpoint of step 3 is kept"
    ):
        trainer.compute_loss(trainer.model, batch([1]))
    assert not (folder / "step-4").exists()
    trainer.model.eval()
    assert trainer.compute_loss(trainer.model, batch([1])) is not None  # a look changes nothing


def test_a_full_disk_is_named_whatever_error_it_causes(
    tmp_path: Path, log: TrainingLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **more: Any) -> None:
        raise RuntimeError("unexpected pos 64 vs 0")

    monkeypatch.setattr("transformers.Trainer.save_model", fails)
    trainer = Scripted(tmp_path, log)
    with pytest.raises(RuntimeError, match="unexpected pos"):
        trainer.save_model(str(tmp_path))
    free = shutil.disk_usage(tmp_path)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: free)
    with pytest.raises(OSError, match="No space left"):
        trainer.save_model(str(tmp_path))


def test_ours_is_asked_before_the_trainer_of_trl_and_writes_no_card(tmp_path: Path) -> None:
    order = [kind.__name__ for kind in SupervisedTrainer.__mro__]
    assert order.index("CheckpointingTrainer") < order.index("SFTTrainer") < order.index("Trainer")
    SupervisedTrainer.create_model_card(Scripted(tmp_path, None))  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("schedule", ["linear", "cosine", "constant_with_warmup"])
def test_the_first_step_of_a_warm_up_has_a_rate(schedule: str) -> None:
    weight = torch.nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([weight], lr=1.0)
    scheduler = get_scheduler(schedule, optimizer, num_warmup_steps=3, num_training_steps=10)
    assert scheduler.get_last_lr() == [0.0]
    warm_from_the_first_step(scheduler, 3)
    rates = []
    for _ in range(10):
        rates += scheduler.get_last_lr()
        assert optimizer.param_groups[0]["lr"] == rates[-1]
        optimizer.step()
        scheduler.step()
    assert rates[:4] == pytest.approx([0.25, 0.5, 0.75, 1.0])
    assert min(rates) > 0


def test_a_schedule_that_begins_above_zero_stays_as_it_is() -> None:
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=1.0)
    scheduler = get_scheduler("constant", optimizer, num_warmup_steps=3)
    warm_from_the_first_step(scheduler, 3)
    assert scheduler.get_last_lr() == [1.0]
