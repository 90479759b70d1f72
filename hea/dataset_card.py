"""The dataset's card: what it holds, where it is from, and what must be known before it is used."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.families import PARTS

if TYPE_CHECKING:
    from builder.dataset import Dataset, Row


def summary_of(made: Dataset) -> dict[str, Any]:
    parts = {}
    for part in PARTS:
        rows = [row for row in made.rows if row.part == part]
        parts[part] = {
            "rows": len(rows),
            "papers": len({row.listed.id for row in rows}),
            "families": len({row.family for row in rows}),
        }
    return {
        "rows": len(made.rows),
        "parts": parts,
        "kinds": dict(sorted(Counter(r.curated.triple.kind for r in made.rows).items())),
        "status": dict(sorted(Counter(r.curated.status for r in made.rows).items())),
        "left_out": dict(made.left_out),
        "leaks": list(made.leaks),
        "shared_alloys": list(made.shared),
    }


def card(made: Dataset, form: str, prompt: str, settings: Mapping[str, Any]) -> str:
    """The dataset's card: what it holds, where from, and what must be known before it is used."""
    summary = summary_of(made)
    head = ["---", "language: en", "task_categories:", "- question-answering", "configs:"]
    head += ["- config_name: default", "  data_files:"]
    for part in summary["parts"]:
        if summary["parts"][part]["rows"]:
            head += [f"  - split: {part}", f"    path: {part}.jsonl"]
    lines = [*head, "---", "", "# Questions on high-entropy alloys", ""]
    asked = f", prompt `{prompt}`" if form in ("text", "prompt-completion") else ""
    lines += [
        "Context–question–answer triples drafted from abstracts of papers and curated by people.",
        "",
        f"Format `{form}`{asked}; settings {json.dumps(dict(settings), sort_keys=True)}.",
        "",
        "| part | rows | papers | families |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {part} | {row['rows']} | {row['papers']} | {row['families']} |"
        for part, row in summary["parts"].items()
    ]
    for title, counts in (
        ("kind", summary["kinds"]),
        ("status", summary["status"]),
        ("left out", summary["left_out"]),
    ):
        lines += ["", f"| {title} | triples |", "|---|---|"]
        lines += [f"| {name} | {count} |" for name, count in counts.items()]
    lines += ["", "![Rows by kind, and words of an answer](card.svg)", "", "## Parts", ""]
    lines += [
        *_parts(made, settings),
        "",
        "## Licence",
        "",
        "The contexts are abstracts and belong to their authors and publishers; whether you may",
        "publish them is for you to find out, paper by paper. Questions and answers quote them.",
        "",
        "## Sources",
        "",
    ]
    papers = {row.listed.id: row.listed for row in made.rows}
    for name in sorted(papers, key=lambda one: (papers[one].paper.doi or "", one)):
        paper = papers[name].paper
        where = f"https://doi.org/{paper.doi}" if paper.doi else f"sha256 {name[:12]}"
        lines.append(f"- {paper.title or 'without a title'} ({paper.year or 'no year'}), {where}")
    return "\n".join(lines) + "\n"


def _parts(made: Dataset, settings: Mapping[str, Any]) -> list[str]:
    """How the parts were made, and what they share."""
    family = "main alloy" if settings["split"] == "alloy" else "main alloy and its topic"
    said = [
        f"A paper's part follows from its {family} alone, so papers on one and the same stand in",
        "one part and no new paper moves an old one. Of papers of two parts with nearly the same",
        f"abstract one was left out: {len(made.leaks)}.",
    ]
    if made.shared:
        said += [f"Alloys whose papers stand in more than one part: {', '.join(made.shared)}."]
    return said


def plot(folder: Path, rows: Iterable[Row]) -> None:
    """How many rows of each kind, and how long contexts and answers are."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "hea-qa"
    from matplotlib import pyplot

    records = [row.record for row in rows]
    kinds = Counter(record["kind"] for record in records)
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 3.6), layout="constrained")
    names = [name for name, _ in kinds.most_common()]
    left.barh(names[::-1], [kinds[name] for name in names[::-1]], color="tab:blue")
    left.set_xlabel("rows")
    right.hist([len(r["answer"].split()) for r in records], bins=30, color="tab:orange")
    right.set_xlabel("words of an answer")
    right.set_ylabel("rows")
    figure.savefig(folder / "card.svg", metadata={"Date": None})
    pyplot.close(figure)
