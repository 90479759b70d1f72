"""`hea train report`, `card` and `lint`: what a training changed, measured and told truly."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hea.cli.options import Json, Where
from hea.workflows.adapters import (
    REPORT,
    artefacts_of,
    config_of,
    find_adapter,
    held_out_rows,
    read_table,
    recipe_of,
    write_card,
)
from hea.workspace import find_workspace, load_settings

if TYPE_CHECKING:
    from answer.models.transformers_model import TransformersModel
    from eval.stats.intervals import Score
    from finetune.evaluation.held_out_pass import HeldOutPass
    from finetune.evaluation.report import TrainingReport
    from finetune.release.card_lint import CardFinding

Name = Annotated[str, typer.Argument(help="An adapter that `hea train` made.")]
#: What a report has read so far: a killed one goes on from there.
_READ = ".report.jsonl"


def report(
    name: Name,
    source: Annotated[
        Path | None,
        typer.Option(
            "--data", help="Held-out rows. Default: data/dataset, its test.", show_default=False
        ),
    ] = None,
    rows: Annotated[int, typer.Option(min=0, help="Most rows to read; 0: all.")] = 0,
    answers: Annotated[int, typer.Option(min=0, help="Questions both models answer.")] = 20,
    four_bits: Annotated[
        bool,
        typer.Option(
            "--four-bits/--no-four-bits",
            help="Also with weights of 4 bits, on the rows that are answered; slow on a CPU.",
        ),
    ] = True,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Measure the tuned model beside its base on rows that neither was trained on."""
    from answer.models.adapters import load_adapter
    from answer.models.model_files import find_base
    from answer.models.transformers_model import TransformersModel, load_model
    from eval.grid.row_store import RowStore
    from finetune.evaluation.answer_scores import has_text_similarity
    from finetune.evaluation.report import compare
    from hea.extras import install
    from hea.render import console
    from retrieval.embedder import find_model, load_embedder

    place = find_workspace(workspace)
    folder = find_adapter(place, name)
    settings = load_settings(place, {})
    recipe, made = recipe_of(folder), read_table(folder / "made.json")
    base = find_base(made["base"])
    held_out = held_out_rows(place, folder, source, rows)
    precision = "bf16" if settings.precision in ("auto", "nf4") else settings.precision

    kept = RowStore(folder / _READ)

    def read(chat: TransformersModel, bits: str, few: bool = False) -> HeldOutPass:
        from finetune.evaluation.held_out_pass import read

        with console.bar(f"Reading, {chat.name}, {bits}") as progress:
            asked = 0 if few else answers
            part = held_out.rows[:answers] if few else held_out.rows
            return read(chat, bits, part, asked, recipe.answer_tokens, progress, kept)

    with kept:
        tuned = load_adapter(folder, f"adapter:{name}", None, precision)
        after = read(tuned, precision)
        template = tuned.template
        del tuned
        gc.collect()
        before = read(
            TransformersModel(made["base"], *load_model(base, precision), template), precision
        )
        gc.collect()
        quantised = None
        if four_bits and answers:  # weights of 4 bits are read in a model of their own
            quantised = read(load_adapter(folder, f"adapter:{name}", None, "nf4"), "nf4", few=True)
    if not has_text_similarity():
        console.note(f"BLEU and ROUGE are not measured. {install('eval')}")
    with console.err.status("Comparing answers"):
        embedder = load_embedder(find_model(settings.embedder))
        found = compare(
            name, made["base"], template.id, held_out, before, after, embedder, quantised=quantised
        )
    _write_report(folder, found)
    (folder / _READ).unlink()
    if as_json:
        console.print_json(asdict(found))
    else:
        _show(found)
        console.note(f"in {folder}: {REPORT}, report.md, perplexity.png")


def card(
    name: Name,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Write the model card out of what was measured; a number without an artefact is refused."""
    from hea.render import console

    place = find_workspace(workspace)
    folder = find_adapter(place, name)
    path = write_card(place, folder)
    if as_json:
        console.print_json({"card": str(path), "report": (folder / REPORT).exists()})
        return
    if not (folder / REPORT).exists():
        console.note(f"No report yet, so it holds no measures: hea train report {name}")
    console.note(f"in {path}")


def lint(
    file: Annotated[
        Path, typer.Argument(help="A model card in Markdown.", exists=True, dir_okay=False)
    ],
    adapter: Annotated[
        str | None,
        typer.Option(help="The adapter whose artefacts must bear it out.", show_default=False),
    ] = None,
    base: Annotated[
        str, typer.Option(help="The base it speaks of, where no adapter is named.")
    ] = "microsoft/phi-2",
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Find what in a model card no artefact bears out, and where it contradicts itself."""
    from finetune.release.card_lint import BASES, lint
    from hea.render import console

    if adapter:
        place = find_workspace(workspace)
        folder = find_adapter(place, adapter)
        artefacts, config = artefacts_of(place, folder), config_of(folder)
    elif base in BASES:
        artefacts, config = {}, dict(BASES[base])
    else:
        from answer.models.model_files import find_base, read_config

        artefacts, config = {}, read_config(find_base(base))
    found = lint(file.read_text("utf-8", errors="replace"), artefacts, config)
    if as_json:
        console.print_json([asdict(one) for one in found])
    else:
        _show_findings(found)
    if found:
        raise typer.Exit(1)


def _write_report(folder: Path, found: TrainingReport) -> None:
    from builder.storage.files import write_atomic
    from finetune.evaluation.report_page import as_markdown, draw

    beside = folder / ".perplexity.png"
    draw(found, beside)
    beside.replace(folder / "perplexity.png")
    write_atomic(folder / "report.md", as_markdown(found))
    write_atomic(folder / REPORT, json.dumps(asdict(found), indent=1, ensure_ascii=False) + "\n")


def _show(found: TrainingReport) -> None:
    from hea.render import console

    between = f"({found.level:.0%})"
    table = console.table("on held-out rows", f"base {between}", f"tuned {between}", "n")
    rows = (
        ("perplexity of answers", found.perplexity.base, found.perplexity.tuned),
        *((f"answers, {name}", one.base, one.tuned) for name, one in found.answers.items()),
        ("flawed: padding counted", found.padded.base, found.padded.tuned),
    )
    for label, base, tuned in rows:
        table.add_row(label, _told(base), _told(tuned), str(tuned.n))
    console.out.print(table)
    console.out.print(f"perplexity, tuned / base: {_told(found.perplexity.ratio)}")
    if found.quantisation:
        ratio = found.quantisation.ratio
        console.out.print(f"perplexity, 4 bits / 16 bits: {_told(ratio)}, n = {ratio.n}")
    if found.unscored:
        console.out.print(f"{len(found.unscored)} of {found.rows} rows not scored")
    for why in sorted(set(found.unscored.values())):
        console.note(f"unscored: {why}")


def _told(found: Score) -> str:
    if found.value is None:
        return "not measured"
    if found.low is None or found.high is None:
        return f"{found.value:.2f}"
    return f"{found.value:.2f} ({found.low:.2f}–{found.high:.2f})"


def _show_findings(found: list[CardFinding]) -> None:
    from hea.render import console

    if not found:
        console.out.print("Nothing found.")
        return
    table = console.table("line", "kind", "why")
    for one in found:
        table.add_row(str(one.line), one.kind, console.cut(one.why, 400))
    console.out.print(table)


#: Below `hea train`.
VERBS: dict[str, Callable[..., None]] = {"report": report, "card": card, "lint": lint}
