import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from retrieval.embedder import EmbedderFolder, find_model
from retrieval.embedding.numpy_encoder import NumpyEmbedder, agrees_with, is_supported
from retrieval.embedding.sentence_model import SentenceEmbedder, load_sentence_model

TEXTS = [
    "Why is CrMnFeCoNi tough at 77 K?",
    "σ_y of Al₀.₃CoCrFeNi – 1050 MPa (10^−3 s−1)",
    "",
    "x",
    "The hardness of the alloy rises because a BCC phase forms. " * 40,
]


@pytest.fixture(scope="module")
def model() -> EmbedderFolder:
    return find_model()


@pytest.fixture(scope="module")
def full(model: EmbedderFolder) -> Iterator[SentenceEmbedder]:
    yield load_sentence_model(model, "cpu")


def test_the_twin_gives_the_vectors_of_the_model(
    model: EmbedderFolder, full: SentenceEmbedder
) -> None:
    twin = NumpyEmbedder(model)
    assert (twin.name, twin.window) == (full.name, full.window)
    assert [twin.count_tokens(t) for t in TEXTS] == [full.count_tokens(t) for t in TEXTS]
    assert (twin.embed(TEXTS) * full.embed(TEXTS)).sum(axis=1).min() > 0.99999
    assert agrees_with(model, full)


def test_a_forward_pass_takes_one_thread(
    model: EmbedderFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forward(text: str, weights: object) -> np.ndarray:
        counts = [one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"]
        return np.array(counts)

    twin = NumpyEmbedder(model)
    monkeypatch.setattr(twin, "_forward", forward)
    assert set(twin.embed(["yield strength"]).ravel()) == {1}


def test_a_vector_depends_on_its_text_alone(model: EmbedderFolder, full: SentenceEmbedder) -> None:
    for embedder in (NumpyEmbedder(model), full):
        first = embedder.embed(TEXTS[:1])
        assert np.array_equal(first, embedder.embed(TEXTS[:1]))
        together = embedder.embed(TEXTS)
        backwards = embedder.embed(TEXTS[::-1])[::-1]
        alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
        assert np.array_equal(together, backwards)
        assert np.array_equal(together, alone)


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("config.json", {"model_type": "mpnet"}),
        ("config.json", {"hidden_act": "relu"}),
        ("1_Pooling/config.json", {"pooling_mode_cls_token": True}),
    ],
)
def test_another_kind_of_model_has_no_twin(
    model: EmbedderFolder, tmp_path: Path, file: str, change: dict[str, object]
) -> None:
    for name in ("config.json", "modules.json", "1_Pooling/config.json", "tokenizer.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(model.folder / name, tmp_path / name)
    (tmp_path / "model.safetensors").touch()
    assert is_supported(tmp_path)
    path = tmp_path / file
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    assert not is_supported(tmp_path)
    assert not is_supported(tmp_path / "nowhere")


def test_a_twin_that_says_something_else_is_not_used(model: EmbedderFolder) -> None:
    class Other(NumpyEmbedder):
        def embed(self, texts):  # type: ignore[no-untyped-def]
            return super().embed([text + " but not so" for text in texts])

    assert not agrees_with(model, Other(model))
