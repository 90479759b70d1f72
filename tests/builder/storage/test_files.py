from pathlib import Path

import pytest

from builder.errors import UserError
from builder.storage.files import child_path, replace_folder, write_atomic


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


def test_a_finished_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    for text in ("one", "two"):
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "a").write_text(text)
        replace_folder(tmp_path / "new", tmp_path / "set")
        assert [path.name for path in tmp_path.iterdir()] == ["set"]
        assert (tmp_path / "set" / "a").read_text() == text


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "/a", "../a"])
def test_a_name_does_not_lead_out_of_its_folder(tmp_path: Path, name: str) -> None:
    assert child_path(tmp_path, "..a") == tmp_path / "..a"
    with pytest.raises(UserError, match="no name of a folder"):
        child_path(tmp_path, name)
