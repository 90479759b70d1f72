"""`hea train report`, `card` and `lint`: measure an adapter, and check what its card tells."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from hea.cli.options import Json, Name, Where
from hea.workspace import find_workspace


def report(
    name: Name,
    source: Annotated[
        Path | None,
        typer.Option(
            "--data",
            help="Held-out rows. Default: the test part of data/dataset.",
            show_default=False,
        ),
    ] = None,
    rows: Annotated[int, typer.Option(min=0, help="Maximum number of rows; 0: all.")] = 0,
    answers: Annotated[
        int, typer.Option(min=0, help="Number of questions that both models answer.")
    ] = 20,
    four_bits: Annotated[
        bool,
        typer.Option(
            "--four-bits/--no-four-bits",
            help="Also measure with 4-bit weights, on the answered rows; slow on a CPU.",
        ),
    ] = True,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Compare the tuned model with its base on rows that neither was trained on."""
    from hea.render import console
    from hea.render import training as render
    from hea.workflows.training.report import measure_adapter

    place = find_workspace(workspace)
    found = measure_adapter(
        place,
        name,
        source=source,
        rows=rows,
        answers=answers,
        four_bits=four_bits,
        events=console.EVENTS,
    )
    if as_json:
        console.print_json(asdict(found))
    else:
        render.show_report(found, place.adapters / name)


def card(
    name: Name,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Write a model card; each number in it comes from a file of the training."""
    from hea.render import console
    from hea.render import training as render
    from hea.workflows.training.adapters import REPORT
    from hea.workflows.training.cards import write_card

    path = write_card(find_workspace(workspace), name, console.EVENTS)
    measured = (path.parent / REPORT).exists()
    if as_json:
        console.print_json({"card": str(path), "report": measured})
    else:
        render.show_card(path, measured)


def lint(
    file: Annotated[
        Path, typer.Argument(help="A model card in Markdown.", exists=True, dir_okay=False)
    ],
    adapter: Annotated[
        str | None,
        typer.Option(help="The adapter whose files must support the card.", show_default=False),
    ] = None,
    base: Annotated[
        str, typer.Option(help="The base model of the card, if no adapter is given.")
    ] = "microsoft/phi-2",
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Find claims in a model card that no file supports, and contradictions."""
    from hea.render import console
    from hea.render import training as render
    from hea.workflows.training.cards import lint_adapter_card, lint_base_card

    if adapter:
        found = lint_adapter_card(find_workspace(workspace), file, adapter)
    else:
        found = lint_base_card(file, base)
    if as_json:
        console.print_json([asdict(one) for one in found])
    else:
        render.show_findings(found)
    if found:
        raise typer.Exit(1)
