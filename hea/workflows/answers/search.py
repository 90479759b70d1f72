"""Open a workspace for asking: its database, index and embedder."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from builder.errors import UserError
from builder.ingest.changes import corpus_diff
from builder.storage.database import open_database
from hea.events import SILENT, Events
from hea.workspace import Workspace
from retrieval.embedder import find_model, load_embedder
from retrieval.embedding.numpy_encoder import NumpyEmbedder
from retrieval.filters import Filters
from retrieval.hybrid import Hit, Searcher
from retrieval.rerank import DEPTH, load_reranker, rerank
from retrieval.vector_index import holds, open_index


@contextmanager
def open_searcher(place: Workspace, events: Events = SILENT) -> Iterator[Searcher]:
    """Open all that a question needs; note it if the corpus has changed since the index was made.

    Raises:
        UserError: Nothing was built, or the index does not fit the papers or the embedder.
    """
    with closing(open_database(place.database)) as db:
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
        stale = corpus_diff(db, place.corpus)
        if stale.new or stale.gone:
            events.note("corpus/ has changed since the last build: run `hea build` to update.")
        if index.manifest.light:
            yield Searcher(db, index, NumpyEmbedder(model))
        else:
            with events.status("Loading the embedder"):
                embedder = load_embedder(model)
            yield Searcher(db, index, embedder)


def search_papers(
    place: Workspace,
    question: str,
    k: int,
    *,
    filters: Filters,
    reranker: Path | None = None,
    events: Events = SILENT,
) -> list[Hit]:
    """Return the ``k`` papers that most likely answer a question, best first.

    Args:
        place: A workspace that has been built.
        question: A question in plain English.
        k: How many papers.
        filters: What a paper must hold.
        reranker: Folder of a cross-encoder that ranks the first 20 again.
        events: Receives notes and progress.

    Raises:
        UserError: Nothing was built yet, the index does not fit, or there is no such model.
    """
    with open_searcher(place, events) as searcher:
        if reranker is None:
            return searcher.search(question, k, filters=filters)
        with events.status("Looking again"):
            score = load_reranker(reranker)
            hits = searcher.search(question, max(k, DEPTH), filters=filters)
            return rerank(question, hits, k, score)
