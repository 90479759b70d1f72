"""Write frozen records as plain JSON values, and rebuild them exactly, by their types."""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
_Rebuild = Callable[[Any], Any]


def to_plain(record: Any) -> Any:
    """Return a record as dicts, lists, numbers and strings; fields at their default are left out.

    Sets become sorted lists.
    """
    if is_dataclass(record) and not isinstance(record, type):
        return {
            field.name: to_plain(value)
            for field in fields(record)
            if (value := getattr(record, field.name)) != field.default
        }
    if isinstance(record, tuple):
        return [to_plain(item) for item in record]
    if isinstance(record, frozenset):
        return sorted(record)
    return record


def from_plain(record: type[Record], plain: Any) -> Record:
    """Rebuild a record of this class from what `to_plain` made of it.

    Raises:
        TypeError: A field is of a type that cannot be rebuilt, or a field is missing.
    """
    kind: Any = record
    rebuilt: Record = _rebuilder(kind)(plain)
    return rebuilt


@cache
def _rebuilder(kind: Any) -> _Rebuild:
    """Return what rebuilds a value of this type."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record_rebuilder(kind)
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return lambda plain: kind(*plain)
    if origin is tuple:
        return _tuple_rebuilder(inner)
    if origin is frozenset:
        return frozenset
    if origin in (Union, UnionType):
        return _optional_rebuilder(inner)
    if origin is Literal or kind in (str, int, float, bool):
        return _as_it_is
    raise TypeError(f"{kind} cannot be rebuilt from JSON")


def _record_rebuilder(kind: type) -> _Rebuild:
    hints = get_type_hints(kind)
    parts = {field.name: _rebuilder(hints[field.name]) for field in fields(kind)}
    needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}

    def rebuild(plain: dict[str, Any]) -> Any:
        if missing := needed - plain.keys():
            raise TypeError(f"{kind.__name__} needs {', '.join(sorted(missing))}")
        return kind(**{name: parts[name](value) for name, value in plain.items()})

    return rebuild


def _tuple_rebuilder(inner: tuple[Any, ...]) -> _Rebuild:
    if len(inner) == 2 and inner[1] is Ellipsis:
        of_each = _rebuilder(inner[0])
        if of_each is _as_it_is:
            return tuple
        return lambda plain: tuple(map(of_each, plain))
    each = [_rebuilder(one) for one in inner]
    return lambda plain: tuple(part(item) for part, item in zip(each, plain, strict=True))


def _optional_rebuilder(inner: tuple[Any, ...]) -> _Rebuild:
    (kind,) = [one for one in inner if one is not NoneType]
    rebuild = _rebuilder(kind)
    return lambda plain: None if plain is None else rebuild(plain)


def _as_it_is(plain: Any) -> Any:
    return plain
