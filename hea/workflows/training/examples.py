"""Make what a model learns from or is measured by: prompts with papers, and their answers."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from answer.models.model_files import find_base
from builder.dataset.files import read_dataset
from builder.errors import UserError
from finetune.data.examples import Examples, make_examples
from finetune.data.held_out import HeldOutRows, hold_out
from finetune.data.preferences import preference_examples, read_preferences
from finetune.data.readers import read_source
from finetune.recipe import Recipe
from finetune.training.lora import load_tokenizer
from hea.events import SILENT, Events
from hea.workflows.answers.search import open_searcher
from hea.workflows.training.adapters import read_made, recipe_of
from hea.workflows.triples.curation import login, open_session
from hea.workspace import Workspace
from retrieval.hybrid import Hit


def dataset_examples(
    place: Workspace, source: Path, base: Path, recipe: Recipe, events: Events = SILENT
) -> Examples:
    """Turn every row of a dataset into what the model will be shown.

    Args:
        place: The workspace; its papers stand in the prompts where the recipe wants distractors.
        source: A dataset's folder, or a file of rows.
        base: The model's folder, for its tokenizer.
        recipe: The prompt format and the lengths.
        events: Receives progress.

    Raises:
        UserError: There is no dataset, or it cannot be read.
    """
    if source == place.dataset and not source.exists():
        raise UserError("There is no dataset yet.", "Run `hea dataset`, or give one with --data.")
    read = read_source(source)
    tokenizer, window = load_tokenizer(base, recipe.turns)
    with (
        paper_finder(place, recipe, events) as find,
        events.progress("Making examples") as progress,
    ):
        return make_examples(read.samples, recipe, tokenizer, window, find, progress, read.sha256)


def verdict_examples(
    place: Workspace, base: Path, recipe: Recipe, events: Events = SILENT
) -> tuple[Examples, dict[str, str]]:
    """Turn the verdicts of `hea curate` into pairs of a better and a worse answer.

    Returns:
        The better answers as examples, and the worse answer to each: id → text.

    Raises:
        UserError: No verdict gives a pair.
    """
    with open_session(place, login(), events) as session:
        found = read_preferences(session.curated, session.papers, recipe.max_words)
    for reason, count in found.left_out.items():
        events.note(f"{count} verdicts give no pair: {reason}")
    if not found.pairs:
        raise UserError(
            "No verdict says which of two answers is better.",
            "Accept, edit and reject triples with `hea curate`.",
        )
    return preference_examples(found, recipe, *load_tokenizer(base, recipe.turns))


def held_out_rows(
    place: Workspace, folder: Path, source: Path | None, most: int, events: Events = SILENT
) -> HeldOutRows:
    """Return the rows that an adapter is measured by, asked as it was trained.

    Args:
        place: The workspace.
        folder: The adapter's.
        source: The rows; None for the test part of the workspace's dataset.
        most: How many of the first rows; 0 for all.
        events: Receives progress.

    Raises:
        UserError: There are no such rows.
    """
    source, recipe = source or place.dataset, recipe_of(folder)
    if not source.exists():
        raise UserError(
            "There are no held-out rows.", "Run `hea dataset`, or give them with --data."
        )
    ours = source.is_dir() and (source / "made.json").exists()
    kinds = {k: row["kind"] for k, (_, row) in read_dataset(source).items()} if ours else {}
    tokenizer, window = load_tokenizer(
        find_base(read_made(folder)["base"], fetch=False), recipe.turns
    )
    with (
        paper_finder(place, recipe, events) as find,
        events.progress("Making prompts") as progress,
    ):
        return hold_out(
            read_source(source).samples, kinds, recipe, tokenizer, window, find, progress, most
        )


@contextmanager
def paper_finder(
    place: Workspace, recipe: Recipe, events: Events = SILENT
) -> Iterator[Callable[[str], Sequence[Hit]] | None]:
    """Open a search for papers to stand beside the one that answers; None if none are wanted."""
    if not recipe.distractors:
        yield None
        return
    with open_searcher(place, events) as searcher:
        yield lambda question: searcher.search(question, recipe.distractors + 1)
