"""Records as JSON: what comes back is equal, and what is missing is told."""

import json
from dataclasses import dataclass

import pytest

from builder.materials.alloys import find_alloys
from builder.materials.quantities import find_quantities
from builder.papers import Abstract, LinePlace, Paper
from builder.storage.record_json import from_plain, to_plain


@dataclass(frozen=True)
class Lid:
    sizes: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Box:
    name: str
    sizes: tuple[float, ...]
    lid: Lid | None = None
    marks: frozenset[str] = frozenset()


def through_json(record: object) -> object:
    return from_plain(type(record), json.loads(json.dumps(to_plain(record))))


@pytest.mark.parametrize(
    "record",
    [
        Box("a", ()),
        Box("b", (1.5, -2e-30), Lid(((1, 2), (3, 4))), frozenset({"y", "x"})),
        *find_alloys("AlxCoCrFeNi (x = 0.1, 0.3), the Senkov alloy, CoCrFeNi/TiC and Al2O3"),
        *find_quantities("9.3 ± 0.2 GPa at −196 °C, from 1 to 3 %, ~5 nm"),
    ],
)
def test_a_record_comes_back_as_it_was(record: object) -> None:
    assert through_json(record) == record


def test_fields_at_their_default_are_not_written() -> None:
    assert to_plain(Box("a", ())) == {"name": "a", "sizes": []}


def test_a_missing_field_is_told() -> None:
    with pytest.raises(TypeError, match="Box needs sizes"):
        from_plain(Box, {"name": "a"})


def test_a_type_without_a_way_back_is_told() -> None:
    with pytest.raises(TypeError, match="cannot be rebuilt"):
        from_plain(dict, {})


def test_named_tuples_are_rebuilt() -> None:
    places = (LinePlace(1, 0, 0, 40, 1000, 2000, 9000, 2100), LinePlace(2, 3, 41, 50, 1, 2, 3, 4))
    paper = Paper("ok", "", abstract=Abstract("x" * 50, 1, (0, 0, 1, 1), "r", 1.0, places=places))
    assert from_plain(Paper, json.loads(json.dumps(to_plain(paper)))) == paper
