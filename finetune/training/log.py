"""What happened at which step: the log, what was read so far, the best validation loss."""

import json
import resource
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from builder.errors import UserError
from builder.storage.files import read_jsonl, write_atomic
from finetune.training.energy import Meter

LOG = "log.jsonl"


@dataclass
class TrainingProgress:
    """What a checkpoint must know of the training before it."""

    tokens: int = 0
    """Read so far, without padding."""
    supervised: int = 0
    """Of them those learned."""
    seconds: float = 0.0
    kwh: float | None = None
    best_step: int = 0
    best_loss: float | None = None
    worse: int = 0
    """Looks at the validation rows since the best one."""
    seen: list[int] = field(default_factory=list)
    """Rows of this epoch that were trained on."""


class TrainingLog:
    """Writes the log of one training and adds up what it did."""

    def __init__(self, folder: Path, meter: Meter) -> None:
        self.path, self.meter = folder / LOG, meter
        self.tally = TrainingProgress()
        self._started = time.monotonic()
        self._last = (0.0, 0)
        self.saved = self._started

    def restore(self, kept: Mapping[str, Any] | None, step: int) -> None:
        """Go on after ``step``; what was written of later ones is taken out."""
        self.tally = TrainingProgress(**kept) if kept else TrainingProgress()
        self._before, self._kwh_before = self.tally.seconds, self.tally.kwh or 0.0
        self._started = self.saved = time.monotonic()
        self._last = (self._before, self.tally.tokens)
        cut(self.path, step)

    def state(self) -> dict[str, Any]:
        """What `restore` wants back."""
        self._clock()
        return asdict(self.tally)

    def read(self, rows: Iterable[int], tokens: int, supervised: int) -> None:
        """These rows went through the model."""
        self.tally.seen += rows
        self.tally.tokens += tokens
        self.tally.supervised += supervised

    def write(self, step: int, epoch: float, **values: float | None) -> None:
        """One line of the log."""
        self._clock()
        seconds, tokens = self.tally.seconds, self.tally.tokens
        passed = seconds - self._last[0]
        new = tokens - self._last[1]
        rate = new / passed if passed > 0 and new else None
        self._last = (seconds, tokens)
        row = {
            "step": step,
            "epoch": round(epoch, 4),
            **values,
            "tokens": tokens,
            "supervised_tokens": self.tally.supervised,
            "seconds": round(seconds, 3),
            "tokens_per_second": rate and round(rate, 1),
            "peak_memory_mb": round(peak_memory() / 2**20),
            "kwh": self.tally.kwh,
        }
        with self.path.open("a", encoding="utf-8") as log:
            log.write(json.dumps(row) + "\n")

    def looked(self, step: int, loss: float) -> bool:
        """A validation loss was measured; whether it is the best so far."""
        best = self.tally.best_loss
        if best is None or loss < best:
            self.tally.best_step, self.tally.best_loss, self.tally.worse = step, loss, 0
            return True
        self.tally.worse += 1
        return False

    def epoch_ended(self, names: list[list[str]], seen: Iterable[int], whole: bool) -> None:
        """Stop where a row of a whole epoch was not trained on, and say which."""
        missing = sorted(set(range(len(names))) - set(seen))
        self.tally.seen = []
        if whole and missing:
            first = ", ".join(name for row in missing[:5] for name in names[row][:1])
            raise UserError(
                f"{len(missing)} of {len(names)} rows were not trained on: {first} …",
                "This is a fault of the program: please report it with the recipe.",
            )

    def _clock(self) -> None:
        self.tally.seconds = self._before + time.monotonic() - self._started
        measured = self.meter.kwh()
        self.tally.kwh = None if measured is None else self._kwh_before + measured


def cut(path: Path, step: int) -> None:
    """Keep of a log what was written up to a step; a torn last line goes."""
    kept = [row for row in read_log(path) if row["step"] <= step]
    write_atomic(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept))


def read_log(path: Path) -> list[dict[str, Any]]:
    """The lines of a log that are whole."""
    return [row for row in read_jsonl(path) if "step" in row]


def peak_memory() -> int:
    """Most bytes held so far: on the card where there is one, else by this process."""
    import torch

    if torch.cuda.is_available():
        return int(torch.cuda.max_memory_allocated())
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
