"""Tell the words by which a question asks from those that name its subject."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from answer.question.grammar.spans import Span
from retrieval.lexical import terms


@lru_cache(maxsize=4)
def asking_words(of: Literal["any", "general", "many_papers", "method"]) -> frozenset[str]:
    """Return stems of words of asking.

    Args:
        of: `any` question, one over `many_papers` or one for a `method`; those of `general` tell
            no more of a subject, but are looked for in papers.
    """
    return frozenset(terms(_table()[of]))


def find_collection_words(text: str) -> tuple[Span, ...]:
    """Find where a question speaks of the papers asked: `in these abstracts`, `anyone reports`."""
    return tuple(match.span() for match in _collection().finditer(text))


@lru_cache(maxsize=1)
def _collection() -> re.Pattern[str]:
    table = _table()["collection"]
    phrases = "|".join(table["phrases"]).replace("<papers>", table["papers"])
    return re.compile(rf"(?<![\w-])(?:{phrases})(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    path = Path(__file__).with_name("data") / "asking_words.toml"
    return tomllib.loads(path.read_text("utf-8"))
