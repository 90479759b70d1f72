"""The records of an answer: text with marks, passages with gaps, words of a draft."""

from hits import hit

from answer.answers import Answer, ModelCall, PromptPassage, Sentence
from builder.triples import REFUSAL

ABSTRACT = "It is FCC. It was cast. It yields at 410 MPa. It is tough."


def answer(answered: bool, *sentences: Sentence) -> Answer:
    return Answer("Is it FCC?", answered, sentences, (), None, "extractive", ())


def test_an_answers_text_has_the_mark_of_each_citation() -> None:
    text = answer(True, Sentence("It is FCC.", (1, 2), True), Sentence("It is.", (), False)).text
    assert text == "It is FCC. [1][2] It is. "


def test_a_refusals_text_is_the_refusal() -> None:
    assert answer(False).text == REFUSAL


def test_a_passage_shows_gaps_between_sentences_that_do_not_follow_each_other() -> None:
    listed = hit(1, ABSTRACT).listed
    assert PromptPassage(listed, ((0, 10), (11, 23))).text == "It is FCC. It was cast."
    assert PromptPassage(listed, ((0, 10), (24, 45))).text == "It is FCC. […] It yields at 410 MPa."
    assert PromptPassage(listed, ()).text == ""
    assert PromptPassage(listed, ()).title == "Title 1"


def test_the_words_of_a_draft_are_counted() -> None:
    call = ModelCall("cited@0", (), 0, 10, 5, "stop", "It yields at\n410 MPa [1].")
    assert call.words == 6
