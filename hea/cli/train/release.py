"""`hea train merge`, `zip`, `export` and `push`: an adapter on its way to others."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from builder.errors import UserError
from hea.cli.options import Json, Name, Where
from hea.workspace import find_workspace


def merge(
    name: Name,
    to: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Folder. Default: `merged` in the folder of the adapter.",
            show_default=False,
        ),
    ] = None,
    precision: Annotated[
        str, typer.Option(help="Precision of the merged weights: bf16 or fp32.")
    ] = "bf16",
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Merge an adapter into its base model, and check on test rows that both choose alike."""
    from hea.render import console
    from hea.workflows.training.release import merge_adapter

    place = find_workspace(workspace)
    done = merge_adapter(place, name, to, precision, console.EVENTS)
    if as_json:
        console.print_json({**asdict(done), "folder": str(done.folder)})
        return
    console.out.print(f"{done.agreement:.1%} of {done.tokens} tokens chosen alike")
    console.note(f"hea ask --model path:{done.folder} “…”")


def pack(
    name: Name,
    to: Annotated[
        Path | None,
        typer.Option("--out", help="File. Default: NAME.zip in this folder.", show_default=False),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Pack an adapter into a zip file for others, without checkpoints."""
    from hea.render import console
    from hea.workflows.training.release import pack_adapter

    archive = to or Path(f"{name}.zip")
    files = pack_adapter(find_workspace(workspace), name, archive, console.EVENTS)
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
    """Print the commands that convert a merged adapter for llama.cpp and serve it."""
    from hea.render import console
    from hea.workflows.training.release import gguf_export_commands

    if form != "gguf":
        raise UserError(f"“{form}” is not a format for export.", "Known one: gguf.")
    commands = gguf_export_commands(find_workspace(workspace), name)
    if as_json:
        console.print_json({"commands": commands})
    else:
        for command in commands:
            console.out.print(command, soft_wrap=True)


def push(
    name: Name,
    repository: Annotated[str, typer.Argument(help="Name on Hugging Face: OWNER/NAME.")],
    public: Annotated[
        bool, typer.Option("--public", help="Let anyone see it; otherwise it is private.")
    ] = False,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Upload an adapter with its card to Hugging Face; nothing else uploads it."""
    from hea.render import console
    from hea.workflows.training.release import push_adapter

    place = find_workspace(workspace)
    address = push_adapter(place, name, repository, public=public, events=console.EVENTS)
    if as_json:
        console.print_json({"url": address, "private": not public})
    else:
        console.note(f"at {address}")
