"""Two materials that a sentence compares are asked with all that it tells of them."""

from builder.drafting.draft import draft

START = "In this work, NbMoTaW and HfNbTaTiZr were cast. "


def asked(text: str) -> list[str]:
    found = draft("p", "NbMoTaW and HfNbTaTiZr", START + text)
    return [one.question for one in found if one.rule == "rival told"]


def test_two_materials_are_compared_by_name() -> None:
    text = "NbMoTaW shows a higher hardness and a lower ductility than HfNbTaTiZr."
    [question] = asked(text)
    assert question.endswith("how does NbMoTaW compare with HfNbTaTiZr in hardness and ductility?")


def test_a_material_that_is_not_named_is_not_compared() -> None:
    assert asked("NbMoTaW shows a higher hardness than most other alloys of this kind.") == []
    assert asked("The coarse grains led to a higher hardness of NbMoTaW than HfNbTaTiZr.") == []


def test_the_treatments_of_the_other_one_are_not_cut() -> None:
    text = "The hardness of NbMoTaW is higher than that of HfNbTaTiZr after rolling"
    assert asked(f"{text}.") != []
    assert asked(f"{text} and annealing.") == []


def test_an_alloy_is_not_compared_with_itself() -> None:
    text = (
        "When the amount of Y is 5 %, the hardness of CoCrFeNi is 58 % higher than that of the"
        " CoCrFeNi alloy without Y addition."
    )
    found = draft("p", "Yttrium in CoCrFeNi", f"In this work, CoCrFeNi was cast. {text}")
    assert [one.question for one in found if one.rule == "rival told"] == []
