"""Checkpoints that are complete or not there, without pickled settings, never of a broken model.

This module loads torch and transformers: import it where a training begins.
"""

import errno
import json
import math
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from transformers import Trainer

from builder.errors import UserError
from builder.storage.temporary import sync_file
from finetune.training.log import TrainingLog

#: Checkpoints kept: the last one, and the one before, should the last be damaged later.
_KEPT = 2
#: The file of a checkpoint that holds a `TrainingProgress`.
_PROGRESS = "diary.json"
#: What the trainer leaves that is a pickle, or a card of its own.
UNWANTED = ("training_args.bin", "README.md")
_NAME = re.compile(r"step-(\d+)")
WEIGHTS = "adapter_model.safetensors"


class CheckpointingTrainer(Trainer):
    """Adds whole checkpoints, the best adapter and a checked loss to a trainer of trl.

    Stand before a trainer of trl among the bases of a class. It counts the tokens that are read,
    weighs the validation loss by tokens, and stops where a loss is no number. Whoever makes one
    sets ``training_log`` before the training begins.
    """

    training_log: TrainingLog
    control: Any
    model: Any

    @property
    def _folder(self) -> Path:
        """The folder of the checkpoints."""
        return Path(str(self.args.output_dir))

    def create_scheduler(self, num_training_steps: int, optimizer: Any = None) -> Any:
        """Make the schedule of the rate; its first step teaches, too."""
        is_new = self.lr_scheduler is None
        scheduler = super().create_scheduler(num_training_steps, optimizer)
        steps = self.args.get_warmup_steps(num_training_steps)
        if is_new and steps:
            warm_from_the_first_step(scheduler, steps)
        return scheduler

    def compute_loss(
        self,
        model: Any,
        inputs: Any,
        return_outputs: bool = False,
        num_items_in_batch: Any = None,
    ) -> Any:
        """Compute the loss of a batch, check it, and count the batch."""
        rows, tokens = inputs.pop("rows", None), inputs.pop("tokens", None)
        found: Any = super().compute_loss(
            model, inputs, return_outputs, num_items_in_batch=num_items_in_batch
        )
        loss = float((found[0] if return_outputs else found).detach())
        if self.model.training:
            if not math.isfinite(loss) or (rows is not None and loss == 0):
                # The weights that gave this loss are those of the checkpoint just made.
                step = self.state.global_step
                shutil.rmtree(self._folder / f"step-{step}", ignore_errors=True)
                raise diverged("the loss", step + 1, self._folder)
            if rows is not None:
                learned = int((inputs["labels"] != -100).sum())
                self.training_log.count(rows.tolist(), int(tokens), learned)
        return found

    def evaluate(self, *arguments: Any, **more: Any) -> Any:
        """Measure the validation loss; keep the adapter if the loss is the best so far."""
        if "labels" in self.eval_dataset.column_names:  # type: ignore[union-attr]
            metrics = self._token_weighted_loss()
        else:
            metrics = super().evaluate(*arguments, **more)
        step = self.state.global_step
        if self.training_log.is_best(step, metrics["eval_loss"]):
            half = self._folder / f"best-{step}.new"
            self.save_model(str(half), _internal_call=True)
            if self.args.should_save:
                keep_best(half, step)
            self.accelerator.wait_for_everyone()
        return metrics

    def _token_weighted_loss(self) -> dict[str, float]:
        """Return the mean loss over all learned tokens; trl's is one over batches, however long."""
        total = torch.zeros(2, dtype=torch.float64, device=self.args.device)
        self.model.eval()
        for batch in self.get_eval_dataloader():
            inputs = self._prepare_inputs(batch)
            learned = (inputs["labels"] != -100).sum()
            with torch.no_grad(), self.compute_loss_context_manager():
                loss = self.compute_loss(self.model_wrapped, inputs)
            total += torch.stack([loss.double() * learned, learned.double()])
        total = self.accelerator.reduce(total, "sum")
        metrics = {"eval_loss": float(total[0] / total[1])}
        self.log(metrics)
        self.model.train()
        self.control = self.callback_handler.on_evaluate(
            self.args, self.state, self.control, metrics
        )
        return metrics

    def save_model(self, *arguments: Any, **more: Any) -> None:
        """Save the adapter; a full disk is named as one."""
        with self._disk_named():
            super().save_model(*arguments, **more)

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        check_room(self._folder, self._bytes())
        with self._disk_named():
            super()._save_checkpoint(model, trial)
        self.accelerator.wait_for_everyone()
        step = self.state.global_step
        if self.args.should_save:
            complete(self._folder / f"checkpoint-{step}", step, self.training_log)
        self.accelerator.wait_for_everyone()

    @contextmanager
    def _disk_named(self) -> Iterator[None]:
        """Turn any error that a full disk caused into one that names the disk.

        torch, safetensors and tokenizers each raise an error of their own then, that says nothing
        of disks.
        """
        try:
            yield
        except Exception:
            check_room(self._folder, self._bytes())
            raise

    def _bytes(self) -> int:
        """Return the size of a checkpoint: the adapter in fp32 and AdamW's two moments."""
        trained = [p.numel() for p in self.model.parameters() if p.requires_grad]
        return 3 * 4 * int(sum(trained))

    def create_model_card(self, *arguments: Any, **more: Any) -> None:
        """Write no card: that of an adapter is made of what was measured, when all is done."""


def warm_from_the_first_step(scheduler: Any, steps: int) -> None:
    """Let a warm-up begin above a rate of 0, with which a whole step would be read for nothing.

    Args:
        scheduler: A schedule of transformers; one that begins above 0 stays as it is.
        steps: Those of the warm-up.
    """
    if any(rate(0) for rate in scheduler.lr_lambdas):
        return
    scheduler.lr_lambdas = [partial(_share_of_rate, rate, steps) for rate in scheduler.lr_lambdas]
    scheduler._last_lr = [base / (steps + 1) for base in scheduler.base_lrs]
    for group, rate in zip(scheduler.optimizer.param_groups, scheduler._last_lr, strict=True):
        group["lr"] = rate


def _share_of_rate(after: Callable[[int], float], steps: int, step: int) -> float:
    return (step + 1) / (steps + 1) if step < steps else after(step)


def last_checkpoint(folder: Path) -> tuple[Path, int] | None:
    """Find the last complete checkpoint and its step; half-written ones are cleared away."""
    for half in (*folder.glob("checkpoint-*"), *folder.glob("*.new")):
        shutil.rmtree(half)
    steps = sorted(_steps(folder))
    return (folder / f"step-{steps[-1]}", steps[-1]) if steps else None


def read_progress(checkpoint: Path) -> dict[str, Any]:
    """Read what a checkpoint tells of the training before it, for `TrainingLog.restore`."""
    progress: dict[str, Any] = json.loads((checkpoint / _PROGRESS).read_text("utf-8"))
    return progress


def _steps(folder: Path) -> list[int]:
    return [int(found[1]) for path in folder.iterdir() if (found := _NAME.fullmatch(path.name))]


def complete(half: Path, step: int, training_log: TrainingLog) -> None:
    """Give a checkpoint its name once every byte of it is on the disk; older ones go."""
    folder = half.parent
    check_finite(half, step, folder)
    (half / _PROGRESS).write_text(json.dumps(training_log.state()), "utf-8")
    _settle(half, folder / f"step-{step}")
    for old in sorted(_steps(folder))[:-_KEPT]:
        shutil.rmtree(folder / f"step-{old}")
    for best in folder.glob("best-*"):
        if best.name != f"best-{training_log.progress.best_step}":
            shutil.rmtree(best)


def keep_best(half: Path, step: int) -> None:
    """Keep the adapter of a step, which has the best validation loss so far."""
    _settle(half, half.parent / f"best-{step}")


def _settle(half: Path, final: Path) -> None:
    """Put every byte of a folder onto the disk, then give the folder its final name."""
    for name in UNWANTED:
        (half / name).unlink(missing_ok=True)
    for file in half.rglob("*"):
        if file.is_file():
            sync_file(file)
    shutil.rmtree(final, ignore_errors=True)
    half.rename(final)


def check_finite(half: Path, step: int, folder: Path) -> None:
    """Refuse to keep an adapter with a weight that is no number; ``half`` is its new folder.

    Raises:
        UserError: There is such a weight; ``half`` is deleted.
    """
    weights = load_file(half / WEIGHTS)
    if not all(bool(tensor.isfinite().all()) for tensor in weights.values()):
        shutil.rmtree(half)
        raise diverged("a weight", step, folder)


def diverged(what: str, step: int, folder: Path) -> UserError:
    """Return the error of a training that came to nothing, which tells what of it is kept."""
    last = last_checkpoint(folder)
    kept = f"the checkpoint of step {last[1]} is kept" if last else "there is no checkpoint yet"
    return UserError(
        f"At step {step} {what} became NaN, infinite or zero; {kept}.",
        "Start again with a lower rate: add --fresh --set lr=…",
    )


def check_room(folder: Path, wanted: int) -> None:
    """Refuse to write what the disk has no room for; ``wanted`` in bytes.

    Raises:
        OSError: ENOSPC, as the system itself would raise it.
    """
    if shutil.disk_usage(folder).free < wanted:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
