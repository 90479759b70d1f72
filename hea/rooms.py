"""A workspace opened for asking or for building."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from filelock import FileLock, Timeout

from answer.extractive import answer_extractively
from answer.grounding import SUPPORTED, Ground, check
from answer.question import read_question
from builder.errors import UserError
from builder.intake import difference
from builder.store import open_store
from hea import show
from hea.workspace import Workspace
from retrieval.embedder import find_model, load_embedder
from retrieval.index import holds, open_index
from retrieval.light import LightEmbedder
from retrieval.search import Searcher


@contextmanager
def only_builder(place: Workspace) -> Iterator[None]:
    """Two builders of one workspace would undo each other's work; the second is sent away."""
    place.data.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(place.lock, timeout=0):
            yield
    except Timeout as error:
        raise UserError(
            "Another `hea build` is at work in this workspace.", "Wait for it to end."
        ) from error


@contextmanager
def searcher(place: Workspace) -> Iterator[Searcher]:
    """All that a question needs; says so if the corpus has changed since the index was made."""
    with closing(open_store(place.database)) as db:
        index = open_index(place.index)
        if not index.manifest.passages:
            raise UserError(
                "The index is empty: no file in corpus/ gave an abstract.", "`hea papers` says why."
            )
        made = index.manifest
        model = find_model(made.model, {made.weights: made.embedder})
        if model.name != index.manifest.embedder or not holds(db, index.manifest):
            raise UserError(
                "The index does not fit the papers or the embedder.", "Run `hea build`."
            )
        stale = difference(db, place.corpus)
        if stale.new or stale.gone:
            show.note("corpus/ has changed since the last build; `hea build` takes that in.")
        if index.manifest.light:
            yield Searcher(db, index, LightEmbedder(model))
        else:
            with show.err.status("Loading the embedder"):
                embedder = load_embedder(model)
            yield Searcher(db, index, embedder)


def judge(question: str, answer: str, title: str, abstract: str) -> str:
    """Why an abstract does not support an answer; "" if it does."""
    found = check(answer, [Ground(title, abstract)], read_question(question))
    return "" if found.verdict == SUPPORTED else found.reasons[0]


def asked_back(found: Searcher, depth: int, question: str) -> tuple[list[str], str]:
    """The papers that a question finds, and what is answered."""
    given = answer_extractively(question, found.search(question, depth))
    return list(given.retrieved), given.text
