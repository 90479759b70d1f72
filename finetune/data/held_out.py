"""Rows that no training saw, asked as the training asked its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from builder.errors import UserError
from finetune.data.examples import LONGEST, Watch, make_examples
from finetune.data.prompts import Find
from finetune.data.readers import Sample
from finetune.recipe import Recipe


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A row that no training saw."""

    id: str
    kind: str
    question: str
    prompt: str
    """As `ask` would send it."""
    answer: str
    grounds: tuple[tuple[str, str], ...] = ()
    """Title and text of each passage in the prompt."""
    paper: str = ""
    """Id of the paper that the question is on; empty where the row is on none."""

    @property
    def cluster(self) -> str:
        """The paper of the row, or the row alone: rows of one cluster are no independent draws."""
        return self.paper or self.id


@dataclass(frozen=True, slots=True)
class HeldOutRows:
    """The rows that a model is measured by, and those that cannot be asked."""

    part: str
    """`test`; `validation`, which decided when training stopped, where there is no test."""
    rows: tuple[HeldOut, ...]
    unasked: Mapping[str, str]
    """Id → why the row cannot be asked."""


def hold_out(
    samples: Sequence[Sample],
    kinds: Mapping[str, str],
    recipe: Recipe,
    tokenizer: Any,
    window: int,
    find: Find | None = None,
    watch: Watch = lambda done, of: None,
    most: int = 0,
) -> HeldOutRows:
    """Turn the test rows of a dataset into prompts and answers.

    Args:
        samples: All samples of the dataset.
        kinds: Id → kind of question.
        recipe: The recipe that the adapter was trained by; its caps do not count here.
        tokenizer: The tokenizer of the base.
        window: Most tokens that the base reads at once.
        find: Finds papers that stand beside the one that answers, as in the training.
        watch: Called with the rows done and to do.
        most: Rows to take from the first on; 0 for all.

    Raises:
        UserError: The dataset holds no test and no validation rows.
    """
    parts = {sample.part for sample in samples if not sample.trouble}
    part = next((part for part in ("test", "validation") if part in parts), None)
    if part is None:
        raise UserError(
            "The dataset contains no test and no validation rows to measure by.",
            "Add papers on other alloys, then `hea build` and `hea dataset`.",
        )
    chosen = [replace(one, part="validation") for one in samples if one.part == part]
    chosen = chosen[: most or None]
    papers = {sample.id: sample.paper for sample in chosen}
    uncapped = replace(recipe, max_validation=0, max_length=min(LONGEST, window))
    made = make_examples(chosen, uncapped, tokenizer, window, find, watch)
    unasked = {one.id: one.dropped for one in made.dropped}
    unasked |= {one.id: "it has no question" for one in made.validation if not one.prompt}
    rows = (
        HeldOut(
            one.id,
            kinds.get(one.id, "other") if one.oracle else "unanswerable",
            one.question or one.prompt[-200:],
            one.prompt,
            one.answer,
            one.grounds,
            papers[one.id],
        )
        for one in made.validation
        if one.prompt
    )
    return HeldOutRows(part, tuple(rows), unasked)
