"""Keep the compiled methods of data classes between two runs, as Python keeps compiled modules.

`dataclasses` writes the methods of each class as source and compiles it at every start, which took
a ninth of an answer's time. While `hea` runs, its `exec` is replaced: what a source was compiled to
is written beside the compiled form of this module, under the same trust, and read at the next
start. Another Python, a damaged file or none means that methods are compiled as ever.
"""

import dataclasses
import marshal
import sys
from contextlib import AbstractContextManager
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType
from typing import Any

from hea.kept_patterns import read_checked, standing_in, write_checked

#: A run writes what it compiled where that is more than a few classes.
_WORTH = 40
#: Methods kept at most; where there are more, most are of another version of the program.
_MOST = 6000


class KeptMethods:
    """Methods that earlier runs compiled, and those that this one had to."""

    def __init__(self, path: Path) -> None:
        """Read what a file keeps; nothing if it is missing, damaged or of another Python."""
        self._path = path
        #: Compiled code of another interpreter means something else.
        self._version = [sys.version, MAGIC_NUMBER]
        self._kept: dict[str, bytes] = {}
        if data := read_checked(path):
            version, kept = marshal.loads(data)  # noqa: S302 - of our own, as compiled modules are
            self._kept = kept if version == self._version else {}
        self._used: set[str] = set()
        self._new: dict[str, CodeType] = {}

    def run(self, source: str, names: dict[str, Any], made: dict[str, Any]) -> None:
        """Do what `exec` does, without compiling a source that is kept.

        Args:
            source: The source of a method, as `dataclasses` writes it.
            names: What its code finds as globals.
            made: Receives the function that the source defines.
        """
        if kept := self._kept.get(source):
            self._used.add(source)
            code = marshal.loads(kept)  # noqa: S302 - of our own, as compiled modules are
        else:
            code = compile(source, "<string>", "exec", dont_inherit=True)
            if len(self._new) < _MOST:
                self._new[source] = code
        exec(code, names, made)  # noqa: S102 - in place of the `exec` of `dataclasses`

    def save(self) -> None:
        """Write what is kept, if this run compiled many methods anew."""
        if len(self._new) < _WORTH or sys.dont_write_bytecode:
            return
        new = {source: marshal.dumps(code) for source, code in self._new.items()}
        methods = self._kept | new
        if len(methods) > _MOST:
            methods = {source: self._kept[source] for source in self._used} | new
        write_checked(self._path, marshal.dumps([self._version, methods]))


def kept_methods() -> AbstractContextManager[None]:
    """Have `dataclasses` take compiled methods from earlier runs, and keep those of this one."""
    methods = KeptMethods(Path(cache_from_source(__file__)).with_suffix(".methods"))
    return standing_in(dataclasses, "exec", methods.run, methods.save)
