"""The dataset's card: what it holds, where it is from, and what must be known before it is used."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.dataset.splits import PARTS

if TYPE_CHECKING:
    from builder.dataset.select import Dataset


def summary_of(made: Dataset) -> dict[str, Any]:
    """How many rows there are, of which sort, and what was left out."""
    parts = {part: made.size(part) for part in PARTS}
    return {
        "rows": sum(size["rows"] for size in parts.values()),
        "parts": parts,
        "kinds": made.counted("kind"),
        "status": made.counted("status"),
        "left_out": dict(made.left_out),
        "leaks": list(made.leaks),
        "shared_alloys": list(made.shared),
    }


def card(made: Dataset, form: str, prompt: str, settings: Mapping[str, Any]) -> Iterator[str]:
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
    yield "\n".join(lines) + "\n"
    for paper in made.sources():
        doi, year = paper["doi"], paper["year"] or "no year"
        where = f"https://doi.org/{doi}" if doi else f"sha256 {paper['paper'][:12]}"
        yield f"- {paper['title'] or 'without a title'} ({year}), {where}\n"


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


def plot(folder: Path, made: Dataset) -> None:
    """How many rows of each kind, and how long answers are."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "hea-qa"
    from matplotlib import pyplot

    kinds, words = made.counted("kind"), made.counted("words")
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 3.6), layout="constrained")
    names = sorted(kinds, key=lambda name: -kinds[name])
    left.barh(names[::-1], [kinds[name] for name in names[::-1]], color="tab:blue")
    left.set_xlabel("rows")
    right.hist(list(words), bins=30, weights=list(words.values()), color="tab:orange")
    right.set_xlabel("words of an answer")
    right.set_ylabel("rows")
    figure.savefig(folder / "card.svg", metadata={"Date": None})
    pyplot.close(figure)
