"""A triple tells how hard it is, and rests on one place or on several."""

from dataclasses import replace

from builder.triples import Triple

ONE = Triple(
    "t", "p", "property-value", "What is the hardness of NbMoTaW?", "454 HV",
    "NbMoTaW has 454 HV. HfNbTaTiZr has 390 HV.", 0, 19, "rules", "value",
)  # fmt: skip


def test_difficulty_follows_from_kind_answer_and_places() -> None:
    assert ONE.difficulty == "easy"
    assert replace(ONE, answer="about 454 HV as it was cast and then rolled").difficulty == "medium"
    assert replace(ONE, kind="mechanism").difficulty == "medium"
    assert replace(ONE, answer="It is hard. It is strong.").difficulty == "hard"
    assert replace(ONE, kind="unit-conversion").difficulty == "hard"
    assert replace(ONE, kind="unanswerable").difficulty == "hard"
    assert replace(ONE, spans=((20, 42),)).difficulty == "hard"


def test_all_evidence_begins_with_the_first_place() -> None:
    assert ONE.all_evidence == ("NbMoTaW has 454 HV.",)
    assert replace(ONE, spans=((20, 42),)).all_evidence == (
        "NbMoTaW has 454 HV.",
        "HfNbTaTiZr has 390 HV.",
    )
