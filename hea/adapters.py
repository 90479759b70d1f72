"""What follows a training: `hea train report`, `card`, `lint`, `merge`, `zip`, `export`, `push`."""

from __future__ import annotations

import gc
import json
import os
import tomllib
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from builder.errors import UserError
from hea.options import Json, Where
from hea.workspace import Workspace, find_workspace, load_settings

if TYPE_CHECKING:
    from answer.local import LocalChat
    from finetune.held_out import HeldOutRows
    from finetune.lint import Finding
    from finetune.recipe import Recipe
    from finetune.report import Read, Report

Name = Annotated[str, typer.Argument(help="An adapter that `hea train` made.")]
REPORT = "report.json"
_MERGED = "merged"
#: Held-out prompts on which a merged model must choose the adapter's tokens.
_COMPARED = 8


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
    from answer.adapters import load_adapter
    from answer.local import LocalChat, load_model
    from answer.weights import find_base
    from finetune.report import compare
    from hea import show
    from retrieval.embedder import find_model, load_embedder

    place = find_workspace(workspace)
    folder = _adapter(place, name)
    settings = load_settings(place, {})
    recipe, made = _recipe(folder), _read(folder / "made.json")
    base = find_base(made["base"])
    held_out = _held_out(place, source or place.dataset, recipe, base)
    chosen = held_out.rows[: rows or None]
    precision = "bf16" if settings.precision in ("auto", "nf4") else settings.precision

    def read(chat: LocalChat, bits: str, few: bool = False) -> Read:
        from finetune.report import read

        with show.bar(f"Reading, {chat.name}, {bits}") as progress:
            asked = 0 if few else answers
            part = chosen[:answers] if few else chosen
            return read(chat, bits, part, asked, recipe.answer_tokens, progress)

    tuned = load_adapter(folder, f"adapter:{name}", None, precision)
    after = read(tuned, precision)
    template = tuned.template
    del tuned
    gc.collect()
    before = read(LocalChat(made["base"], *load_model(base, precision), template), precision)
    gc.collect()
    quantised = None
    if four_bits and answers:  # weights of 4 bits are read in a model of their own
        quantised = read(load_adapter(folder, f"adapter:{name}", None, "nf4"), "nf4", few=True)
    with show.err.status("Comparing answers"):
        embedder = load_embedder(find_model(settings.embedder))
        asked = replace(held_out, rows=chosen)
        found = compare(name, made["base"], template.id, asked, before, after, embedder, quantised)
    _write_report(folder, found)
    if as_json:
        show.print_json(asdict(found))
    else:
        _show(found)
        show.note(f"in {folder}: {REPORT}, report.md, perplexity.png")


def card(
    name: Name,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Write the model card out of what was measured; a number without an artefact is refused."""
    from hea import show

    place = find_workspace(workspace)
    folder = _adapter(place, name)
    path = _write_card(place, folder)
    if as_json:
        show.print_json({"card": str(path), "report": (folder / REPORT).exists()})
        return
    if not (folder / REPORT).exists():
        show.note(f"No report yet, so it holds no measures: hea train report {name}")
    show.note(f"in {path}")


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
    from finetune.lint import BASES, lint
    from hea import show

    if adapter:
        place = find_workspace(workspace)
        folder = _adapter(place, adapter)
        artefacts, config = _artefacts(place, folder), _config(folder)
    elif base in BASES:
        artefacts, config = {}, dict(BASES[base])
    else:
        from answer.weights import find_base, read_config

        artefacts, config = {}, read_config(find_base(base))
    found = lint(file.read_text("utf-8", errors="replace"), artefacts, config)
    if as_json:
        show.print_json([asdict(one) for one in found])
    else:
        _show_findings(found)
    if found:
        raise typer.Exit(1)


def merge(
    name: Name,
    to: Annotated[
        Path | None,
        typer.Option(
            "--out", help="Folder. Default: merged, in the adapter's.", show_default=False
        ),
    ] = None,
    precision: Annotated[str, typer.Option(help="Of the merged weights: bf16, or fp32.")] = "bf16",
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Merge an adapter into its base at full precision, if it then chooses the same tokens."""
    from answer.weights import find_base
    from finetune.merging import merge
    from hea import show

    place = find_workspace(workspace)
    folder = _adapter(place, name)
    base = find_base(_read(folder / "made.json")["base"])
    held_out = _held_out(place, place.dataset, _recipe(folder), base)
    prompts = [row.prompt for row in held_out.rows[:_COMPARED]]
    with show.err.status("Merging, and asking both"):
        done = merge(folder, to or folder / _MERGED, prompts, precision)
    if as_json:
        show.print_json({**asdict(done), "folder": str(done.folder)})
        return
    show.out.print(f"{done.agreement:.1%} of {done.tokens} tokens chosen alike")
    show.note(f"hea ask --model path:{done.folder} “…”")


def pack(
    name: Name,
    to: Annotated[
        Path | None,
        typer.Option("--out", help="Default: NAME.zip here.", show_default=False),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Pack an adapter for others: the same bytes each time, no pickles, no checkpoints."""
    from finetune.shipping import pack
    from hea import show

    place = find_workspace(workspace)
    folder = _adapter(place, name)
    _write_card(place, folder)
    archive = to or Path(f"{name}.zip")
    files = pack(folder, archive)
    if as_json:
        show.print_json({"archive": str(archive), "files": files})
    else:
        show.note(f"{len(files)} files in {archive}")


def export(
    form: Annotated[str, typer.Argument(help="gguf, the format of llama.cpp.")],
    name: Name,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Print the commands that turn a merged adapter into a file of llama.cpp and serve it."""
    from answer.adapters import trained_template
    from answer.weights import read_config
    from finetune.shipping import gguf_commands
    from hea import show

    if form != "gguf":
        raise UserError(f"“{form}” is no format to export to.", "Known is: gguf.")
    folder = _adapter(find_workspace(workspace), name) / _MERGED
    if not folder.is_dir():
        raise UserError("llama.cpp reads whole models.", f"Run `hea train merge {name}` first.")
    window = int(read_config(folder).get("max_position_embeddings", 2048))
    has_turns = (folder / "chat_template.jinja").exists()
    template = trained_template(folder, name)
    commands = gguf_commands(name, folder, template, window, has_turns)
    if as_json:
        show.print_json({"commands": commands})
    else:
        for command in commands:
            show.out.print(command, soft_wrap=True)


def push(
    name: Name,
    repository: Annotated[str, typer.Argument(help="On the hub: OWNER/NAME.")],
    public: Annotated[
        bool, typer.Option("--public", help="Where anyone can see it. Else it is private.")
    ] = False,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Send an adapter with its card to the hub; nothing is ever sent unless this is typed."""
    from finetune.shipping import push
    from hea import show

    place = find_workspace(workspace)
    folder = _adapter(place, name)
    _write_card(place, folder)
    with show.err.status(f"Sending to {repository}"):
        where = push(folder, repository, private=not public)
    if as_json:
        show.print_json({"url": where, "private": not public})
    else:
        show.note(f"at {where}")


#: Registered below `hea train`.
VERBS: dict[str, Callable[..., None]] = {
    "report": report,
    "card": card,
    "lint": lint,
    "merge": merge,
    "zip": pack,
    "export": export,
    "push": push,
}


def _adapter(place: Workspace, name: str) -> Path:
    """The folder of a complete adapter."""
    from answer.adapters import trained_template

    if Path(name).name != name:
        raise UserError(f"“{name}” is no adapter's name.", f"Adapters lie in {place.adapters}.")
    folder = place.adapters / name
    trained_template(folder, name)
    return folder


def _read(path: Path) -> dict[str, Any]:
    """A file's table; empty where there is none."""
    if not path.exists():
        return {}
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def _recipe(folder: Path) -> Recipe:
    from finetune.recipe import read_recipe

    return read_recipe(folder / "recipe.toml")


def _held_out(place: Workspace, source: Path, recipe: Recipe, base: Path) -> HeldOutRows:
    from finetune.adapting import load_tokenizer
    from finetune.held_out import hold_out
    from finetune.sources import read_source
    from hea import show
    from hea.datasets import read_dataset
    from hea.training import finder

    if not source.exists():
        raise UserError(
            "There are no held-out rows.", "Run `hea dataset`, or name them with --data."
        )
    ours = source.is_dir() and (source / "made.json").exists()
    kinds = {k: row["kind"] for k, (_, row) in read_dataset(source).items()} if ours else {}
    tokenizer, window = load_tokenizer(base)
    with finder(place, recipe) as find, show.bar("Making prompts") as progress:
        return hold_out(
            read_source(source).samples, kinds, recipe, tokenizer, window, find, progress
        )


def _artefacts(place: Workspace, folder: Path) -> dict[str, Any]:
    """What the files beside a card say."""
    return {
        "made": _read(folder / "made.json"),
        "recipe": tomllib.loads((folder / "recipe.toml").read_text("utf-8")),
        "report": _read(folder / REPORT),
        "dataset": _read(place.dataset / "made.json"),
    }


def _config(folder: Path) -> dict[str, Any]:
    """The settings of an adapter's base; those known by heart where it is not on this disk."""
    from answer.weights import find_base, is_on_disk, read_config
    from finetune.lint import BASES

    base = str(_read(folder / "made.json")["base"])
    return read_config(find_base(base)) if is_on_disk(base) else dict(BASES.get(base, {}))


def _write_card(place: Workspace, folder: Path) -> Path:
    from finetune.card import CARD, card
    from finetune.lint import lint

    artefacts, config = _artefacts(place, folder), _config(folder)
    text = card(artefacts, config)
    if found := lint(text, artefacts, config):
        raise UserError(
            f"Line {found[0].line} of the card has nothing behind it: {found[0].why}",
            "Mend what was changed by hand among the adapter's files, or train it again.",
        )
    _save(folder / CARD, text)
    return folder / CARD


def _write_report(folder: Path, found: Report) -> None:
    from finetune.report_page import as_markdown, draw

    beside = folder / ".perplexity.png"
    draw(found, beside)
    beside.replace(folder / "perplexity.png")
    _save(folder / "report.md", as_markdown(found))
    _save(folder / REPORT, json.dumps(asdict(found), indent=1, ensure_ascii=False) + "\n")


def _save(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8", newline="\n") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)


def _show(found: Report) -> None:
    from finetune.report_page import show as shown
    from hea import show

    table = show.table("on held-out rows", "base", "tuned")
    pairs = (
        ("perplexity of answers", found.perplexity.base, found.perplexity.tuned),
        (
            "cosine to the reference",
            found.cosine.base_to_reference,
            found.cosine.tuned_to_reference,
        ),
        ("words of an answer", found.words.base, found.words.tuned),
        ("flawed: padding counted", found.padded.base, found.padded.tuned),
    )
    for label, base, tuned in pairs:
        table.add_row(label, shown(base), shown(tuned))
    show.out.print(table)
    show.out.print(f"tuned / base: {shown(found.perplexity.ratio)}")
    if found.quantisation:
        show.out.print(f"4 bits / 16 bits: {shown(found.quantisation.ratio)}")
    for why in sorted(set(found.unscored.values())):
        show.note(f"unscored: {why}")


def _show_findings(found: list[Finding]) -> None:
    from hea import show

    if not found:
        show.out.print("Nothing found.")
        return
    table = show.table("line", "kind", "why")
    for one in found:
        table.add_row(str(one.line), one.kind, show.cut(one.why, 400))
    show.out.print(table)
