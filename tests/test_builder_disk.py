from pathlib import Path

import pytest

from builder.disk import write_whole


def test_a_file_is_written_as_it_was_given(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", "σ\r\n")
    assert (tmp_path / "a").read_bytes() == "σ\r\n".encode()
    write_whole(tmp_path / "a", b"\xff")
    assert (tmp_path / "a").read_bytes() == b"\xff"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_the_old_file_stays_until_the_new_one_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(tmp_path / "a", "old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text("utf-8") == "old"
