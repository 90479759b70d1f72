"""Nothing that a person owns is touched by a folder being filled, and a kill leaves no litter."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from builder.errors import UserError
from builder.storage.folders import new_folder, remove_unfinished


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_cannot_be_finished_leaves_the_old_and_nothing_else(tmp_path: Path) -> None:
    with new_folder(tmp_path / "set") as folder:
        (folder / "b").write_text("old")
    with pytest.raises(KeyboardInterrupt), new_folder(tmp_path / "set") as folder:
        (folder / "b").write_text("new")
        raise KeyboardInterrupt
    assert names(tmp_path) == {"set"}
    assert (tmp_path / "set" / "b").read_text() == "old"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such a place")
@pytest.mark.parametrize("place", ["/proc/self/set", "/proc/self/sets/set"])
def test_where_no_folder_can_be_made_is_told(place: str) -> None:
    with pytest.raises(UserError, match="cannot be written"), new_folder(Path(place)):
        pass


@pytest.mark.fault("F41")
def test_neighbours_with_names_of_old_and_new_folders_are_left_alone(tmp_path: Path) -> None:
    for name in (".set.new", ".set.old", "set.new", "set.old", ".hea-mine.new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "thesis").write_text("years of work")
    (tmp_path / ".hea-0123456789abcdef.new").symlink_to(tmp_path / "set.new")
    before = names(tmp_path)
    for text in ("one", "two"):
        with new_folder(tmp_path / "set") as folder:
            (folder / "a").write_text(text)
        assert names(tmp_path) == before | {"set"}
        assert names(tmp_path / "set") == {"a"}
        assert (tmp_path / "set" / "a").read_text() == text
    assert (tmp_path / "set.new" / "thesis").exists()


KILLED = """
import sys, time
from pathlib import Path
from builder.storage.folders import new_folder
with new_folder(Path(sys.argv[1])) as folder:
    (folder / "half").write_text("x")
    print("filling", flush=True)
    time.sleep(600)
"""


@pytest.mark.fault("F41")
def test_what_a_killed_process_left_is_removed_by_the_next_and_what_is_in_use_is_not(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path / "set")]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as dead,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as alive,
    ):
        for run in (dead, alive):
            assert run.stdout is not None
            assert run.stdout.readline() == "filling\n"
        dead.kill()
        dead.wait()
        assert len(names(tmp_path)) == 2
        remove_unfinished(tmp_path)
        assert len(names(tmp_path)) == 1
        alive.kill()
    with new_folder(tmp_path / "set") as folder:
        (folder / "whole").write_text("x")
    assert names(tmp_path) == {"set"}


def test_a_folder_taken_away_by_a_process_killed_before_the_exchange_comes_back(
    tmp_path: Path,
) -> None:
    with new_folder(tmp_path / "set") as folder:
        (folder / "a").write_text("old")
    left = tmp_path / ".hea-0123456789abcdef.new"
    (left / "old").mkdir(parents=True)
    (left / ".lock").write_text("")
    (tmp_path / "set").rename(left / "old" / "set")
    remove_unfinished(tmp_path)
    assert names(tmp_path) == {"set"}
    assert (tmp_path / "set" / "a").read_text() == "old"


def test_files_are_removed_only_where_nobody_else_writes(tmp_path: Path) -> None:
    left = tmp_path / ".hea-0123456789abcdef.new.json"
    left.write_text("{")
    os.utime(left, (time.time() - 1e6,) * 2)
    remove_unfinished(tmp_path)
    assert left.exists()
    remove_unfinished(tmp_path, files=True)
    assert not left.exists()
