"""What a question leaves open is told by its first words and its verb."""

import pytest

from answer.claims.question_gap import find_gap, is_led, opening_of, opens_fit, says_more


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("What stabilizes the cells?", "subject"),
        ("Which alloy shows the highest hardness?", "subject"),
        ("What was used to make the powder?", "subject"),
        ("What did the addition of Nb form?", "object"),
        ("What is the main phase of CoCrNi?", "complement"),
        ("Hardness of CoCrNi?", "complement"),
        ("Why does the strength rise?", "cause"),
        ("How was CoCrNi produced?", "means"),
        ("How does Al affect the hardness?", "change"),
        ("Where do the carbides form?", "place"),
        ("When does the hardness drop?", "time"),
        ("After what did the mass decrease?", "circumstance"),
        ("How much copper dissolves?", "amount"),
        ("For what purpose was it coated?", "purpose"),
        ("Does Al raise the hardness?", "choice"),
        ("In Al0.3CoCrFeNi, what increases the hardness?", "subject"),
    ],
)
def test_the_role_of_what_is_asked_for(question: str, role: str) -> None:
    assert find_gap(question).role == role


def test_a_question_may_ask_behind_a_preposition() -> None:
    assert find_gap("After what did the mass decrease?").preposition == "after"
    assert find_gap("What was the growth affected by?").preposition == "by"
    assert find_gap("What grew?").preposition == ""


def test_an_answer_opens_as_those_do_that_fill_its_gap() -> None:
    assert opening_of("due to twins") == "cause"
    assert opens_fit("cause", "due to twins")
    assert not opens_fit("subject", "due to twins")
    assert opens_fit("purpose", "To raise the strength")
    assert not opens_fit("means", "To raise the strength")
    assert is_led("means", "was produced by")
    assert not is_led("means", "which was produced")


def test_that_something_changes_is_no_answer_to_how() -> None:
    asked = "How does the copper content affect the hardness?"
    assert not says_more("The copper content has a significant effect on the hardness.", asked)
    assert says_more("The copper content lowers the hardness.", asked)
