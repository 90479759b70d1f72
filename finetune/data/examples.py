"""All examples of a training: every sample comes back, kept or dropped with a reason."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from builder.errors import UserError
from eval.stats.intervals import percentile
from finetune.data.example import Example, ExampleWriter
from finetune.data.prompts import Find
from finetune.data.readers import Sample
from finetune.data.token_stats import RowStats, account
from finetune.recipe import Recipe, chance

#: Called with (done, of).
Watch = Callable[[int, int], None]

LONGEST = 2048
"""Phi-2 was trained on no longer texts (model card of microsoft/phi-2)."""
#: Why the rows of the test part are not trained on.
_TEST = "kept apart for the test"
#: With fewer rows nothing is learned that holds for others.
FEWEST = 10


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
    turns: bool = False
    """Whether prompts stand in a user's turn, by the chat template of the base."""

    @property
    def reasons(self) -> dict[str, int]:
        """Reason → dropped rows; what a reason tells of a single row is left out."""
        reasons = (one.dropped.split(" (")[0] for one in self.dropped)
        return dict(Counter(why for why in reasons if why != _TEST).most_common())

    def dropped_for(self, reason: str) -> list[str]:
        """Return the ids of the rows that were dropped for a reason."""
        return [one.id for one in self.dropped if one.dropped.split(" (")[0] == reason]

    @property
    def tested(self) -> int:
        """Rows that are kept apart for the test, which are not trained on."""
        return sum(one.dropped == _TEST for one in self.dropped)

    @property
    def status(self) -> dict[str, int]:
        """What people said of a row → rows to train on; empty where the data do not tell it."""
        return dict(sorted(Counter(one.status for one in self.train if one.status).items()))

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
            "test": self.tested,
            "dropped": self.reasons,
            "status": self.status,
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
    writer = ExampleWriter(recipe, tokenizer, find)
    made = []
    for number, sample in enumerate(samples, start=1):
        made.append(writer.write(sample, most))
        watch(number, len(samples))
    if not recipe.max_length:
        most = _length([len(one.ids) for one in made if not one.dropped], most)
        for place, sample in enumerate(samples):
            if len(made[place].ids) > most:
                made[place] = writer.write(sample, most)
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
        bool(getattr(tokenizer, "chat_template", None)),
    )


def check_enough(examples: Examples) -> None:
    """Refuse to train on a handful of rows."""
    if len(examples.train) < FEWEST:
        found = f"{len(examples.train)} row" + "s" * (len(examples.train) != 1)
        raise UserError(
            f"{found} are too few to train on: at least {FEWEST} are needed.",
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
            trouble = trouble or _TEST
        marked.append(replace(one, trouble=trouble))
    return marked
