"""Make a dataset of prompts and completions from what was drafted and curated.

Run it as ``python examples/make_dataset.py OUT``; OUT is a new folder, an empty one, or
an earlier dataset.
"""

import sys
from pathlib import Path

import hea


def main(folder: str) -> None:
    """Take what people accepted, and what nobody reviewed and passed every check."""
    with hea.open(Path(__file__).parents[1]) as library:
        library.build()
        library.dataset(folder, status="kept", form="prompt-completion", per_paper=20)
    for file in sorted(Path(folder).iterdir()):
        print(file)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "dataset")
