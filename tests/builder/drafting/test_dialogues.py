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


def test_no_dialogue_is_made_of_what_does_not_follow() -> None:
    assert dialogues_of([]) == dialogues_of([STRENGTH]) == []
    assert dialogues_of([STRENGTH, OTHER]) == []
    assert dialogues_of([STRENGTH, replace(DUCTILITY, kind="multiple-choice")]) == []
    assert dialogues_of([STRENGTH, replace(DUCTILITY, answer=STRENGTH.answer)]) == []
