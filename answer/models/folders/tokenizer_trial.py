"""Try a tokenizer and its chat template in a process of their own, which can be ended.

Both are small programs: rules that rewrite a text, and a template with loops. In this process
nothing could end one that doubles a text sixty times.
"""

import subprocess
import sys
from functools import cache
from pathlib import Path

from builder.errors import UserError
from builder.ingest.isolation import reading_environment

#: Seconds and bytes that a trial may take; a vocabulary of 250,000 tokens takes 3 s and 0.4 GB.
_SECONDS, _MEMORY = 60, 4 << 30
_FILES = "tokenizer.json tokenizer_config.json chat_template.jinja".split()


def try_tokenizer(folder: Path) -> None:
    """Refuse a folder whose tokenizer or chat template does not come to an end.

    Args:
        folder: The folder of a model or of an adapter.

    Raises:
        UserError: If the trial crashes, or takes too much time or memory.
    """
    files = [folder / name for name in _FILES]
    state = [(str(file), file.stat().st_mtime_ns) for file in files if file.is_file()]
    if state and not _ends(str(folder), tuple(state)):
        raise UserError(
            f"The tokenizer in {folder} crashes, or comes to no end.",
            "Fetch the model again from where you trust it.",
        )


@cache
def _ends(folder: str, state: tuple[tuple[str, int], ...]) -> bool:
    """Run the trial; a folder whose files have not changed is not tried again."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "answer.models.folders.trial_process",
        folder,
        str(_MEMORY),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=reading_environment(),
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
