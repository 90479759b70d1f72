"""Training on rewards: of several answers to a question, learn towards those that earn more.

GRPO (doi:10.48550/arXiv.2402.03300). This module loads torch, transformers and trl: import it
where a training begins.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from datasets import Dataset
from trl.trainer.grpo_config import GRPOConfig
from trl.trainer.grpo_trainer import GRPOTrainer

from answer.grounding.check import Source
from answer.models.stopping import answer_in
from answer.prompts import find_template, prompt_ids
from builder.errors import UserError
from finetune.data.example import Example
from finetune.data.examples import Examples, check_enough
from finetune.recipe import Recipe
from finetune.training.job import Job, Progress, Trained, as_trained, begin, is_trained
from finetune.training.lora import between_libraries, load_trainable
from finetune.training.rewards import Reward, reward
from finetune.training.sft import run, settings
from finetune.training.trainer import CheckpointingTrainer

_PARTS = tuple(field.name for field in fields(Reward))
#: What trl calls what it measures → its name in our log.
_METRICS = {"reward": "reward"} | {f"rewards/{part}/mean": part for part in _PARTS}


class RewardTrainer(CheckpointingTrainer, GRPOTrainer):
    """Reads prompts as `hea ask` sends them, and counts the tokens that the model writes."""

    def _tokenize_prompts(self, prompts: Sequence[str]) -> tuple[list[list[int]], None, Any]:
        return [prompt_ids(self.processing_class, prompt) for prompt in prompts], None, {}

    def compute_loss(self, model: Any, inputs: Any, *more: Any, **named: Any) -> Any:
        """Count the tokens of prompts and answers, and compute the loss of a batch."""
        written = int(inputs["completion_mask"].sum())
        self.training_log.count((), int(inputs["prompt_mask"].sum()) + written, written)
        return super().compute_loss(model, inputs, *more, **named)


def train_grpo(job: Job, examples: Examples, progress: Progress) -> Trained:
    """Write several answers to each question, and learn towards the better ones.

    Raises:
        UserError: A step's rows hold no whole number of questions, or there are too few examples.
    """
    recipe = job.recipe
    if recipe.batch * recipe.accumulate % recipe.generations:
        raise UserError(
            f"{recipe.generations} answers to a question do not fill {recipe.batch} ×"
            f" {recipe.accumulate} rows of a step.",
            f"Make batch × accumulate a multiple of {recipe.generations}.",
        )
    check_enough(examples)
    begin(job, examples.all, examples.sha256)
    if is_trained(job.folder):
        return as_trained(job.folder)
    model, tokenizer = load_trainable(job.base, recipe)
    reward_functions: list[Any] = [reward_function(part, recipe) for part in _PARTS]
    with between_libraries():
        trainer = RewardTrainer(
            model=model,
            reward_funcs=reward_functions,
            args=GRPOConfig(
                **settings(job),
                beta=recipe.beta,
                num_generations=recipe.generations,
                max_completion_length=recipe.answer_tokens,
            ),
            train_dataset=Dataset.from_list([_row(one) for one in examples.train]),
            processing_class=tokenizer,
        )
    if recipe.beta:
        trainer.model.delete_adapter("ref")  # a fresh adapter changes nothing: the base is the same
    return run(job, trainer, examples.validation, examples.counts, progress, _METRICS)


def _row(one: Example) -> dict[str, Any]:
    """Return the prompt of an example, and what its answers are judged by."""
    return {
        "prompt": one.prompt,
        "question": one.question,
        "reference": one.answer,
        "grounds": [list(ground) for ground in one.grounds],
    }


def reward_function(part: str, recipe: Recipe) -> Callable[..., list[float]]:
    """Return the function by which trl asks for one part of the `Reward` of a batch of answers."""
    stops = find_template(recipe.template).stops

    def earned(
        completions: Sequence[str],
        question: Sequence[str],
        reference: Sequence[str],
        grounds: Sequence[Sequence[Sequence[str]]],
        **_: Any,
    ) -> list[float]:
        rows = zip(completions, question, reference, grounds, strict=True)
        return [
            float(
                getattr(
                    reward(
                        answer_in(written, stops),
                        asked,
                        expected,
                        [Source(*ground) for ground in sources],
                        recipe.max_words,
                    ),
                    part,
                )
            )
            for written, asked, expected, sources in rows
        ]

    earned.__name__ = part
    return earned
