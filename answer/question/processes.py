"""Tell which processes are kinds of one another, and which exclude one another.

The tables stand in `process_kinds.toml`.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def _tables() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    read = tomllib.loads(Path(__file__).with_name("process_kinds.toml").read_text("utf-8"))
    return {
        name: {key: tuple(names) for key, names in table.items()} for name, table in read.items()
    }


@cache
def is_kind_of(process: str, wider: str) -> bool:
    """Return True for the same process or a kind of it, by the vocabulary's names."""
    return process == wider or process in _tables()["kinds"].get(wider, ())


@cache
def rivals(process: str) -> frozenset[str]:
    """Return what a material is commonly not, if it is this: other routes, other states."""
    found = {other for group in _tables()["rivals"].values() if process in group for other in group}
    return frozenset(
        other
        for other in found
        if not is_kind_of(other, process) and not is_kind_of(process, other)
    )
