"""`hea bench corpus`: the whole work on made-up corpora of any size, stage by stage."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hea.cli.options import Json, Sizes, sizes_in
from hea.workspace import Settings, Workspace

if TYPE_CHECKING:
    import sqlite3

    from eval.bench.stage_costs import Rehearsal

#: Questions of the dataset that are asked, and that answers are measured on.
_ASKED = 100
#: Abstracts that are truly embedded.
_EMBEDDED = 64
_MIB = 2**20


def corpus(
    n: Sizes = "1000,10000",
    as_json: Json = False,
) -> None:
    """Read, index, draft, check, make the dataset, ask and evaluate over n made-up abstracts.

    Each stage runs in a process of its own: seconds, the most memory of one process, and by what
    both grow when the corpus is ten times as large. A hundred thousand abstracts take hours to
    embed (`hea bench embedding`): all vectors but 64 are made from these by adding noise.
    """
    from eval.bench.stage_costs import rehearse, stage_growth, write_corpus
    from hea.render import console

    found = []
    for size in sizes_in(n):
        with (
            tempfile.TemporaryDirectory() as folder,
            console.bar(f"{size:,} abstracts") as progress,
        ):
            place = Workspace(Path(folder))
            place.corpus.mkdir()
            write_corpus(place.corpus / "made.jsonl", size)
            found.append(rehearse(place.root, size, STAGES, progress))
    if as_json:
        grown = {name: asdict(one) for name, one in stage_growth(found).items()}
        sizes = [asdict(one) for one in found]
        console.print_json({"sizes": sizes, "growth_per_tenfold": grown})
    else:
        _show(found)


def _show(found: Sequence["Rehearsal"]) -> None:
    from eval.bench.stage_costs import stage_growth
    from hea.render import console

    grown = stage_growth(found)
    tenfold = ("× time", "× memory") if grown else ()
    table = console.table("s / MiB", *(f"{one.n:,}" for one in found), *tenfold)
    for name in STAGES:
        costs = [one.costs[name] for one in found]
        cells = [f"{cost.seconds:,.1f} / {cost.memory / _MIB:,.0f}" for cost in costs]
        if grown:
            cells += [f"{grown[name].seconds:.1f}", f"{grown[name].memory:.2f}"]
        table.add_row(name, *cells)
    console.out.print(table)
    made = ", ".join(f"{one.size / _MIB:,.0f}" for one in found)
    console.note(f"× is for each tenfold. On the disk: {made} MiB.")


@contextmanager
def _building(root: Path) -> "Iterator[tuple[Workspace, sqlite3.Connection]]":
    from builder.storage.database import create_database
    from builder.storage.integrity import writable_database

    place = Workspace(root)
    with (
        closing(create_database(place.database)) as db,
        writable_database(db, place.database),
    ):
        yield place, db


def _quiet(done: int, total: int) -> None:
    pass


def read(root: Path) -> None:
    """Take the records in and settle what they say of each other."""
    from builder.ingest.ingest import ingest

    with _building(root) as (place, db):
        ingest(db, place.corpus, _quiet)


def index(root: Path) -> None:
    """Cut and index; of all but a few abstracts the vectors are made up."""
    from eval.bench.noisy_embedder import NoisyEmbedder
    from retrieval.embedder import load_embedder
    from retrieval.vector_index import update_index

    with _building(root) as (place, db):
        update_index(
            db,
            place.index,
            Settings().embedder,
            _quiet,
            lambda model: NoisyEmbedder(load_embedder(model), _EMBEDDED),
        )


def draft(root: Path) -> None:
    """Draft triples by rules."""
    from builder.drafting.update import update_drafts

    with _building(root) as (_, db):
        update_drafts(db, _quiet, Settings().readers)


def check(root: Path) -> None:
    """Make the unanswerable questions, and check every triple."""
    from builder.checks.checks import Checker
    from builder.checks.run import check_drafts
    from hea.workflows.corpus.build import judge

    with _building(root) as (_, db):
        check_drafts(db, Checker(judge), _quiet, Settings().readers)


def dataset(root: Path) -> None:
    """Choose the rows, part them and write all files."""
    from builder.dataset.files import write_dataset
    from builder.dataset.select import DatasetOptions, make_dataset
    from hea.workflows.triples.curation import open_triples

    place = Workspace(root)
    with open_triples(place) as (db, verdicts):
        write_dataset(place.dataset, make_dataset(db, verdicts, DatasetOptions()), _SPLIT)


_SPLIT = {"split": "topic"}


def ask(root: Path) -> None:
    """Ask some questions of the dataset."""
    from answer.extractive.answer import answer_extractively
    from hea.workflows.answers.search import open_searcher

    with open_searcher(Workspace(root)) as search:
        for row in _rows(root):
            answer_extractively(row["question"], search.search(row["question"], _PAPERS))


_PAPERS = Settings().passages


def evaluate(root: Path) -> None:
    """Measure the answers to the same questions, against the dataset's."""
    from eval.gold.questions import Question
    from eval.metrics.answers import add_semantic_similarity, answer_all, score_answers
    from hea.workflows.answers.search import open_searcher

    asked = [
        Question(
            row["id"], row["question"], row["kind"],
            frozenset() if row["kind"] == "unanswerable" else frozenset([row["paper"]]),
            row["evidence"] or None, (row["answer"],),
        )
        for row in _rows(root)
    ]  # fmt: skip
    with open_searcher(Workspace(root)) as search:
        judged = answer_all(asked, partial(search.search, k=_PAPERS), _quiet)
        score_answers(add_semantic_similarity(judged, search.embedder, _quiet))


def _rows(root: Path) -> list[dict[str, Any]]:
    file = Workspace(root).dataset / "train.jsonl"
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, _ASKED)]


STAGES = {
    "read": read,
    "index": index,
    "draft": draft,
    "check": check,
    "dataset": dataset,
    f"ask {_ASKED} questions": ask,
    f"evaluate {_ASKED} answers": evaluate,
}
