"""Callbacks of a trainer: what is due at each step, by steps, epochs and the clock, and its log.

This module loads torch and transformers: import it where a training begins.
"""

import time
from collections.abc import Mapping
from typing import Any

from torch import distributed
from transformers import TrainerCallback

from finetune.recipe import Recipe
from finetune.training.job import Progress
from finetune.training.log import TrainingLog
from finetune.training.previews import Previewer


class TrainingWatcher(TrainerCallback):
    """Orders checkpoints, validations and previews when a recipe wants them, and logs the loss."""

    def __init__(
        self,
        recipe: Recipe,
        training_log: TrainingLog,
        previewer: Previewer | None,
        names: list[list[str]],
        validates: bool,
        progress: Progress,
    ) -> None:
        """Watch one training.

        Args:
            recipe: Says what is due when.
            training_log: Where losses are written.
            previewer: Asks the model in training; None where the recipe wants no previews.
            names: The ids of the examples in each row that is trained on.
            validates: There are validation rows.
            progress: Called after each step.
        """
        self.recipe, self.log, self.previewer = recipe, training_log, previewer
        self.names, self.validates, self.progress = names, validates, progress
        self.loss = ""

    def on_step_end(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        """Order what is due after a step."""
        recipe, step = self.recipe, state.global_step
        last = step >= state.max_steps
        if any_process(self._is_late()) or _due(step, recipe.save_steps) or last:
            self._save(control)
        if self.validates and recipe.eval_steps and (_due(step, recipe.eval_steps) or last):
            control.should_evaluate = True
        previews = _due(step, recipe.preview_steps) and not last and state.is_world_process_zero
        if self.previewer and previews:
            self.previewer.ask(more["model"], more["processing_class"], step)
        self.progress(step, state.max_steps, self.loss)

    def on_epoch_end(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        """Check that no row was left out, and order what is due after an epoch."""
        whole = not self.recipe.max_steps and abs(state.epoch - round(state.epoch)) < 1e-6
        self.log.check_epoch(self.names, all_processes(self.log.progress.seen), whole)
        if self.validates and not self.recipe.eval_steps:
            control.should_evaluate = True
        if not self.recipe.save_steps:
            self._save(control)

    def on_log(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        """Write the training loss and the learning rate."""
        logs = more["logs"]
        if "loss" in logs and state.is_world_process_zero:
            self.loss = f"loss {logs['loss']:.3f}"
            rate = logs.get("learning_rate")
            self.log.write(state.global_step, state.epoch, loss=logs["loss"], lr=rate)

    def on_evaluate(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        """Write the validation loss, and end the training where patience is at its end."""
        loss = more["metrics"]["eval_loss"]
        if state.is_world_process_zero:
            self.log.write(state.global_step, state.epoch, val_loss=loss)
        best = self.log.progress.best_loss
        if self.recipe.patience and best is not None and loss >= best:
            # This validation is not counted among the worse ones yet: the trainer does it next.
            control.should_training_stop = self.log.progress.worse + 1 >= self.recipe.patience

    def _is_late(self) -> bool:
        """Return whether a checkpoint is due by the clock."""
        seconds = self.recipe.save_minutes * 60
        return bool(seconds) and time.monotonic() - self.log.saved >= seconds

    def _save(self, control: Any) -> None:
        # A log ends at each checkpoint, so that a training resumed there logs the same.
        control.should_save = control.should_log = True
        self.log.saved = time.monotonic()


class MetricsLogger(TrainerCallback):
    """Writes what a trainer measures besides its loss, each measure under a name of ours."""

    def __init__(self, training_log: TrainingLog, names: Mapping[str, str]) -> None:
        """Log some measures; ``names`` maps a trainer's name of a measure to that in the log."""
        self.log, self.names = training_log, names

    def on_log(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        """Write those measures that the trainer has just logged."""
        logs = more["logs"]
        found = {name: logs[key] for key, name in self.names.items() if key in logs}
        if found and state.is_world_process_zero:
            self.log.write(state.global_step, state.epoch, **found)


def _due(step: int, every: int) -> bool:
    return bool(every) and step % every == 0


def any_process(claim: bool) -> bool:
    """Return whether the claim holds in any process of this training; all must do the same."""
    return any(_gathered(claim))


def all_processes(rows: list[int]) -> set[int]:
    """Return the rows seen by any process of this training."""
    return {row for part in _gathered(rows) for row in part}


def _gathered(value: Any) -> list[Any]:
    """Return the value of each process of this training."""
    if not distributed.is_available() or not distributed.is_initialized():
        return [value]
    found = [None] * distributed.get_world_size()
    distributed.all_gather_object(found, value)
    return found
