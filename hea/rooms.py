"""A workspace opened for asking."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from builder.changes import difference
from builder.errors import UserError
from builder.store import open_store
from hea import show
from hea.workspace import Workspace
from retrieval.embedder import find_model, load_embedder
from retrieval.index import holds, open_index
from retrieval.light import LightEmbedder
from retrieval.search import Searcher


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
