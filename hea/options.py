"""Options that every verb takes."""

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
