import re
from dataclasses import replace

import pytest
from hits import hit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answer.extractive.sentence_ranking import rank
from answer.generative.context_budget import fit_context
from answer.prompts import TEMPLATES, Template
from answer.question.parse import parse_question
from builder.errors import UserError

QUESTION = "What is the yield strength of NbMoTaW at 1600 °C?"


def count(text: str) -> int:
    return len(re.findall(r"\w+|[^\w\s]", text))


SENTENCE = st.integers(1, 60).map(lambda n: " ".join(["Strength"] + ["hot"] * n) + ".")
ABSTRACT = st.lists(SENTENCE, min_size=1, max_size=12).map(" ".join)


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40, deadline=None)
@given(
    st.lists(ABSTRACT, max_size=6), st.integers(200, 2048), st.integers(1, 60), st.integers(1, 1500)
)
def test_a_prompt_never_passes_its_window_and_never_loses_the_question(
    template: Template, texts: list[str], window: int, room: int, context: int
) -> None:
    ranked = rank(parse_question(QUESTION), [hit(n, text) for n, text in enumerate(texts, 1)])
    prompt = fit_context(template, QUESTION, ranked, count, window, room, context)
    assert prompt.tokens == count(prompt.text) <= window - room
    assert QUESTION in prompt.text
    assert sum(len(passage.spans) for passage in prompt.passages) + prompt.left_out == len(ranked)
    for passage in prompt.passages:
        abstract = passage.listed.paper.abstract
        assert abstract is not None
        assert all(abstract.text[start:end] in prompt.text for start, end in passage.spans)


def test_the_likeliest_sentence_stays_when_room_is_short() -> None:
    texts = [
        "It was made. Its yield strength is 405 MPa at 1600 °C. It was seen.",
        "NbMoTaW. Fine.",
    ]
    ranked = rank(parse_question(QUESTION), [hit(n, text) for n, text in enumerate(texts, 1)])
    prompt = fit_context(TEMPLATES["context-qa"], QUESTION, ranked, count, 2048, 200, 14)
    assert "405 MPa" in prompt.text
    assert "It was made" not in prompt.text


def test_papers_stand_in_an_order_that_does_not_depend_on_the_question() -> None:
    texts = ["Yield strength is 405 MPa.", "Hardness is 5 GPa.", "Density is 13 g/cm3."]
    hits = [hit(n, text) for n, text in enumerate(texts, 1)]
    orders = []
    for reordered in (hits, hits[::-1]):
        again = [replace(one, rank=n) for n, one in enumerate(reordered, 1)]
        ranked = rank(parse_question(QUESTION), again)
        prompt = fit_context(TEMPLATES["cited"], QUESTION, ranked, count, 2048, 200, 1500)
        orders.append([passage.listed.id for passage in prompt.passages])
    assert orders[0] == orders[1]


def test_a_question_longer_than_the_window_is_the_users_to_shorten() -> None:
    with pytest.raises(UserError, match="the model has room for 90"):
        fit_context(TEMPLATES["cited"], "why " * 300, [], count, 100, 10, 50)
