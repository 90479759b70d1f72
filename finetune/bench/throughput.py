"""Speed of a training on this machine, choice by choice, beside the usual way of QLoRA.

This module loads torch, transformers and trl.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from finetune.bench.matrix_rate import matrix_rate
from finetune.data.examples import Examples
from finetune.recipe import Recipe, override
from finetune.training.job import Job
from finetune.training.log import LOG, peak_memory, read_log
from finetune.training.lora import adapt, settled
from finetune.training.sft import train

#: Every row of the data is read once by each way, two batches to a step. The first is how
#: QLoRA is usually run by trl's SFTTrainer: nf4, activations computed again, rows padded.
_COMMON = (
    "packing=false", "batch=8", "accumulate=2", "epochs=1", "preview_steps=0", "log_steps=1",
    "dropout=0",
)  # fmt: skip
_PACKED = ("packing=true", "batch=1", "pack_length=2048")
ON_GPU = {
    "the usual: nf4, computed again, padded": ("precision=nf4", "checkpointing=yes"),
    "packed": ("precision=nf4", "checkpointing=yes", *_PACKED),
    "packed, nothing computed again": ("precision=nf4", "checkpointing=no", *_PACKED),
    "packed, bf16 base": ("precision=bf16", "checkpointing=no", *_PACKED),
    "packed, bf16 base, eager attention": (
        "precision=bf16", "checkpointing=no", "attention=eager", *_PACKED,
    ),
}  # fmt: skip
#: On a CPU nf4 is not trained and bf16 is slow, and the other choices are the same.
ON_CPU = {
    "the usual: computed again, padded": ("precision=fp32", "checkpointing=yes"),
    "packed": ("precision=fp32", "checkpointing=yes", *_PACKED),
    "packed, nothing computed again": ("precision=fp32", "checkpointing=no", *_PACKED),
    "packed, eager attention": (
        "precision=fp32", "checkpointing=no", "attention=eager", *_PACKED,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TrainingRate:
    """The speed of one way of training."""

    way: str
    tokens_per_second: float
    """Without padding."""
    ratio: float
    """To the usual way."""
    mfu: float
    """Share of the machine's rate of bare matrix products that the model's own work comes to:
    four operations for each weight and token, what is computed again not counted."""
    peak_memory: int | None
    """In bytes; None on a CPU, where a process never gives its peak back."""
    val_loss: float | None


def paces(
    base: Path,
    recipe: Recipe,
    make: Callable[[Recipe], Examples],
    progress: Callable[[int, int], None],
) -> list[TrainingRate]:
    """Train the same rows in each way, one after the other, and measure.

    Args:
        base: The folder of the base.
        recipe: What all ways share.
        make: Makes the examples for a recipe.
        progress: Called with the ways done and to do.
    """
    on_gpu = torch.cuda.is_available()
    ways = ON_GPU if on_gpu else ON_CPU
    found: list[TrainingRate] = []
    for number, (way, flags) in enumerate(ways.items(), start=1):
        changed = override(recipe, [*_COMMON, *flags])
        if on_gpu:
            torch.cuda.empty_cache()
            torch.cuda.reset_peak_memory_stats()
        with tempfile.TemporaryDirectory() as place:
            job = Job(changed, base, str(base), Path(place) / "adapter")
            trained = train(job, make(changed), lambda step, of, words: None)
            rate = _rate(read_log(job.folder / LOG))
        work = adapt(base, changed).parameters * 4
        found.append(
            TrainingRate(
                way,
                rate,
                rate / found[0].tokens_per_second if found else 1.0,
                rate * work / matrix_rate(settled(changed)[0]),
                peak_memory() if on_gpu else None,
                trained.val_loss,
            )
        )
        progress(number, len(ways))
    return found


def _rate(log: Sequence[dict[str, Any]]) -> float:
    """Return tokens a second from the second step on: the first waits for kernels to load."""
    steps = [row for row in log if "loss" in row]
    first, last = steps[0], steps[-1]
    return float((last["tokens"] - first["tokens"]) / (last["seconds"] - first["seconds"]))
