"""Examples that a model learns: the very prompt that `hea ask` would send, then the answer.

The question and the answer are never cut: what does not fit is left out of the papers, sentence by
sentence, the least likely first. A sample that does not fit even so is dropped, with the reason.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from answer.generative.context_budget import BudgetedPrompt
from answer.prompts import Template, answer_ids, as_turn, find_template, plain, prompt_ids
from builder.errors import UserError
from builder.nlp.sentences import sentences
from builder.triples import REFUSAL
from eval.stats.intervals import percentile
from finetune.data.prompts import Find, holds, papers_for, prompt_for
from finetune.data.readers import Sample
from finetune.data.token_stats import RowStats, account, removed
from finetune.recipe import Recipe, chance

#: Called with (done, of).
Watch = Callable[[int, int], None]

LONGEST = 2048
"""Phi-2 was trained on no longer texts (model card of microsoft/phi-2)."""
_WORD = re.compile(r"(?<=\S)(?= \S)")
#: With fewer rows nothing is learned that holds for others.
FEWEST = 10


@dataclass(frozen=True, slots=True)
class Example:
    """One row of token ids, the end of which the model learns to write."""

    id: str
    part: str
    prompt: str = ""
    question: str = ""
    answer: str = ""
    grounds: tuple[tuple[str, str], ...] = ()
    """Title and text of each passage in the prompt."""
    ids: tuple[int, ...] = ()
    supervised: int = 0
    """Tokens at the end that are learned: the answer, and that it ends there."""
    oracle: bool = True
    """Whether the paper that answers stands in the prompt."""
    removed: int = 0
    """Characters that no model may see: marks of its own, and orders to machines."""
    left_out: int = 0
    """Sentences of the papers for which there was no room."""
    dropped: str = ""
    """Why it is not trained on; empty for one that is."""


@dataclass(frozen=True, slots=True)
class Examples:
    """All samples of a training as examples, kept or dropped."""

    train: tuple[Example, ...]
    validation: tuple[Example, ...]
    dropped: tuple[Example, ...]
    max_length: int
    source: str
    """sha256 of the data they were made from."""
    sha256: str
    """Of what the model is shown."""
    cleaning: RowStats

    @property
    def reasons(self) -> dict[str, int]:
        """Reason → dropped rows; what a reason tells of a single row is left out."""
        return dict(Counter(one.dropped.split(" (")[0] for one in self.dropped).most_common())

    @property
    def all(self) -> tuple[Example, ...]:
        """The examples that are kept, then those dropped."""
        return (*self.train, *self.validation, *self.dropped)

    @property
    def counts(self) -> dict[str, Any]:
        """Counts of rows and tokens, for made.json."""
        return {
            "sha256": self.source,
            "train": len(self.train),
            "validation": len(self.validation),
            "dropped": self.reasons,
            "max_length": self.max_length,
            "tokens": self.tokens,
            "supervised_tokens": self.supervised,
            **asdict(self.cleaning),
        }

    @property
    def supervised(self) -> int:
        """Tokens that one epoch learns."""
        return sum(one.supervised for one in self.train)

    @property
    def tokens(self) -> int:
        """Tokens that one epoch reads."""
        return sum(len(one.ids) for one in self.train)


def make_examples(
    samples: Sequence[Sample],
    recipe: Recipe,
    tokenizer: Any,
    window: int,
    find: Find | None = None,
    watch: Watch = lambda done, of: None,
    source: str = "",
) -> Examples:
    """Turn samples into examples; every sample comes back, kept or dropped with a reason.

    Args:
        samples: What was read.
        recipe: Its prompt format, distractors, caps and lengths.
        tokenizer: The tokenizer of the base.
        window: Most tokens that the base reads at once.
        find: Finds papers that stand beside the one that answers; None where none are wanted.
        watch: Called with the samples done and to do.
        source: sha256 of the data that the samples were read from.
    """
    samples = _capped(samples, recipe)
    most = min(recipe.max_length or LONGEST, window)
    writer = _Writer(recipe, tokenizer, find)
    made = []
    for number, sample in enumerate(samples, start=1):
        made.append(writer.example(sample, most))
        watch(number, len(samples))
    if not recipe.max_length:
        most = _length([len(one.ids) for one in made if not one.dropped], most)
        for place, sample in enumerate(samples):
            if len(made[place].ids) > most:
                made[place] = writer.example(sample, most)
    kept = {
        part: tuple(one for one in made if one.part == part and not one.dropped)
        for part in ("train", "validation")
    }
    dropped = tuple(one for one in made if one.dropped)
    assert len(kept["train"]) + len(kept["validation"]) + len(dropped) == len(samples)
    shown = [one for part in kept.values() for one in part]
    digest = hashlib.sha256()
    for one in shown:
        digest.update(f"{one.id}\x1f{one.part}\x1f{one.ids}\x1f{one.supervised}".encode())
    return Examples(
        kept["train"],
        kept["validation"],
        dropped,
        most,
        source,
        digest.hexdigest(),
        account(
            tokenizer,
            [one.ids for one in shown],
            [one.removed for one in shown],
            [one.left_out for one in shown],
        ),
    )


def check_enough(examples: Examples) -> None:
    """Refuse to train on a handful of rows."""
    if len(examples.train) < FEWEST:
        found = f"{len(examples.train)} row" + "s" * (len(examples.train) != 1)
        raise UserError(
            f"{found} to train on are too few: {FEWEST} are the least.",
            "Add papers (`hea build`), accept triples (`hea curate`), and run `hea dataset`."
            if not examples.dropped
            else f"{len(examples.dropped)} were dropped; `hea train --dry-run` says why.",
        )


def _length(lengths: Sequence[int], most: int) -> int:
    """Return the 99th percentile, rounded up to 64 tokens, but ``most`` at most."""
    if not lengths:
        return most
    return min(most, -(-int(percentile(lengths, 99)) // 64) * 64)


def _capped(samples: Sequence[Sample], recipe: Recipe) -> list[Sample]:
    """Mark the samples over a part's cap, chosen by chance, and all test rows, as dropped."""
    caps = {"train": recipe.max_train, "validation": recipe.max_validation}
    over: dict[str, str] = {}
    for part, cap in caps.items():
        names = [one.id for one in samples if one.part == part and not one.trouble]
        if cap and len(names) > cap:
            names.sort(key=lambda name: chance(recipe.seed, "cap", name))
            over |= dict.fromkeys(names[cap:], f"over the cap of {cap:,}")
    marked = []
    for one in samples:
        trouble = one.trouble or over.get(one.id, "")
        if one.part == "test":
            trouble = trouble or "kept apart for the test"
        marked.append(replace(one, trouble=trouble))
    return marked


class _Writer:
    """Writes examples of one recipe in one model's tokens."""

    def __init__(self, recipe: Recipe, tokenizer: Any, find: Find | None) -> None:
        self.recipe, self.tokenizer, self.find = recipe, tokenizer, find
        self.template = find_template(recipe.template)
        self._words: dict[str, int] = {}

    def count(self, prompt: str) -> int:
        """Count a prompt's tokens word by word, since it is counted for each of its sentences.

        Byte-pair tokenizers never join a word to the space before it, so that this is exact for
        those; what a tokenizer counts otherwise is found out when the example is whole.
        """
        total = 0
        for word in _WORD.split(as_turn(self.tokenizer, prompt)):
            if word not in self._words:
                self._words[word] = len(
                    self.tokenizer(word, add_special_tokens=False, verbose=False)["input_ids"]
                )
            total += self._words[word]
        return total

    def example(self, sample: Sample, most: int) -> Example:
        """Make an example of ``most`` tokens at most."""
        if sample.trouble:
            return Example(sample.id, sample.part, dropped=sample.trouble)
        if sample.ready:
            return self._ready(sample, most)
        hits, oracle = papers_for(sample, self.recipe, self.find)
        answer = plain(sample.answer) if oracle else REFUSAL
        target = answer_ids(self.tokenizer, self.template, answer)
        try:
            wanted = sample if oracle else replace(sample, evidence="")
            room = (most, len(target), self.recipe.context_tokens)
            prompt = prompt_for(wanted, hits, self.template, self.count, *room)
        except UserError:
            bare = len(prompt_ids(self.tokenizer, self.template.render(sample.question, ())))
            why = f"question and answer do not fit ({bare} + {len(target)} tokens of {most})"
            return Example(sample.id, sample.part, dropped=why)
        if not holds(prompt, wanted.evidence):
            why = f"its evidence does not fit ({most} tokens)"
            return Example(sample.id, sample.part, dropped=why)
        answer = _marked(self.template, answer, prompt, sample.paper)
        target = answer_ids(self.tokenizer, self.template, answer)
        ids = prompt_ids(self.tokenizer, prompt.text) + target
        if len(ids) > most:
            why = f"question and answer do not fit ({len(ids)} tokens of {most})"
            return Example(sample.id, sample.part, dropped=why)
        return Example(
            sample.id,
            sample.part,
            prompt.text,
            sample.question,
            answer,
            tuple((passage.title, passage.text) for passage in prompt.passages),
            tuple(ids),
            len(target),
            oracle,
            removed=removed((sample.question, sample.answer), sample.context),
            left_out=prompt.left_out,
        )

    def _ready(self, sample: Sample, most: int) -> Example:
        """Make an example of a ready prompt with its answer, or of a whole text.

        Of a whole text, the answer is what stands behind the last mark of the template; a text
        without the mark is learned from its second token on.
        """
        text, answer = sample.ready, sample.answer
        if not answer:
            mark = self.template.layout.rpartition("}")[2]
            head, found, tail = text.rpartition(mark)
            text, answer = (head + found, tail.strip()) if found and tail.strip() else ("", "")
        if answer:
            before = prompt_ids(self.tokenizer, text)
            target = answer_ids(self.tokenizer, self.template, answer)
        else:
            before = self.tokenizer(sample.ready, verbose=False)["input_ids"]
            before, target = before[:1], [*before[1:], self.tokenizer.eos_token_id]
        if len(before) + len(target) > most:
            why = f"the text does not fit ({len(before) + len(target)} tokens of {most})"
            return Example(sample.id, sample.part, dropped=why)
        return Example(
            sample.id,
            sample.part,
            prompt=text,
            answer=answer,
            ids=(*before, *target),
            supervised=len(target),
        )


def _marked(template: Template, answer: str, prompt: BudgetedPrompt, paper: str) -> str:
    """Put the number of its passage behind each sentence, where the template numbers passages."""
    numbers = [n for n, one in enumerate(prompt.passages, start=1) if one.listed.id == paper]
    if "{n}" not in template.passage or answer == REFUSAL or not numbers:
        return answer
    return " ".join(
        f"{answer[start:end].strip()} [{numbers[0]}]" for start, end in sentences(answer)
    )
