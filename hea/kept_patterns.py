"""Keep compiled regular expressions between two runs, as Python keeps compiled modules.

An answer needs a thousand patterns, and to compile them took a quarter of its time. `re` has no
way to keep them, so that its compiler is replaced while `hea` runs: what it made of a pattern is
written beside the compiled form of this module, under the same trust, and read at the next start.
Python's own matcher checks each program before it runs it. Another Python, a damaged file or none
means that patterns are compiled as ever.
"""

import builtins
import marshal
import os
import re
import sys
import zlib
from array import array
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeAlias

#: What a pattern was compiled to: its flags, program, number of groups, their numbers by name.
_Program: TypeAlias = tuple[int, bytes, int, dict[str, int]]
_Programs: TypeAlias = dict[tuple[str, int], _Program]

#: A run writes what it compiled where it is more than a question of its own makes.
_WORTH = 40
#: Patterns kept at most; where there are more, most are of another version of the program.
_MOST = 4000
#: New ones of a run: what modules need comes first, then what a text makes of its own.
_MOST_NEW = 1500


class KeptPatterns:
    """Patterns that earlier runs compiled, and those that this one had to."""

    def __init__(self, path: Path) -> None:
        """Read what a file keeps; nothing if it is missing, damaged or of another Python.

        Raises:
            ImportError, AttributeError: This Python's `re` is made of other parts.
        """
        self.compiler: Any = import_module("re._compiler")
        self._matcher: Any = import_module("_sre")
        self._compile = self.compiler.compile
        #: Programs of another interpreter mean something else.
        self._version = [sys.version, sys.byteorder, self._matcher.MAGIC, self._matcher.CODESIZE]
        self._path = path
        self._kept: _Programs = read_kept(path, self._version)
        self._used: set[tuple[str, int]] = set()
        self._new: dict[tuple[str, int], re.Pattern[str]] = {}

    def compile(self, pattern: Any, flags: int = 0) -> Any:
        """Do what the compiler of `re` does, without work for a pattern that is kept."""
        if not isinstance(pattern, str):
            return self._compile(pattern, flags)
        key = (pattern, int(flags))
        if key in self._kept:
            self._used.add(key)
            try:
                return self._loaded(pattern, self._kept[key])
            except (IndexError, RuntimeError, TypeError, ValueError):
                del self._kept[key]
        compiled = self._compile(pattern, flags)
        if len(self._new) < _MOST_NEW and not flags & re.DEBUG:
            self._new[key] = compiled
        return compiled

    def save(self) -> None:
        """Write what is kept, if this run compiled many patterns anew."""
        if len(self._new) < _WORTH or not may_be_kept(self._path):
            return
        made = {key: self._program(*key, compiled) for key, compiled in self._new.items()}
        new = {key: program for key, program in made.items() if program}
        programs = self._kept | new
        if len(programs) > _MOST:
            programs = {key: self._kept[key] for key in self._used if key in self._kept} | new
        write_kept(self._path, self._version, programs)

    def _loaded(self, pattern: str, program: _Program) -> re.Pattern[str]:
        """Return the pattern of a program.

        Raises:
            IndexError, RuntimeError, TypeError, ValueError: It is none.
        """
        flags, code, groups, numbers = program
        names: list[str | None] = [None] * (groups + 1)
        for name, number in numbers.items():
            names[number] = name
        words = memoryview(code).cast("I").tolist()
        made: re.Pattern[str] = self._matcher.compile(
            pattern, flags, words, groups, numbers, tuple(names)
        )
        return made

    def _program(self, pattern: str, flags: int, compiled: re.Pattern[str]) -> _Program | None:
        """Return the program of a compiled pattern; None where it cannot be had."""
        try:
            parsed = self.compiler._parser.parse(pattern, flags)
            words = array("I", map(int, self.compiler._code(parsed, flags)))
            program = (
                compiled.flags,
                words.tobytes(),
                compiled.groups,
                dict(compiled.groupindex),
            )
            return program if self._loaded(pattern, program) == compiled else None
        except (AttributeError, IndexError, RuntimeError, TypeError, ValueError):
            return None


def kept_patterns() -> AbstractContextManager[None]:
    """Have `re` take compiled patterns from earlier runs, and keep those of this one."""
    try:
        patterns = KeptPatterns(Path(cache_from_source(__file__)).with_suffix(".kept"))
    except (ImportError, AttributeError, NotImplementedError):
        return nullcontext()
    return standing_in(patterns.compiler, "compile", patterns.compile, patterns.save)


@contextmanager
def standing_in(
    module: Any, name: str, function: Callable[..., Any], save: Callable[[], None]
) -> Iterator[None]:
    """Have a function stand in for another while the program runs, then save what it kept.

    Args:
        module: Where the other is looked up.
        name: Its name there; one of Python's own functions, if the module has none of this name.
        function: What stands in for it.
        save: Called at the end, unless the program failed.
    """
    before = getattr(module, name, None) or getattr(builtins, name)
    setattr(module, name, function)
    try:
        yield
    except SystemExit:
        save()
        raise
    else:
        save()
    finally:
        setattr(module, name, before)


def may_be_kept(path: Path) -> bool:
    """Return whether this run may write a file beside the compiled modules."""
    return not sys.dont_write_bytecode and os.access(path.parent, os.W_OK)


def read_kept(path: Path, version: list[Any]) -> dict[Any, Any]:
    """Return what `write_kept` wrote under this version; nothing if the file is not that."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    checked = memoryview(data)[4:]
    if not checked or zlib.crc32(checked) != int.from_bytes(data[:4], "big"):
        return {}
    written, kept = marshal.loads(checked)  # noqa: S302 - of our own, as compiled modules are
    return kept if written == version else {}


def write_kept(path: Path, version: list[Any], kept: dict[Any, Any]) -> None:
    """Write a checksum, a version and what is kept; nothing if the disk refuses."""
    from builder.errors import UserError
    from builder.storage.files import write_atomic

    data = marshal.dumps([version, kept])
    with suppress(OSError, UserError):
        write_atomic(path, zlib.crc32(data).to_bytes(4, "big") + data)
