"""Write fitted weights into a file, with the command that made them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from builder.storage.files import sha256_of, write_atomic


def write_weights(
    file: Path, made_by: str, questions: Sequence[Path], fitted: dict[str, Any]
) -> None:
    """Write fitted weights with the command that made them and the digests of its questions.

    Args:
        file: Where they are written; its folder is made where it is not there.
        made_by: The command.
        questions: The question files that they were fitted to.
        fitted: The weights, and what was measured of them.
    """
    sources = {one.name: sha256_of(one) for one in questions}
    file.parent.mkdir(parents=True, exist_ok=True)
    record = {"made_by": made_by, "questions": sources, **fitted}
    write_atomic(file, json.dumps(record, indent=1) + "\n")
