"""While a training runs: what is due at each step, by steps, by epochs and by the clock."""

import time
from collections.abc import Callable
from typing import Any

from finetune.recipe import Recipe
from finetune.training.log import TrainingLog
from finetune.training.previews import Previewer

#: Called with the step, the last step, and the loss in words.
Progress = Callable[[int, int, str], None]


def watcher(
    recipe: Recipe,
    diary: TrainingLog,
    previewer: Previewer | None,
    names: list[list[str]],
    looks: bool,
    progress: Progress,
) -> Any:
    """A callback for a trainer. ``names`` are the ids in each row that is trained on; ``looks``
    says whether there are validation rows."""
    from transformers import TrainerCallback

    class Watcher(TrainerCallback):
        loss = ""

        def on_step_end(self, args: Any, state: Any, control: Any, **more: Any) -> None:
            step, last = state.global_step, state.global_step >= state.max_steps
            by_clock = recipe.save_minutes * 60
            late = bool(by_clock) and time.monotonic() - diary.saved >= by_clock
            if anywhere(late) or _due(step, recipe.save_steps) or last:
                self._save(control)
            if looks and recipe.eval_steps and (_due(step, recipe.eval_steps) or last):
                control.should_evaluate = True
            if (
                previewer
                and _due(step, recipe.preview_steps)
                and not last
                and state.is_world_process_zero
            ):
                previewer.ask(more["model"], more["processing_class"], step)
            progress(step, state.max_steps, self.loss)

        def on_epoch_end(self, args: Any, state: Any, control: Any, **more: Any) -> None:
            whole = not recipe.max_steps and abs(state.epoch - round(state.epoch)) < 1e-6
            diary.epoch_ended(names, everywhere(diary.tally.seen), whole)
            if looks and not recipe.eval_steps:
                control.should_evaluate = True
            if not recipe.save_steps:
                self._save(control)

        def _save(self, control: Any) -> None:
            # A log ends at each checkpoint, so that a training taken up there logs the same.
            control.should_save = control.should_log = True
            diary.saved = time.monotonic()

        def on_log(self, args: Any, state: Any, control: Any, **more: Any) -> None:
            logs = more["logs"]
            if "loss" in logs and state.is_world_process_zero:
                self.loss = f"loss {logs['loss']:.3f}"
                rate = logs.get("learning_rate")
                diary.write(state.global_step, state.epoch, loss=logs["loss"], lr=rate)

        def on_evaluate(self, args: Any, state: Any, control: Any, **more: Any) -> None:
            loss = more["metrics"]["eval_loss"]
            if state.is_world_process_zero:
                diary.write(state.global_step, state.epoch, val_loss=loss)
            best = diary.tally.best_loss
            if recipe.patience and best is not None and loss >= best:
                control.should_training_stop = diary.tally.worse + 1 >= recipe.patience

    return Watcher()


def _due(step: int, every: int) -> bool:
    return bool(every) and step % every == 0


def anywhere(claim: bool) -> bool:
    """Whether it holds in any process that trains along; all must do the same."""
    return any(_gathered(claim))


def everywhere(rows: list[int]) -> set[int]:
    """Rows seen by any process that trains along."""
    return {row for part in _gathered(rows) for row in part}


def _gathered(value: Any) -> list[Any]:
    from torch import distributed

    if not distributed.is_available() or not distributed.is_initialized():
        return [value]
    found = [None] * distributed.get_world_size()
    distributed.all_gather_object(found, value)
    return found
