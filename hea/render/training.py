"""What `hea train --dry-run` says: what a training would do, and what it would take."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from finetune.data.examples import Examples
    from finetune.recipe import Recipe
    from finetune.training.plan import Plan


def show_plan(recipe: Recipe, examples: Examples, base: Path, folder: Path, as_json: bool) -> None:
    """What a training would do; a reason not to train here is said, and the exit code is 1."""
    from finetune.bench.matrix_rate import matrix_rate
    from finetune.training.lora import adapt
    from finetune.training.plan import plan
    from hea.render import console

    with console.err.status("Measuring this machine"):
        found = plan(recipe, examples, adapt(base, recipe), folder, matrix_rate)
    if as_json:
        console.print_json(_as_record(found))
    else:
        _show_plan(found)
    if found.trouble:
        raise found.trouble


def _as_record(found: Plan) -> dict[str, Any]:
    return {
        "recipe": asdict(found.recipe),
        "rows": found.examples.counts,
        "targets": list(found.adapted.targets),
        "parameters": found.adapted.parameters,
        "trainable": found.adapted.trainable,
        "trainable_share": found.adapted.share,
        "precision": found.precision,
        "checkpointing": found.checkpointing,
        "steps": found.steps,
        "non_pad_share": found.non_pad,
        "memory_bytes": found.memory,
        "seconds": found.seconds,
        "disk_bytes": found.disk,
        "free_bytes": found.free,
        "trouble": found.trouble and found.trouble.message,
    }


def _show_plan(found: Plan) -> None:
    from hea.render import console

    examples, size, recipe = found.examples, found.adapted, found.recipe
    cleaning = examples.cleaning
    show_rows(
        {
            "recipe": f"{recipe.name}: {recipe.about}",
            "base": recipe.base,
            "rows": f"{len(examples.train)} to train on, {len(examples.validation)} to validate,"
            f" {len(examples.dropped)} dropped",
            "tokens of an epoch": f"{examples.tokens:,} read, {examples.supervised:,} learned,"
            f" {examples.max_length} at most in a row",
            "tokens of a row": f"{cleaning.tokens_p50:,} in the middle, {cleaning.tokens_p99:,} at"
            f" 99 %, {cleaning.tokens_max:,} at most; {cleaning.broken_tokens:.2%} of them are no"
            " whole character",
            "cleaning": f"{cleaning.characters_removed:,} characters taken from"
            f" {cleaning.rows_changed:,} rows; {cleaning.rows_shortened:,} rows without"
            f" {cleaning.most_left_out:,} sentences or fewer that did not fit",
            "fed as": f"{found.rows} {'packs' if recipe.packing else 'rows'},"
            f" {found.non_pad:.1%} no padding",
            "steps": f"{found.steps:,}",
            "adapter": f"{size.trainable:,} of {size.parameters + size.trainable:,} parameters"
            f" ({size.share:.2%}) on {', '.join(size.targets)}",
            "precision": found.precision
            + (", activations computed again" if found.checkpointing else ""),
            "memory, estimate": f"{found.memory / 1e9:.1f} GB",
            "time, estimate": "–" if found.seconds is None else time_words(found.seconds),
            "disk": f"{found.disk / 1e9:.2f} GB of {found.free / 1e9:.0f} GB free",
        }
    )
    for reason, count in examples.reasons.items():
        console.out.print(f"dropped {count}: {reason}", soft_wrap=True)


def show_rows(rows: dict[str, str]) -> None:
    """A table of labels and words."""
    from hea.render import console

    table = console.table("", "")
    table.show_header = False
    for label, words in rows.items():
        table.add_row(label, words)
    console.out.print(table)


def time_words(seconds: float) -> str:
    """A stretch of time in the unit that suits it."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"
