"""Patterns of the phrases by which a question shows what it asks for, from `data/phrases.toml`."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

_SET = re.compile(r"(?<!\?P)<([a-z_]+)>")


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, list[str] | str]]:
    text = Path(__file__).with_name("data").joinpath("phrases.toml").read_text("utf-8")
    table: dict[str, dict[str, list[str] | str]] = tomllib.loads(text)
    return table


def words_of(name: str) -> str:
    """Return the alternatives of a set, as a pattern: `highest|largest|…`."""
    return _filled(str(_table()["sets"][name]))


@lru_cache(maxsize=64)
def phrase(name: str) -> re.Pattern[str]:
    """Return the pattern of all phrases of a kind; it matches whole words alone."""
    alternatives = "|".join(map(_filled, _table()["phrases"][name]))
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])")


def _filled(pattern: str) -> str:
    """Put the alternatives of sets in the place of their names."""
    return _SET.sub(lambda name: f"(?:{words_of(name[1])})", pattern)
