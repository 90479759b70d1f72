"""Have texts embedded in other processes, each of which loads the embedder once, by its name."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from builder.errors import UserError
from retrieval.embedder import Embedder, EmbedderFolder, Vectors, find_model

LoadEmbedder = Callable[[EmbedderFolder], Embedder]


def embed_elsewhere(load: LoadEmbedder, wanted: str, name: str, texts: Sequence[str]) -> Vectors:
    """Return the unit vectors of texts as a process that works for another one embeds them.

    Args:
        load: Makes the embedder of a model folder.
        wanted: Name or folder of the embedder, which this process finds on its own machine.
        name: `EmbedderFolder.name` of the embedder on the machine that asks.
        texts: The texts.

    Raises:
        UserError: The embedder of that name is another one here, or there is none.
    """
    embedder = _loaded(load, wanted)
    if embedder.name != name:
        raise UserError(
            f"The embedder “{wanted}” is another one on a worker: {embedder.name}, not {name}.",
            "Install the same one there.",
        )
    return embedder.embed(texts)


@lru_cache(maxsize=1)
def _loaded(load: LoadEmbedder, wanted: str) -> Embedder:
    return load(find_model(wanted))
