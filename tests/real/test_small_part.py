"""What a plain run of the suite does with a real model, where one is installed; skipped elsewhere.

`make real` does the whole way.
"""

import json
import shutil
from pathlib import Path

import pytest
from real_model import smollm2
from small_library import Run
from toy_lessons import write_dataset

from answer.models.likelihood import Scorer
from answer.models.protocol import GenerationConfig
from answer.models.transformers_model import TransformersModel, load_model
from answer.prompts import CITED

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return smollm2(tmp_path_factory.mktemp("real") / "smollm2")


def test_it_knows_english(base: Path) -> None:
    chat = TransformersModel("smollm2", *load_model(base, "fp32"), CITED)
    written = chat.write(
        "What is the capital of France?", GenerationConfig(tokens=12), lambda text: None
    )
    assert "Paris" in written.text
    assert isinstance(chat, Scorer)
    true, false = (
        chat.log_probabilities(["Question: What is steel made of?\nAnswer:"], answer)[0]
        for answer in ("Iron and carbon.", "Bread and butter.")
    )
    assert true > false


def test_two_steps_of_training_make_an_adapter_that_is_asked(
    hea: Run, place: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEA_WORKSPACE", str(place))
    write_dataset(place / "data" / "dataset", 30)
    flags = ("precision=fp32", "distractors=0", "max_steps=2", "lr=1e-3", "preview_steps=0",
             "pack_length=256", "accumulate=1", "log_steps=1", "answer_tokens=8")  # fmt: skip
    words = [word for flag in flags for word in ("--set", flag)]
    code, out, err = hea("train", "--base", base, *words, "--json")
    assert code == 0, err
    assert json.loads(out)["val_loss"] < 6
    code, _, err = hea("train", "card", "hea")
    assert code == 0, err
    assert "<|im_start|>user" in (place / "data/adapters/hea/README.md").read_text("utf-8")
    (place / "hea.toml").write_text("answer_tokens = 8\n", "utf-8")
    code, out, err = hea("ask", "What is the fracture toughness of CrMnFeCoNi at 77 K?",
                         "--model", "adapter:hea", "--json")  # fmt: skip
    assert code == 0, err
    assert 0 < json.loads(out)["new_tokens"] <= 8


@pytest.mark.skipif(shutil.which("llama-server") is None, reason="no llama-server on PATH")
@pytest.mark.usefixtures("socket_enabled")
def test_a_server_of_llama_cpp_answers(hea: Run, place: Path) -> None:
    from real_model import serving_gguf

    with serving_gguf() as url:
        model = f"endpoint:{url}#smollm2"
        code, out, err = hea("ask", "What is the fracture toughness of CrMnFeCoNi at 77 K?",
                             "--model", model, "--json", "--workspace", place)  # fmt: skip
    assert code == 0, err
    found = json.loads(out)
    assert found["new_tokens"] > 0
    assert all(one["supported"] for one in found["sentences"])
