"""Questions about the papers of an answer, and questions that only look like them."""

import pytest

from answer.question.source_question import source_detail


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("who wrote it?", "authors"),
        ("And who found that?", "authors"),
        ("Who are the authors?", "authors"),
        ("which year?", "year"),
        ("When was it published?", "year"),
        ("in what year was that published", "year"),
        ("which journal?", "journal"),
        ("where was it published?", "journal"),
        ("What is the DOI?", "doi"),
        ("title please", "title"),
        ("show me the paper", "paper"),
        ("source?", "paper"),
        ("who says so?", "paper"),
        ("which paper reported that?", "paper"),
    ],
)
def test_the_detail_asked_for_is_told(text: str, detail: str) -> None:
    assert source_detail(text) == detail


@pytest.mark.parametrize(
    "text",
    [
        "which papers report creep?",
        "who studied creep of CoCrFeNi?",
        "where does the carbon come from?",
        "papers on creep",
        "what are the sources of strengthening?",
        "and at 77 K?",
        "who wrote " * 10_000,
        "",
    ],
)
def test_other_questions_are_answered_as_such(text: str) -> None:
    assert source_detail(text) is None
