"""`hea log`: the questions that were asked, in a terminal or a browser."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from hea.cli.options import Json, Where
from hea.workspace import find_workspace


def log(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="Only questions with these words.", show_default=False),
    ] = None,
    most: Annotated[int, typer.Option(min=1, max=10_000, help="Maximum number of questions.")] = 20,
    forget: Annotated[
        bool, typer.Option("--forget", help="Delete all questions from the log.")
    ] = False,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Show past questions and their answers, newest first.

    With `history = false` in hea.toml, no questions are kept.
    """
    from hea.render import console
    from hea.render.history import show_history
    from hea.workflows.conversation import history

    place = find_workspace(workspace)
    if forget:
        console.note(f"{history.forget(place, None)} questions removed")
        return
    found = history.past_questions(place, " ".join(words or ()), most=most)
    if as_json:
        console.print_json([asdict(one) for one in found])
    else:
        show_history(found)
