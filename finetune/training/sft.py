"""Supervised fine-tuning: from a recipe and examples to an adapter, the one story of a training.

The trainer is trl's. What it is given is made here: rows of token ids that are the very prompt
`hea ask` sends and the answer after it, of which the answer alone is learned. What it leaves is an
adapter folder that says how it came to be; `made.json` is written last. Training by preferences
(`dpo`) and by rewards (`grpo`) shares `settings` and `run`.

This module loads torch, transformers and trl: import it where a training begins.
"""

import importlib.metadata
import os
import platform
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import torch
from datasets import Dataset
from peft import set_peft_model_state_dict
from safetensors.torch import load_file
from transformers import PrinterCallback
from trl.trainer.sft_config import SFTConfig
from trl.trainer.sft_trainer import SFTTrainer

from answer.models.adapters import write_made
from answer.prompts import find_template
from finetune.data.example import Example
from finetune.data.examples import Examples, check_enough
from finetune.data.packing import collator, to_rows
from finetune.training.callbacks import MetricsLogger, TrainingWatcher
from finetune.training.energy import Meter, kg_co2_per_kwh
from finetune.training.job import (
    CHECKPOINTS,
    Job,
    Progress,
    Trained,
    as_trained,
    begin,
    is_first,
    is_trained,
)
from finetune.training.log import LOG, TrainingLog, draw_losses, peak_memory, read_log
from finetune.training.lora import adapt, between_libraries, load_trainable, settled
from finetune.training.previews import Previewer
from finetune.training.trainer import (
    UNWANTED,
    WEIGHTS,
    CheckpointingTrainer,
    check_finite,
    last_checkpoint,
    read_progress,
)

_LIBRARIES = ("torch", "transformers", "peft", "trl", "bitsandbytes", "accelerate", "hea-qa")


class SupervisedTrainer(CheckpointingTrainer, SFTTrainer):
    """Learns the answers of rows of token ids."""


def train(job: Job, examples: Examples, progress: Progress) -> Trained:
    """Learn the answers; every row kept is trained on, and those dropped stand in rows.jsonl."""
    check_enough(examples)
    begin(job, examples.all, examples.sha256)
    if is_trained(job.folder):
        return as_trained(job.folder)
    recipe = job.recipe
    model, tokenizer = load_trainable(job.base, recipe)
    room = recipe.pack_length if recipe.packing else None
    validation = to_rows(examples.validation, room)
    with between_libraries():
        trainer = SupervisedTrainer(
            model=model,
            args=SFTConfig(
                **settings(job),
                dataset_kwargs={"skip_prepare_dataset": True},
                max_length=None,
                neftune_noise_alpha=recipe.neftune or None,
            ),
            train_dataset=Dataset.from_list(to_rows(examples.train, room)),
            eval_dataset=Dataset.from_list(validation) if validation else None,
            data_collator=collator(tokenizer.pad_token_id, recipe.packing),
            processing_class=tokenizer,
        )
    previewed = [one for one in examples.validation if one.prompt]
    return run(job, trainer, previewed, examples.counts, progress)


def settings(job: Job) -> dict[str, Any]:
    """Return a recipe in the words of a trainer of trl.

    Checkpoints and validations are off: the `TrainingWatcher` orders them.
    """
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


def run(
    job: Job,
    trainer: Any,
    previewed: Sequence[Example],
    data: Mapping[str, Any],
    progress: Progress,
    metrics: Mapping[str, str] = MappingProxyType({}),
) -> Trained:
    """Run a trainer to its end, from its last checkpoint on, and leave a whole adapter.

    Args:
        job: The training.
        trainer: A `CheckpointingTrainer` that is also a trainer of trl.
        previewed: The examples of which previews ask the first few.
        data: What made.json tells of the dataset.
        progress: Called after each step.
        metrics: What the trainer measures besides its loss → its name in the log.
    """
    recipe, template = job.recipe, find_template(job.recipe.template)
    log = TrainingLog(job.folder, Meter())
    previewed = previewed[: recipe.previews] if recipe.preview_steps else ()
    previewer = (
        Previewer(job.folder, previewed, template, recipe.answer_tokens) if previewed else None
    )
    with trainer.accelerator.main_process_first():
        path, step = last_checkpoint(job.folder / CHECKPOINTS) or (None, 0)
        log.restore(read_progress(path) if path else None, step)
        if previewer:
            previewer.restore(step)
    trainer.training_log = log
    rows = trainer.train_dataset
    names = list(rows["names"]) if "names" in rows.column_names else []
    validates = trainer.eval_dataset is not None
    trainer.remove_callback(PrinterCallback)  # rooms do not print
    trainer.add_callback(MetricsLogger(log, metrics))
    trainer.add_callback(TrainingWatcher(recipe, log, previewer, names, validates, progress))
    with between_libraries():
        trainer.train(resume_from_checkpoint=str(path) if path else None)
    best = log.progress.best_step or trainer.state.global_step
    _save_best(job, trainer, best)
    trained = _result(job, trainer, log, best, resumed_at=step)
    if is_first():
        if previewer:
            previewer.ask(trainer.model, trainer.processing_class, trained.steps)
        draw_losses(read_log(job.folder / LOG), job.folder / "loss.png")
        _write_made(job, trainer, trained, log, data)
    trainer.accelerator.wait_for_everyone()
    return trained


def _save_best(job: Job, trainer: Any, best: int) -> None:
    """Put the adapter of the best step, and the tokenizer, into the adapter's folder."""
    checkpoints = job.folder / CHECKPOINTS
    weights = checkpoints / f"best-{best}" / WEIGHTS
    if weights.exists() and best != trainer.state.global_step:
        set_peft_model_state_dict(trainer.model, load_file(weights))
    half = checkpoints / "final.new"
    trainer.save_model(str(half), _internal_call=True)
    if is_first():
        check_finite(half, trainer.state.global_step, checkpoints)
        for file in half.iterdir():
            if file.name not in UNWANTED:
                file.replace(job.folder / file.name)
        shutil.rmtree(half)


def _result(job: Job, trainer: Any, log: TrainingLog, best: int, resumed_at: int) -> Trained:
    rows = read_log(job.folder / LOG)
    return Trained(
        folder=job.folder,
        steps=trainer.state.global_step,
        loss=next((row["loss"] for row in reversed(rows) if "loss" in row), None),
        best_step=best,
        val_loss=log.progress.best_loss,
        seconds=round(log.progress.seconds, 1),
        tokens=log.progress.tokens,
        resumed_at=resumed_at,
    )


def _write_made(
    job: Job, trainer: Any, trained: Trained, log: TrainingLog, data: Mapping[str, Any]
) -> None:
    """Write made.json, which makes the adapter complete."""
    kwh = log.progress.kwh
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
        supervised_tokens=log.progress.supervised,
        peak_memory_mb=round(peak_memory() / 2**20),
        energy={
            "kwh": kwh,
            "measured": list(log.meter.measured),
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
        commit=job.commit,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        versions={name: importlib.metadata.version(name) for name in _LIBRARIES},
    )


def _processor() -> str:
    """Return the name that the processor gives itself."""
    known = Path("/proc/cpuinfo")
    for line in known.read_text("utf-8").split("\n") if known.exists() else ():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
