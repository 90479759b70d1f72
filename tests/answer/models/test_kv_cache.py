"""The key-value cache: the same words as by transformers alone, in less time and memory."""

from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tiny_models import tiny_model

from answer.models.kv_cache import (
    CHUNK_TOKENS,
    PromptCache,
    chunk_size,
    new_cache,
    shared_prefix_length,
)
from answer.models.load import load_model_by_name
from answer.models.protocol import GenerationConfig
from answer.models.transformers_model import TransformersModel

LONG = "The yield strength is 405 MPa at 1600 °C and the phase is BCC. " * 60
HOW = GenerationConfig(tokens=8)


def nothing(text: str) -> None:
    pass


@pytest.fixture(scope="module", params=["phi", "phi3"])
def chat(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> TransformersModel:
    folder = tiny_model(tmp_path_factory.mktemp("model") / request.param, request.param)
    found = load_model_by_name(f"path:{folder}", "", Path(), None, "fp32")
    assert isinstance(found, TransformersModel)
    return found


def plain(chat: TransformersModel, prompt: str) -> str:
    """What transformers alone makes of it."""
    given = torch.tensor([chat.tokens(prompt)])
    out = chat.model.generate(
        given, attention_mask=torch.ones_like(given), max_new_tokens=8, do_sample=False
    )
    return str(chat.tokenizer.decode(out[0, given.shape[1] :], skip_special_tokens=True))


def test_a_prompt_of_several_pieces_is_gone_on_with_as_by_transformers(
    chat: TransformersModel,
) -> None:
    assert chat.count(LONG) > 2 * CHUNK_TOKENS
    chat.forget()
    assert chat.write(LONG, HOW, nothing).text == plain(chat, LONG)


@given(st.integers(1, 5_000))
def test_prompts_are_read_in_even_pieces_of_about_the_same_size(tokens: int) -> None:
    size = chunk_size(tokens)
    last = tokens % size or size
    assert size <= 1.5 * CHUNK_TOKENS
    assert size - last < tokens / size + 1


def test_a_short_prompt_beside_one_of_several_pieces_is_gone_on_with_alike(
    chat: TransformersModel,
) -> None:
    both = [LONG, "It is BCC."]
    assert [w.text for w in chat.write_all(both, HOW)] == [plain(chat, p) for p in both]


def test_no_token_moves_what_was_read(chat: TransformersModel) -> None:
    places = set()

    def watch(text: str) -> None:
        places.add(chat._prompt_cache._cache.layers[0].keys.data_ptr())

    chat.forget()
    chat.write(LONG, HOW, watch)
    chat.write(LONG, HOW, watch)
    assert len(places) == 1


def test_a_store_that_is_full_is_moved_with_all_it_holds(chat: TransformersModel) -> None:
    [ids] = torch.tensor([chat.tokens("It is BCC and strong.")])
    cache = new_cache(chat.model, room=4)
    with torch.inference_mode():
        for token in ids:
            given = torch.tensor([[token]])
            last = chat.model(given, past_key_values=cache, use_cache=True).logits[0, -1]
        whole = chat.model(ids[None]).logits[0, -1]
    assert torch.allclose(last, whole, atol=1e-4)


def test_what_was_interrupted_is_not_gone_on_from(chat: TransformersModel) -> None:
    memory = PromptCache(chat.model)
    cache = memory.recall([1, 2, 3], 8)
    with torch.inference_mode():
        chat.model(torch.tensor([[1, 2, 3]]), past_key_values=cache, use_cache=True)
    assert memory.recall([1, 2, 3], 8).get_seq_length() == 0


def test_what_prompts_side_by_side_begin_with_is_read_once(chat: TransformersModel) -> None:
    prompts = [f"{LONG[:800]} How {word} is it?" for word in ("strong", "very, very hard", "old")]
    alone = [plain(chat, prompt) for prompt in prompts]
    read: list[int] = []
    hook = chat.model.base_model.register_forward_pre_hook(
        lambda module, args, more: read.append((more.get("input_ids", *args)).numel()),
        with_kwargs=True,
    )
    try:
        assert [w.text for w in chat.write_all(prompts, HOW)] == alone
    finally:
        hook.remove()
    most = max(chat.count(prompt) for prompt in prompts)
    assert sum(read) < most + 3 * 40 + 3 * HOW.tokens


@pytest.mark.parametrize(
    ("prompts", "count"),
    [([[1, 2, 3], [1, 2, 4]], 2), ([[1, 2], [1, 2]], 1), ([[1, 2, 3]], 2), ([[1, 2], [3, 4]], 0)],
)
def test_the_last_token_is_always_read_anew(prompts: list[list[int]], count: int) -> None:
    assert shared_prefix_length(prompts) == count
