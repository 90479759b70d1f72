"""Write the card of a dataset: its counts, its sources and what a user must know of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, select_autoescape

from builder.dataset.formats import PROMPTED_FORMATS
from builder.dataset.splits import PARTS
from builder.drafting.dialogues import MOST_TURNS
from builder.text.markdown import escape_markdown

if TYPE_CHECKING:
    from builder.curation.agreement import PairAgreement
    from builder.dataset.rows import ContaminatedRow, Dataset

#: Status of the rows that people vouch for (`builder.curation.curation.CuratedTriple.kept`).
REVIEWED = ("accepted", "edited")


def summary_of(dataset: Dataset) -> dict[str, Any]:
    """Return the rows by part, kind and status, what was left out, and what to beware of."""
    parts: dict[str, dict[str, Any]] = {
        part: {
            **dataset.size(part),
            "titled": dataset.titled(part),
            "kinds": dataset.counted("kind", part),
        }
        for part in PARTS
    }
    kinds, leak = dataset.counted("kind"), dataset.form_leak
    people, rows_by_people = dataset.reviewers()
    return {
        "rows": sum(size["rows"] for size in parts.values()),
        "parts": parts,
        "kinds": kinds,
        "difficulty": dataset.counted("difficulty"),
        "refusals": {
            "rows": kinds.get("unanswerable", 0),
            "form_auroc": _rounded(leak.auroc if leak else None),
            "low": _rounded(leak.low if leak else None),
            "high": _rounded(leak.high if leak else None),
        },
        "status": dataset.counted("status"),
        "reviewed": {
            "people": people,
            "rows_by_people": {str(number): rows for number, rows in rows_by_people.items()},
            "failing": dataset.failing(),
            "agreement": _agreement(dataset.agreements),
        },
        "left_out": dict(dataset.left_out),
        "warnings": list(dataset.warnings),
        "contaminated": _by_line(dataset.contaminated or ()),
        "leaks": list(dataset.leaks),
        "shared_alloys": list(dataset.shared),
    }


def _agreement(pairs: Sequence[PairAgreement]) -> list[dict[str, Any]]:
    """Return how far each pair agrees; letters stand for the people, whose names stay out."""
    names = dict.fromkeys(name for pair in pairs for name in (pair.first, pair.second))
    letters = {name: _letters(place) for place, name in enumerate(names)}
    return [
        {
            "people": [letters[pair.first], letters[pair.second]],
            "n": pair.n,
            "papers": pair.papers,
            "alike": pair.alike,
            "kappa": round(pair.kappa, 3),
            "low": _rounded(pair.low),
            "high": _rounded(pair.high),
        }
        for pair in pairs
    ]


def _letters(place: int) -> str:
    """Return A to Z, then A1 to Z1, and so on."""
    return f"{ascii_uppercase[place % 26]}{place // 26 or ''}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _by_line(contaminated: Iterable[ContaminatedRow]) -> list[dict[str, Any]]:
    """Return the rows left out for each test question, and by which measure."""
    measures: dict[int, Counter[str]] = {}
    for one in contaminated:
        measures.setdefault(one.line, Counter())[one.measure] += 1
    return [
        {"line": line, "rows": found.total(), "measures": dict(sorted(found.items()))}
        for line, found in measures.items()
    ]


def review_words(status: Mapping[str, int]) -> str:
    """Say how many rows people accepted or edited; ``status`` is what they said → rows."""
    reviewed = {name: status[name] for name in REVIEWED if status.get(name)}
    rows = sum(status.values())
    if not reviewed:
        return "nobody has reviewed any of them"
    if sum(reviewed.values()) == rows:
        return "people accepted or edited each of them"
    done = " and ".join(f"{name} {count:,}" for name, count in reviewed.items())
    return f"people {done} of {rows:,} rows, and nobody accepted the rest"


def card(
    dataset: Dataset,
    form: str,
    prompt: str,
    settings: Mapping[str, Any],
    provenance: Mapping[str, Any] | None = None,
    summary: Mapping[str, Any] | None = None,
) -> Iterator[str]:
    """Yield the Markdown of the card piece by piece, so that no list of all papers is built.

    Args:
        dataset: The chosen rows.
        form: A name of `FORMATS`, or `ours`.
        prompt: Id of the prompt template.
        settings: How the rows were chosen.
        provenance: What they were made with and of: `versions`, `commit`, `ledger`.
        summary: What `summary_of` tells of the rows, and the dialogues they are joined to.
    """
    # Markdown: select_autoescape leaves files that do not end in .html or .xml as they are.
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(),
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["plain"] = escape_markdown
    return environment.get_template("card.md.j2").generate(
        summary=(summary := summary or summary_of(dataset)),
        most_turns=MOST_TURNS,
        people=review_words(summary["status"]),
        form=form,
        prompt=prompt if form in PROMPTED_FORMATS else "",
        made=provenance or {},
        settings=json.dumps(dict(settings), sort_keys=True),
        family="main alloy" if settings["split"] == "alloy" else "main alloy and its topic",
        sources=_sources(dataset),
    )


def _sources(dataset: Dataset) -> Iterator[dict[str, Any]]:
    """Yield title, year and link of each paper; its file's hash stands for a missing DOI."""
    for paper in dataset.sources():
        doi = paper["doi"]
        link = f"<https://doi.org/{quote(doi)}>" if doi else f"sha256 {paper['paper'][:12]}"
        yield {"title": paper["title"], "year": paper["year"], "link": link}
