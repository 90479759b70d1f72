"""Start processes that read what may harm them, and limit from inside what they may take."""

import contextlib
import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

#: Time by the clock that a reading process may take to load what it reads with.
_START_SECONDS = 120.0


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


class EndedError(Exception):
    """A reading process ended before it answered; the message says how, in words."""


class IsolatedProcess:
    """A reading process that answers line by line, started when first needed.

    One thread asks at a time. One that ended is replaced at the next question.
    """

    def __init__(self, module: str, limits: Limits) -> None:
        """Start nothing yet of the module of this name.

        It is given seconds and bytes of memory on its command line, answers a first line once it
        is ready (`say_ready`), and then one or more to each question, a JSON value a line.
        """
        self.limits = limits
        self.stopped = False
        self._module = module
        self._process: subprocess.Popen[str] | None = None
        self._served = 0
        # Closed by `close`, once no thread asks any more.
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115

    def ask(self, question: object) -> Any:
        """Return what the process answers to one question; kill it when the time is up.

        Raises:
            TimeoutError: It took longer than allowed.
            EndedError: The process ended before it answered.
            RuntimeError: The process failed by a bug; the message holds its traceback.
        """
        return self._answer(self._started(), json.dumps(question) + "\n", self.limits.seconds)

    def next_answer(self) -> Any:
        """Return what the process answers next to the question asked last, as `ask` does."""
        if self._process is None:
            raise EndedError("stopped")
        return self._answer(self._process, "", self.limits.seconds)

    def _answer(self, process: "subprocess.Popen[str]", question: str, seconds: float) -> Any:
        out_of_time = threading.Event()

        def kill() -> None:
            out_of_time.set()
            process.kill()

        timer = threading.Timer(seconds, kill)
        timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(question)
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = ""
        finally:
            timer.cancel()
        if answer.endswith("\n"):
            self._served += bool(question)
            return json.loads(answer)
        if not out_of_time.is_set():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(1)  # it is ending by itself, and its own exit status tells why
        code = self.end()
        if out_of_time.is_set():
            raise TimeoutError
        if code == 1 and not self.stopped:  # Python's own exit: a bug of ours
            self._errors.seek(0)
            raise RuntimeError(f"The reading process failed.\n{self._errors.read()}")
        raise EndedError(ending(code))

    def stop(self) -> None:
        """Kill the process, so that a thread that waits for it comes to its end."""
        self.stopped = True
        process = self._process
        if process is not None:
            process.kill()

    def end(self) -> int:
        """End the process, if there is one, and close its pipes; return its exit status."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        process.communicate()
        return process.returncode

    def close(self) -> None:
        """End the process for good."""
        self.end()
        self._errors.close()

    def _started(self) -> "subprocess.Popen[str]":
        if self._served >= self.limits.files_per_process:
            self.end()
        if self._process is None:
            self._served = 0
            given = (self.limits.seconds, self.limits.memory)
            self._process = start_reader(self._module, given, self._errors)
            self._wait_until_ready(self._process)
        return self._process

    def _wait_until_ready(self, process: "subprocess.Popen[str]") -> None:
        """Let a new process load its libraries: on a busy machine that is no file's time."""
        try:
            self._answer(process, "", _START_SECONDS)
        except TimeoutError as error:
            raise EndedError(f"not ready to read within {_START_SECONDS:g} s") from error


def ending(code: int) -> str:
    """Return in words how a process ended."""
    return f"signal {-code}" if code < 0 else f"exit status {code}"


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
    # Not on Windows; macOS does not enforce it, or refuses a limit below what it maps for everyone:
    # there the parent's clock alone protects.
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415

        _limit(resource.RLIMIT_AS, memory, memory)


def limit_cpu_time(seconds: float) -> None:
    """Let the kernel end this process by SIGXCPU once it has computed so long."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415

        _limit(resource.RLIMIT_CPU, int(seconds) + 1, int(seconds) + 6)


def _limit(kind: int, soft: int, hard: int) -> None:
    """Set a limit, unless a lower one holds already, as in a batch job or below `ulimit`."""
    import resource  # noqa: PLC0415

    held = resource.getrlimit(kind)[1]
    if held != resource.RLIM_INFINITY:
        soft, hard = min(soft, held), min(hard, held)
    resource.setrlimit(kind, (soft, hard))


@contextlib.contextmanager
def killed_after(seconds: float) -> Iterator[None]:
    """Let the kernel end this process if the parent that should have killed it died first."""
    if not hasattr(signal, "alarm"):
        yield
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(math.ceil(seconds) + 5)
    yield
    signal.alarm(0)


def take_answers() -> TextIO:
    """Return the stream of answers to the parent; whatever else is printed goes to the errors."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
    return answers


def say_ready(answers: TextIO) -> None:
    """Tell the parent of an `IsolatedProcess` that the time of its first question may begin."""
    answers.write("true\n")
    answers.flush()
