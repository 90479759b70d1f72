"""`hea open`: see the sentence that the last answer cites on its page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hea.cli.options import Json, Where
from hea.workspace import find_workspace


def show_source(
    n: Annotated[
        int, typer.Argument(metavar="N", help="Number of a source in the last answer.")
    ] = 1,
    png: Annotated[
        Path | None,
        typer.Option(
            help="Save a picture of the page with the sentence highlighted.", show_default=False
        ),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Open source N of the last answer: its PDF at the page, or its DOI in the browser.

    With --png or --json, no viewer is opened.
    """
    from hea.render import console
    from hea.workflows import json_contracts
    from hea.workflows.conversation.last_answer import last_quote
    from hea.workflows.conversation.opening import find_source, lit_page, open_source
    from hea.workflows.output_paths import file_for, require_own, write_own

    place = find_workspace(workspace)
    if png is not None:
        require_own(file_for(png, place, ".png"), place)
    quoted = last_quote(place, n)
    source = find_source(place, quoted.paper, quoted.quote, quoted.start, quoted.number, quoted.row)
    if png is not None:
        write_own(png, lit_page(place, source), place)
        if not source.boxes:
            console.note("The position of the sentence is not known: the page is shown without it.")
        if source.boxes and source.boxes[-1].page != source.page:
            console.note(f"The sentence ends on page {source.boxes[-1].page}.")
    if as_json:
        console.print_json(json_contracts.quote_source(n, source, png))
    elif png is not None:
        console.out.print(png.resolve(), soft_wrap=True, highlight=False)
    else:
        console.note(open_source(source))
