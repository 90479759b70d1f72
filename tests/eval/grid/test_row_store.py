"""Rows stay on disk whatever happens to the run that adds them."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.grid.row_store import RowStore


def rows_in(path: Path) -> dict[str, dict[str, Any]]:
    with RowStore(path) as store:
        return store.rows


def test_rows_are_read_back_under_their_keys_and_the_later_of_two_counts(tmp_path: Path) -> None:
    path = tmp_path / "below" / "rows.jsonl"
    with RowStore(path) as store:
        store.add({"key": "a", "value": 1})
        store.add({"key": "b", "text": "σ₀.₂ = 405 MPa"})
        store.add({"key": "a", "value": 2})
        assert store.rows["a"]["value"] == 2
    assert path.read_bytes().count(b"\n") == 3  # rows are only ever added
    assert rows_in(path) == {
        "a": {"key": "a", "value": 2},
        "b": {"key": "b", "text": "σ₀.₂ = 405 MPa"},
    }


def test_a_row_is_on_disk_before_the_next_is_made(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    with pytest.raises(KeyboardInterrupt), RowStore(path) as store:
        store.add({"key": "a"})
        assert json.loads(path.read_text("utf-8")) == {"key": "a"}
        raise KeyboardInterrupt
    assert rows_in(path).keys() == {"a"}


@pytest.mark.parametrize("torn", [b'{"key": "b", "va', b'{"key": "b"}', b"\xff\xfe"])
def test_a_torn_last_line_spoils_no_row_that_is_added_after_it(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"key": "a"}\n' + torn)
    with RowStore(path) as store:
        store.add({"key": "c"})
    found = rows_in(path)
    assert {"a", "c"} <= found.keys() <= {"a", "b", "c"}
    assert path.read_bytes().startswith(b'{"key": "a"}\n' + torn)


def test_rows_without_a_key_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"value": 1}\n{"key": 5}\n{"key": "a"}\n', "utf-8")
    assert rows_in(path).keys() == {"a"}
