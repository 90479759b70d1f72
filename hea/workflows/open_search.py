"""A workspace opened for asking."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from builder.errors import UserError
from builder.ingest.changes import corpus_diff
from builder.storage.database import open_database
from hea.render import console
from hea.workspace import Workspace
from retrieval.embedder import find_model, load_embedder
from retrieval.hybrid import Searcher
from retrieval.numpy_encoder import NumpyEmbedder
from retrieval.vector_index import holds, open_index


@contextmanager
def open_searcher(place: Workspace) -> Iterator[Searcher]:
    """All that a question needs; says so if the corpus has changed since the index was made."""
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
            console.note("corpus/ has changed since the last build; `hea build` takes that in.")
        if index.manifest.light:
            yield Searcher(db, index, NumpyEmbedder(model))
        else:
            with console.err.status("Loading the embedder"):
                embedder = load_embedder(model)
            yield Searcher(db, index, embedder)
