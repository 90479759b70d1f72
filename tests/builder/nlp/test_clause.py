"""A clause gives the parts of a question: auxiliary, bare verb, object, adjuncts."""

import pytest

from builder.nlp.clause import Clause, bare, hide, third_person


def clause(verb: str, rest: str = "") -> Clause:
    return Clause("", "the alloy", verb, rest, "", "")


@pytest.mark.parametrize(
    ("verb", "base", "auxiliary", "after"),
    [
        ("exhibits", "exhibit", "does", "exhibit"),
        ("exhibit", "exhibit", "do", "exhibit"),
        ("exhibited", "exhibit", "did", "exhibit"),
        ("led", "lead", "did", "lead"),
        ("is", "be", "is", ""),
        ("were", "be", "were", ""),
        ("can be", "be", "can", "be"),
        ("has been", "be", "has", "been"),
        ("can increase", "increase", "can", "increase"),
        ("did not alter", "alter", "did", "not alter"),
        ("is found to increase", "increase", "is", "found to increase"),
        ("can significantly increase", "increase", "can", "increase"),
        ("may also form", "form", "may", "form"),
    ],
)
def test_a_verb_is_taken_apart_for_a_question(
    verb: str, base: str, auxiliary: str, after: str
) -> None:
    one = clause(verb)
    assert (one.base, one.auxiliary, one.after) == (base, auxiliary, after)


@pytest.mark.parametrize(
    ("verb", "singular"),
    [
        ("increase", "increases"),
        ("have", "has"),
        ("are", "is"),
        ("were", "was"),
        ("have been", "has been"),
        ("do not form", "does not form"),
        ("increased", "increased"),
        ("vary", "varies"),
        ("can form", "can form"),
    ],
)
def test_what_is_followed_by_the_third_person(verb: str, singular: str) -> None:
    assert third_person(verb) == singular


def test_commas_in_brackets_are_hidden_and_come_back() -> None:
    text = "The phases (FCC, BCC; B2), and"
    hidden = hide(text)
    assert hidden.count(",") == 1
    assert ";" not in hidden
    assert len(hidden) == len(text)
    assert Clause("", hidden, "is", "", "", "").visible().subject == text


def test_brackets_are_left_out() -> None:
    assert bare("the alloy (HEA) of Nb (20 at.%)") == "the alloy  of Nb "


def test_object_and_adjuncts_come_from_the_rest() -> None:
    one = clause("shows", "a high hardness after annealing")
    assert one.core == "a high hardness"
    assert one.adjuncts == (("after", "after annealing"),)
