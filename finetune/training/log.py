"""The log of a training: losses by step, what was read so far, and the picture of both losses."""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from builder.errors import UserError
from builder.storage.files import read_jsonl, write_atomic
from builder.storage.temporary import new_file
from eval.bench.memory import peak_memory as peak_of_process
from finetune.training.energy import Meter

LOG = "log.jsonl"


@dataclass
class TrainingProgress:
    """The state of a training that a checkpoint keeps."""

    tokens: int = 0
    """Read so far, without padding."""
    supervised: int = 0
    """Of them those learned."""
    seconds: float = 0.0
    kwh: float | None = None
    best_step: int = 0
    best_loss: float | None = None
    worse: int = 0
    """Validations since the best one."""
    seen: list[int] = field(default_factory=list)
    """Rows of this epoch that were trained on."""


class TrainingLog:
    """Writes the log of one training and adds up tokens, time and energy."""

    def __init__(self, folder: Path, meter: Meter) -> None:
        """Log into a folder; `restore` reads what an earlier process left there."""
        self.path, self.meter = folder / LOG, meter
        self.progress = TrainingProgress()
        self._before, self._kwh_before = 0.0, 0.0
        self._started = time.monotonic()
        self._last = (0.0, 0)
        self.saved = self._started
        """When the last checkpoint was ordered, on the monotonic clock."""

    def restore(self, kept: Mapping[str, Any] | None, step: int) -> None:
        """Go on after ``step`` with the state of its checkpoint; later lines are taken out."""
        self.progress = TrainingProgress(**kept) if kept else TrainingProgress()
        self._before, self._kwh_before = self.progress.seconds, self.progress.kwh or 0.0
        self._started = self.saved = time.monotonic()
        self._last = (self._before, self.progress.tokens)
        cut(self.path, step)

    def state(self) -> dict[str, Any]:
        """Return the state that a checkpoint keeps and `restore` takes."""
        self._clock()
        return asdict(self.progress)

    def count(self, rows: Iterable[int], tokens: int, supervised: int) -> None:
        """Count a batch: the numbers of its rows, its tokens, and those of them learned."""
        self.progress.seen += rows
        self.progress.tokens += tokens
        self.progress.supervised += supervised

    def write(self, step: int, epoch: float, **values: float | None) -> None:
        """Write one line of the log."""
        self._clock()
        seconds, tokens = self.progress.seconds, self.progress.tokens
        passed = seconds - self._last[0]
        new = tokens - self._last[1]
        rate = new / passed if passed > 0 and new else None
        self._last = (seconds, tokens)
        row = {
            "step": step,
            "epoch": round(epoch, 4),
            **values,
            "tokens": tokens,
            "supervised_tokens": self.progress.supervised,
            "seconds": round(seconds, 3),
            "tokens_per_second": rate and round(rate, 1),
            "peak_memory_mb": round(peak_memory() / 2**20),
            "kwh": self.progress.kwh,
        }
        with self.path.open("a", encoding="utf-8") as log:
            log.write(json.dumps(row) + "\n")

    def is_best(self, step: int, loss: float) -> bool:
        """Record a validation loss; return whether it is the best so far."""
        best = self.progress.best_loss
        if best is None or loss < best:
            progress = self.progress
            progress.best_step, progress.best_loss, progress.worse = step, loss, 0
            return True
        self.progress.worse += 1
        return False

    def check_epoch(self, names: list[list[str]], seen: Iterable[int], whole: bool) -> None:
        """End an epoch.

        Args:
            names: The ids of the examples in each row.
            seen: Numbers of the rows that were trained on, in any process.
            whole: The epoch was not cut short by the recipe's number of steps.

        Raises:
            UserError: A row of a whole epoch was not trained on.
        """
        missing = sorted(set(range(len(names))) - set(seen))
        self.progress.seen = []
        if whole and missing:
            first = ", ".join(name for row in missing[:5] for name in names[row][:1])
            raise UserError(
                f"{len(missing)} of {len(names)} rows were not trained on: {first} …",
                "This is a fault of the program: please report it with the recipe.",
            )

    def _clock(self) -> None:
        self.progress.seconds = self._before + time.monotonic() - self._started
        measured = self.meter.kwh()
        self.progress.kwh = None if measured is None else self._kwh_before + measured


def cut(path: Path, step: int) -> None:
    """Keep of a log what was written up to a step; a torn last line goes."""
    rows = [row for row in read_log(path) if row["step"] <= step]
    write_atomic(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def read_log(path: Path) -> list[dict[str, Any]]:
    """Read the lines of a log that are whole."""
    return [row for row in read_jsonl(path) if "step" in row]


def peak_memory() -> int:
    """Return the most bytes held so far: on the GPU where there is one, else by this process.

    0 where the system does not tell it.
    """
    import torch

    if torch.cuda.is_available():
        return int(torch.cuda.max_memory_allocated())
    return peak_of_process() or 0


def draw_losses(log: Sequence[Mapping[str, Any]], to: Path) -> None:
    """Draw the training loss in blue and the validation loss in orange, in nats a token.

    The picture is written whole or not at all.
    """
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4), layout="constrained")
    for key, label, colour, mark in (
        ("loss", "training", "tab:blue", ""),
        ("val_loss", "validation", "tab:orange", "o"),
    ):
        points = [(row["step"], row[key]) for row in log if row.get(key) is not None]
        if points:
            axes.plot(*zip(*points, strict=True), label=label, color=colour, marker=mark)
    axes.set_xlabel("step")
    axes.set_ylabel("loss, nats a token")
    if axes.lines:
        axes.legend()
    with new_file(to) as drawn:
        figure.savefig(drawn, format="png")
    pyplot.close(figure)
