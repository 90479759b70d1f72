"""Options that several verbs take, and the parsing of their values."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[
    bool, typer.Option("--json", help="Results as JSON on stdout, nothing else there.")
]
Where = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        help="Folder that holds corpus/. Default: HEA_WORKSPACE, else the nearest one upward.",
        show_default=False,
    ),
]
Has = Annotated[
    list[str] | None,
    typer.Option("--has", help="An alloy with this element; may be repeated.", show_default=False),
]
Phase = Annotated[
    list[str] | None,
    typer.Option("--phase", help="Names this phase: B2, sigma phase …", show_default=False),
]
Property = Annotated[
    list[str] | None,
    typer.Option("--property", help="Names this property: yield strength …", show_default=False),
]
Year = Annotated[
    str | None,
    typer.Option("--year", help="2016, 2018.., ..2015 or 2014..2018.", show_default=False),
]
Who = Annotated[
    str | None,
    typer.Option(help="Whose verdicts these are. Default: your login.", show_default=False),
]
Wheres = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        help="kind=…, check=failed|passed|NAME, status=…, paper=…; may be repeated.",
        show_default=False,
    ),
]

Name = Annotated[str, typer.Argument(help="An adapter that `hea train` made.")]
Sizes = Annotated[
    str, typer.Option("--n", help="Abstracts, separated by commas: 1000,10000,100000.")
]


def sizes_in(words: str) -> list[int]:
    """Return the sizes in `1000,10000`."""
    try:
        sizes = [int(word) for word in words.split(",")]
    except ValueError:
        sizes = []
    if not sizes or min(sizes) < 1:
        raise typer.BadParameter("Give whole numbers, separated by commas.", param_hint="--n")
    return sizes
