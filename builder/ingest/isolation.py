"""Start processes that read what may harm them, and limit from inside what they may take."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost."""

    seconds: float = 60.0
    """Time for one PDF by the clock, after which its process is killed; for each 4 MiB of an export
    or a sheet in CPU time."""
    memory: int = 2 * 1024**3
    """Bytes of address space of a reading process."""
    files_per_process: int = 1000
    """A process is replaced after so many PDFs, so that leaks stay small."""


#: Variables by which Python, its libraries and Windows find their files, language and threads.
_NEEDED = frozenset(
    "HOME LANG LANGUAGE LD_LIBRARY_PATH PATH SYSTEMDRIVE SYSTEMROOT TEMP TMP TMPDIR TZ USERPROFILE"
    " VIRTUAL_ENV WINDIR".split()
)
_NEEDED_KINDS = ("DYLD_", "LC_", "OMP_", "OPENBLAS_", "PYTHON")


def start_reader(
    module: str, arguments: Sequence[object], errors: TextIO
) -> "subprocess.Popen[str]":
    """Start a module of this project as a process that is spoken to in lines.

    Args:
        module: Its name.
        arguments: What it is given on its command line.
        errors: The file that what it says of errors goes to.
    """
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-m", module, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        encoding="utf-8",
        env=reading_environment(),
    )


def reading_environment() -> dict[str, str]:
    """Return what of the environment a reading process needs: no key, login or proxy is in it."""
    return {
        name: value
        for name, value in os.environ.items()
        if name.upper() in _NEEDED or name.upper().startswith(_NEEDED_KINDS)
    }


def limit_memory(memory: int) -> None:
    """Let this process have so many bytes of address space, where the system can enforce it."""
    with contextlib.suppress(ImportError):
        # Not on Windows, and not enforced on macOS: there the parent's clock alone protects.
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def limit_cpu_time(seconds: float) -> None:
    """Let the kernel end this process by SIGXCPU once it has computed so long."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 6))


def take_answers() -> TextIO:
    """Return the stream of answers to the parent; whatever else is printed goes to the errors."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
    return answers
