"""Hold unit vectors at a byte a dimension, and compare them with a question's.

A paper has some hundred passages in its body and two in its abstract. So held, they are a quarter
of the size, and their cosines are those of the vectors to 0.002.
"""

import math
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from retrieval.embedder import Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The greatest part of a vector that a byte holds, in units of the spread of its parts, which is
#: one over the root of their number. In those of 3,800 passages one part in 20,000 is greater.
_SPREADS = 5.0
_MOST = 127


def codes_of(vectors: Vectors) -> "NDArray[np.int8]":
    """Return unit vectors as signed bytes."""
    import numpy as np

    scaled = np.rint(vectors * code_scale(vectors.shape[1]))
    codes: NDArray[np.int8] = np.clip(scaled, -_MOST, _MOST).astype(np.int8)
    return codes


def code_scale(dimension: int) -> float:
    """Return by what the parts of unit vectors are multiplied."""
    return _MOST / _SPREADS * math.sqrt(dimension)


def body_cosines(
    db: sqlite3.Connection, embedder: str, sources: Sequence[str], vector: Vectors
) -> dict[int, float]:
    """Return passage → cosine with a unit vector, for the passages of bodies that have a vector.

    Args:
        db: The database.
        embedder: Name of the embedder that made the unit vector.
        sources: The sources that the bodies were read from.
        vector: Of shape (dimension,).
    """
    import numpy as np

    marks = ", ".join("?" * len(sources))
    rows = db.execute(
        "SELECT passage, vector FROM body_passages JOIN body_vectors USING (passage)"
        f" WHERE paper IN ({marks}) AND embedder = ?",
        (*sources, embedder),
    ).fetchall()
    if not rows:
        return {}
    codes = np.stack([np.frombuffer(row["vector"], np.int8) for row in rows])
    cosines = codes.astype(np.float32) @ vector / code_scale(len(vector))
    return dict(zip((row["passage"] for row in rows), cosines.tolist(), strict=True))
