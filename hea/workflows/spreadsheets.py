"""`hea curate export` and `import`: triples in a spreadsheet, and the verdicts written into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from builder.errors import UserError
from hea.cli.options import Json, Where, Wheres, Who
from hea.cli.output_paths import file_for
from hea.workspace import find_workspace

if TYPE_CHECKING:
    from builder.curation.ledger import CuratedTriple, Verdict


def export(
    to: Annotated[Path, typer.Argument(help="FILE.csv, .xlsx, or .json for Label Studio.")],
    where: Wheres = None,
    workspace: Where = None,
) -> None:
    """Write triples to a spreadsheet; its columns `verdict` and `reason` are for you."""
    from builder.curation.exchange import rows, to_csv, to_label_studio, to_xlsx
    from builder.storage.files import write_atomic
    from hea.render import console
    from hea.workflows.curation import login, open_session, read_where

    forms: dict[str, Callable[[Sequence[Mapping[str, str]]], str | bytes]]
    forms = {".csv": to_csv, ".xlsx": to_xlsx, ".json": to_label_studio}
    place = find_workspace(workspace)
    file_for(to, place, *forms)
    with open_session(place, login()) as desk:
        chosen = desk.choose(read_where(where or ()))
        titles = {
            name: (row.paper.title or "", row.paper.doi or "") for name, row in desk.papers.items()
        }
        if _may_be_filled_in(to, desk.curated):
            raise UserError(
                f"{to} is not as it was exported: what was written into it would be lost.",
                f"Take it in (hea curate import {to}), then delete it, or name another file.",
            )
    table = rows(chosen, titles)
    write_atomic(to, forms[to.suffix.lower()](table))
    console.note(f"{len(table)} triples in {to}")


def _may_be_filled_in(file: Path, curated: Sequence[CuratedTriple]) -> bool:
    """Whether a file holds anything but triples as they are; tasks are filled in elsewhere."""
    from builder.curation.exchange import edits, read_back

    if not file.exists() or not file.stat().st_size or file.suffix.lower() == ".json":
        return False
    known = {one.triple.id: one.triple for one in curated}
    try:
        return any(
            row.trouble or row.verdict or row.reason
            or row.id not in known or edits(row, known[row.id])
            for row in read_back(file)
        )  # fmt: skip
    except UserError:
        return True


def take_in(
    file: Annotated[
        Path,
        typer.Argument(help="A CSV, XLSX or JSONL that came back.", exists=True, dir_okay=False),
    ],
    who: Who = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Take in the verdicts of a spreadsheet; a changed question or answer is an edit."""
    from builder.curation.exchange import edits, read_back
    from hea.render import console
    from hea.workflows.curation import login, open_session

    returned = read_back(file)
    taken: Counter[str] = Counter()
    refused: list[dict[str, Any]] = []
    given: list[Verdict] = []
    with open_session(find_workspace(workspace), who or login()) as desk:
        known = {one.triple.id: one for one in desk.curated}
        for row in returned:
            one, trouble = known.get(row.id), row.trouble
            if not trouble and one is None:
                trouble = "no triple has this id"
            if trouble or one is None:
                refused.append({"line": row.line, "id": row.id, "reason": trouble})
                continue
            verdict, changed = row.verdict, edits(row, one.triple)
            if changed and verdict != "reject":
                verdict = "edit"
            elif verdict == "edit":
                verdict = ""
            if verdict:
                new = changed if verdict == "edit" else {}
                given.append(desk.verdict(one, verdict, row.reason, **new))
            taken[verdict or "left as it was"] += 1
        desk.give(*given)
    if as_json:
        console.print_json({"rows": len(returned), "taken": dict(taken), "refused": refused})
        return
    counts = ", ".join(f"{count} {what}" for what, count in sorted(taken.items()))
    console.note(f"{len(returned)} rows: {counts or 'none taken'}; {len(refused)} refused")
    for bad in refused[:20]:
        console.note(f"line {bad['line']}: {bad['reason']}")
