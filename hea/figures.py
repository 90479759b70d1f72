"""`hea bench all`: every benchmark in turn, kept as one JSON and one table."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from hea.options import Json, Where
from hea.workspace import find_workspace

#: What `all` runs, each in a process of its own, so that no peak of memory is another's.
_ALL = (("retrieval", "--n", "1000,10000"), ("drafting",), ("train",))


def everything(
    papers: Annotated[
        Path | None,
        typer.Option(
            help="PDFs for `extract`. Default: the workspace's corpus.",
            exists=True,
            file_okay=False,
            show_default=False,
        ),
    ] = None,
    model: Annotated[
        bool, typer.Option("--model", help="Also a model of Phi-2's size: 7 GB, many minutes.")
    ] = False,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Every benchmark, one after the other; kept in data/bench as JSON and Markdown."""
    from builder.disk import write_whole
    from builder.errors import UserError
    from hea import show

    place = find_workspace(workspace)
    found: dict[str, Any] = {
        "date": date.today().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python"
        f" {platform.python_version()}",
    }
    for name, *more in (
        ("extract", str(papers or place.corpus)),
        *_ALL,
        *([("model",)] if model else []),
    ):
        show.note(f"hea bench {' '.join([name, *more])}")
        command = [sys.executable, "-m", "hea", "bench", name, *more, "--json"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
        if done.returncode:
            raise UserError(f"`hea bench {name}` failed.", "Its own words stand above.")
        found[name] = json.loads(done.stdout)
    folder = place.data / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "bench.json", json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    write_whole(folder / "bench.md", _as_markdown(found))
    if as_json:
        show.print_json(found)
    else:
        show.out.print(_as_markdown(found))
        show.note(f"in {folder}")


def _as_markdown(found: dict[str, Any]) -> str:
    lines = [f"{found['date']}, {found['machine']}", "", "| what | figure |", "|---|---|"]
    for name, of in found.items():
        if isinstance(of, dict):
            lines += [f"| {name}: {what} | {figure} |" for what, figure in _figures(of)]
    return "\n".join(lines) + "\n"


def _figures(of: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Every number below, under the names that lead to it."""
    if isinstance(of, dict):
        for name, value in of.items():
            yield from _figures(value, f"{before}, {name}" if before else name)
    elif isinstance(of, list):
        for number, value in enumerate(of, start=1):
            label = value.get("way", value.get("n", number)) if isinstance(value, dict) else number
            yield from _figures(value, f"{before} {label}")
    elif isinstance(of, float):
        yield before, f"{of:,.4g}"
    elif of is not None:
        yield before, str(of)
