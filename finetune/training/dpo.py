"""Training on preferences: make the better answer likelier than the worse one.

DPO (doi:10.48550/arXiv.2305.18290). This module loads torch, transformers and trl: import it where
a training begins.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from datasets import Dataset
from trl.trainer.dpo_config import DPOConfig
from trl.trainer.dpo_trainer import DPOTrainer

from answer.prompts import answer_ids, find_template
from finetune.data.example import Example
from finetune.data.examples import Examples, check_enough
from finetune.training.job import Job, Progress, Trained, as_trained, begin, is_trained
from finetune.training.lora import between_libraries, load_trainable
from finetune.training.sft import run, settings
from finetune.training.trainer import CheckpointingTrainer

#: What trl calls what it measures → its name in our log.
_METRICS = {
    "rewards/accuracies": "preferred_share",
    "rewards/margins": "margin",
    "eval_rewards/accuracies": "val_preferred_share",
}


class PreferenceTrainer(CheckpointingTrainer, DPOTrainer):
    """Takes pairs of answers as rows of token ids: trl would make its own of their texts."""

    def _prepare_dataset(self, dataset: Any, *_: Any) -> Any:
        return dataset

    def compute_loss(self, model: Any, inputs: Any, *more: Any, **named: Any) -> Any:
        """Count the tokens of both answers, and compute the loss of a batch."""
        if model.training:
            read, learned = inputs["attention_mask"], inputs["completion_mask"]
            self.training_log.count((), int(read.sum()), int(learned.sum()))
        return super().compute_loss(model, inputs, *more, **named)


def train_dpo(
    job: Job, examples: Examples, worse: Mapping[str, str], progress: Progress
) -> Trained:
    """Learn to prefer each example's answer to the worse one; ``worse`` is id → text."""
    check_enough(examples)
    begin(job, examples.all, examples.sha256)
    if is_trained(job.folder):
        return as_trained(job.folder)
    model, tokenizer = load_trainable(job.base, job.recipe)
    template = find_template(job.recipe.template)

    def pairs(of: Sequence[Example]) -> Any:
        return Dataset.from_list(
            [
                {
                    "prompt_ids": one.ids[: -one.supervised],
                    "chosen_ids": one.ids[-one.supervised :],
                    "rejected_ids": answer_ids(tokenizer, template, worse[one.id]),
                }
                for one in of
            ]
        )

    with between_libraries():
        trainer = PreferenceTrainer(
            model=model,
            args=DPOConfig(**settings(job), beta=job.recipe.beta, max_length=None),
            train_dataset=pairs(examples.train),
            eval_dataset=pairs(examples.validation) if examples.validation else None,
            processing_class=tokenizer,
        )
    trainer.model.delete_adapter("ref")  # a fresh adapter changes nothing: the base is the same
    return run(job, trainer, examples.validation, examples.counts, progress, _METRICS)
