"""Show the questions that were asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from hea.render.console import cut, out, print_table, table

if TYPE_CHECKING:
    from hea.workflows.conversation.history import PastQuestion

#: Columns of a question and of an answer; --json has them whole.
_LONGEST = 160


def show_history(found: Sequence[PastQuestion]) -> None:
    """Show each question with when it was asked and what was answered in short."""
    if not found:
        out.print("No such question was asked here.")
        return
    made = table("when (UTC)", "question", "answer")
    for one in found:
        said = cut(one.said, _LONGEST) if one.answered else Text("not answered", "yellow")
        at, asked = Text(one.at[:16].replace("T", " "), "dim"), cut(one.question, _LONGEST)
        made.add_row(at, asked, said)
    print_table(made)
