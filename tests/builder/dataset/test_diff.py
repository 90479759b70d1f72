"""Differences of two versions of a dataset."""

import pytest

from builder.dataset.diff import DatasetComparison, DatasetDiff

OLD = [
    ("train", {"id": "b", "question": "Q?", "answer": "405 MPa"}),
    ("train", {"id": "a", "question": "R?", "answer": "BCC"}),
    ("test", {"id": "c", "question": "S?", "answer": "FCC"}),
]


def compare(*new: tuple[str, dict[str, str]]) -> DatasetDiff:
    comparison = DatasetComparison()
    comparison.older(OLD)
    comparison.newer(new)
    return comparison.difference()


def test_the_same_rows_in_another_order_are_no_difference() -> None:
    assert compare(*reversed(OLD)) == DatasetDiff((), (), (), ())


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD[:2], DatasetDiff((), ("c",), (), ())),
        ([*OLD, ("test", {"id": "0"})], DatasetDiff(("0",), (), (), ())),
        ([("train", OLD[0][1] | {"answer": "1 GPa"}), *OLD[1:]], DatasetDiff((), (), ("b",), ())),
        ([("test", OLD[0][1]), *OLD[1:]], DatasetDiff((), (), (), ("b",))),
        ([], DatasetDiff((), ("a", "b", "c"), (), ())),
    ],
    ids=["removed", "added", "changed", "moved", "all removed"],
)
def test_each_difference_is_told_by_its_ids(
    new: list[tuple[str, dict[str, str]]], expected: DatasetDiff
) -> None:
    assert compare(*new) == expected


def test_a_row_that_moved_and_changed_is_both() -> None:
    found = compare(("test", OLD[0][1] | {"answer": "1 GPa"}), *OLD[1:])
    assert (found.changed, found.moved) == (("b",), ("b",))
