"""Dialogues: each turn leans on the one before, and keeps the answer of its triple."""

from dataclasses import replace

from builder.drafting.dialogues import dialogues_of
from builder.triples import Triple

CONTEXT = "NbMoTaW is hard."


def triple(number: int, question: str, answer: str, kind: str = "property-value") -> Triple:
    return Triple(
        f"t{number}", "p", kind, question, answer, CONTEXT, number, number + 1, "rules", "value"
    )


STRENGTH = triple(1, "What is the yield strength of NbMoTaW at 25 °C?", "1058 MPa")
DUCTILITY = triple(2, "What ductility does NbMoTaW have at 25 °C?", "2 %")
HOT = triple(3, "What is the ductility of NbMoTaW at 1600 °C?", "30 %")
OTHER = triple(4, "What is the ductility of HfNbTaTiZr at 1600 °C?", "40 %")
LED = triple(5, "In NbMoTaW, what hinders slip?", "carbides", "mechanism")


def test_turns_ask_what_differs_from_the_turn_before() -> None:
    [dialogue] = dialogues_of([STRENGTH, DUCTILITY, HOT])
    assert [turn.question for turn in dialogue.turns] == [
        STRENGTH.question,
        "And its ductility?",
        "And at 1600 °C?",
    ]
    assert [turn.answer for turn in dialogue.turns] == ["1058 MPa", "2 %", "30 %"]
    assert [turn.triple for turn in dialogue.turns] == ["t1", "t2", "t3"]
    assert (dialogue.paper, dialogue.context) == ("p", CONTEXT)


def test_another_material_and_a_question_led_in_by_the_same_one_follow() -> None:
    [dialogue] = dialogues_of([HOT, OTHER])
    assert dialogue.turns[1].question == "And that of HfNbTaTiZr?"
    [dialogue] = dialogues_of([STRENGTH, LED])
    assert dialogue.turns[1].question == "And what hinders slip?"


def test_what_leans_on_no_turn_follows_as_it_stands() -> None:
    refused = triple(6, "What is the hardness of NbMoTaW?", "Not told.", "unanswerable")
    [dialogue] = dialogues_of([STRENGTH, OTHER, refused])
    assert [turn.question for turn in dialogue.turns] == [
        STRENGTH.question, OTHER.question, refused.question,
    ]  # fmt: skip
    assert [turn.triple for turn in dialogue.turns] == ["t1", "t4", "t6"]


def test_dialogues_have_five_turns_at_most_and_the_rest_make_others() -> None:
    asked = [triple(n, f"What is the property {n} of A?", f"{n} MPa") for n in range(10, 17)]
    assert [len(one.turns) for one in dialogues_of(asked)] == [5, 2]


def test_no_question_stands_where_its_answer_or_another_text_does() -> None:
    assert dialogues_of([]) == dialogues_of([STRENGTH]) == []
    assert dialogues_of([STRENGTH, replace(DUCTILITY, answer=STRENGTH.answer)]) == []
    assert dialogues_of([STRENGTH, replace(OTHER, context="From the body of the paper.")]) == []


def test_on_one_sentence_a_choice_or_the_same_numbers_give_an_answer_away() -> None:
    on_it = replace(DUCTILITY, start=STRENGTH.start, end=STRENGTH.end)
    [_] = dialogues_of([STRENGTH, on_it])
    assert dialogues_of([STRENGTH, replace(on_it, kind="true-false", answer="Yes")]) == []
    assert dialogues_of([STRENGTH, replace(on_it, answer="It is as high as 1058 MPa")]) == []
    [_] = dialogues_of([STRENGTH, replace(OTHER, kind="true-false", answer="Yes")])
