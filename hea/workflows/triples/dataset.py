"""Regenerate the dataset from triples and verdicts, compare versions, and send it to a hub."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from answer.prompts import Excerpt, find_template
from builder.checks.checks import CHECKS
from builder.curation.ledger import Verdict
from builder.dataset.diff import DatasetComparison, DatasetDiff
from builder.dataset.files import read_dataset, read_rows, write_dataset
from builder.dataset.formats import FORMAT_NAMES, TURN_FORMATS
from builder.dataset.rows import Dataset, DatasetOptions
from builder.dataset.select import make_dataset
from builder.dataset.splits import PARTS
from builder.errors import UserError
from builder.storage.files import sha256_of
from builder.triples import KINDS
from hea.events import SILENT, Events
from hea.workflows.cluster.installation import commit, installation
from hea.workflows.triples.benchmark_questions import read_benchmark_questions
from hea.workflows.triples.curation import check_edited, open_triples
from hea.workflows.triples.curation_stats import with_interval
from hea.workflows.triples.filters import one_of
from hea.workspace import Workspace
from retrieval.model_hub import troubles

_STATUSES = ("kept", "accepted", "all")
_SPLITS = ("topic", "alloy")
_MOST_REFUSALS = 0.9


@dataclass(frozen=True, slots=True)
class DatasetReport:
    """A dataset that was written."""

    folder: Path
    summary: dict[str, Any]
    """Rows, papers and families by part, as in its `made.json`."""
    made: Dataset
    changes: DatasetDiff | None
    """What differs from the version that was there before; None where there was none."""


def dataset_options(
    status: str = "kept",
    allow: Collection[str] = (),
    per_paper: int = 0,
    split: str = "topic",
    *,
    without: Collection[str] = (),
    per_kind: int = 0,
    balance: bool = False,
    refusals: float | None = None,
    seed: int = 0,
) -> DatasetOptions:
    """Return what shall be in a dataset.

    Args:
        status: `kept` (accepted, or unreviewed with every check passed), `accepted` or `all`.
        allow: Checks that an unreviewed row may fail.
        per_paper: Most rows of one paper; 0 for all.
        split: What stands in one part: papers on one alloy and `topic`, or one `alloy`.
        without: Kinds that are left out.
        per_kind: Most rows of one kind; 0 for all.
        balance: No kind has more rows than the middle one of the kinds.
        refusals: Most refusals as a share of the rows, from 0 to .9; None for all.
        seed: Draws the parts, and the rows that these three take out.

    Raises:
        UserError: A name is not known, or a share is none.
    """
    one_of("status", [status], _STATUSES)
    one_of("split", [split], _SPLITS)
    one_of("check", allow, CHECKS)
    one_of("kind", without, KINDS)
    if refusals is not None and not 0 <= refusals <= _MOST_REFUSALS:
        raise UserError(
            f"{refusals:g} is not a share of refusals.",
            f"Give one from 0 to {_MOST_REFUSALS}: --refusals 0.2",
        )
    return DatasetOptions(
        status, per_paper, frozenset(allow), split, frozenset(without), per_kind, balance,
        refusals, seed,
    )  # fmt: skip


def make_and_write_dataset(
    place: Workspace,
    folder: Path,
    options: DatasetOptions,
    *,
    form: str = "ours",
    prompt: str = "context-qa",
    multi_turn: bool = False,
    tests: Path | None = None,
    events: Events = SILENT,
) -> DatasetReport:
    """Write train, validation and test with a card; the same inputs give the same bytes.

    Args:
        place: A workspace that has been built.
        folder: Where the dataset goes; replaced as a whole once all is written.
        options: Which rows are wanted.
        form: One of `builder.dataset.formats.FORMAT_NAMES`.
        prompt: Prompt template of the formats `text` and `prompt-completion`.
        multi_turn: Join questions on one paper to dialogues; only in formats with turns.
        tests: A file of test questions; rows that give one of them away are left out.
        events: Receives progress.

    Raises:
        UserError: There are no triples, none is wanted, a name is not known, or ``tests`` cannot
            be read.
    """
    one_of("format", [form], FORMAT_NAMES)
    if multi_turn and form not in TURN_FORMATS:
        raise UserError(
            f"Rows of the format {form} have one turn.",
            f"Dialogues need --format {', '.join(TURN_FORMATS[:-1])} or {TURN_FORMATS[-1]}.",
        )
    asked = read_benchmark_questions(tests) if tests else None
    settings = {
        "status": options.status,
        "allow": sorted(options.allowed),
        "per_paper": options.per_paper,
        "split": options.split,
        "without": sorted(options.without),
        "per_kind": options.per_kind,
        "balance": options.balance,
        "refusals": options.refusals,
        "seed": options.seed,
        "multi_turn": multi_turn,
        "tests": sha256_of(tests) if tests else None,
    }
    compared = DatasetComparison() if form == "ours" and (folder / "made.json").exists() else None
    with open_triples(place, events) as (db, verdicts):
        with events.status("Choosing triples"):
            made = make_dataset(db, verdicts, options, check_edited, asked)
            made = replace(made, agreements=tuple(map(with_interval, made.agreements)))
        provenance = _provenance(db, verdicts, place.corpus / "ledger.jsonl")
        provenance |= {"tests": asked.counts} if asked else {}
        if not any(made.size(part)["rows"] for part in PARTS):
            raise UserError(
                "No triple is selected.", "Accept some with `hea curate`, or use --status kept."
            )
        with events.status(f"Writing {folder}"):
            if compared:
                compared.older(read_rows(folder))
            render = prompt_renderer(prompt)
            summary = write_dataset(
                folder, made, settings, form, prompt, render, multi_turn, provenance
            )
            summary |= {"tests": asked.counts} if asked else {}
            if compared:
                compared.newer(read_rows(folder))
    return DatasetReport(folder, summary, made, compared.difference() if compared else None)


def _provenance(
    db: sqlite3.Connection, verdicts: Sequence[Verdict], ledger: Path
) -> dict[str, Any]:
    """Return what a dataset is made with and of; the same for the same program and inputs."""
    digest, number = hashlib.sha256(), 0
    for row in db.execute("SELECT * FROM triples ORDER BY triple"):
        digest.update((json.dumps(tuple(row)) + "\n").encode())
        number += 1
    return {
        "versions": installation(),
        "commit": commit(),
        "triples": {"number": number, "sha256": digest.hexdigest()},
        "ledger": {
            "verdicts": len(verdicts),
            "sha256": sha256_of(ledger) if ledger.exists() else None,
            "latest": max((verdict.at[:10] for verdict in verdicts), default=None),
        },
    }  # fmt: skip


def compare_datasets(old: Path, new: Path) -> DatasetDiff:
    """Return what changed between two versions of a dataset.

    Raises:
        UserError: A folder holds no dataset.
    """
    compared = DatasetComparison()
    compared.older(read_rows(old))
    compared.newer(read_rows(new))
    return compared.difference()


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that differs between two versions of a dataset."""

    id: str
    change: str
    """`added`, `removed`, `changed` or `moved`."""
    kind: str
    question: str
    fields: tuple[str, ...] = ()
    """The names of what changed."""
    parts: tuple[str, ...] = ()
    """From which part it moved, and to which."""


def row_changes(found: DatasetDiff, old: Path, new: Path) -> list[RowChange]:
    """Return the rows that differ, with what differs; one that changed and moved is there twice."""
    before, after = read_dataset(old), read_dataset(new)
    changes = []
    for change in ("added", "removed", "changed", "moved"):
        for name in getattr(found, change):
            part, row = (before if change == "removed" else after)[name]
            was_part, was = before.get(name, (part, row))
            fields = [one for one in {**was, **row} if was.get(one) != row.get(one)]
            changes.append(RowChange(
                name, change, row["kind"], row["question"],
                tuple(fields) if change == "changed" else (),
                (was_part, part) if change == "moved" else (),
            ))  # fmt: skip
    return changes


def push_dataset(folder: Path, repository: str, events: Events = SILENT) -> None:
    """Send a dataset to a private repository on the model hub.

    Raises:
        UserError: The hub did not take it.
    """
    from huggingface_hub import HfApi

    with events.status(f"Sending to {repository}"):
        try:
            api = HfApi()
            api.create_repo(repository, repo_type="dataset", private=True, exist_ok=True)
            api.upload_folder(folder_path=folder, repo_id=repository, repo_type="dataset")
        except troubles() as error:
            raise UserError(
                f"The hub did not take {repository}.",
                "Log in with `hf auth login`, and see the name.",
            ) from error


def prompt_renderer(prompt: str) -> Callable[[Mapping[str, Any]], str]:
    """Return the function from a dataset's canonical record to its prompt in a template.

    Raises:
        UserError: There is no template of that id.
    """
    template = find_template(prompt)

    def render(record: Mapping[str, Any]) -> str:
        excerpt = Excerpt(record["title"] or "", record["context"])
        return template.render(record["question"], [excerpt])

    return render
