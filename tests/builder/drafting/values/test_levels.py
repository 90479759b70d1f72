"""Values are asked with owner, form, route, state and condition, or not at all."""

import pytest

from builder.drafting.values.levels import ask_levels, asked_values
from builder.materials.measurements.paper_facts import read_paper

TITLE = "Strength of NbMoTaW"


def asked(text: str, title: str = TITLE) -> dict[str, str]:
    values = asked_values(read_paper(title, text))
    return {one.question: one.answer for one in ask_levels(values)}


def told(text: str, title: str = TITLE) -> str:
    """All questions and answers in one text."""
    return " ".join(f"{question} {answer}" for question, answer in asked(text, title).items())


@pytest.mark.parametrize(
    ("text", "words", "answer"),
    [
        ("The hardness of as-cast NbMoTaW is 454 HV.", ("hardness", "as-cast NbMoTaW"), "454 HV"),
        (
            "The laser-clad NbMoTaW coating has a hardness of 700 HV.",
            ("laser-clad NbMoTaW coating",),
            "700 HV",
        ),
        (
            "NbMoTaW shows a compressive yield strength of 405 MPa at 1600 °C.",
            ("compressive yield strength", "1600 °C"),
            "405 MPa",
        ),
        (
            "After annealing at 900 °C for 2 h, NbMoTaW has a hardness of 390 HV.",
            ("after annealing at 900 °C for 2 h",),
            "390 HV",
        ),
        (
            "NbMoTaW made by spark plasma sintering has a fracture strength of about 2.1 GPa.",
            ("made by spark plasma sintering",),
            "about 2.1 GPa",
        ),
        ("NbMoTaW has a hardness of similar to 4.5 GPa.", ("hardness",), "about 4.5 GPa"),
    ],
)
def test_a_value_is_asked_with_what_it_belongs_to(
    text: str, words: tuple[str, ...], answer: str
) -> None:
    found = asked(text)
    assert list(found.values()) == [answer]
    assert all(word in next(iter(found)) for word in words)


def test_values_of_a_list_go_to_their_owners() -> None:
    text = "The hardness of NbMoTaW, HfNbTaTiZr and CoCrFeNi is 454, 390 and 160 HV, respectively."
    found = asked(text, "Hardness of three alloys")
    assert {"454 HV", "390 HV", "160 HV"} == set(found.values())
    for question, answer in found.items():
        owner = {"454 HV": "NbMoTaW", "390 HV": "HfNbTaTiZr", "160 HV": "CoCrFeNi"}[answer]
        assert owner in question


@pytest.mark.parametrize(
    "text",
    [
        "The hardness of NbMoTaW is 20 % higher than that of HfNbTaTiZr.",
        "The S3 sample has a hardness of 500 HV.",
        "The hardness in the fusion zone of NbMoTaW is 500 HV.",
        "Conventional NbMoTaW has a hardness of 454 HV.",
        "The hardness of NbMoTaW decreases to 300 HV.",
        "A hardness of 454 HV is reached, outperforming alloys such as NbMoTaW.",
        "The hardness of NbMoTaW is 454 HV. After annealing, its grains are large.",
        "The overpotential of NbMoTaW is 150 mV.",
        "With the addition of carbon, NbMoTaW has a hardness of 600 HV.",
        "The hardness of NbMoTaWx is 500 HV.",
        "The hardness of 320 W laser-clad NbMoTaW is 500 HV.",
        "By optimized deposition parameters, NbMoTaW reached a hardness of 500 HV.",
        "The wear rate of NbMoTaW after immersion is 1.2 × 10−5 mm3/(N·m).",
    ],
)
def test_a_value_whose_owner_or_condition_is_unsure_is_not_asked(text: str) -> None:
    assert asked(text) == {}


def test_two_values_that_one_question_cannot_tell_apart_are_not_asked() -> None:
    text = "The hardness of NbMoTaW is 454 HV. A hardness of 520 HV of NbMoTaW was seen again."
    assert asked(text) == {}


def test_the_highest_of_all_alloys_is_that_of_the_one_named() -> None:
    text = "NbMoTaW has the highest hardness of 454 HV, and HfNbTaTiZr has a hardness of 390 HV."
    assert "highest" not in told(text, "Hardness of two alloys")
    families = "The NbMoTaWx alloys reached the highest hardness of 20 GPa."
    assert "highest" in told(families, "NbMoTaWx alloys")


def test_wordings_differ_and_stay_the_same() -> None:
    texts = [f"The hardness of NbMoTaW{n} is 45{n} HV." for n in range(2, 9)]
    first = [question for text in texts for question in asked(text, "Hardness")]
    assert first == [question for text in texts for question in asked(text, "Hardness")]
    assert len({question.split(" ")[0] + question.split(" ")[1] for question in first}) > 1


def test_an_element_that_is_added_is_told_with_its_amount_or_not_asked() -> None:
    text = (
        "With the addition of Ce reaching 0.003 in molar ratio, polygonal Al2O3 inclusions in"
        " CoCrFeNi HEA were converted into spheres, enhancing pitting resistance (Epit = 930 mV)."
    )
    assert (
        asked(text, "Corrosion of CoCrFeNi high entropy alloy by a trace amount of Ce addition")
        == {}
    )


def test_a_coating_of_a_composite_is_called_one() -> None:
    text = "The hardness of the NbMoTaW/Al2O3 composite coating is 430 HV."
    [question] = asked(text, "A composite of NbMoTaW by cold spray")
    assert "NbMoTaW composite coating with Al2O3" in question


def test_a_value_in_a_told_state_is_asked_beside_other_states() -> None:
    text = "The hardness of as-cast NbMoTaW is 454 HV. After annealing at 900 °C, it is soft."
    assert list(asked(text).values()) == ["454 HV"]


def test_all_of_a_material_that_was_treated_has_one_state() -> None:
    text = "NbMoTaW was made by casting and post-heat treatment. It has a hardness of 454 HV."
    assert list(asked(text).values()) == ["454 HV"]


def test_the_hardness_of_a_surface_is_asked_as_such() -> None:
    assert "surface hardness" in told("The surface hardness of as-cast NbMoTaW is 454 HV.")
    assert "surface" not in told("The hardness of as-cast NbMoTaW is 454 HV at the surface.")


def test_states_stand_in_the_order_in_which_they_were_reached() -> None:
    text = "NbMoTaW was made by arc melting. The hardness of annealed NbMoTaW is 454 HV."
    assert "annealed and arc-melted" not in told(text)


def test_an_overpotential_is_asked_with_its_reaction_and_its_current() -> None:
    text = "NbMoTaW shows an overpotential of 150 mV at 10 mA cm−2 for the hydrogen evolution."
    [question] = asked(text)
    assert "hydrogen evolution" in question or "HER" in question
    assert "at 10 mA" in question


@pytest.mark.parametrize(
    "text",
    [
        "A maximum hardness of 454 HV was obtained in NbMoTaW.",
        "For one composition, NbMoTaW has a hardness of 454 HV.",
    ],
)
def test_the_most_of_unnamed_conditions_is_no_value_of_an_alloy(text: str) -> None:
    assert asked(text) == {}
    plain = text.replace("A maximum hardness", "The hardness").replace("For one composition, ", "")
    assert "454 HV" in asked(plain).values()


def test_a_cemented_carbide_is_named_as_it_is_written() -> None:
    text = "The hardness of the WC-10CoCrFeNi carbide is 1400 HV."
    assert " of WC-10CoCrFeNi" in told(text, "Carbides")
    assert "CoCrFeNi with WC" not in told(f"{text} Its fracture toughness is 9 MPa m1/2.", "Tools")


def test_an_addition_to_another_one_is_half_of_what_is_added() -> None:
    text = "With the addition of TiC, the hardness of the NbMoTaW composite reaches 700 HV."
    assert "700 HV" in told(text)
    assert told(text.replace("reaches", "further increases to")) == ""
