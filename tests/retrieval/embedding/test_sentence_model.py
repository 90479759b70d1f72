"""Models run where they are wanted: on a GPU where torch has one, else on the CPU."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from builder.errors import UserError
from retrieval.embedder import find_model, load_embedder
from retrieval.embedding import sentence_model
from retrieval.embedding.onnx_encoder import OnnxEmbedder
from retrieval.embedding.sentence_model import accelerator


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """What machine this is is found out anew."""
    sentence_model._there.cache_clear()


def with_gpu(monkeypatch: pytest.MonkeyPatch, cuda: bool, mps: bool = False) -> None:
    """Pretend that torch is installed and finds these devices."""
    fake = SimpleNamespace(
        cuda=SimpleNamespace(is_available=lambda: cuda),
        backends=SimpleNamespace(mps=SimpleNamespace(is_available=lambda: mps)),
    )
    monkeypatch.setitem(sys.modules, "torch", fake)
    monkeypatch.setattr(sentence_model, "find_spec", lambda name: object())
    monkeypatch.setattr(sentence_model.shutil, "which", lambda name: f"/bin/{name}")


@pytest.mark.parametrize(
    ("cuda", "mps", "found"),
    [(True, False, "cuda"), (False, True, "mps"), (False, False, "cpu"), (True, True, "cuda")],
)
def test_auto_is_a_gpu_where_torch_has_one(
    monkeypatch: pytest.MonkeyPatch, cuda: bool, mps: bool, found: str
) -> None:
    with_gpu(monkeypatch, cuda, mps)
    assert accelerator("auto") == found
    assert accelerator("cpu") == "cpu"


def test_a_device_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with_gpu(monkeypatch, cuda=False)
    with pytest.raises(UserError, match="no device “mps” here"):
        accelerator("mps")
    with pytest.raises(UserError, match="“gpu” is not a device") as error:
        accelerator("gpu")
    assert "cuda" in error.value.hint


def test_torch_is_not_loaded_where_no_gpu_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_model.shutil, "which", lambda name: None)
    monkeypatch.setattr(sentence_model.sys, "platform", "linux")
    monkeypatch.setitem(sys.modules, "torch", None)
    assert accelerator("auto") == "cpu"


def test_a_bert_encoder_runs_by_onnxruntime_on_a_cpu_and_else_by_the_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[Path, str]] = []
    monkeypatch.setattr(
        "retrieval.embedder.load_sentence_model",
        lambda model, device: asked.append((model.folder, device)),
    )
    with_gpu(monkeypatch, cuda=True)
    model = find_model()
    assert isinstance(load_embedder(model), OnnxEmbedder)
    load_embedder(model, "auto")
    assert asked == [(model.folder, "cuda")]


class FakeTensor:
    """Numbers that know on which device they lie."""

    def __init__(self, rows: int, device: str = "cpu") -> None:
        self.rows, self.device = rows, device

    def to(self, device: str) -> "FakeTensor":
        return FakeTensor(self.rows, device)


def test_a_gpu_gets_full_batches_of_one_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    torch = pytest.importorskip("torch")
    seen: list[tuple[str, int, int]] = []

    class Model:
        max_seq_length = 256

        def tokenizer(self, texts: object, **how: object) -> dict[str, object]:
            if isinstance(texts, str):
                return {"input_ids": [0] * (2 + len(texts.split()))}
            shape = (len(texts), how["max_length"])  # type: ignore[arg-type]
            seen.append((str(how["padding"]), *shape))  # type: ignore[arg-type]
            return {"input_ids": FakeTensor(len(texts))}  # type: ignore[arg-type]

        def get_embedding_dimension(self) -> int:
            return 4

        def __call__(self, features: dict[str, FakeTensor]) -> dict[str, object]:
            assert features["input_ids"].device == "cuda"
            rows = features["input_ids"].rows
            return {"sentence_embedding": torch.ones(rows, 4, dtype=torch.bfloat16)}

    embedder = sentence_model.SentenceEmbedder("m@0", Model(), "cuda")  # type: ignore[arg-type]
    texts = ["hard"] * 300 + ["a " * 40] * 3
    vectors = embedder.embed(texts)
    assert vectors.shape == (303, 4)
    assert vectors.dtype == "float32"
    assert abs(vectors[0] @ vectors[0] - 1) < 1e-6
    assert seen == [("max_length", 256, 32), ("max_length", 256, 32), ("max_length", 256, 64)]
