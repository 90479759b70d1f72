"""Keep compiled methods and parsed word lists between two runs, as Python keeps compiled modules.

At every start `dataclasses` writes the methods of each class as source and compiles it, and the
lists of words in `*.toml` are parsed: that took a sixth of an answer's time. While `hea` runs, both
are replaced: what a text was made into is written beside the compiled form of this module, under
the same trust, and read at the next start. Another Python, a damaged file or none means that each
is made as ever.
"""

import dataclasses
import marshal
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, cached_property
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from typing import Any

from hea.kept_patterns import may_be_kept, read_kept, standing_in, write_kept

#: A run writes what it made where that is more than a few methods or lists.
_WORTH = 10
#: Texts kept at most; where there are more, most are of another version of the program.
_MOST = 6000
#: The rooms whose lists are kept.
_ROOMS = ("answer", "builder")


class KeptResults:
    """What a function made of texts in earlier runs, and in this one."""

    def __init__(self, path: Path, make: Callable[[str], Any]) -> None:
        """Keep what a function makes of texts; what is there is used.

        Args:
            path: Where it is kept; it may be missing, damaged or of another Python.
            make: Makes of a text what `marshal` can write: code, or tables of words and numbers.
        """
        self._path, self._make = path, make
        #: Compiled code of another interpreter means something else.
        self._version = [sys.version, MAGIC_NUMBER]
        self._used: set[str] = set()
        self._new: dict[str, bytes] = {}

    @cached_property
    def _kept(self) -> dict[str, bytes]:
        """What earlier runs made; read when a first text comes."""
        return read_kept(self._path, self._version)

    def of(self, text: str) -> Any:
        """Return what a text is made into."""
        if kept := self._kept.get(text):
            self._used.add(text)
            return marshal.loads(kept)  # noqa: S302 - of our own, as compiled modules are
        made = self._make(text)
        if len(self._new) < _MOST:
            with suppress(ValueError):  # a person's table may hold a date
                self._new[text] = marshal.dumps(made)
        return made

    def save(self, is_ours: Callable[[str], bool] = lambda text: True) -> None:
        """Write what is kept, if this run made much anew.

        Args:
            is_ours: Tells a text of this program's own, of which alone the result is kept.
        """
        if len(self._new) < _WORTH or not may_be_kept(self._path):
            return
        new = {text: made for text, made in self._new.items() if is_ours(text)}
        results = self._kept | new
        if len(results) > _MOST:
            results = {text: self._kept[text] for text in self._used} | new
        write_kept(self._path, self._version, results)


@contextmanager
def kept_results() -> Iterator[None]:
    """Have methods and word lists taken from earlier runs, and keep those of this one."""
    try:
        beside = Path(cache_from_source(__file__))
    except NotImplementedError:  # this Python keeps no compiled modules
        yield
        return
    methods = KeptResults(beside.with_suffix(".methods"), _compiled)
    loads = tomllib.loads
    lists = KeptResults(beside.with_suffix(".lists"), loads)

    def run(source: str, names: dict[str, Any], made: dict[str, Any]) -> None:
        exec(methods.of(source), names, made)  # noqa: S102 - in place of that of `dataclasses`

    def parse(text: str, **options: Any) -> Any:
        return loads(text, **options) if options else lists.of(text)

    def save_lists() -> None:
        lists.save(lambda text: text in _own_lists())

    with (
        standing_in(dataclasses, "exec", run, methods.save),
        standing_in(tomllib, "loads", parse, save_lists),
    ):
        yield


def _compiled(source: str) -> Any:
    return compile(source, "<string>", "exec", dont_inherit=True)


@cache
def _own_lists() -> frozenset[str]:
    """Return the texts of this program's lists. Other tables are a person's, and may hold a key."""
    home = Path(__file__).parents[1]
    files = [file for room in _ROOMS for file in (home / room).rglob("*.toml")]
    return frozenset(file.read_text("utf-8") for file in files)
