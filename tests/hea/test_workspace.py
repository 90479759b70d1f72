"""Settings that cannot be meant are told; none is waited for."""

import os
from pathlib import Path

import pytest

from builder.errors import UserError
from hea.workspace import Workspace, load_settings


@pytest.mark.fault("F45")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("readers = " + "[" * 100_000, "no settings that can be read"),
        ("x = " + "{a=" * 50_000, "no settings that can be read"),
        ("a." * 20_000 + "b = 1", "no settings that can be read"),
        ("x = {" + "a." * 20_000 + "b = 1}", "no settings that can be read"),
        ("readers = " + "9" * 5000, "no settings|up to|not valid"),
        ("#" * (2 << 20), "longer than 1 MiB"),
        ("memory_per_reader = 1", "memory_per_reader"),
        ("seconds_per_file = nan", "seconds_per_file"),
        ("seconds_per_file = inf", "seconds_per_file"),
        ("seconds_per_file = -inf", "seconds_per_file"),
        ("readers = 1000000000", "readers"),
        ("passages = true", "passages"),
        ("passages = 2.7", "passages"),
        ("passages = inf", "passages"),
        ("embedder = ['a']", "embedder"),
        ("embedder = {a = 1}", "embedder"),
        ("model = false", "model"),
    ],
    ids=lambda words: words[:24],
)
def test_what_cannot_be_meant_is_one_sentence(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "hea.toml").write_text(text)
    with pytest.raises(UserError, match=told) as error:
        load_settings(Workspace(tmp_path), {})
    assert len(error.value.message) < 500


@pytest.mark.fault("F45")
def test_a_pipe_as_settings_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "hea.toml")
    with pytest.raises(UserError, match="not a normal file but a pipe"):
        load_settings(Workspace(tmp_path), {})


def test_what_can_be_meant_is_taken(tmp_path: Path) -> None:
    (tmp_path / "hea.toml").write_text("seconds_per_file = 5\nmemory_per_reader = 256\nreaders = 1")
    found = load_settings(Workspace(tmp_path), {"passages": 3})
    assert (found.seconds_per_file, found.memory_per_reader, found.passages) == (5.0, 256, 3)
