"""What `hea curate` collected, as pairs that a model can learn to tell apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import UserError
from hea.workspace import Workspace

if TYPE_CHECKING:
    from finetune.data.examples import Examples
    from finetune.recipe import Recipe
    from finetune.training.job import Job, Progress, Trained


def preferred(
    place: Workspace, base: Path, recipe: Recipe
) -> tuple[Examples, Callable[[Job, Examples, Progress], Trained]]:
    """The better answers of people's verdicts as examples, and what learns to prefer them."""
    from finetune import training
    from finetune.data.preferences import preference_examples, read_preferences
    from finetune.training.lora import load_tokenizer
    from hea.render import console
    from hea.workflows.triples.curation import login, open_session

    with open_session(place, login()) as desk:
        found = read_preferences(desk.curated, desk.papers, recipe.max_words)
    for reason, count in found.left_out.items():
        console.note(f"{count} verdicts give no pair: {reason}")
    if not found.pairs:
        raise UserError(
            "No verdict tells a better answer from a worse one.",
            "Accept, edit and reject triples with `hea curate`.",
        )
    examples, worse = preference_examples(found, recipe, *load_tokenizer(base))
    return examples, lambda job, shown, progress: training.train_dpo(job, shown, worse, progress)
