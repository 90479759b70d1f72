"""Words that speak of the papers asked, or only ask, are no part of a subject."""

import pytest

from answer.question.parse import parse_question
from answer.question.wording.asking_words import find_collection_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Which films in your library exceed 10 GPa?", "in your library"),
        ("the highest hardness anyone has ever measured", "anyone has ever measured"),
        ("Which of the alloys in these abstracts are magnetic?", "in these abstracts"),
        ("What is known in the literature on creep?", "in the literature"),
        ("largest elongation reported so far", "reported so far"),
    ],
)
def test_the_papers_asked_are_found(text: str, words: str) -> None:
    assert [text[slice(*span)] for span in find_collection_words(text)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Which papers on creep are there?",
        "Could someone give the hardness of CoCrNi?",
        "In the studies on creep, which alloy was used?",
        "What was found in the grain boundaries?",
    ],
)
def test_papers_asked_for_are_not_the_papers_asked(text: str) -> None:
    assert not find_collection_words(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Which materials in the collection are harder than 900 HV?", {"materi"}),
        ("Effect of nitrogen on pitting of CoCrFeNi", {"n", "pit"}),
        ("Is CoCrNi really ductile?", {"ductil"}),
        ("Summarise the literature on creep of CoCrNi", {"creep"}),
        ("How many abstracts in this corpus deal with creep?", {"abstract", "creep"}),
        ("Did anything else form before plain CoCrNi broke?", {"broke"}),
    ],
)
def test_words_of_asking_are_no_words_to_be_held(text: str, words: set[str]) -> None:
    assert parse_question(text).words == words


def test_a_comparison_that_is_asked_for_is_no_word_of_its_subject() -> None:
    asked = parse_question("Compare the hardness of CoCrNi and CoCrFeNi.")
    assert asked.words == {"hard"}
