"""Adapter, merge, load, answer: the merged model is the adapter's, or it is not written."""

import json
from pathlib import Path

import pytest
from tiny_models import TARGETS, tiny_adapter, tiny_model

from answer.models.adapters import MADE, load_adapter, write_made
from answer.models.load import load_model_by_name
from answer.models.protocol import GenerationConfig
from answer.prompts import CITED, CONTEXT_QA, Excerpt
from builder.errors import UserError
from finetune.release.merge import merge

PROMPTS = [
    CONTEXT_QA.render(question, [Excerpt("T", f"The yield strength is {value} MPa.")])
    for question, value in (("How strong is it?", 405), ("How hard?", 90), ("Which phase?", 7))
]
HOW = GenerationConfig(tokens=12)


@pytest.fixture(scope="module", params=sorted(TARGETS))
def adapter(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp(request.param)
    base = tiny_model(place / "base", request.param)
    folder = tiny_adapter(place / "adapter", base, TARGETS[request.param])
    write_made(folder, str(base), CONTEXT_QA)
    return folder


def test_a_merged_adapter_loads_as_a_model_and_answers_as_the_adapter_did(
    adapter: Path, tmp_path: Path
) -> None:
    done = merge(adapter, tmp_path / "merged", PROMPTS, "fp32")
    assert done.agreement == 1.0
    assert done.tokens == 96
    merged = load_model_by_name(f"path:{tmp_path / 'merged'}", "", tmp_path, None, "fp32")
    tuned = load_adapter(adapter, "adapter:a", None, "fp32")
    assert merged.template == CONTEXT_QA  # not the usual one
    assert merged.write_all(PROMPTS, HOW) == tuned.write_all(PROMPTS, HOW)
    base = json.loads((adapter / MADE).read_text())["base"]
    assert load_model_by_name(f"path:{base}", "", tmp_path, CONTEXT_QA, "fp32").write_all(
        PROMPTS, HOW
    ) != merged.write_all(PROMPTS, HOW)
    with pytest.raises(UserError, match="trained with the prompt format “context-qa”"):
        load_model_by_name(f"path:{tmp_path / 'merged'}", "", tmp_path, CITED)
    assert not list(tmp_path.glob(".*"))


def test_a_merge_that_chooses_other_tokens_is_not_written(
    adapter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The base is saved in the place of the merged model, as a faulty merge would."""
    monkeypatch.setattr("peft.LoraModel.merge_and_unload", lambda model: model.unload())
    to = tmp_path / "merged"
    with pytest.raises(UserError, match=r"chooses .* of its 96 tokens as before") as refusal:
        merge(adapter, to, PROMPTS, "fp32")
    assert "fp32" in refusal.value.hint
    assert list(tmp_path.iterdir()) == []


def test_an_adapter_is_never_merged_onto_weights_of_four_bits(
    adapter: Path, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="not merged onto weights of precision “nf4”"):
        merge(adapter, tmp_path / "merged", PROMPTS, "nf4")
