import json
import os
from pathlib import Path

import pytest

from builder.errors import UserError
from builder.storage.files import child_path, read_regular, write_atomic


def test_a_file_is_written_as_it_was_given(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", "σ\r\n")
    assert (tmp_path / "a").read_bytes() == "σ\r\n".encode()
    write_atomic(tmp_path / "a", b"\xff")
    assert (tmp_path / "a").read_bytes() == b"\xff"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_the_old_file_stays_until_the_new_one_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_atomic(tmp_path / "a", "old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomic(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text("utf-8") == "old"


def test_half_a_surrogate_pair_is_written_as_json_writes_it(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", json.dumps({"x": "\ud800"}, ensure_ascii=False))
    assert json.loads((tmp_path / "a").read_text("utf-8")) == {"x": "\ud800"}


@pytest.mark.fault("F45")
def test_a_pipe_a_device_and_an_endless_file_are_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for name in ("pipe", "zero"):
        with pytest.raises(UserError, match="not a normal file but a pipe"):
            read_regular(tmp_path / name, 1 << 20)
    with (tmp_path / "long").open("wb") as long:
        long.truncate(3 << 30)
    with pytest.raises(UserError, match="longer than 1 MiB"):
        read_regular(tmp_path / "long", 1 << 20)
    (tmp_path / "whole").write_bytes(b"x" * 1000)
    assert read_regular(tmp_path / "whole", 1000) == b"x" * 1000


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "/a", "../a"])
def test_a_name_does_not_lead_out_of_its_folder(tmp_path: Path, name: str) -> None:
    assert child_path(tmp_path, "..a") == tmp_path / "..a"
    with pytest.raises(UserError, match="not a name of a folder"):
        child_path(tmp_path, name)
