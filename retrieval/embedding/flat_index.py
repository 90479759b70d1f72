"""Compare a vector with each of an exact FAISS file by numpy.

Loading FAISS takes longer than comparing a few thousand vectors, and a question compares once.
"""

import struct
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.embedding.model_folder import Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: How FAISS begins each index of a file (`write_index_header` in its `index_write.cpp`): its kind,
#: dimension, number of vectors, two numbers without a meaning, is trained, measure of likeness.
_HEADER = struct.Struct("<4siqqq?i")
_COUNT = struct.Struct("<Q")
#: Vectors with ids of their own, around vectors as they are; likeness is the inner product.
_WITH_IDS, _VECTORS, _INNER_PRODUCT = b"IxM2", b"IxFI", 0


class FlatIndex:
    """All vectors of a FAISS file of the kind `IndexIDMap2(IndexFlatIP)`."""

    def __init__(self, ids: "NDArray[np.int64]", vectors: Vectors) -> None:
        """Take the ids, shape (n,), and the vectors, shape (n, dimension)."""
        self._ids = ids
        self._vectors = vectors

    def near(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        """Return the ``count`` nearest (id, inner product) of a vector of shape (dimension,)."""
        import numpy as np

        # Unlike a product of BLAS, this starts no threads, which take longer than the sum.
        scores = np.einsum("ij,j->i", self._vectors, vector)
        best = np.argsort(-scores, kind="stable")[:count]
        return list(zip(self._ids[best].tolist(), scores[best].tolist(), strict=True))


def read_flat_index(path: Path) -> FlatIndex | None:
    """Read the vectors of a FAISS file; None where FAISS itself must read it.

    Args:
        path: The file as FAISS wrote it.
    """
    import numpy as np

    heads = 2 * _HEADER.size + _COUNT.size
    with path.open("rb") as file:
        start = file.read(heads)
    if len(start) < heads:
        return None
    kind, dimension, count, *_ = _HEADER.unpack_from(start)
    inner, side, stored, _, _, _, measure = _HEADER.unpack_from(start, _HEADER.size)
    (numbers,) = _COUNT.unpack_from(start, 2 * _HEADER.size)
    behind = heads + 4 * numbers
    if (kind, inner, measure) != (_WITH_IDS, _VECTORS, _INNER_PRODUCT) or not (
        (side, stored, numbers) == (dimension, count, dimension * count)
        and path.stat().st_size == behind + _COUNT.size + 8 * count
    ):
        return None
    vectors = np.fromfile(path, "<f4", numbers, offset=heads).reshape(count, dimension)
    return FlatIndex(np.fromfile(path, "<i8", count, offset=behind + _COUNT.size), vectors)
