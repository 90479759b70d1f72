"""What is due at each step and epoch of a training, and what its log is told."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from transformers import TrainerControl

from builder.errors import UserError
from finetune.recipe import Recipe
from finetune.training.callbacks import (
    MetricsLogger,
    TrainingWatcher,
    all_processes,
    any_process,
)
from finetune.training.energy import Meter
from finetune.training.log import LOG, TrainingLog, read_log

RECIPE = Recipe(save_steps=3, eval_steps=2, preview_steps=2)


class Previewed:
    """Keeps the steps at which it is asked."""

    def __init__(self) -> None:
        self.steps: list[int] = []

    def ask(self, model: Any, tokenizer: Any, step: int) -> None:
        self.steps.append(step)


def watcher(folder: Path, recipe: Recipe, validates: bool = True) -> TrainingWatcher:
    log = TrainingLog(folder, Meter(folder))
    log.restore(None, 0)
    return TrainingWatcher(
        recipe, log, Previewed(), [["a"], ["b", "c"]], validates, lambda *_: None  # type: ignore[arg-type]
    )  # fmt: skip


def at(step: int, first: bool = True) -> Any:
    return SimpleNamespace(
        global_step=step, max_steps=7, epoch=step / 7, is_world_process_zero=first
    )


def steps(found: TrainingWatcher, what: str) -> list[int]:
    """The steps of seven at which something is ordered."""
    ordered = []
    for step in range(1, 8):
        control = TrainerControl()
        found.on_step_end(None, at(step), control, model=None, processing_class=None)
        if getattr(control, what):
            ordered.append(step)
    return ordered


def test_checkpoints_validations_and_previews_come_when_the_recipe_wants_them(
    tmp_path: Path,
) -> None:
    assert steps(watcher(tmp_path, RECIPE), "should_save") == [3, 6, 7]
    assert steps(watcher(tmp_path, RECIPE), "should_log") == [3, 6, 7]
    assert steps(watcher(tmp_path, RECIPE), "should_evaluate") == [2, 4, 6, 7]
    assert steps(watcher(tmp_path, RECIPE, validates=False), "should_evaluate") == []
    found = watcher(tmp_path, RECIPE)
    steps(found, "should_save")
    assert found.previewer.steps == [2, 4, 6]  # type: ignore[union-attr]
    by_epoch = replace(RECIPE, save_steps=0, eval_steps=0, preview_steps=0)
    assert steps(watcher(tmp_path, by_epoch), "should_save") == [7]
    assert steps(watcher(tmp_path, by_epoch), "should_evaluate") == []


def test_a_checkpoint_is_due_by_the_clock(tmp_path: Path) -> None:
    recipe = replace(RECIPE, save_steps=0, save_minutes=10.0)
    found = watcher(tmp_path, recipe)
    assert steps(found, "should_save") == [7]
    found.log.saved -= 601
    assert steps(found, "should_save") == [1, 7]  # and not again before ten minutes have passed


def test_an_epoch_ends_with_a_checkpoint_unless_steps_order_it(tmp_path: Path) -> None:
    for recipe, ordered in ((replace(RECIPE, save_steps=0, eval_steps=0), True), (RECIPE, False)):
        found, control = watcher(tmp_path, recipe), TrainerControl()
        found.log.count([0, 1], 10, 2)
        found.on_epoch_end(None, at(7), control)
        assert (control.should_save, control.should_evaluate) == (ordered, ordered)
        assert found.log.progress.seen == []


def test_a_row_left_out_of_a_whole_epoch_stops_the_training(tmp_path: Path) -> None:
    found = watcher(tmp_path, RECIPE)
    found.log.count([0], 10, 2)
    with pytest.raises(UserError, match="1 of 2 rows were not trained on: b"):
        found.on_epoch_end(None, at(7), TrainerControl())
    short = watcher(tmp_path, replace(RECIPE, max_steps=5))
    short.on_epoch_end(None, at(7), TrainerControl())  # cut short by the recipe itself


@pytest.mark.parametrize(
    ("losses", "stops"),
    [((3.0, 2.0, 2.5), False), ((3.0, 3.1, 3.2), True), ((2.0, 2.5, 1.9), False)],
)
def test_patience_ends_a_training_whose_validation_gets_worse(
    tmp_path: Path, losses: tuple[float, ...], stops: bool
) -> None:
    found, control = watcher(tmp_path, replace(RECIPE, patience=2)), TrainerControl()
    for step, loss in enumerate(losses, start=1):
        found.on_evaluate(None, at(step), control, metrics={"eval_loss": loss})
        found.log.is_best(step, loss)  # as the trainer does next
    assert control.should_training_stop is stops
    assert [row["val_loss"] for row in read_log(tmp_path / LOG)] == list(losses)


def test_losses_and_measures_are_logged_by_the_first_process_alone(tmp_path: Path) -> None:
    found = watcher(tmp_path, RECIPE)
    measures = MetricsLogger(found.log, {"rewards/margins": "margin"})
    for first in (True, False):
        logs = {"loss": 2.5, "learning_rate": 1e-4, "rewards/margins": 0.7, "entropy": 1.0}
        for callback in (measures, found):
            callback.on_log(None, at(3, first), TrainerControl(), logs=logs)
    margin, loss = read_log(tmp_path / LOG)
    assert (margin["margin"], "entropy" in margin) == (0.7, False)
    assert (loss["step"], loss["loss"], loss["lr"]) == (3, 2.5, 1e-4)
    assert found.loss == "loss 2.500"
    measures.on_log(None, at(4), TrainerControl(), logs={"loss": 2.0})
    assert len(read_log(tmp_path / LOG)) == 2


def test_one_process_speaks_for_itself() -> None:
    assert (any_process(True), any_process(False)) == (True, False)
    assert all_processes([3, 1, 3]) == {1, 3}
