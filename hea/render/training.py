"""Show plans, trainings, reports and findings of `hea train`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.stats.intervals import LEAST_PAPERS, format_n
from hea.render import console

if TYPE_CHECKING:
    from eval.stats.intervals import Score
    from finetune.data.examples import Examples
    from finetune.data.token_stats import RowStats
    from finetune.evaluation.report import TrainingReport
    from finetune.recipe import Recipe
    from finetune.release.card_lint import CardFinding
    from finetune.training.job import Trained
    from finetune.training.plan import Plan

#: Dropped rows whose ids are shown for each reason.
_NAMED = 5


def plan_record(found: Plan) -> dict[str, Any]:
    """Return a plan for programs."""
    return {
        "recipe": asdict(found.recipe),
        "rows": found.examples.counts,
        "targets": list(found.adapted.targets),
        "parameters": found.adapted.parameters,
        "base_parameters": found.adapted.parameters,
        "all_parameters": found.adapted.parameters + found.adapted.trainable,
        "trainable": found.adapted.trainable,
        "trainable_share": found.adapted.share,
        "precision": found.precision,
        "checkpointing": found.checkpointing,
        "turns": found.examples.turns,
        "fed_rows": found.rows,
        "rows_per_pack": len(found.examples.train) / found.rows if found.rows else 0.0,
        "questions_a_step": found.questions_a_step,
        "learned_share": _learned(found.examples),
        "steps": found.steps,
        "epochs": found.epochs,
        "dropped_rows": {why: found.examples.dropped_for(why) for why in found.examples.reasons},
        "non_pad_share": found.non_pad,
        "memory_bytes": found.memory,
        "seconds": found.seconds,
        "seconds_idle": found.seconds_idle,
        "operations": found.work,
        "seconds_on_a100": found.seconds_on_a100,
        "load": found.load,
        "cores": os.cpu_count(),
        "disk_bytes": found.disk,
        "free_bytes": found.free,
        "trouble": found.trouble and found.trouble.message,
    }


def show_plan(found: Plan) -> None:
    """Show what a training would do and take."""
    examples, size, recipe = found.examples, found.adapted, found.recipe
    cleaning = examples.cleaning
    show_rows(
        {
            "recipe": f"{recipe.name}: {recipe.about}",
            "base": recipe.base,
            "rows": _row_words(examples, "to train on"),
            "prompt": recipe.template
            + (", in a user's turn of the base's chat template" if examples.turns else ""),
            "tokens of an epoch": f"{examples.tokens:,} read, {examples.supervised:,}"
            f" ({_learned(examples):.1%}) learned",
            "tokens of a row": f"{cleaning.tokens_p50:,} in the middle, {cleaning.tokens_p99:,} at"
            f" 99 %, {cleaning.tokens_max:,} in the longest (limit {examples.max_length:,});"
            f" {cleaning.broken_tokens:.2%} of them are no whole character",
            "cleaning": _cleaning_words(cleaning),
            "fed as": _fed_words(found),
            "steps": f"{found.steps:,}, each on {found.questions_a_step:.3g} questions:"
            f" {found.epochs:.3g} epochs",
            "adapter": f"{size.trainable:,} parameters ({size.share:.2%} of"
            f" {size.parameters + size.trainable:,} with the base's) on {', '.join(size.targets)}",
            "precision": found.precision
            + (", activations computed again" if found.checkpointing else ""),
            "memory, estimate": f"{found.memory / 1e9:.1f} GB",
            "time, estimate": _estimate_words(found),
            "disk": f"{found.disk / 1e9:.2f} GB of {found.free / 1e9:.0f} GB free",
        }
    )
    _show_dropped(examples)


def _row_words(examples: Examples, purpose: str) -> str:
    test = f", {examples.tested} kept apart for the test" if examples.tested else ""
    return (
        f"{len(examples.train)} {purpose}, {len(examples.validation)} to validate{test},"
        f" {len(examples.dropped) - examples.tested} dropped"
    )


def _learned(examples: Examples) -> float:
    """Return the share of the tokens read that are learned."""
    return examples.supervised / examples.tokens if examples.tokens else 0.0


def _cleaning_words(cleaning: RowStats) -> str:
    """Say what was taken from the rows; nothing of what was not."""
    words = []
    if cleaning.rows_changed:
        words.append(
            f"{cleaning.characters_removed:,} characters taken from {cleaning.rows_changed:,} rows"
        )
    if cleaning.rows_shortened:
        many = "s" * (cleaning.most_left_out != 1)
        rows = f"{cleaning.rows_shortened:,} row{'s' * (cleaning.rows_shortened != 1)}"
        words.append(
            f"{rows} cut to fit the limit, by {cleaning.most_left_out:,} sentence{many} at most"
        )
    return "; ".join(words) or "nothing taken from any row"


def _fed_words(found: Plan) -> str:
    """Say how many rows or packs the model is fed, and how many questions a pack holds."""
    if not found.recipe.packing:
        return f"{found.rows} rows, {1 - found.non_pad:.1%} padding"
    each = len(found.examples.train) / found.rows if found.rows else 0.0
    return f"{found.rows} packs of {each:.3g} questions, {1 - found.non_pad:.1%} padding"


def _estimate_words(found: Plan) -> str:
    """Say how long it takes and what the estimate rests on; where not here, how long elsewhere."""
    if found.seconds is None:
        return (
            f"none for this machine, which cannot train it; {found.work:.1e} operations are about"
            f" {time_words(found.seconds_on_a100)} of an NVIDIA A100, if training reaches 40 % of"
            " the 312 TFLOP/s of its data sheet (not tried on one): a dry run measures the GPU it"
            " runs on"
        )
    if found.load is None or found.seconds_idle is None or not found.is_busy:
        return time_words(found.seconds)
    cores = os.cpu_count() or 1
    return (
        f"about {time_words(found.seconds_idle)} with nothing else running, as the load suggests,"
        f" and {time_words(found.seconds)} beside what runs now: the machine is busy, load"
        f" {found.load:.1f} on {cores} core{'s' * (cores != 1)}. Run it again when it is idle"
    )


def show_trained(trained: Trained, examples: Examples) -> None:
    """Show what came of a training, and how to ask the adapter."""
    resumed = bool(trained.resumed_at)
    show_rows(
        {
            "rows": _row_words(examples, "trained on"),
            "steps": f"{trained.steps}"
            + (f", the last {trained.steps - trained.resumed_at} now" * resumed),
            "loss": console.number(trained.loss),
            "validation loss": f"{console.number(trained.val_loss)} at step {trained.best_step},"
            " kept"
            if trained.val_loss is not None
            else "not measured: there are no validation rows",
            "time": time_words(trained.seconds),
            "tokens": f"{trained.tokens:,}",
        }
    )
    _show_dropped(examples)
    console.note(f"hea ask --model adapter:{trained.folder.name} “…”")


def _show_dropped(examples: Examples) -> None:
    for reason, count in examples.reasons.items():
        ids = examples.dropped_for(reason)
        named = ", ".join(ids[:_NAMED]) + " …" * (len(ids) > _NAMED)
        console.out.print(f"dropped {count}: {reason} ({named})", soft_wrap=True)


def show_recipes(recipes: Sequence[Recipe]) -> None:
    """Show what each recipe is for."""
    table = console.table("recipe", "method", "what it is for")
    for one in recipes:
        table.add_row(one.name, one.method, one.about)
    console.out.print(table)


def show_report(found: TrainingReport, folder: Path) -> None:
    """Show the scores of an adapter beside those of its base, and where the report lies."""
    between = f"({found.level:.0%})"
    table = console.table("on held-out rows", f"base {between}", f"tuned {between}", "n", "papers")
    rows = (
        ("perplexity of answers", found.perplexity.base, found.perplexity.tuned),
        *((f"answers, {name}", one.base, one.tuned) for name, one in found.answers.items()),
        ("flawed: padding counted", found.padded.base, found.padded.tuned),
    )
    for label, base, tuned in rows:
        table.add_row(label, _interval(base), _interval(tuned), str(tuned.n), str(tuned.papers))
    console.out.print(table)
    console.out.print(f"Intervals are by papers, from {LEAST_PAPERS} papers on.")
    console.out.print(f"perplexity, tuned / base: {_interval(found.perplexity.ratio)}")
    if found.quantisation:
        ratio = found.quantisation.ratio
        console.out.print(f"perplexity, 4 bits / 16 bits: {_interval(ratio)}, {format_n(ratio)}")
    if found.unscored:
        console.out.print(f"{len(found.unscored)} of {found.rows} rows not scored")
    for why in sorted(set(found.unscored.values())):
        console.note(f"unscored: {why}")
    console.note(f"in {folder}: report.json, report.md, perplexity.png")


def _interval(found: Score) -> str:
    if found.value is None:
        return "not measured"
    if found.low is None or found.high is None:
        return f"{found.value:.2f}"
    return f"{found.value:.2f} ({found.low:.2f}–{found.high:.2f})"


def show_card(path: Path, measured: bool) -> None:
    """Show where a model card lies, and what to do if nothing on it was measured."""
    if not measured:
        console.note(f"No report yet, so it holds no measures: hea train report {path.parent.name}")
    console.note(f"in {path}")


def show_findings(found: Sequence[CardFinding]) -> None:
    """Show what no artefact bears out, line by line."""
    if not found:
        console.out.print("Nothing found.")
        return
    table = console.table("line", "kind", "why")
    for one in found:
        table.add_row(str(one.line), one.kind, console.cut(one.why, 400))
    console.out.print(table)


def show_rows(rows: dict[str, str]) -> None:
    """Show a table of labels and words."""
    table = console.table("", "")
    table.show_header = False
    for label, words in rows.items():
        table.add_row(label, words)
    console.out.print(table)


def time_words(seconds: float) -> str:
    """Return a time in seconds, minutes or hours, whichever suits it."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"
