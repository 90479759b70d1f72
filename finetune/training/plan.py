"""Plan of a training before it begins: rows, parameters, memory, time and disk."""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.errors import UserError
from finetune.data.examples import Examples
from finetune.data.packing import to_rows
from finetune.recipe import Recipe
from finetune.training.lora import AdapterSize, settled

#: Share of the rate of bare matrix products that training reaches; `hea bench train` measures it.
_REACHED = 0.4
#: Operations in 16 bits a second that the data sheet of an NVIDIA A100 gives, without sparsity.
_A100 = 312e12
#: Bytes of a weight: nf4 takes four bits and, its scales quantised again, 0.127 bits for them
#: (QLoRA, doi:10.48550/arXiv.2305.14314, section 3).
_BYTES = {"nf4": (4 + 0.127) / 8, "fp32": 4.0}
#: Bytes of an adapter's weight in training: itself, its gradient and AdamW's two moments, in fp32.
_TRAINED = 16
#: Bytes that each layer keeps of a token and dimension for the way back, and of one computed again
#: (Korthikanti et al. 2022, doi:10.48550/arXiv.2205.05198, section 4, without attention's matrix).
_KEPT, _KEPT_AGAIN = 34, 2
#: Processes a core that compute beside, from which an estimate is told as a range.
_BUSY = 0.25
#: Copies of an adapter on the disk: itself, the best one, and two checkpoints with their moments.
_COPIES = 1 + 1 + 2 * 3


@dataclass(frozen=True, slots=True)
class Plan:
    """A training that has not begun."""

    recipe: Recipe
    examples: Examples
    adapted: AdapterSize
    precision: str
    checkpointing: bool
    rows: int
    """What the model is fed in one epoch: examples, or packs of them."""
    non_pad: float
    """Share of the tokens that go through the model that are no padding; padded to the longest."""
    steps: int
    questions_a_step: float
    """Rows of the dataset from which one step learns, in the middle."""
    memory: int
    """Estimate, in bytes."""
    work: float
    """Operations of the whole training."""
    seconds: float | None
    """Estimate at the rate that this machine has now; None where it cannot train it."""
    load: float | None
    """Processes that wanted to compute in the last minute; None where a GPU computes, or where the
    system does not tell."""
    disk: int
    free: int
    trouble: UserError | None
    """Why it cannot be trained here."""

    @property
    def epochs(self) -> float:
        """How often each row is learned from."""
        learned = len(self.examples.train)
        return self.steps * self.questions_a_step / learned if learned else 0.0

    @property
    def seconds_on_a100(self) -> float:
        """Estimate for a GPU of known rate, if training reaches as much of that as of a CPU's."""
        return self.work / (_REACHED * _A100)

    @property
    def is_busy(self) -> bool:
        """Whether others computed enough in the last minute to make the estimate too long."""
        return self.load is not None and self.load > _BUSY * (os.cpu_count() or 1)

    @property
    def seconds_idle(self) -> float | None:
        """Estimate with nothing else running: the load shared the cores when the rate was measured.

        None where ``seconds`` is.
        """
        if self.seconds is None or self.load is None:
            return self.seconds
        return self.seconds / (1 + self.load / (os.cpu_count() or 1))


def plan(
    recipe: Recipe,
    examples: Examples,
    size: AdapterSize,
    folder: Path,
    rate: Callable[[str], float],
) -> Plan:
    """Plan a training.

    Args:
        recipe: Its recipe.
        examples: What it learns.
        size: The sizes of base and adapter.
        folder: The adapter's, which need not exist.
        rate: Measures the product of two matrices on this machine at a precision, in FLOP/s.
    """
    trouble = None
    try:
        precision, checkpointing = settled(recipe)
    except UserError as error:
        precision, checkpointing, trouble = recipe.precision, recipe.checkpointing != "no", error
    rows = to_rows(examples.train, recipe.pack_length if recipe.packing else None)
    lengths = sorted((len(row["input_ids"]) for row in rows), reverse=True)
    padded = sum(max(lengths[at : at + recipe.batch]) * recipe.batch
                 for at in range(0, len(lengths), recipe.batch))  # fmt: skip
    an_epoch = -(-len(rows) // (recipe.batch * recipe.accumulate))
    steps = recipe.max_steps or -(-int(an_epoch * recipe.epochs * 1000) // 1000)
    disk = size.trainable * 4 * _COPIES
    epochs = steps / an_epoch if an_epoch else 0
    looks = steps // recipe.eval_steps if recipe.eval_steps else epochs
    seen = [len(one.ids) for one in examples.validation]
    # Forward, and back through frozen weights; computed again: forward once more.
    passes = 3 if checkpointing else 2
    work = epochs * _work(size, lengths, passes) + looks * _work(size, seen, 1)
    seconds = None if trouble else work / (_REACHED * rate(precision))
    free = shutil.disk_usage(_existing(folder)).free
    if free < disk and trouble is None:
        trouble = UserError(
            f"The disk has {free / 1e9:.1f} GB of room; the training may write {disk / 1e9:.1f}.",
            "Make some space, or choose another folder with --workspace.",
        )
    return Plan(
        recipe,
        examples,
        size,
        precision,
        checkpointing,
        len(rows),
        examples.tokens / padded if padded else 0.0,
        steps,
        len(examples.train) / an_epoch if an_epoch else 0.0,
        _memory(recipe, size, precision, checkpointing, max(lengths, default=0)),
        work,
        seconds,
        _load(),
        disk,
        free,
        trouble,
    )


def _load() -> float | None:
    """Return the load of the processor that is to train."""
    import torch

    if torch.cuda.is_available() or not hasattr(os, "getloadavg"):
        return None
    return os.getloadavg()[0]


def _work(size: AdapterSize, lengths: Sequence[int], passes: int) -> int:
    """Return the operations of so many passes over rows of these lengths.

    Two for each weight and token, and four for each pair of tokens and dimension of attention,
    whose way back is twice the work.
    """
    each = 2 * size.parameters * sum(lengths) * passes
    turns = passes if passes == 1 else passes + 1
    return each + 4 * size.layers * size.hidden * sum(n * n for n in lengths) * turns


def _memory(
    recipe: Recipe, size: AdapterSize, precision: str, checkpointing: bool, longest: int
) -> int:
    """Return the bytes of weights, of the adapter in training, and of activations kept."""
    each = _BYTES.get(precision.partition("-")[0], 2.0)
    rest = 2.0 if precision != "fp32" else 4.0
    weights = size.quantised * each + (size.parameters - size.quantised) * rest
    tokens = recipe.batch * longest
    kept = size.layers * (_KEPT_AGAIN if checkpointing else _KEPT) + _KEPT * checkpointing
    wide = 2 if precision == "fp32" else 1
    return int(weights + size.trainable * _TRAINED + tokens * size.hidden * kept * wide)


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    return next(at for at in (folder, *folder.parents) if at.exists())
