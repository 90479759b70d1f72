"""Tell where a file of the user's hides a part of this program: `eval.py` in the working folder.

Python takes the first `eval` that it finds, and looks in the working folder before it looks where
this program is installed.
"""

import sys
from pathlib import Path

ROOMS = ("answer", "builder", "eval", "finetune", "retrieval")
NEXT_STEP = "Rename it, or work in another folder: hea-qa has a part of this name."


def hiding_file() -> Path | None:
    """Return the first file or folder that hides a part of this program; None if none does."""
    home = Path(__file__).resolve().parents[1]
    for entry in sys.path:
        folder = Path(entry or ".").resolve()
        if folder == home:
            return None
        for room in ROOMS:
            for path in (folder / f"{room}.py", folder / room / "__init__.py"):
                if path.is_file():
                    return path if path.name != "__init__.py" else path.parent
    return None
