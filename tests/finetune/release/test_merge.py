"""Adapter, merge, load, answer: the merged model is the adapter's, or it is not written."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from tiny_models import TARGETS, tiny_adapter, tiny_model
from transformers import PreTrainedModel

from answer.models.adapters import MADE, load_adapter, write_made
from answer.models.load import load_model_by_name
from answer.models.protocol import GenerationConfig
from answer.prompts import CITED, CONTEXT_QA, Excerpt
from builder.errors import UserError
from finetune.data.held_out import HeldOut
from finetune.release.merge import merge

ROWS = [
    HeldOut(
        id=question,
        kind="other",
        question=question,
        prompt=CONTEXT_QA.render(
            question, [Excerpt("T", f"At 293 K the yield strength is {value} MPa.")]
        ),
        answer=f"{value} MPa",
    )
    for question, value in (("How strong is it?", 405), ("How hard?", 90), ("Which phase?", 7))
]
PROMPTS = [row.prompt for row in ROWS]
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
    done = merge(adapter, tmp_path / "merged", ROWS, "fp32")
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


def test_a_merge_reads_each_row_twice_and_writes_none(
    adapter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writing, a token at a time, took most of a merge; it was not seen to go on."""
    monkeypatch.setattr("transformers.GenerationMixin.generate", None)
    read: list[int] = []
    forward = torch.nn.Module.__call__

    def counted(module: torch.nn.Module, *given: Any, **kept: Any) -> Any:
        out = forward(module, *given, **kept)
        if isinstance(module, PreTrainedModel) and hasattr(out, "logits"):
            read.append(out.logits.shape[1])
        return out

    monkeypatch.setattr(torch.nn.Module, "__call__", counted)
    seen: list[tuple[int, int]] = []
    merge(adapter, tmp_path / "merged", ROWS, "fp32", watch=lambda *at: seen.append(at))
    assert seen == [(done, 6) for done in range(1, 7)]
    assert read == 6 * [32]  # no logits of places that are not compared


def test_a_merge_that_chooses_other_tokens_is_not_written(
    adapter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The base is saved in the place of the merged model, as a faulty merge would."""
    monkeypatch.setattr("peft.LoraModel.merge_and_unload", lambda model: model.unload())
    to = tmp_path / "merged"
    with pytest.raises(UserError, match=r"chooses .* of its 96 tokens as before") as refusal:
        merge(adapter, to, ROWS, "fp32")
    assert "fp32" in refusal.value.hint
    assert list(tmp_path.iterdir()) == []


def test_an_adapter_is_never_merged_onto_weights_of_four_bits(
    adapter: Path, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="not merged onto weights of precision “nf4”"):
        merge(adapter, tmp_path / "merged", ROWS, "nf4")
