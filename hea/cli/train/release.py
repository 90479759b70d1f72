"""`hea train merge`, `zip`, `export` and `push`: an adapter on its way to others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from builder.errors import UserError
from hea.cli.options import Json, Where
from hea.cli.train.report import Name
from hea.workflows.adapters import find_adapter, held_out_rows, write_card
from hea.workflows.output_paths import file_for, folder_for
from hea.workspace import find_workspace

_MERGED = "merged"
#: Held-out prompts on which a merged model must choose the adapter's tokens.
_COMPARED = 8


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
    from finetune.release.merge import merge
    from hea.render import console

    place = find_workspace(workspace)
    folder = find_adapter(place, name)
    to = folder_for(to or folder / _MERGED, place, named_by="files")
    prompts = [row.prompt for row in held_out_rows(place, folder, None, _COMPARED).rows]
    with console.err.status("Merging, and asking both"):
        done = merge(folder, to, prompts, precision)
    if as_json:
        console.print_json({**asdict(done), "folder": str(done.folder)})
        return
    console.out.print(f"{done.agreement:.1%} of {done.tokens} tokens chosen alike")
    console.note(f"hea ask --model path:{done.folder} “…”")


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
    from finetune.release.export import pack
    from hea.render import console

    place = find_workspace(workspace)
    folder = find_adapter(place, name)
    archive = file_for(to or Path(f"{name}.zip"), place, ".zip")
    write_card(place, folder)
    files = pack(folder, archive)
    if as_json:
        console.print_json({"archive": str(archive), "files": files})
    else:
        console.note(f"{len(files)} files in {archive}")


def export(
    form: Annotated[str, typer.Argument(help="gguf, the format of llama.cpp.")],
    name: Name,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Print the commands that turn a merged adapter into a file of llama.cpp and serve it."""
    from answer.models.adapters import trained_template
    from answer.models.model_files import read_config
    from finetune.release.export import gguf_commands
    from hea.render import console

    if form != "gguf":
        raise UserError(f"“{form}” is no format to export to.", "Known is: gguf.")
    folder = find_adapter(find_workspace(workspace), name) / _MERGED
    if not folder.is_dir():
        raise UserError("llama.cpp reads whole models.", f"Run `hea train merge {name}` first.")
    window = int(read_config(folder).get("max_position_embeddings", 2048))
    has_turns = (folder / "chat_template.jinja").exists()
    template = trained_template(folder, name)
    commands = gguf_commands(name, folder, template, window, has_turns)
    if as_json:
        console.print_json({"commands": commands})
    else:
        for command in commands:
            console.out.print(command, soft_wrap=True)


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
    from finetune.release.export import push
    from hea.render import console

    place = find_workspace(workspace)
    folder = find_adapter(place, name)
    write_card(place, folder)
    with console.err.status(f"Sending to {repository}"):
        where = push(folder, repository, private=not public)
    if as_json:
        console.print_json({"url": where, "private": not public})
    else:
        console.note(f"at {where}")


#: Below `hea train`.
VERBS: dict[str, Callable[..., None]] = {
    "merge": merge,
    "zip": pack,
    "export": export,
    "push": push,
}
