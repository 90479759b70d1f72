"""Effects and trends."""

import pytest
from rule_drafts import drafted, drafts_of_rule

ASKED = [
    (
        "effect",
        "Titanium additions improve the ductility of NbMoTaW.",
        "What effect do titanium additions have on the ductility of NbMoTaW?",
        "effect-of",
        "Titanium additions improve the ductility of NbMoTaW.",
    ),
    (
        "effect",
        "Nitrogen additions promote the ordering of NbMoTaW via strong bonds and slow the atoms.",
        "What effect do nitrogen additions have on the ordering of NbMoTaW?",
        "effect-of",
        "Nitrogen additions promote the ordering of NbMoTaW via strong bonds and slow the atoms.",
    ),
    (
        "effect",
        "High-density dislocations can promote the ordering of NbMoTaW.",
        "What effect do high-density dislocations have on the ordering of NbMoTaW?",
        "effect-of",
        "High-density dislocations can promote the ordering of NbMoTaW.",
    ),
    (
        "effect",
        "Increasing the tungsten content improves the purity of NbMoTaW.",
        "How does increasing the tungsten content affect the purity of NbMoTaW?",
        "effect-of",
        "Increasing the tungsten content improves the purity of NbMoTaW.",
    ),
    (
        "effect",
        "Oxygen is detrimental to the ductility of NbMoTaW.",
        "What effect does oxygen have on the ductility of NbMoTaW?",
        "effect-of",
        "Oxygen is detrimental to the ductility of NbMoTaW.",
    ),
]
#: What a rule asks, whether or not another question on the same sentence takes its place.
FOUND = [
    (
        "change with",
        "The hardness of NbMoTaW increases with tungsten content.",
        "How does the hardness of NbMoTaW change with tungsten content?",
    ),
    (
        "change with",
        "The hardness of NbMoTaW rises with increasing W content, the largest grain is 9.",
        "How does the hardness of NbMoTaW change with increasing W content?",
    ),
    (
        "change with",
        "The hardness of NbMoTaW decreases with increasing temperature.",
        "How does the hardness of NbMoTaW change with increasing temperature?",
    ),
    (
        "effect",
        "Nitrogen additions promote the ordering of NbMoTaW, owing to strong bonds between atoms.",
        "How do nitrogen additions affect the ordering of NbMoTaW?",
    ),
    (
        "change with",
        "The hardness of NbMoTaW rises with the increase of W content.",
        "How does the hardness of NbMoTaW change with increasing W content?",
    ),
    (
        "change with",
        "The texture of NbMoTaW changes from brass to copper with increasing strain.",
        "How does the texture of NbMoTaW change with increasing strain?",
    ),
]
SILENT = [
    (
        "change with",
        "Hardness and density of NbMoTaW decrease with increasing temperature and x, respectively.",
    ),
    ("change with", "NbMoTaW contains grains with increasing temperature."),
    ("effect", "Titanium does not improve the ductility of NbMoTaW."),
    ("effect", "Titanium may improve the ductility of it."),
    ("change with", "The slip modes of NbMoTaW vary with temperature."),
    ("change with", "The hardness of NbMoTaW improves with the maximum value of 9 GPa."),
    ("effect", "Tungsten changes the density of NbMoTaW."),
    ("effect", "Titanium promotes the slip while enhancing the density of NbMoTaW."),
    ("effect", "Carbides slow the growth and refine the grains of NbMoTaW."),
    ("change with", "The hardness of NbMoTaW first increases with increasing strain."),
    ("effect", "Titanium may improve the ductility of NbMoTaW."),
]
#: A sentence, and a part of the question that would be wrong.
WRONG = [
    ("The developed method reduces the number of grains of NbMoTaW.", "method"),
    ("Nb changes the structure of NbMoTaW considerably.", "considerably"),
    ("Two shapes of grains of NbMoTaW were seen when x = 0.7 probably due to sulphur.", "probably"),
]


@pytest.mark.parametrize(("rule", "text", "question", "kind", "answer"), ASKED)
def test_a_statement_is_asked_for(
    rule: str, text: str, question: str, kind: str, answer: str
) -> None:
    assert drafted(text).get(question) == (rule, kind, answer)


@pytest.mark.parametrize(("rule", "text", "question"), FOUND)
def test_a_rule_finds_its_question(rule: str, text: str, question: str) -> None:
    assert [asked for _, asked, _ in drafts_of_rule(rule, text)] == [question]


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_the_rule_stays_silent(rule: str, text: str) -> None:
    assert drafts_of_rule(rule, text) == []


@pytest.mark.parametrize(("text", "part"), WRONG)
def test_what_would_be_asked_wrongly_is_not_asked(text: str, part: str) -> None:
    assert not [question for question in drafted(text) if part in question]


def test_an_effect_is_asked_once_with_all_that_its_sentence_tells_of() -> None:
    text = "Adding titanium refines the grains of NbMoTaW and raises the hardness by a half."
    effects = [question for question, (_, kind, _) in drafted(text).items() if kind == "effect-of"]
    assert effects == [
        "How does adding titanium affect the microstructure and the hardness of NbMoTaW?"
    ]


def test_a_change_whose_amounts_stand_behind_a_colon_is_not_asked_without_them() -> None:
    text = "With increasing W content, the hardness of NbMoTaW improves: it rises from 3 to 9 HV."
    assert drafts_of_rule("change with", text) == []


def test_what_takes_the_place_of_another_is_told_with_it() -> None:
    text = "With increasing speed, the grains of NbMoTaW become equiaxed instead of columnar."
    assert text in {answer for _, _, answer in drafted(text).values()}


def test_a_trend_is_asked_with_its_conditions_and_not_without_its_turn() -> None:
    text = "At 900 °C, the grain size of NbMoTaW increases with time"
    [(_, question, _)] = drafts_of_rule("change with", f"{text}.")
    assert question == "How does the grain size of NbMoTaW change with time at 900 °C?"
    assert drafts_of_rule("change with", f"{text}, but falls at last.") == []


def test_an_effect_or_a_cause_is_answered_by_its_whole_sentence_or_not_asked() -> None:
    text = "Carbides mainly reduce the wear rate of NbMoTaW, at the expense of its ductility."
    effects = {
        answer for rule, _, answer in drafted(text).values() if rule in ("effect", "influence")
    }
    assert effects == {text}
    assert not drafted(f"These {text[0].lower()}{text[1:]}")


def test_a_condition_behind_a_change_is_not_taken_for_one_of_it() -> None:
    text = "With increasing x, the hardness of NbMoTaW rises to 400 HV, without cracks under load."
    assert not [one for one in drafted(text) if one.endswith("under load?")]
