"""Rows that no training saw, asked as the training asked its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from builder.errors import UserError
from finetune.data.examples import LONGEST, Watch, make_examples
from finetune.data.prompts import Find
from finetune.data.readers import Sample
from finetune.evaluation.perplexity import HeldOut
from finetune.recipe import Recipe


@dataclass(frozen=True, slots=True)
class HeldOutRows:
    """The rows a model is measured by, and which cannot be asked."""

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
    """The test rows of a dataset as prompts and answers, the first ``most`` of them, or all for 0.
    ``kinds`` is id → kind of question."""
    parts = {sample.part for sample in samples if not sample.trouble}
    part = next((part for part in ("test", "validation") if part in parts), None)
    if part is None:
        raise UserError(
            "The dataset holds no test and no validation rows to measure by.",
            "Add papers on other alloys, then `hea build` and `hea dataset`.",
        )
    chosen = [replace(one, part="validation") for one in samples if one.part == part]
    chosen = chosen[: most or None]
    whole = replace(recipe, max_validation=0, max_length=min(LONGEST, window))
    made = make_examples(chosen, whole, tokenizer, window, find, watch)
    asked = [one for one in made.validation if one.prompt]
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
        )
        for one in asked
    )
    return HeldOutRows(part, tuple(rows), unasked)
