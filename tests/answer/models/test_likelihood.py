from pathlib import Path

import pytest
from tiny_models import tiny_model

from answer.models.likelihood import likelihood
from answer.models.transformers_model import TransformersModel, load_model
from answer.prompts import CONTEXT_QA, Excerpt


def test_surprise_is_the_models_own_loss_on_the_answer_alone(tmp_path: Path) -> None:
    import torch

    model, tokenizer = load_model(tiny_model(tmp_path), "fp32")
    chat = TransformersModel("tiny", model, tokenizer, CONTEXT_QA)
    excerpts = [Excerpt("", "CrMnFeCoNi is FCC.")]
    asked = CONTEXT_QA.render("Which phase has CrMnFeCoNi?", excerpts)
    found = likelihood(chat, asked, "It is FCC.")
    assert found is not None
    prompt = chat.tokens(asked)
    said = tokenizer(" It is FCC.", add_special_tokens=False)["input_ids"]
    labels = [-100] * len(prompt) + said
    with torch.inference_mode():
        loss = model(torch.tensor([prompt + said]), labels=torch.tensor([labels])).loss
    assert found.tokens == len(said)
    assert found.loss == pytest.approx(float(loss), rel=1e-4)
    # What the model cannot read whole has no likelihood; nothing is cut.
    assert likelihood(chat, "word " * chat.window, "It is FCC.") is None
