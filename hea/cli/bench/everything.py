"""`hea bench all`: every benchmark in turn, kept as one JSON and one table."""

import json
import os
import platform
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from builder.errors import UserError
from builder.storage.files import write_atomic
from hea.cli.options import Json, Where
from hea.workspace import find_workspace

#: What `all` runs, each in a process of its own, so that no peak of memory is another's.
_ALL = (
    ("embedding",),
    ("vectors",),
    ("retrieval",),
    ("corpus",),
    ("drafting",),
    ("train",),
)


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
        bool,
        typer.Option(
            "--model", help="Also with a model of Phi-2's size; takes 7 GB and many minutes."
        ),
    ] = False,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Run all benchmarks; results are saved in data/bench as JSON and Markdown.

    Up to a million vectors and 10,000 abstracts: some 20 minutes on two cores.
    """
    from hea.render import console
    from hea.render.measures.bench import as_markdown

    place = find_workspace(workspace)
    found: dict[str, Any] = {
        "date": date.today().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python"
        f" {platform.python_version()}",
    }
    folder = place.data / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    more = [("model",)] if model else []
    for name, *arguments in (("extract", str(papers or place.corpus)), *_ALL, *more):
        console.note(f"hea bench {' '.join([name, *arguments])}")
        found[name] = _run(name, *arguments)
        # Written after each benchmark, so that a later one that fails takes nothing away.
        write_atomic(folder / "bench.json", json.dumps(found, indent=1, ensure_ascii=False) + "\n")
        write_atomic(folder / "bench.md", as_markdown(found))
    if as_json:
        console.print_json(found)
    else:
        console.out.print(as_markdown(found))
        console.note(f"in {folder}")


def _run(name: str, *arguments: str) -> dict[str, Any]:
    """Run one benchmark in a process of its own, and return its figures and seconds."""
    command = [sys.executable, "-m", "hea", "bench", name, *arguments, "--json"]
    begun = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
    if done.returncode:
        raise UserError(f"`hea bench {name}` failed.", "Its own words stand above.")
    return {**json.loads(done.stdout), "took": time.monotonic() - begun}
