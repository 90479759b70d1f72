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

from hea.options import Json, Sizes, sizes_in
from hea.workspace import Settings, Workspace

if TYPE_CHECKING:
    import sqlite3

    from eval.rehearsal import Rehearsal

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
    from eval.rehearsal import growth, rehearse, write_corpus
    from hea import show

    found = []
    for size in sizes_in(n):
        with tempfile.TemporaryDirectory() as folder, show.bar(f"{size:,} abstracts") as progress:
            place = Workspace(Path(folder))
            place.corpus.mkdir()
            write_corpus(place.corpus / "made.jsonl", size)
            found.append(rehearse(place.root, size, STAGES, progress))
    if as_json:
        grown = {name: asdict(one) for name, one in growth(found).items()}
        sizes = [asdict(one) for one in found]
        show.print_json({"sizes": sizes, "growth_per_tenfold": grown})
    else:
        _show(found)


def _show(found: Sequence["Rehearsal"]) -> None:
    from eval.rehearsal import growth
    from hea import show

    grown = growth(found)
    tenfold = ("× time", "× memory") if grown else ()
    table = show.table("s / MiB", *(f"{one.n:,}" for one in found), *tenfold)
    for name in STAGES:
        costs = [one.costs[name] for one in found]
        cells = [f"{cost.seconds:,.1f} / {cost.memory / _MIB:,.0f}" for cost in costs]
        if grown:
            cells += [f"{grown[name].seconds:.1f}", f"{grown[name].memory:.2f}"]
        table.add_row(name, *cells)
    show.out.print(table)
    made = ", ".join(f"{one.size / _MIB:,.0f}" for one in found)
    show.note(f"× is for each tenfold. On the disk: {made} MiB.")


@contextmanager
def _building(root: Path) -> "Iterator[tuple[Workspace, sqlite3.Connection]]":
    from builder.seal import breaking_seal
    from builder.store import create_store

    place = Workspace(root)
    with (
        closing(create_store(place.database)) as db,
        breaking_seal(db, place.database),
    ):
        yield place, db


def _quiet(done: int, total: int) -> None:
    pass


def read(root: Path) -> None:
    """Take the records in and settle what they say of each other."""
    from builder.intake import take_in

    with _building(root) as (place, db):
        take_in(db, place.corpus, _quiet)


def index(root: Path) -> None:
    """Cut and index; of all but a few abstracts the vectors are made up."""
    from eval.perturbed import Perturbed
    from retrieval.embedder import load_embedder
    from retrieval.index import update_index

    with _building(root) as (place, db):
        update_index(
            db,
            place.index,
            Settings().embedder,
            _quiet,
            lambda model: Perturbed(load_embedder(model), _EMBEDDED),
        )


def draft(root: Path) -> None:
    """Draft triples by rules."""
    from builder.drafts import update_drafts

    with _building(root) as (_, db):
        update_drafts(db, _quiet, Settings().readers)


def check(root: Path) -> None:
    """Make the unanswerable questions, and check every triple."""
    from builder.checking import check_drafts
    from builder.checks import Checker
    from hea.building import judge

    with _building(root) as (_, db):
        check_drafts(db, Checker(judge), _quiet, Settings().readers)


def dataset(root: Path) -> None:
    """Choose the rows, part them and write all files."""
    from builder.dataset import Wanted, make_dataset
    from hea.datasets import write
    from hea.desk import open_triples

    place = Workspace(root)
    with open_triples(place) as (db, verdicts):
        write(place.dataset, make_dataset(db, verdicts, Wanted()), "ours", "context-qa", _SPLIT)


_SPLIT = {"split": "topic"}


def ask(root: Path) -> None:
    """Ask some questions of the dataset."""
    from answer.extractive import answer_extractively
    from hea.rooms import searcher

    with searcher(Workspace(root)) as search:
        for row in _rows(root):
            answer_extractively(row["question"], search.search(row["question"], _PAPERS))


_PAPERS = Settings().passages


def evaluate(root: Path) -> None:
    """Measure the answers to the same questions, against the dataset's."""
    from eval.answers import ask_all, score_answers, with_meaning
    from eval.questions import Question
    from hea.rooms import searcher

    asked = [
        Question(
            row["id"], row["question"], row["kind"],
            frozenset() if row["kind"] == "unanswerable" else frozenset([row["paper"]]),
            row["evidence"] or None, (row["answer"],),
        )
        for row in _rows(root)
    ]  # fmt: skip
    with searcher(Workspace(root)) as search:
        judged = ask_all(asked, partial(search.search, k=_PAPERS), _quiet)
        score_answers(with_meaning(judged, search.embedder, _quiet))


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
