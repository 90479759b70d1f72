"""A real causal language model with random weights: Phi and Phi-3, alone and with an adapter."""

import json
from pathlib import Path

import pytest
from tiny_models import TARGETS, edited, tiny_adapter, tiny_model

from answer.generative.attribution import attribute
from answer.models.adapters import MADE, write_made
from answer.models.load import load_model_by_name
from answer.models.protocol import GenerationConfig
from answer.models.stopping import _IncrementalDecoder
from answer.models.transformers_model import TransformersModel
from answer.prompts import CITED, CONTEXT_QA, Excerpt
from builder.errors import UserError

PROMPT = CITED.render("How strong is it?", [Excerpt("T", "The yield strength is 405 MPa.")])
HOW = GenerationConfig(tokens=12)


def nothing(text: str) -> None:
    pass


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two bases and an adapter of each, as `hea train` leaves them."""
    place = tmp_path_factory.mktemp("models")
    for kind, targets in TARGETS.items():
        base = tiny_model(place / kind, kind)
        tiny_adapter(place / "adapters" / kind, base, targets)
        write_made(place / "adapters" / kind, str(base), CITED)
    return place


def load(models: Path, named: str, precision: str = "fp32") -> TransformersModel:
    chat = load_model_by_name(named, "no/base", models / "adapters", None, precision)
    assert isinstance(chat, TransformersModel)
    return chat


@pytest.mark.parametrize("kind", TARGETS)
def test_a_model_continues_a_prompt_and_an_adapter_changes_what_it_says(
    models: Path, kind: str
) -> None:
    base, tuned = load(models, f"path:{models / kind}"), load(models, f"adapter:{kind}")
    seen: list[str] = []
    written = base.write(PROMPT, HOW, seen.append)
    assert written.prompt_tokens == base.count(PROMPT)
    assert written.new_tokens == 12
    assert written.ended == "length"
    assert PROMPT not in written.text
    assert seen[-1] == written.text
    assert len(seen) == 12
    assert tuned.write(PROMPT, HOW, nothing).text != written.text


@pytest.mark.parametrize("kind", TARGETS)
def test_side_by_side_alone_and_after_a_like_prompt_a_model_says_the_same(
    models: Path, kind: str
) -> None:
    other = PROMPT.replace("How strong", "How very, very hard")
    alone = [load(models, f"path:{models / kind}").write(p, HOW, nothing) for p in (PROMPT, other)]
    chat = load(models, f"path:{models / kind}")
    in_a_row = [chat.write(p, HOW, nothing) for p in (PROMPT, other)]
    assert in_a_row == alone
    assert [w.text for w in chat.write_all([PROMPT, other], HOW)] == [w.text for w in alone]


def test_what_two_prompts_begin_with_is_read_once(models: Path) -> None:
    chat = load(models, f"path:{models / 'phi'}")
    lengths: list[int] = []
    forward = chat.model.forward

    def counted(input_ids: object, **more: object) -> object:
        lengths.append(input_ids.shape[1])  # type: ignore[attr-defined]
        return forward(input_ids=input_ids, **more)

    chat.model.forward = counted
    chat.write(PROMPT, HOW, nothing)
    first = lengths[0]
    lengths.clear()
    chat.write(PROMPT.replace("How strong", "How hard"), HOW, nothing)
    assert lengths[0] < 0.3 * first


def test_the_models_tokens_are_those_it_is_trained_on(models: Path) -> None:
    """Prompt and completion joined as text have the tokens of both, so that what `ask` sends is
    what training sees, byte for byte."""
    for kind in TARGETS:
        chat = load(models, f"path:{models / kind}")
        ids = chat.tokens(PROMPT)
        text = chat.tokenizer.decode(ids)
        assert text.endswith(PROMPT if kind == "phi" else "<|end|>\n<|assistant|>\n")
        assert PROMPT in text


def test_writing_ends_where_the_answer_ends(models: Path) -> None:
    chat = load(models, f"path:{models / 'phi'}")
    written = chat.write(PROMPT, GenerationConfig(tokens=40), nothing).text
    stop = written[5:12]
    cut = chat.write(PROMPT, GenerationConfig(tokens=40, stops=(stop,)), nothing)
    assert cut.ended == "stop"
    assert cut.new_tokens < 40
    assert stop in cut.text


def test_ctrl_c_keeps_what_came(models: Path) -> None:
    chat = load(models, f"path:{models / 'phi'}")
    seen: list[str] = []

    def interrupting(text: str) -> None:
        seen.append(text)
        if len(seen) == 3:
            raise KeyboardInterrupt

    written = chat.write(PROMPT, HOW, interrupting)
    assert written.ended == "interrupted"
    assert written.text == seen[-1]
    assert chat.write(PROMPT, HOW, nothing).ended == "length"


def test_sampling_is_the_same_for_the_same_seed(models: Path) -> None:
    chat = load(models, f"path:{models / 'phi'}")
    texts = [
        chat.write(PROMPT, GenerationConfig(12, (), 1.0, seed), nothing).text for seed in (1, 1, 2)
    ]
    assert texts[0] == texts[1] != texts[2]


def test_log_probabilities_are_those_of_the_tokens_written(models: Path) -> None:
    import torch

    chat = load(models, f"path:{models / 'phi'}")
    [found] = chat.log_probabilities([PROMPT], "405 MPa")
    before = chat.tokens(PROMPT)
    total = 0.0
    for token in chat.tokenizer(" 405 MPa")["input_ids"]:
        with torch.inference_mode():
            logits = chat.model(torch.tensor([before])).logits[0, -1]
        total += float(torch.log_softmax(logits, -1)[token])
        before.append(token)
    assert found == pytest.approx(total, abs=1e-3)


def test_four_bit_weights_write_too(models: Path) -> None:
    assert (
        load(models, f"path:{models / 'phi'}", "nf4").write(PROMPT, HOW, nothing).new_tokens == 12
    )


def test_an_adapter_refuses_another_prompt_another_base_and_half_of_itself(
    models: Path, tmp_path: Path
) -> None:
    import shutil

    with pytest.raises(UserError, match="trained with the prompt format “cited”, not “context-qa”"):
        load_model_by_name("adapter:phi", "", models / "adapters", CONTEXT_QA)
    for name, change, message in (
        ("base", {"base": str(models / "phi3")}, "trained on other weights"),
        ("hash", {"template": {"id": "cited", "hash": "0"}}, "has changed since"),
        ("gone", {"base": str(tmp_path / "nowhere")}, "There is no folder"),
        ("bare", {"template": {}}, "does not say"),
    ):
        shutil.copytree(models / "adapters" / "phi", tmp_path / name)
        edited(tmp_path / name, MADE, **change)
        with pytest.raises(UserError, match=message):
            load_model_by_name(f"adapter:{name}", "", tmp_path)
    (tmp_path / "gone" / MADE).unlink()
    with pytest.raises(UserError, match="not complete"):
        load_model_by_name("adapter:gone", "", tmp_path)
    with pytest.raises(UserError, match="There is no adapter"):
        load_model_by_name("adapter:none", "", tmp_path)


def test_made_json_says_what_an_adapter_belongs_to(models: Path) -> None:
    made = json.loads((models / "adapters" / "phi" / MADE).read_text("utf-8"))
    assert made["template"] == {"id": "cited", "hash": CITED.hash}
    assert made["base"] == str(models / "phi")
    assert len(made["base_fingerprint"]) == 12


@pytest.mark.parametrize("named", ["phi", "path:", "endpoint:", "adapter:", "gpt-4"])
def test_an_unknown_model_is_told_with_the_known_forms(named: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no model"):
        load_model_by_name(named, "", tmp_path)


def test_leaving_a_part_out_tells_what_it_did(models: Path) -> None:
    from hits import hit

    from answer.answers import PromptPassage

    chat = load(models, f"path:{models / 'phi'}")
    one, two = hit(1, "The strength is 405 MPa. It is BCC."), hit(2, "Hardness is 5 GPa.")
    passages = (
        PromptPassage(one.listed, ((0, 24), (25, 35))),
        PromptPassage(two.listed, ((0, 18),)),
    )
    found = attribute(chat, "How strong?", passages, "405 MPa")
    assert [(i.passage, i.span) for i in found.influences] == [
        (1, None), (1, (0, 24)), (1, (25, 35)), (2, None),
    ]  # fmt: skip
    whole = CITED.render("How strong?", [Excerpt(p.title, p.text) for p in passages])
    without = CITED.render("How strong?", [Excerpt(passages[0].title, passages[0].text)])
    both = chat.log_probabilities([whole, without], "405 MPa")
    assert found.log_probability == pytest.approx(both[0])
    assert found.influences[-1].nats == pytest.approx(both[0] - both[1])


@pytest.mark.parametrize("kind", TARGETS)
def test_text_that_grows_by_tokens_is_the_text_of_all_of_them(models: Path, kind: str) -> None:
    chat = load(models, f"path:{models / kind}")
    ids = chat.tokenizer("It is 405 MPa at 1600 °C – très σ-phase.\n\nQ: ₀.₃")["input_ids"]
    growing = _IncrementalDecoder(chat.tokenizer)
    for count in range(1, len(ids) + 1):
        assert growing.text(ids[:count]) == chat.tokenizer.decode(ids[:count])


def test_what_a_local_model_thinks_aloud_is_no_answer(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = load(models, f"path:{models / 'phi'}")
    says = "<think>It is BCC at 298 K. It is BCC at 298 K.</think> FCC."
    monkeypatch.setattr(
        "answer.models.transformers_model.TransformersModel._decode", lambda self, new: says
    )
    monkeypatch.setattr(
        "answer.models.stopping._IncrementalDecoder.text",
        lambda self, tokens: says[: 8 * len(tokens)],
    )
    seen: list[str] = []
    written = chat.write(PROMPT, HOW, seen.append)
    assert written.text == chat.write_all([PROMPT], HOW)[0].text == "FCC."
    assert written.new_tokens == 12
    assert not any("BCC" in text or "think" in text for text in seen)
