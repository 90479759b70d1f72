import math
from pathlib import Path

import pytest
from tiny import tiny_model

from answer.likelihood import Likelihood, likelihood, perplexity
from answer.local import LocalChat, load_model
from answer.prompt import CONTEXT_QA, Excerpt


def test_perplexity_is_over_the_tokens_of_all_answers() -> None:
    # Two tokens of probability 1/4 and one of 1/2: the geometric mean of 4, 4 and 2.
    answers = [Likelihood(2 * math.log(1 / 4), 2), Likelihood(math.log(1 / 2), 1)]
    assert perplexity(answers) == pytest.approx((4 * 4 * 2) ** (1 / 3))
    assert perplexity([]) is None


def test_perplexity_is_the_models_own_loss_on_the_answer(tmp_path: Path) -> None:
    import torch

    model, tokenizer = load_model(tiny_model(tmp_path), "fp32")
    chat = LocalChat("tiny", model, tokenizer, CONTEXT_QA)
    excerpts = [Excerpt("", "CrMnFeCoNi is FCC.")]
    found = likelihood(chat, "Which phase has CrMnFeCoNi?", excerpts, "It is FCC.")
    prompt = chat.tokens(CONTEXT_QA.render("Which phase has CrMnFeCoNi?", excerpts))
    said = tokenizer(" It is FCC.", add_special_tokens=False)["input_ids"]
    labels = [-100] * len(prompt) + said
    with torch.inference_mode():
        loss = model(torch.tensor([prompt + said]), labels=torch.tensor([labels])).loss
    assert found.tokens == len(said)
    assert perplexity([found]) == pytest.approx(math.exp(float(loss)), rel=1e-4)
