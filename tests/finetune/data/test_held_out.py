"""Rows to measure by: those no training saw, asked as the training asked, none lost in silence."""

from dataclasses import replace
from typing import Any

import pytest
from tiny_models import tiny_model

from answer.prompts import CONTEXT_QA, Excerpt
from builder.errors import UserError
from finetune.data.held_out import hold_out
from finetune.data.readers import Sample
from finetune.recipe import Recipe
from finetune.training.lora import load_tokenizer

RECIPE = Recipe(max_length=64, max_validation=1)


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load_tokenizer(tiny_model(tmp_path_factory.mktemp("base") / "phi"))[0]


def sample(name: str, part: str, **more: str) -> Sample:
    text = f"{name} has 405 MPa."
    return Sample(name, part, f"How strong is {name}?", "405 MPa", text, "T", name, text, **more)


SAMPLES = [
    sample("a", "train"),
    sample("b", "validation"),
    sample("c", "test"),
    sample("d", "test"),
]


def test_the_test_rows_are_asked_as_the_training_asked_and_no_cap_of_it_counts(
    tokenizer: Any,
) -> None:
    found = hold_out(SAMPLES, {"c": "property-value"}, RECIPE, tokenizer, 512)
    assert found.part == "test"
    assert [(row.id, row.kind) for row in found.rows] == [("c", "property-value"), ("d", "other")]
    assert found.rows[0].prompt == CONTEXT_QA.render(
        "How strong is c?", [Excerpt("T", "c has 405 MPa.")]
    )
    assert found.rows[0].grounds == (("T", "c has 405 MPa."),)
    assert found.unasked == {}
    assert [(row.paper, row.cluster) for row in found.rows] == [("c", "c"), ("d", "d")]
    [alone] = hold_out([replace(SAMPLES[2], paper="")], {}, RECIPE, tokenizer, 512).rows
    assert (alone.paper, alone.cluster) == ("", "c")  # a row on no paper is a draw of its own


def test_validation_rows_serve_where_there_is_no_test_and_nothing_is_told(tokenizer: Any) -> None:
    found = hold_out(SAMPLES[:2], {}, RECIPE, tokenizer, 512)
    assert (found.part, [row.id for row in found.rows]) == ("validation", ["b"])
    with pytest.raises(UserError, match="no test and no validation rows"):
        hold_out(SAMPLES[:1], {}, RECIPE, tokenizer, 512)


def test_a_row_that_cannot_be_asked_is_kept_with_the_reason(tokenizer: Any) -> None:
    broken = [
        *SAMPLES,
        replace(sample("long", "test"), question="How strong? " * 200),
        sample("bad", "test", trouble="it is not JSON"),
        Sample("text", "test", ready="A whole text that asks nothing."),
    ]
    found = hold_out(broken, {}, RECIPE, tokenizer, 512)
    assert [row.id for row in found.rows] == ["c", "d"]
    assert set(found.unasked) == {"long", "bad", "text"}
    assert found.unasked["bad"] == "it is not JSON"
    assert found.unasked["long"].startswith("question and answer do not fit")
    assert found.unasked["text"] == "it has no question"
