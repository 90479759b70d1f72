"""Every regular expression of the product, and texts made of its own parts to cost it time."""

import importlib
import pkgutil
import re
import re._constants as ops  # type: ignore[import-not-found]
import re._parser as grammar  # type: ignore[import-not-found]
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

ROOMS = ("builder", "retrieval", "answer")
_CATEGORIES = {
    ops.CATEGORY_DIGIT: "1", ops.CATEGORY_SPACE: " ", ops.CATEGORY_WORD: "a",
    ops.CATEGORY_NOT_DIGIT: "a", ops.CATEGORY_NOT_SPACE: "a", ops.CATEGORY_NOT_WORD: " ",
}  # fmt: skip


def patterns() -> dict[str, re.Pattern[str]]:
    """Return the compiled patterns of all modules of the rooms, by module and name."""
    found: dict[str, re.Pattern[str]] = {}
    for room in ROOMS:
        for found_there in pkgutil.walk_packages(
            importlib.import_module(room).__path__, f"{room}."
        ):
            importlib.import_module(found_there.name)
    for name, module in sorted(sys.modules.items()):
        if name.split(".")[0] in ROOMS:
            for key, value in vars(module).items():
                for number, one in enumerate(_inside(value)):
                    if one not in found.values():
                        found[f"{name}.{key}{f'[{number}]' * bool(number)}"] = one
    return found


def _inside(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that a value of a module is, or holds."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth < 4 and isinstance(value, dict):
        for one in value.values():
            yield from _inside(one, depth + 1)
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _inside(one, depth + 1)
    elif depth < 4 and is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _inside(getattr(value, field.name, None), depth + 1)


def attacks(pattern: re.Pattern[str], length: int) -> set[str]:
    """Return texts in which each repetition of a pattern goes on, and fails at its end."""
    tree = grammar.parse(pattern.pattern, pattern.flags)
    texts = set()
    for before, body in _repeats(tree, ""):
        for part in {body, f"{body} ", body[:1]} - {""}:
            for end in ("", "\x00", "!"):
                texts.add(before + part * (length // len(part)) + end)
    whole = _sample(tree)
    if whole:
        texts.add(whole * (length // len(whole)))
        texts.add(f"{whole} " * (length // (len(whole) + 1)))
    return texts


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield what leads to each repetition of a pattern, and a text that is its body."""
    for op, value in tree:
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            _, most, body = value
            if most > 3:
                yield before, _sample(body)
            yield from _repeats(body, before)
        elif op is ops.SUBPATTERN:
            yield from _repeats(value[-1], before)
        elif op is ops.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before)
        elif op in (ops.ASSERT, ops.ASSERT_NOT):
            yield from _repeats(value[1], before)
        elif op is ops.ATOMIC_GROUP:
            yield from _repeats(value, before)
        before += _sample([(op, value)])


def _sample(tree: Any) -> str:
    """Return a short text that a pattern may match."""
    return "".join(_sample_of(node) for node in tree)


def _sample_of(node: tuple[Any, Any]) -> str:
    op, value = node
    if op in (ops.LITERAL, ops.NOT_LITERAL):
        return chr(value) if op is ops.LITERAL else "a" if value != ord("a") else "b"
    if op is ops.ANY:
        return "a"
    if op is ops.IN:
        return _of_class(value)
    if op is ops.BRANCH:
        return _sample(value[1][0])
    if op is ops.SUBPATTERN:
        return _sample(value[-1])
    if op is ops.ATOMIC_GROUP:
        return _sample(value)
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        least, most, body = value
        return _sample(body) * max(least, min(1, most))
    return ""


def _of_class(members: Any) -> str:
    if members[0][0] is ops.NEGATE:
        refused = {chr(value) for op, value in members if op is ops.LITERAL}
        return next(sign for sign in "a 1,xB" if sign not in refused)
    op, value = members[0]
    if op is ops.RANGE:
        return chr(value[0])
    return str(_CATEGORIES.get(value, "a")) if op is ops.CATEGORY else chr(value)
