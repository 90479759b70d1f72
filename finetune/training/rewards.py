"""Rewards that need no judge: is an answer grounded, does it give the right value, is it short."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from answer.grounding.alignment import words_of
from answer.grounding.check import SUPPORTED, Source, check_answer
from answer.models.stopping import answer_in
from answer.prompts import find_template, prompt_ids
from answer.question.parse import parse_question
from builder.errors import UserError
from builder.materials.quantities import equal, find_quantities
from builder.nlp.sentences import sentences
from builder.triples import REFUSAL
from finetune.data.examples import Examples, check_enough
from finetune.training.callbacks import Progress
from finetune.training.lora import between_libraries, load_trainable
from finetune.training.metrics_log import note
from finetune.training.sft import Job, Trained, as_trained, begin, fate, is_trained, run, settings
from finetune.training.trainer import careful


@dataclass(frozen=True, slots=True)
class Reward:
    """What one answer earns, each part from 0 to 1."""

    grounded: float
    """Share of its sentences that the passages support; for a refusal, whether it is right."""
    right: float
    """Share of the reference's quantities that it gives, in any unit; where the reference has
    none, how far their words agree (F1)."""
    short: float
    """1 for an answer of no more words than allowed, less the longer it is."""


def reward(
    answer: str, question: str, reference: str, grounds: Sequence[Source], most_words: int
) -> Reward:
    """Judge one answer; an empty one earns nothing."""
    if not answer.strip():
        return Reward(0.0, 0.0, 0.0)
    short = min(1.0, most_words / len(answer.split()))
    if refuses(answer) or refuses(reference):
        right = float(refuses(answer) and refuses(reference))
        return Reward(right, right, short)
    asked = parse_question(question)
    claims = [answer[start:end] for start, end in sentences(answer)]
    held = sum(check_answer(claim, grounds, asked).verdict == SUPPORTED for claim in claims)
    return Reward(held / len(claims), _right(answer, reference), short)


def refuses(answer: str) -> bool:
    """Whether an answer says that there is none."""
    return REFUSAL.rstrip(".").lower() in answer.lower()


def _right(answer: str, reference: str) -> float:
    wanted = find_quantities(reference)
    if wanted:
        given = find_quantities(answer)
        return sum(any(equal(one, other) for other in given) for one in wanted) / len(wanted)
    said, known = words_of(answer), words_of(reference)
    common = len(said & known)
    return 2 * common / (len(said) + len(known)) if common else 0.0


def train_grpo(job: Job, examples: Examples, progress: Progress) -> Trained:
    """Write several answers to each question and learn towards those that earn more than the
    others (GRPO, doi:10.48550/arXiv.2402.03300)."""
    recipe = job.recipe
    if recipe.batch * recipe.accumulate % recipe.generations:
        raise UserError(
            f"{recipe.generations} answers to a question do not fill {recipe.batch} ×"
            f" {recipe.accumulate} rows of a step.",
            f"Make batch × accumulate a multiple of {recipe.generations}.",
        )
    check_enough(examples)
    begin(job, map(fate, examples.all), examples.sha256)
    if is_trained(job.folder):
        return as_trained(job.folder)
    model, tokenizer = load_trainable(job.base, recipe)
    from datasets import Dataset
    from trl.trainer.grpo_config import GRPOConfig
    from trl.trainer.grpo_trainer import GRPOTrainer

    class Rewarded(GRPOTrainer):
        """Reads prompts as `ask` sends them, and counts what it writes."""

        diary: Any

        def _tokenize_prompts(self, prompts: Sequence[str]) -> tuple[list[list[int]], None, Any]:
            return [prompt_ids(tokenizer, prompt) for prompt in prompts], None, {}

        def compute_loss(self, model: Any, inputs: Any, *more: Any, **named: Any) -> Any:
            written = int(inputs["completion_mask"].sum())
            self.diary.read((), int(inputs["prompt_mask"].sum()) + written, written)
            return super().compute_loss(model, inputs, *more, **named)

    rows = [
        {"prompt": one.prompt, "question": one.question, "reference": one.answer,
         "grounds": [list(ground) for ground in one.grounds]}
        for one in examples.train
    ]  # fmt: skip
    stops = find_template(recipe.template).stops
    parts = [field.name for field in fields(Reward)]
    with between_libraries():
        trainer = careful(Rewarded)(
            model=model,
            reward_funcs=[_earning(part, stops, recipe.max_words) for part in parts],
            args=GRPOConfig(
                **settings(job),
                beta=recipe.beta,
                num_generations=recipe.generations,
                max_completion_length=recipe.answer_tokens,
            ),
            train_dataset=Dataset.from_list(rows),
            processing_class=tokenizer,
        )
    if recipe.beta:
        trainer.model.delete_adapter("ref")  # a fresh adapter changes nothing: the base is the same
    note(trainer, {"reward": "reward"} | {f"rewards/{part}/mean": part for part in parts})
    return run(job, trainer, examples.validation, examples.counts, progress)


def _earning(part: str, stops: Sequence[str], most_words: int) -> Callable[..., list[float]]:
    """One part of the reward as trl asks for it."""

    def earned(
        completions: Sequence[str],
        question: Sequence[str],
        reference: Sequence[str],
        grounds: Sequence[Sequence[Sequence[str]]],
        **_: Any,
    ) -> list[float]:
        rows = zip(completions, question, reference, grounds, strict=True)
        return [
            asdict(
                reward(
                    answer_in(said, stops), asked, known, [Source(*g) for g in texts], most_words
                )
            )[part]
            for said, asked, known, texts in rows
        ]

    earned.__name__ = part
    return earned
