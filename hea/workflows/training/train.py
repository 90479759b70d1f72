"""Prepare, plan and run a training: the dataset becomes an adapter that answers questions."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from answer.models.model_files import find_base
from answer.models.protocol import PHI2
from builder.errors import UserError
from finetune import training
from finetune.bench.matrix_rate import matrix_rate
from finetune.data.examples import Examples
from finetune.recipe import Recipe
from finetune.training.energy import kg_co2_per_kwh
from finetune.training.job import BEGUN, Job, Progress, Trained, is_first
from finetune.training.lora import adapt, settled
from finetune.training.plan import Plan, plan
from hea.events import SILENT, Events
from hea.workflows.cluster.installation import commit
from hea.workflows.training.examples import dataset_examples, verdict_examples
from hea.workflows.training.planned_base import NOTE, stand_in
from hea.workspace import Workspace, load_settings

Trainer = Callable[[Job, Examples, Progress], Trained]


@dataclass(frozen=True, slots=True)
class TrainingTask:
    """A training that is ready to begin."""

    job: Job
    examples: Examples
    trainer: Trainer
    """Runs it; by the recipe's method."""
    note: str = ""
    """What a plan rests on where the base is not on this disk."""


def prepare_training(
    place: Workspace,
    recipe: Recipe,
    *,
    name: str | None = None,
    source: Path | None = None,
    base: str | None = None,
    country: str = "",
    here: bool = True,
    events: Events = SILENT,
) -> TrainingTask:
    """Find the base and make the examples; whatever is wrong is told before anything is trained.

    Args:
        place: The workspace.
        recipe: How to train.
        name: Of the adapter; None for the recipe's.
        source: What to learn from; None for the workspace's dataset. DPO learns from verdicts.
        base: The model, a folder or a hub's name; None for the recipe's.
        country: Where this machine stands, by an ISO 3166 code of three letters; "" if unknown.
        here: Whether it shall be trained here; a plan alone may be for another machine.
        events: Receives progress.

    Raises:
        UserError: The base, the dataset, the name or the machine does not serve.
    """
    settings = load_settings(place, {"base": base})
    # `hea.toml` names the folder of Phi-2; a recipe for another model names its own base.
    named = settings.base if base or recipe.base == PHI2 else recipe.base
    recipe = replace(recipe, base=named)
    folder = place.adapters / _checked_name(name or recipe.name)
    planned = None if here else stand_in(named, place)
    with events.status("Looking at the base"):
        found = planned or find_base(named)
    named = str(found) if Path(named).is_dir() else named
    # Each of the next three raises what would otherwise end a training late.
    if country:
        kg_co2_per_kwh(country)
    if here:
        settled(recipe)
    adapt(found, recipe)
    examples, trainer = _lesson(place, source or place.dataset, found, recipe, events)
    note = NOTE.format(base=named) if planned else ""
    return TrainingTask(Job(recipe, found, named, folder, country), examples, trainer, note)


def plan_training(task: TrainingTask, events: Events = SILENT) -> Plan:
    """Measure this machine, and estimate what a training would take on it."""
    job = task.job
    with events.status("Measuring this machine"):
        size = adapt(job.base, job.recipe)
        return plan(job.recipe, task.examples, size, job.folder, matrix_rate)


def run_training(task: TrainingTask, *, fresh: bool = False, events: Events = SILENT) -> Trained:
    """Train an adapter, or go on from the last checkpoint.

    Args:
        task: What to train.
        fresh: Forget what was begun under this name.
        events: Receives progress.

    Raises:
        UserError: Another training of this name is at work or was begun with other inputs.
    """
    with _training_lock(task.job.folder), events.progress("Training") as progress:
        if fresh:
            _forget(task.job.folder)
        return task.trainer(replace(task.job, commit=commit()), task.examples, progress)


def _checked_name(name: str) -> str:
    if not re.fullmatch(r"\w[\w.-]{0,99}", name):
        raise UserError(
            f"“{name}” cannot be an adapter's name.", "Use letters, digits, dots and dashes."
        )
    return name


def _lesson(
    place: Workspace, source: Path, base: Path, recipe: Recipe, events: Events
) -> tuple[Examples, Trainer]:
    """Return what a recipe's method learns from, and the trainer that does it.

    The trainer's module loads trl, and is read when the training begins: a plan needs none.
    """
    if recipe.method == "dpo":
        examples, worse = verdict_examples(place, base, recipe, events)
        return examples, partial(_train_dpo, worse)
    examples = dataset_examples(place, source, base, recipe, events)
    return examples, _train_grpo if recipe.method == "grpo" else _train_sft


def _train_sft(job: Job, examples: Examples, progress: Progress) -> Trained:
    trained: Trained = training.train(job, examples, progress)
    return trained


def _train_grpo(job: Job, examples: Examples, progress: Progress) -> Trained:
    trained: Trained = training.train_grpo(job, examples, progress)
    return trained


def _train_dpo(worse: dict[str, str], job: Job, examples: Examples, progress: Progress) -> Trained:
    trained: Trained = training.train_dpo(job, examples, worse, progress)
    return trained


@contextmanager
def _training_lock(folder: Path) -> Iterator[None]:
    """Keep a second training of one name away: the two would undo each other's work.

    Processes that train one adapter side by side are one training, whose first process holds the
    lock.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    if not is_first():
        yield
        return
    try:
        with FileLock(folder.parent / f".{folder.name}.lock", timeout=0):
            yield
    except Timeout as error:
        raise UserError(
            f"Another `hea train` is at work on {folder.name}.",
            "Wait until it ends, or give this one another --name.",
        ) from error


def _forget(folder: Path) -> None:
    """Delete what a training left.

    Raises:
        UserError: No training made the folder.
    """
    if not folder.exists():
        return
    if not (folder / BEGUN).exists():
        raise UserError(
            f"{folder} was not made by `hea train`.", "Move it away, or choose another --name."
        )
    shutil.rmtree(folder)
