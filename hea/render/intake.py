"""Show what became of files that were added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from hea.render import corpus
from hea.render.console import cut, out, table

if TYPE_CHECKING:
    from hea.workflows.corpus.build import BuildReport
    from hea.workflows.intake.rows import AddedFile

#: Files that are shown one by one, and of each reason why some are in trouble.
_MOST_SHOWN, _MOST_OF_A_REASON = 20, 3


def added(rows: Sequence[AddedFile], built: BuildReport | None) -> None:
    """Show the files that were added, those that were not and why, and what to do next."""
    taken = [row for row in rows if row.is_taken]
    if len(taken) <= _MOST_SHOWN:
        for row in taken:
            _taken(row)
    same = [row for row in rows if row.state == "same"]
    for row in same[:_MOST_OF_A_REASON]:
        out.print(Text.assemble(("same    ", "bold"), f"{row.name}: {row.reason}"), soft_wrap=True)
    _troubles([row for row in rows if row.state == "left_out"], "left out")
    _troubles([row for row in taken if not row.is_sound and len(taken) > _MOST_SHOWN], "unread")
    counts = [f"{len(taken)} added to corpus/inbox/"]
    counts += [f"{len(same)} there already"] if same else []
    left = len(rows) - len(taken) - len(same)
    counts += [f"{left} left out"] if left else []
    out.print(", ".join(counts))
    if built:
        corpus.build(built)
    elif taken:
        out.print("next    hea build")


def _taken(row: AddedFile) -> None:
    words = f"{row.file}"
    if row.records:
        words += f"  {row.records} record{'' if row.records == 1 else 's'}"
    if row.title:
        words += f"  {row.title}" + (f" ({row.year})" if row.year else "")
    state = "" if row.state == "added" else row.state
    made = Text.assemble(("added   ", "bold"), (f"{state}  " if state else ""), words)
    out.print(cut(made.plain, out.width) if row.is_sound else made, soft_wrap=not row.is_sound)
    if row.reason:
        out.print(Text(f"        {row.reason}", "yellow"), soft_wrap=True)


def _troubles(rows: Sequence[AddedFile], label: str) -> None:
    """Show the reasons why files are in trouble, each with the first of its files."""
    counts = Counter(row.reason for row in rows)
    if not counts:
        return
    made = table(label, "", "why, and what to do")
    for reason, count in counts.items():
        names = [row.name for row in rows if row.reason == reason][:_MOST_OF_A_REASON]
        more = f" and {count - len(names)} more" if count > len(names) else ""
        made.add_row(str(count), Text(", ".join(names) + more), Text(reason, "yellow"))
    out.print(made)
