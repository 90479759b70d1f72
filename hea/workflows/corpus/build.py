"""Bring `data/` up to date with `corpus/`: read, index, draft, check. The build stands here once.

Each stage is a function of its own, so that a rehearsal can measure it and a test can kill it.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial

from answer.answer_question import answer_question
from answer.grounding.check import SUPPORTED, Source, check_answer
from answer.question.parse import parse_question
from builder.checks.checks import Checker
from builder.checks.run import check_drafts, recheck
from builder.checks.worth.model import WorthModel
from builder.drafting.update import update_drafts
from builder.errors import UserError
from builder.ingest.ingest import IngestReport, ingest
from builder.ingest.isolation import Limits
from builder.library.body_values import update_body_values
from builder.library.catalog import Census, census_of
from builder.library.stored_values import create_value_tables, update_values
from builder.parallel import Workers
from builder.storage.database import create_database
from builder.storage.folders import remove_unfinished
from builder.storage.integrity import writable_database
from hea.events import SILENT, Events
from hea.workflows.answers.library_papers import LibraryPapers
from hea.workflows.answers.search import open_searcher
from hea.workflows.corpus.build_lock import build_lock
from hea.workflows.corpus.model_drafting import DraftingReport, draft_by_model
from hea.workflows.corpus.model_judging import JudgingReport, judge_by_model
from hea.workflows.triples.worth import worth_model
from hea.workspace import Settings, Workspace
from retrieval.body.vectors import update_body_index
from retrieval.embedder import Embedder, EmbedderFolder, load_embedder
from retrieval.hybrid import Searcher
from retrieval.index_manifest import IndexManifest
from retrieval.schema import create_index_tables
from retrieval.vector_index import update_index

#: Files in trouble that a build names; the catalog lists all.
MOST_REASONS = 20

LoadEmbedder = Callable[[EmbedderFolder], Embedder]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build found and made."""

    intake: IngestReport
    census: Census
    passages: int
    drafted: int
    """Abstracts drafted now by rules; the others had not changed."""
    triples: int
    written: DraftingReport | None
    """What a model wrote, where one was named."""
    judged: JudgingReport | None = None
    """What a model judged, where one was named."""
    body_passages: int = 0
    """Passages of paragraphs, captions and tables of the papers' bodies."""
    index_bytes: int = 0
    """Size of the files of both indexes."""


def build(
    place: Workspace,
    settings: Settings,
    *,
    retry: bool = False,
    reread: bool = False,
    round_trip: bool = False,
    judge_with: str = "",
    load: LoadEmbedder | None = None,
    workers: Workers | None = None,
    events: Events = SILENT,
) -> BuildReport:
    """Read new files, index them, draft triples and check them.

    Args:
        place: The workspace; its `data/` is made where it is not there.
        settings: Limits of the readers, the embedder, and the model that drafts, if any.
        retry: Read again the files that gave no abstract last time, and ask the model again about
            abstracts of which it wrote nothing.
        reread: Read every file anew, also those whose size and time of change are as they were.
        round_trip: Also ask every drafted question over the index (some 40 ms each).
        judge_with: A model that marks the triples that pass all checks; "" for none.
        load: Makes the embedder of a model folder; by default on the device of the settings.
        workers: Read, embed, draft and check in place of processes of this machine.
        events: Receives progress.

    Raises:
        UserError: Another build is at work, or a model could not be loaded.
    """
    if settings.draft_from not in ("abstracts", "body"):
        raise UserError(
            f"“{settings.draft_from[:60]}” is nothing that triples are drafted from.",
            'Write draft_from = "abstracts" or "body".',
        )
    written = None
    with open_for_building(place) as db:
        intake = read_corpus(
            db, place, settings, retry=retry, reread=reread, workers=workers, events=events
        )
        census = census_of(db, MOST_REASONS)
        index = index_corpus(db, place, settings, load=load, workers=workers, events=events)
        store_values(db, settings, workers=workers, events=events)
        drafted = draft_triples(db, settings, workers=workers, events=events)
        if settings.draft_with != "rules":
            written = draft_by_model(db, place, settings, retry, events)
        worth = worth_model(place)
        triples = check_triples(db, settings, worth, workers=workers, events=events)
        if round_trip:
            with (
                open_searcher(place, events) as searcher,
                events.progress("Asking every question") as progress,
            ):
                ask = partial(ask_back, searcher, settings.passages)
                recheck(db, Checker(judge, ask, worth), progress)
        judged = judge_by_model(db, place, settings, judge_with, events) if judge_with else None
        bodies = index_bodies(db, place, settings, load=load, workers=workers, events=events)
        size = sum(file.stat().st_size for file in place.index.rglob("*") if file.is_file())
    return BuildReport(
        intake, census, index.passages, drafted, triples, written, judged, bodies, size
    )


@contextmanager
def open_for_building(place: Workspace) -> Iterator[sqlite3.Connection]:
    """Open the database for writing, as the only builder of the workspace; seal it at the end."""
    with (
        build_lock(place),
        closing(create_database(place.database)) as db,
        writable_database(db, place.database),
    ):
        for folder in (place.data, place.index):  # only a build writes files there
            remove_unfinished(folder, files=True)
        create_index_tables(db)
        create_value_tables(db)
        yield db


def read_corpus(
    db: sqlite3.Connection,
    place: Workspace,
    settings: Settings,
    *,
    retry: bool = False,
    reread: bool = False,
    workers: Workers | None = None,
    events: Events = SILENT,
) -> IngestReport:
    """Read what is new in `corpus/`, forget what is gone, and merge what sources say."""
    limits = Limits(settings.seconds_per_file, settings.memory_per_reader * 1024**2)
    with events.progress("Reading PDFs") as progress:
        return ingest(
            db,
            place.corpus,
            progress,
            limits,
            workers or settings.readers,
            retry,
            reread,
            settings.fulltext,
        )


def index_corpus(
    db: sqlite3.Connection,
    place: Workspace,
    settings: Settings,
    *,
    load: LoadEmbedder | None = None,
    workers: Workers | None = None,
    events: Events = SILENT,
) -> IndexManifest:
    """Cut abstracts into passages and embed those that are not in the index yet.

    ``load`` makes the embedder of a model folder; by default on the device of the settings.
    """
    load = load or partial(load_embedder, device=settings.device)
    with events.progress("Embedding") as progress:
        return update_index(db, place.index, settings.embedder, progress, load, workers or 1)


def index_bodies(
    db: sqlite3.Connection,
    place: Workspace,
    settings: Settings,
    *,
    load: LoadEmbedder | None = None,
    workers: Workers | None = None,
    events: Events = SILENT,
) -> int:
    """Cut and embed what stands beside the abstracts; return how many passages are indexed.

    It comes last and is by far the longest embedding: a build that is stopped here has done all
    else, and the next one goes on with the vectors that are there.
    """
    load = load or partial(load_embedder, device=settings.device)
    with events.progress("Embedding bodies") as progress:
        made = update_body_index(
            db, place.body_index, settings.embedder, progress, load, workers or 1
        )
    return made.passages if made else 0


def store_values(
    db: sqlite3.Connection,
    settings: Settings,
    *,
    workers: Workers | None = None,
    events: Events = SILENT,
) -> int:
    """Read the values of properties; return how many abstracts were read now."""
    with events.progress("Reading values") as progress:
        read = update_values(db, progress, workers or settings.readers)
    with events.progress("Reading values of bodies") as progress:
        update_body_values(db, progress)
    return read


def draft_triples(
    db: sqlite3.Connection,
    settings: Settings,
    *,
    workers: Workers | None = None,
    events: Events = SILENT,
) -> int:
    """Draft triples by rules; return how many abstracts were drafted now."""
    with events.progress("Drafting triples") as progress:
        bodies = settings.draft_from == "body"
        return update_drafts(db, progress, workers or settings.readers, bodies)


def check_triples(
    db: sqlite3.Connection,
    settings: Settings,
    worth: WorthModel,
    *,
    workers: Workers | None = None,
    events: Events = SILENT,
) -> int:
    """Draft the unanswerable questions and check every triple; return how many there are."""
    checker = Checker(judge, worth=worth)
    with events.progress("Checking triples") as progress:
        return check_drafts(db, checker, progress, workers or settings.readers)


def judge(question: str, answer: str, title: str, abstract: str) -> str:
    """Return why an abstract does not support an answer; "" if it does."""
    found = check_answer(answer, [Source(title, abstract)], parse_question(question))
    return "" if found.verdict == SUPPORTED else found.reasons[0]


def ask_back(searcher: Searcher, depth: int, question: str) -> tuple[list[str], str]:
    """Return the papers that a question finds, and what is answered."""
    answer = answer_question(question, LibraryPapers(searcher), depth)
    return list(answer.retrieved), answer.text
