"""What people preferred: for one question a better answer and a worse one, and learning from it.

An edited answer is better than the one it replaced, an accepted answer better than a rejected one
to the same question, and an accepted answer better than the same answer running on.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from answer.prompts import answer_ids, find_template
from builder.curation.ledger import CuratedTriple
from builder.dataset.splits import family, part_of
from builder.library.catalog import CatalogEntry
from builder.nlp.sentences import sentences
from finetune.data.examples import Example, Examples, check_enough, make_examples
from finetune.data.readers import Sample
from finetune.recipe import Recipe
from finetune.training.callbacks import Progress
from finetune.training.lora import between_libraries, load_trainable
from finetune.training.metrics_log import note
from finetune.training.sft import Job, Trained, as_trained, begin, fate, is_trained, run, settings
from finetune.training.trainer import careful

#: What trl calls what it measures → its name in our log.
_MEASURES = {
    "rewards/accuracies": "preferred_share",
    "rewards/margins": "margin",
    "eval_rewards/accuracies": "val_preferred_share",
}


@dataclass(frozen=True, slots=True)
class Preference:
    """A sample whose answer was preferred to another one."""

    sample: Sample
    rejected: str
    why: str
    """`edited`, `rejected` or `long`: what is the matter with the other answer."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """Pairs, and of which verdicts none could be made."""

    pairs: tuple[Preference, ...]
    left_out: Mapping[str, int]
    """Reason → verdicts."""

    @property
    def counts(self) -> dict[str, int]:
        """Why the other answer is worse → pairs."""
        return dict(sorted(Counter(pair.why for pair in self.pairs).items()))


def read_preferences(
    curated: Sequence[CuratedTriple], papers: Mapping[str, CatalogEntry], most_words: int
) -> Preferences:
    """Every pair that people's verdicts hold; an answer of more than ``most_words`` is long."""
    left_out: Counter[str] = Counter()
    pairs: list[Preference] = []
    better = {_asked(one): one for one in curated if one.kept and not one.disputed}
    for one in sorted(curated, key=lambda c: (c.triple.paper, c.triple.start, c.triple.id)):
        if not one.verdicts:
            continue
        if one.triple.paper not in papers:
            left_out["its paper left the corpus"] += 1
        elif one.disputed:
            left_out["people decided otherwise from each other"] += 1
        else:
            listed = papers[one.triple.paper]
            pairs += _pairs(one, better, listed, most_words, left_out)
    return Preferences(tuple(pairs), dict(sorted(left_out.items())))


def _pairs(
    one: CuratedTriple,
    better: Mapping[tuple[str, str], CuratedTriple],
    listed: CatalogEntry,
    most_words: int,
    left_out: Counter[str],
) -> Iterator[Preference]:
    if not one.kept:
        best = better.get(_asked(one))
        if best is None:
            left_out["rejected, and no better answer to its question is known"] += 1
        elif best.triple.answer == one.triple.answer:
            left_out["rejected, and accepted with the same answer"] += 1
        else:
            name = f"{best.triple.id}-{one.triple.id}"
            yield Preference(_sample(best, listed, name), one.triple.answer, "rejected")
        return
    if len(one.triple.answer.split()) > most_words:
        left_out[f"its better answer has more than {most_words} words"] += 1
        return
    before = one.verdicts[-1].answer
    if one.status == "edited" and before != one.triple.answer:
        yield Preference(_sample(one, listed, f"{one.triple.id}-edit"), before, "edited")
    long = _running_on(one, most_words)
    if long:
        yield Preference(_sample(one, listed, f"{one.triple.id}-long"), long, "long")
    else:
        left_out[f"accepted, and its abstract gives no answer of more than {most_words} words"] += 1


def _asked(one: CuratedTriple) -> tuple[str, str]:
    return one.triple.paper, " ".join(one.triple.question.lower().split())


def _running_on(one: CuratedTriple, most_words: int) -> str:
    """The answer followed by what else the abstract says, until it is too long; "" if it is not."""
    triple, text = one.triple, one.triple.answer
    for start, end in sentences(triple.context):
        if start < triple.end and triple.start < end:
            continue  # what the answer rests on
        text += f" {triple.context[start:end]}"
        if len(text.split()) > most_words:
            return text
    return ""


def _sample(one: CuratedTriple, listed: CatalogEntry, name: str) -> Sample:
    triple = one.triple
    return Sample(
        id=name,
        part=part_of(family(listed)),
        question=triple.question,
        answer=triple.answer,
        context=triple.context,
        title=listed.paper.title or "",
        paper=triple.paper,
        evidence=triple.evidence,
    )


def preference_examples(
    found: Preferences, recipe: Recipe, tokenizer: Any, window: int
) -> tuple[Examples, dict[str, str]]:
    """The better answers as examples, and the worse answer to each: id → text.

    A pair of which either answer does not fit is dropped.
    """
    worse = {pair.sample.id: pair.rejected for pair in found.pairs}
    made = make_examples([pair.sample for pair in found.pairs], recipe, tokenizer, window)
    template = find_template(recipe.template)

    def fits(one: Example) -> bool:
        prompt = len(one.ids) - one.supervised
        return prompt + len(answer_ids(tokenizer, template, worse[one.id])) <= window

    long = tuple(one for one in (*made.train, *made.validation) if not fits(one))
    why = "the worse answer does not fit"
    digest = hashlib.sha256(repr((made.sha256, sorted(worse.items()))).encode()).hexdigest()
    return replace(
        made,
        train=tuple(one for one in made.train if one not in long),
        validation=tuple(one for one in made.validation if one not in long),
        dropped=(*made.dropped, *(replace(one, dropped=why) for one in long)),
        source=made.source or digest,
        sha256=digest,
    ), worse


def train_dpo(
    job: Job, examples: Examples, worse: Mapping[str, str], progress: Progress
) -> Trained:
    """Prefer each example's answer to the worse one (DPO, doi:10.48550/arXiv.2305.18290)."""
    check_enough(examples)
    begin(job, map(fate, examples.all), examples.sha256)
    if is_trained(job.folder):
        return as_trained(job.folder)
    model, tokenizer = load_trainable(job.base, job.recipe)
    from datasets import Dataset
    from trl.trainer.dpo_config import DPOConfig
    from trl.trainer.dpo_trainer import DPOTrainer

    class Preferring(DPOTrainer):
        """Takes rows of token ids as they are: trl would make its own of their texts."""

        diary: Any

        def _prepare_dataset(self, dataset: Any, *_: Any) -> Any:
            return dataset

        def compute_loss(self, model: Any, inputs: Any, *more: Any, **named: Any) -> Any:
            if model.training:
                read, learned = inputs["attention_mask"], inputs["completion_mask"]
                self.diary.read((), int(read.sum()), int(learned.sum()))
            return super().compute_loss(  # type: ignore[no-untyped-call]
                model, inputs, *more, **named
            )

    template = find_template(job.recipe.template)

    def rows(of: Sequence[Example]) -> Any:
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
        trainer = careful(Preferring)(
            model=model,
            args=DPOConfig(**settings(job), beta=job.recipe.beta, max_length=None),
            train_dataset=rows(examples.train),
            eval_dataset=rows(examples.validation) if examples.validation else None,
            processing_class=tokenizer,
        )
    trainer.model.delete_adapter("ref")  # a fresh adapter changes nothing: the base is the same
    note(trainer, _MEASURES)
    return run(job, trainer, examples.validation, examples.counts, progress)
