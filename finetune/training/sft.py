"""From a recipe and examples to an adapter: the one story of a training.

The trainer is trl's. What it is given is made here: rows of token ids that are the very prompt
`hea ask` sends and the answer after it, of which the answer alone is learned. What it leaves is an
adapter folder that says how it came to be; `made.json` is written last.
"""

import importlib.metadata
import json
import os
import platform
import shutil
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from answer.models.adapters import MADE, write_made
from answer.models.model_files import fingerprint, read_config
from answer.prompts import find_template
from builder.errors import UserError
from builder.storage.files import write_atomic
from finetune.data.examples import Example, Examples, check_enough
from finetune.data.packing import collator, to_rows
from finetune.recipe import Recipe, as_toml
from finetune.training.callbacks import Progress, watcher
from finetune.training.energy import Meter, kg_co2_per_kwh
from finetune.training.log import LOG, TrainingLog, peak_memory, read_log
from finetune.training.lora import adapt, between_libraries, load_trainable, settled
from finetune.training.loss_plot import draw
from finetune.training.previews import Previewer
from finetune.training.trainer import (
    UNWANTED,
    WEIGHTS,
    careful,
    check_finite,
    last_checkpoint,
    read_progress,
)

RECIPE, ROWS = "recipe.toml", "rows.jsonl"
CHECKPOINTS = "checkpoints"
BEGUN = "begun.json"
_LIBRARIES = ("torch", "transformers", "peft", "trl", "bitsandbytes", "accelerate", "hea-qa")


@dataclass(frozen=True, slots=True)
class Job:
    """One training: by which recipe, on which base, into which folder."""

    recipe: Recipe
    base: Path
    """The folder of the base."""
    named: str
    """The base as it can be found again: a folder, or a hub's name."""
    folder: Path
    """The adapter's; what is there of the same training is gone on with."""
    country: str = ""
    """Where it runs, for what its electricity emits: ISO 3166 code of three letters."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training came to."""

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
    """Whether an adapter is complete."""
    return (folder / MADE).exists()


def as_trained(folder: Path) -> Trained:
    """What a finished training came to."""
    made = read_config(folder, MADE)
    kept = {field.name: made[field.name] for field in fields(Trained) if field.name in made}
    return Trained(**{**kept, "folder": folder, "resumed_at": made["steps"]})


def train(job: Job, examples: Examples, progress: Progress) -> Trained:
    """Learn the answers. Rows in are rows trained on; those dropped stand in rows.jsonl."""
    check_enough(examples)
    recipe = job.recipe
    begin(job, map(fate, examples.all), examples.sha256)
    if is_trained(job.folder):
        return as_trained(job.folder)
    model, tokenizer = load_trainable(job.base, recipe)
    from datasets import Dataset
    from trl.trainer.sft_config import SFTConfig
    from trl.trainer.sft_trainer import SFTTrainer

    room = recipe.pack_length if recipe.packing else None
    looked_at = to_rows(examples.validation, room)
    with between_libraries():
        trainer = careful(SFTTrainer)(
            model=model,
            args=SFTConfig(
                **settings(job),
                dataset_kwargs={"skip_prepare_dataset": True},
                max_length=None,
                neftune_noise_alpha=recipe.neftune or None,
            ),
            train_dataset=Dataset.from_list(to_rows(examples.train, room)),
            eval_dataset=Dataset.from_list(looked_at) if looked_at else None,
            data_collator=collator(tokenizer.pad_token_id, recipe.packing),
            processing_class=tokenizer,
        )
    asked = [one for one in examples.validation if one.prompt]
    return run(job, trainer, asked, examples.counts, progress)


def settings(job: Job) -> dict[str, Any]:
    """A recipe in the words of a trainer of trl. What is due when is the watcher's to say."""
    import torch

    recipe = job.recipe
    precision, checkpointing = settled(recipe)
    return {
        "output_dir": str(job.folder / CHECKPOINTS),
        "use_cpu": not torch.cuda.is_available(),
        "bf16": precision in ("nf4", "bf16"),
        "fp16": precision.endswith("fp16"),
        "gradient_checkpointing": checkpointing,
        "num_train_epochs": recipe.epochs,
        "max_steps": recipe.max_steps or -1,
        "per_device_train_batch_size": recipe.batch,
        "per_device_eval_batch_size": recipe.batch,
        "gradient_accumulation_steps": recipe.accumulate,
        "learning_rate": recipe.lr,
        "lr_scheduler_type": recipe.schedule,
        "warmup_steps": recipe.warmup,
        "weight_decay": recipe.weight_decay,
        "max_grad_norm": recipe.max_grad_norm,
        "optim": recipe.optimizer,
        "seed": recipe.seed,
        "logging_strategy": "steps",
        "logging_steps": recipe.log_steps,
        "logging_nan_inf_filter": False,
        "eval_strategy": "no",
        "save_strategy": "no",
        "report_to": [],
        "disable_tqdm": True,
        "remove_unused_columns": False,
        "dataloader_pin_memory": torch.cuda.is_available(),
        "ddp_find_unused_parameters": False,
    }


def begin(job: Job, fates: Iterable[Mapping[str, Any]], sha256: str) -> None:
    """Say in the adapter's folder what is trained on what, or that something else was begun there.

    ``fates`` are the rows of rows.jsonl: what became of each sample; ``sha256`` is of all that the
    model will be shown.
    """
    begun = {"recipe": job.recipe.sha256, "examples": sha256, "base": fingerprint(job.base)}
    kept = job.folder / BEGUN
    if kept.exists():
        before = json.loads(kept.read_text("utf-8"))
        if before != begun:
            raise UserError(
                f"{job.folder.name} was begun with another {_changed(job, before, begun)}.",
                "Give this training a --name of its own, or begin anew with --fresh.",
            )
    if not is_first():
        return
    (job.folder / CHECKPOINTS).mkdir(parents=True, exist_ok=True)
    write_atomic(job.folder / RECIPE, as_toml(job.recipe))
    lines = (json.dumps(dict(fate), ensure_ascii=False) + "\n" for fate in fates)
    write_atomic(job.folder / ROWS, "".join(lines))
    write_atomic(kept, json.dumps(begun) + "\n")


def _changed(job: Job, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """What differs between two trainings of one name."""
    if before["recipe"] == now["recipe"]:
        return "base" if before["base"] != now["base"] else "dataset"
    old = tomllib.loads((job.folder / RECIPE).read_text("utf-8"))
    new = tomllib.loads(as_toml(job.recipe))
    keys = [key for key in new if old.get(key) != new[key]]
    return "recipe: " + ", ".join(f"{key} was {old.get(key)!r}" for key in keys)


def fate(one: Example) -> dict[str, Any]:
    """What became of one example, as rows.jsonl tells it."""
    kept = not one.dropped
    row: dict[str, Any] = {"id": one.id, "part": one.part, "kept": kept}
    if kept:
        return row | {"tokens": len(one.ids), "supervised_tokens": one.supervised}
    return row | {"reason": one.dropped}


def run(
    job: Job,
    trainer: Any,
    asked: Sequence[Example],
    data: Mapping[str, Any],
    progress: Progress,
) -> Trained:
    """Run a careful trainer to its end, from its last checkpoint on if there is one, and leave a
    whole adapter. ``asked`` are what previews may ask; ``data`` is what made.json says of it."""
    recipe, template = job.recipe, find_template(job.recipe.template)
    from transformers import PrinterCallback

    diary = TrainingLog(job.folder, Meter())
    asked = asked[: recipe.previews] if recipe.preview_steps else ()
    previewer = Previewer(job.folder, asked, template, recipe.answer_tokens) if asked else None
    with trainer.accelerator.main_process_first():
        last = last_checkpoint(job.folder / CHECKPOINTS)
        path, step = last or (None, 0)
        diary.restore(read_progress(path) if path else None, step)
        if previewer:
            previewer.restore(step)
    trainer.diary = diary
    rows = trainer.train_dataset
    names = list(rows["names"]) if "names" in rows.column_names else []
    looks = trainer.eval_dataset is not None
    trainer.remove_callback(PrinterCallback)  # rooms do not print
    trainer.add_callback(watcher(recipe, diary, previewer, names, looks, progress))
    with between_libraries():
        trainer.train(resume_from_checkpoint=str(path) if path else None)
    steps = trainer.state.global_step
    best = diary.tally.best_step or steps
    _finish(job, trainer, best)
    log = read_log(job.folder / LOG)
    trained = Trained(
        folder=job.folder,
        steps=steps,
        loss=next((row["loss"] for row in reversed(log) if "loss" in row), None),
        best_step=best,
        val_loss=diary.tally.best_loss,
        seconds=round(diary.tally.seconds, 1),
        tokens=diary.tally.tokens,
        resumed_at=step,
    )
    if is_first():
        if previewer:
            previewer.ask(trainer.model, trainer.processing_class, steps)
        draw(log, job.folder / "loss.png")
        _write_made(job, trainer, trained, diary, data)
    trainer.accelerator.wait_for_everyone()
    return trained


def _finish(job: Job, trainer: Any, best: int) -> None:
    """Put the best adapter and the tokenizer into their place."""
    from peft import set_peft_model_state_dict
    from safetensors.torch import load_file

    checkpoints = job.folder / CHECKPOINTS
    kept = checkpoints / f"best-{best}" / WEIGHTS
    if kept.exists() and best != trainer.state.global_step:
        set_peft_model_state_dict(trainer.model, load_file(kept))
    half = checkpoints / "final.new"
    trainer.save_model(str(half), _internal_call=True)
    if is_first():
        check_finite(half, trainer.state.global_step, checkpoints)
        for file in half.iterdir():
            if file.name not in UNWANTED:
                file.replace(job.folder / file.name)
        shutil.rmtree(half)


def _write_made(
    job: Job, trainer: Any, trained: Trained, diary: TrainingLog, data: Mapping[str, Any]
) -> None:
    import torch

    kwh = diary.tally.kwh
    per_kwh = kg_co2_per_kwh(job.country) if job.country else None
    write_made(
        job.folder,
        job.named,
        find_template(job.recipe.template),
        name=job.folder.name,
        recipe={"name": job.recipe.name, "sha256": job.recipe.sha256},
        dataset=dict(data),
        precision=settled(job.recipe)[0],
        trainable=sum(p.numel() for p in trainer.model.parameters() if p.requires_grad),
        parameters=adapt(job.base, job.recipe).parameters,
        **{key: value for key, value in asdict(trained).items() if key != "folder"},
        supervised_tokens=diary.tally.supervised,
        peak_memory_mb=round(peak_memory() / 2**20),
        energy={
            "kwh": kwh,
            "measured": list(diary.meter.measured),
            "country": job.country or None,
            "co2_kg": None if kwh is None or per_kwh is None else kwh * per_kwh,
        },
        hardware={
            "processor": _processor(),
            "cores": os.cpu_count(),
            "cards": [
                torch.cuda.get_device_name(card) for card in range(torch.cuda.device_count())
            ],
            "processes": trainer.accelerator.num_processes,
        },
        versions={name: importlib.metadata.version(name) for name in _LIBRARIES},
    )


def _processor() -> str:
    """What the processor calls itself."""
    known = Path("/proc/cpuinfo")
    for line in known.read_text("utf-8").split("\n") if known.exists() else ():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def is_first() -> bool:
    """Whether this is the process that writes, of those that train side by side."""
    return os.environ.get("RANK", "0") == "0"
