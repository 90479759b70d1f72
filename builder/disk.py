"""Writing a file so that it is there whole or not at all."""

import os
from pathlib import Path


def write_whole(path: Path, data: str | bytes) -> None:
    """Put a file in the place of the old one once all of it is safely on the disk.

    Text is written as UTF-8 with its line ends as they are.
    """
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as out:
        out.write(data.encode() if isinstance(data, str) else data)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)
