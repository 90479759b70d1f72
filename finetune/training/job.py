"""A training that is asked for: its adapter's folder, what was begun there, and what came of it."""

import json
import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from answer.models.adapters import MADE
from answer.models.model_files import fingerprint, read_config
from builder.errors import UserError
from builder.storage.files import write_atomic
from finetune.data.example import Example
from finetune.recipe import Recipe, as_toml

RECIPE, ROWS = "recipe.toml", "rows.jsonl"
CHECKPOINTS = "checkpoints"
BEGUN = "begun.json"

#: Called with the step, the last step, and the loss in words.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """One training: its recipe, its base and the folder of its adapter."""

    recipe: Recipe
    base: Path
    """The folder of the base."""
    named: str
    """The base as it can be found again: a folder, or a hub's name."""
    folder: Path
    """The adapter's; a training of the same recipe, data and base that is there is gone on with."""
    country: str = ""
    """Where it runs, for what its electricity emits: ISO 3166 code of three letters."""
    commit: str | None = None
    """The git commit of the program; None where it has none."""


@dataclass(frozen=True, slots=True)
class Trained:
    """The result of a training."""

    folder: Path
    steps: int
    loss: float | None
    """The last that was logged."""
    best_step: int
    """The step whose adapter was kept; the last one where there was nothing to validate on."""
    val_loss: float | None
    seconds: float
    tokens: int
    resumed_at: int
    """The step of the checkpoint that it went on from; 0 for a new training."""


def is_trained(folder: Path) -> bool:
    """Return whether an adapter is complete."""
    return (folder / MADE).exists()


def as_trained(folder: Path) -> Trained:
    """Read the result of a finished training from its folder."""
    made = read_config(folder, MADE)
    values = {field.name: made[field.name] for field in fields(Trained) if field.name in made}
    return Trained(**{**values, "folder": folder, "resumed_at": made["steps"]})


def begin(job: Job, examples: Iterable[Example], sha256: str) -> None:
    """Write into the adapter's folder what is trained on what, before the first step.

    Args:
        job: The training.
        examples: All examples, kept and dropped; rows.jsonl tells what became of each.
        sha256: Digest of all that the model will be shown.

    Raises:
        UserError: The folder holds a training of another recipe, dataset or base.
    """
    begun = {"recipe": job.recipe.sha256, "examples": sha256, "base": fingerprint(job.base)}
    path = job.folder / BEGUN
    if path.exists():
        before = json.loads(path.read_text("utf-8"))
        if before != begun:
            raise UserError(
                f"{job.folder.name} was started with another {_difference(job, before, begun)}.",
                "Give this training a --name of its own, or start again with --fresh.",
            )
    if not is_first():
        return
    (job.folder / CHECKPOINTS).mkdir(parents=True, exist_ok=True)
    write_atomic(job.folder / RECIPE, as_toml(job.recipe))
    lines = (json.dumps(_row_of(one), ensure_ascii=False) + "\n" for one in examples)
    write_atomic(job.folder / ROWS, "".join(lines))
    write_atomic(path, json.dumps(begun) + "\n")


def _difference(job: Job, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Return in words what differs between two trainings of one name."""
    if before["recipe"] == now["recipe"]:
        return "base" if before["base"] != now["base"] else "dataset"
    old = tomllib.loads((job.folder / RECIPE).read_text("utf-8"))
    new = tomllib.loads(as_toml(job.recipe))
    keys = [key for key in new if old.get(key) != new[key]]
    return "recipe: " + ", ".join(f"{key} was {old.get(key)!r}" for key in keys)


def _row_of(one: Example) -> dict[str, Any]:
    """Return the row of rows.jsonl that tells what became of an example."""
    row: dict[str, Any] = {"id": one.id, "part": one.part, "kept": not one.dropped}
    if one.dropped:
        return row | {"reason": one.dropped}
    return row | {"tokens": len(one.ids), "supervised_tokens": one.supervised}


def is_first() -> bool:
    """Return whether this is the process that writes, of those that train side by side."""
    return os.environ.get("RANK", "0") == "0"
