"""Rehearse the whole work on made-up corpora of any size, each stage in a process of its own."""

import json
import tempfile
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from builder.checks.worth.model import read_model
from builder.dataset.rows import DatasetOptions
from eval.bench.noisy_embedder import NoisyEmbedder
from eval.bench.stage_costs import Rehearsal, rehearse, write_corpus
from eval.gold.questions import Question
from hea.events import SILENT, Events
from hea.workflows.answers.ask import open_asker
from hea.workflows.corpus import build
from hea.workflows.evaluate.measures import answer_and_score
from hea.workflows.triples.dataset import make_and_write_dataset
from hea.workspace import Settings, Workspace
from retrieval.embedder import Embedder, EmbedderFolder, load_embedder

#: Questions of the dataset that are asked, and that answers are measured on.
_ASKED = 100
#: Abstracts that are truly embedded.
_EMBEDDED = 64


def rehearse_sizes(sizes: Sequence[int], events: Events = SILENT) -> list[Rehearsal]:
    """Do every stage on a made-up corpus of each size, and measure its time and memory.

    Args:
        sizes: Abstracts of each corpus.
        events: Receives progress.
    """
    found = []
    for size in sizes:
        with (
            tempfile.TemporaryDirectory() as folder,
            events.progress(f"{size:,} abstracts") as progress,
        ):
            place = Workspace(Path(folder))
            place.corpus.mkdir()
            write_corpus(place.corpus / "made.jsonl", size)
            found.append(rehearse(place.root, size, STAGES, progress))
    return found


def read(root: Path) -> None:
    """Read the records, and merge what they say of the same papers."""
    place = Workspace(root)
    with build.open_for_building(place) as db:
        build.read_corpus(db, place, Settings())


def index(root: Path) -> None:
    """Cut and index abstracts; the vectors of all but a few are made up."""
    place = Workspace(root)
    with build.open_for_building(place) as db:
        build.index_corpus(db, place, Settings(), load=_load_noisy)


def _load_noisy(model: EmbedderFolder) -> Embedder:
    return NoisyEmbedder(load_embedder(model), _EMBEDDED)


def values(root: Path) -> None:
    """Store the values of properties."""
    with build.open_for_building(Workspace(root)) as db:
        build.store_values(db, Settings())


def draft(root: Path) -> None:
    """Draft triples by rules."""
    with build.open_for_building(Workspace(root)) as db:
        build.draft_triples(db, Settings())


def check(root: Path) -> None:
    """Draft the unanswerable questions, and check every triple."""
    with build.open_for_building(Workspace(root)) as db:
        build.check_triples(db, Settings(), read_model())


def dataset(root: Path) -> None:
    """Choose the rows, split them into parts and write all files."""
    place = Workspace(root)
    make_and_write_dataset(place, place.dataset, DatasetOptions())


def ask(root: Path) -> None:
    """Answer some questions of the dataset by quotes."""
    with open_asker(Workspace(root), Settings()) as asker:
        for row in _rows(root):
            asker.answer(row["question"])


def evaluate(root: Path) -> None:
    """Answer the same questions, and score the answers beside the dataset's."""
    questions = [
        Question(
            row["id"],
            row["question"],
            row["kind"],
            frozenset() if row["kind"] == "unanswerable" else frozenset([row["paper"]]),
            row["evidence"] or None,
            (row["answer"],),
        )
        for row in _rows(root)
    ]
    answer_and_score(Workspace(root), Settings(), questions)


def _rows(root: Path) -> list[dict[str, Any]]:
    file = Workspace(root).dataset / "train.jsonl"
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, _ASKED)]


STAGES: dict[str, Callable[[Path], None]] = {
    "read": read,
    "index": index,
    "values": values,
    "draft": draft,
    "check": check,
    "dataset": dataset,
    f"ask {_ASKED} questions": ask,
    f"evaluate {_ASKED} answers": evaluate,
}
