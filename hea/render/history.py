"""Show the questions that were asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from hea.render.console import out, print_table, table

if TYPE_CHECKING:
    from hea.workflows.conversation.history import PastQuestion


def show_history(found: Sequence[PastQuestion]) -> None:
    """Show each question with when it was asked and what was answered in short."""
    if not found:
        out.print("No such question was asked here.")
        return
    made = table("when (UTC)", "question", "answer")
    for one in found:
        said = Text(one.said) if one.answered else Text("not answered", "yellow")
        made.add_row(Text(one.at[:16].replace("T", " "), "dim"), Text(one.question), said)
    print_table(made)
