"""Nothing that a person owns is touched by a file that is being written."""

from pathlib import Path

import pytest

from builder.errors import UserError
from builder.storage import temporary
from builder.storage.files import write_atomic
from builder.storage.temporary import new_file, sync_file


@pytest.mark.fault("F41")
def test_neighbours_with_names_of_unfinished_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis").write_text("years of work")
    (tmp_path / "a.csv.new").symlink_to(tmp_path / "thesis")
    for name in (".a.csv.new", "a.csv.tmp", "a.csv~", "a.csv.part"):
        (tmp_path / name).write_text("mine")
    before = {path.name: path.read_text() for path in tmp_path.iterdir()}
    write_atomic(tmp_path / "a.csv", "made")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == before | {
        "a.csv": "made"
    }


def test_a_link_with_the_name_of_a_file_to_be_made_is_replaced_and_not_followed(
    tmp_path: Path,
) -> None:
    (tmp_path / "thesis").write_text("years of work")
    (tmp_path / "a").symlink_to(tmp_path / "thesis")
    write_atomic(tmp_path / "a", "made")
    assert (tmp_path / "thesis").read_text() == "years of work"
    assert not (tmp_path / "a").is_symlink()


def test_what_cannot_be_finished_leaves_the_old_and_nothing_else(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", "old")
    with pytest.raises(KeyboardInterrupt), new_file(tmp_path / "a") as out:
        out.write(b"new")
        raise KeyboardInterrupt
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_text() == "old"


def test_a_name_as_long_as_the_system_allows_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 251 + ".csv")
    write_atomic(path, "made")
    assert path.read_text() == "made"


def test_the_permissions_of_a_file_stay(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", "x")
    (tmp_path / "a").chmod(0o640)
    write_atomic(tmp_path / "a", "y")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_where_no_file_can_be_made_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        write_atomic(tmp_path / "nowhere" / "a", "x")


def test_a_file_that_another_program_looks_at_for_a_moment_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses meanwhile, as no other system does."""
    replace = Path.replace
    refusals = iter([True, True])

    def refused(self: Path, target: Path) -> Path:
        if next(refusals, False):
            raise PermissionError(13, "used by another process", str(target))
        return replace(self, target)

    write_atomic(tmp_path / "a", "old")
    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError):
        write_atomic(tmp_path / "a", "new")
    monkeypatch.setattr(temporary, "_PAUSES", (0.001, 0.001, 0.001))
    refusals = iter([True, True])
    write_atomic(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "new"
    refusals = iter([True] * 9)
    with pytest.raises(PermissionError):
        write_atomic(tmp_path / "a", "newer")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_text() == "new"


def test_bytes_are_synced_without_change(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"made")
    sync_file(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"made"
