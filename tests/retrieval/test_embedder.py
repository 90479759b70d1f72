"""A model is found by name or folder, and known by a hash of its files."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from fakes import WordEmbedder
from small_library import quiet

from builder.errors import UserError
from retrieval.embedder import (
    BUILT_IN,
    DEFAULT,
    CachingEmbedder,
    EmbedderFolder,
    embed_unique,
    find_model,
    load_embedder,
)
from retrieval.embedding.sentence_model import load_sentence_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files of a model."""
    place = tmp_path / "model"
    place.mkdir()
    (place / "config.json").write_text("{}")
    (place / "model.safetensors").write_bytes(b"weights")
    (place / "modeling.py").write_text("raise SystemExit")
    return place


def test_a_model_is_named_by_its_folder_and_its_weights(folder: Path) -> None:
    model = find_model(str(folder))
    assert model.folder == folder
    name, _, digest = model.name.partition("@")
    assert (name, len(digest)) == ("model", 12)
    (folder / "modeling.py").write_text("other code, which is never run")
    assert find_model(str(folder)).name == model.name
    (folder / "model.safetensors").write_bytes(b"others!")
    assert find_model(str(folder)).name != model.name


def test_files_that_have_not_changed_are_not_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = find_model(str(folder))
    monkeypatch.setattr(Path, "open", lambda *_, **__: 1 / 0)
    assert find_model(str(folder), {model.files: model.name}) == model


def test_the_installed_model_needs_no_hub() -> None:
    model = find_model()
    assert model.name.startswith(f"{DEFAULT}@")
    assert (model.folder / "model.safetensors").is_file()


def test_a_name_that_no_hub_gives_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.snapshot_download", _unreachable)
    with pytest.raises(UserError, match="could not be downloaded") as error:
        find_model("someone/none")
    assert DEFAULT in error.value.hint


def _unreachable(*_: object, **__: object) -> None:
    raise OSError("offline")


def test_a_folder_that_is_no_model_is_told(folder: Path) -> None:
    with pytest.raises(UserError, match="cannot be loaded"):
        load_embedder(EmbedderFolder(folder, str(folder), "model@0", ""))


class _CountingEmbedder(WordEmbedder):
    """Notes what it embeds, call by call."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[int] = []

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.calls.append(len(texts))
        return super().embed(texts)


def test_each_text_is_embedded_once_some_at_a_time() -> None:
    embedder = _CountingEmbedder()
    texts = [f"alloy {number % 100}" for number in range(300)]
    seen: list[tuple[int, int]] = []
    vectors = embed_unique(embedder, texts, lambda done, of: seen.append((done, of)))
    assert embedder.calls == [64, 36]
    assert seen == [(64, 100), (100, 100)]
    assert np.array_equal(vectors["alloy 7"], WordEmbedder().embed(["alloy 7"])[0])


def test_a_caching_embedder_embeds_only_what_is_new() -> None:
    embedder = _CountingEmbedder()
    caching = CachingEmbedder(embedder)
    caching.learn(["FCC", "BCC"], quiet)
    vectors = caching.embed(["BCC", "sigma", "BCC"])
    assert embedder.embedded == ["FCC", "BCC", "sigma"]
    assert vectors.shape == (3, 64)
    assert np.array_equal(vectors[0], vectors[2])
    assert (caching.name, caching.window) == (embedder.name, embedder.window)


def test_an_empty_text_has_a_vector() -> None:
    assert embed_unique(WordEmbedder(), [""], quiet)[""].shape == (64,)


@pytest.mark.fault("F65")
@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_an_installed_model_that_was_changed_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    changed = tmp_path / "model"
    changed.mkdir()
    for file in BUILT_IN.glob("*.*"):
        (changed / file.name).write_bytes(file.read_bytes() + b" " * (file.name == name))
    monkeypatch.setattr("retrieval.embedding.model_folder.BUILT_IN", changed)
    with pytest.raises(UserError, match=name):
        find_model()
    assert find_model(str(changed)).folder == changed  # a model of one's own is not pinned


def test_weights_that_lack_a_tensor_are_refused(tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    folder = shutil.copytree(BUILT_IN, tmp_path / "mini")
    weights = load_file(folder / "model.safetensors")
    weights.pop("encoder.layer.3.output.dense.weight")
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    with pytest.raises(UserError, match="lack 1 tensors"):
        load_sentence_model(find_model(str(folder)), "cpu")
