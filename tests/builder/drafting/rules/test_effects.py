"""Effects, results, outcomes, trends and changes under a condition."""

import pytest
from rule_drafts import drafted, drafts_of_rule

ASKED = [
    (
        "change with",
        "The hardness of NbMoTaW increases with tungsten content.",
        "How does the hardness of NbMoTaW change with tungsten content?",
        "trend",
        "The hardness of NbMoTaW increases with tungsten content",
    ),
    (
        "change with",
        "The hardness of NbMoTaW rises with increasing W content, the largest grain is 9.",
        "How does the hardness of NbMoTaW change with increasing W content?",
        "trend",
        "The hardness of NbMoTaW rises",
    ),
    (
        "change with",
        "The hardness of NbMoTaW decreases with increasing temperature.",
        "How does the hardness of NbMoTaW change with increasing temperature?",
        "trend",
        "The hardness of NbMoTaW decreases",
    ),
    (
        "effect",
        "Titanium additions improve the ductility of NbMoTaW.",
        "What effect do titanium additions have on the ductility of NbMoTaW?",
        "effect-of",
        "Titanium additions improve the ductility of NbMoTaW",
    ),
    (
        "effect",
        "Nitrogen additions promote the ordering of NbMoTaW, owing to strong bonds between atoms.",
        "How do nitrogen additions affect the ordering of NbMoTaW?",
        "effect-of",
        "Nitrogen additions promote the ordering of NbMoTaW, owing to strong bonds between atoms",
    ),
    (
        "effect",
        "Nitrogen additions promote the ordering of NbMoTaW via strong bonds and slow the atoms.",
        "What effect do nitrogen additions have on the ordering of NbMoTaW?",
        "effect-of",
        "Nitrogen additions promote the ordering of NbMoTaW via strong bonds",
    ),
    (
        "effect",
        "High-density dislocations can promote the ordering of NbMoTaW.",
        "What effect do high-density dislocations have on the ordering of NbMoTaW?",
        "effect-of",
        "High-density dislocations can promote the ordering of NbMoTaW",
    ),
    (
        "change with",
        "The hardness of NbMoTaW rises with the increase of W content.",
        "How does the hardness of NbMoTaW change with increasing W content?",
        "trend",
        "The hardness of NbMoTaW rises",
    ),
    (
        "effect",
        "Increasing the tungsten content improves the purity of NbMoTaW.",
        "How does increasing the tungsten content affect the purity of NbMoTaW?",
        "effect-of",
        "Increasing the tungsten content improves the purity of NbMoTaW",
    ),
    (
        "change under",
        "The hardness of NbMoTaW decreases after annealing at 900 °C.",
        "What happens to the hardness of NbMoTaW after annealing at 900 °C?",
        "effect-of",
        "The hardness of NbMoTaW decreases",
    ),
    (
        "change under",
        "At 200 °C, wear resistance of NbMoTaW decreased, with wear volume higher than at room"
        " temperature, but still better than that of tungsten.",
        "What happened to wear resistance of NbMoTaW at 200 °C?",
        "effect-of",
        "wear resistance of NbMoTaW decreased, with wear volume higher than at room"
        " temperature, but still better than that of tungsten",
    ),
    (
        "effect",
        "Oxygen is detrimental to the ductility of NbMoTaW.",
        "What effect does oxygen have on the ductility of NbMoTaW?",
        "effect-of",
        "Oxygen is detrimental to the ductility of NbMoTaW",
    ),
    (
        "change with",
        "The texture of NbMoTaW changes from brass to copper with increasing strain.",
        "How does the texture of NbMoTaW change with increasing strain?",
        "trend",
        "The texture of NbMoTaW changes from brass to copper",
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
    ("change under", "The hardness of NbMoTaW drops from 5 GPa at 300 K to 2 GPa at 900 K."),
    ("change under", "The hardness of NbMoTaW decreases."),
    ("change with", "The hardness of NbMoTaW first increases with increasing strain."),
    ("change under", "The hardness of NbMoTaW was increased with the time after annealing."),
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
    [(_, _, answer)] = [one for one in drafted(text).values() if one[0] == "change with"]
    assert answer.endswith("instead of columnar")


def test_a_trend_is_asked_with_its_conditions_and_not_without_its_turn() -> None:
    text = "At 900 °C, the grain size of NbMoTaW increases with time"
    asked = [one for one in drafted(f"{text}.") if "change" in one]
    assert asked == ["How does the grain size of NbMoTaW change with time at 900 °C?"]
    assert not [one for one in drafted(f"{text}, but falls at last.") if "change" in one]


def test_a_condition_behind_a_change_is_not_taken_for_one_of_it() -> None:
    text = "With increasing x, the hardness of NbMoTaW rises to 400 HV, without cracks under load."
    assert not [one for one in drafted(text) if one.endswith("under load?")]
