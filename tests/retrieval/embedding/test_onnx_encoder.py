"""The encoder by onnxruntime gives the model's vectors, and says what is wrong with a folder."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from builder.errors import UserError
from retrieval.embedder import BUILT_IN, find_model, load_embedder
from retrieval.embedding.numpy_encoder import NumpyEmbedder
from retrieval.embedding.onnx_encoder import OnnxEmbedder

TEXTS = [
    "Does AlCoCrFeNi2.1 keep its lamellae after 20 h at 900 °C?",
    "τ_c of a Laves phase – 3.2 GPa (μ/30)",
    "",
    "The eutectic coarsens as it is held, and the alloy softens by a fifth. " * 30,
]


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder(find_model())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the built-in model, to be changed."""
    return shutil.copytree(BUILT_IN, tmp_path / "mini")


def test_the_vectors_are_those_of_numpy(embedder: OnnxEmbedder) -> None:
    light = NumpyEmbedder(find_model())
    assert (light.name, light.window) == (embedder.name, embedder.window)
    assert (light.embed(TEXTS) * embedder.embed(TEXTS)).sum(axis=1).min() > 0.99999


def test_a_vector_depends_on_its_text_alone(embedder: OnnxEmbedder) -> None:
    together = embedder.embed(TEXTS)
    assert np.array_equal(together, embedder.embed(TEXTS[::-1])[::-1])
    assert np.array_equal(together, np.concatenate([embedder.embed([text]) for text in TEXTS]))


def test_weights_of_32_bits_are_taken_as_they_are(folder: Path, embedder: OnnxEmbedder) -> None:
    weights = folder / "model.safetensors"
    whole = {name: tensor.astype(np.float32) for name, tensor in load_file(weights).items()}
    save_file(whole, weights, {"format": "pt"})
    loaded = load_embedder(find_model(str(folder)))
    assert isinstance(loaded, OnnxEmbedder)
    assert loaded.name != embedder.name
    assert (loaded.embed(TEXTS) * embedder.embed(TEXTS)).sum(axis=1).min() > 0.99999


def test_a_lacking_tensor_is_named(folder: Path) -> None:
    weights = load_file(folder / "model.safetensors")
    del weights["encoder.layer.2.output.dense.bias"]
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    with pytest.raises(UserError, match=r"lack encoder\.layer\.2\.output\.dense\.bias"):
        OnnxEmbedder(find_model(str(folder)))


@pytest.mark.parametrize("kept", [0, 7, 5000, -1])
def test_a_file_that_was_cut_off_is_told(folder: Path, kept: int) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:kept])
    with pytest.raises(UserError, match="cannot be loaded"):
        OnnxEmbedder(find_model(str(folder)))


def test_a_shape_that_does_not_fit_is_told(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps({**config, "num_attention_heads": 7}))
    with pytest.raises(UserError, match="cannot be loaded"):
        OnnxEmbedder(find_model(str(folder)))
