"""What is varied is asked with all that its sentence tells of; the sentence is the answer."""

import pytest

from builder.drafting.draft import draft

TITLE = "Microstructure of NbMoTaWx high-entropy alloys"


def asked(text: str, title: str = TITLE, rule: str = "influence") -> dict[str, str]:
    found = draft("p", title, f"In this work, NbMoTaWx was cast. {text}")
    return {one.question: one.answer for one in found if one.rule == rule}


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "With the increase of W content, the hardness rises and the ductility falls steeply.",
            "How does increasing the W content affect the hardness and the ductility of cast"
            " NbMoTaWx high-entropy alloys?",
        ),
        (
            "The grains become finer and the yield strength rises as the W content increases.",
            "How does increasing the W content affect the microstructure and the yield strength of"
            " cast NbMoTaWx high-entropy alloys?",
        ),
        (
            "The addition of yttrium promotes the formation of fine precipitates in the matrix.",
            "How does the addition of yttrium affect precipitation of cast NbMoTaWx"
            " high-entropy alloys?",
        ),
        (
            "The growing Laves fraction improves the hardness and the ductility of all of it.",
            "How does the growing Laves fraction affect the hardness and the ductility of cast"
            " NbMoTaWx high-entropy alloys?",
        ),
        (
            "Cold working increases the dislocation density in all of the bars up to 300 K.",
            "How does cold working affect the dislocation density of cast NbMoTaWx"
            " high-entropy alloys?",
        ),
        (
            "After annealing at 900 °C for 2 h, the yield strength decreased to half of its value.",
            "How does annealing at 900 °C for 2 h affect the yield strength of cast"
            " NbMoTaWx high-entropy alloys?",
        ),
    ],
)
def test_what_is_varied_is_asked_with_all_that_changes(text: str, question: str) -> None:
    assert asked(text) == {question: text}


def test_a_report_before_the_sentence_is_no_part_of_the_answer() -> None:
    text = "Tensile tests showed that increasing the W content raises the yield strength steeply."
    [answer] = asked(text).values()
    assert answer == "Increasing the W content raises the yield strength steeply."


@pytest.mark.parametrize(
    "text",
    [
        "It increases the hardness and the ductility of all of the alloys by a half.",
        "With the addition of Zr, C elements, the hardness rises to the double of its value.",
        "The hardness increased due to the large grain size, as manifested by the curve.",
        "With increasing temperature, the precipitates grow during annealing and their size rises.",
        "Nb reacts in the melt, which reduces the hardness of the coating changed by adding WC.",
        "The as-cast compositions resulted in alloys with a single BCC phase in all of the bars.",
        "With increasing W content, both alloys become harder and the ductility falls steeply.",
    ],
)
def test_an_unsure_cause_or_an_unnamed_material_is_not_asked(text: str) -> None:
    assert asked(text) == {}


@pytest.mark.parametrize(
    ("text", "asked_of"),
    [
        (
            "While oxides can reduce the friction coefficient, the local damage raises the wear"
            " volume of the alloy.",
            "how does the local damage affect the wear volume",
        ),
        (
            "When the temperature increases to 1223 K, all of the microstructure is transformed"
            " to fine grains.",
            "increasing the temperature to 1223 K affect the microstructure",
        ),
    ],
)
def test_a_cause_is_asked_for_its_own_clause_and_up_to_its_end(text: str, asked_of: str) -> None:
    [question] = asked(text)
    assert asked_of.lower() in question.lower()
    assert "friction" not in question


def test_a_member_named_before_is_not_taken_for_the_alloy_of_a_series() -> None:
    text = "NbMoTaW2 is hard. As the BCC phase in the alloy increases, the yield strength rises."
    [question] = asked(text)
    assert "NbMoTaW2" not in question


def test_what_is_added_is_no_name_of_the_material() -> None:
    title = "Hypoeutectic alloys in two systems"
    [question] = asked("Increasing the NiAl content raises the yield strength steeply.", title)
    assert question.startswith(f"According to “{title}”")


def test_without_a_material_the_title_leads() -> None:
    title = "On tungsten in coatings of NbMoTaW and HfNbTaTiZr"
    [question] = asked("Increasing the W content raises the hardness of the films steeply.", title)
    assert question.startswith(f"According to “{title}”, how does increasing the W content affect")


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("At 600 °C, the yield strength falls with increasing W content.", ["At 600 °C, how doe"]),
        (
            "At a low speed of 300 mm/s and a pitch of 5 µm between lines, the hardness falls with"
            " increasing laser power.",
            [],
        ),
    ],
)
def test_a_condition_in_front_is_asked_or_nothing_is(text: str, opening: list[str]) -> None:
    assert [question[:18] for question in asked(text)] == opening


@pytest.mark.parametrize(
    ("text", "not_told"),
    [
        ("After annealing at 900 °C, the hardness fell in samples containing precipitates.",
         "precipitation"),
        ("The hardness falls with increasing W content because of the weaker hardening effect of"
         " ordered particles (L10) and Cr-rich BCC particles.", "phases"),
        ("The addition of yttrium hinders the inward diffusion of boron atoms from the surface.",
         "diffusion"),
    ],
)  # fmt: skip
def test_what_stands_in_passing_is_not_asked(text: str, not_told: str) -> None:
    assert not any(not_told in question for question in asked(text))


@pytest.mark.parametrize(
    "text",
    [
        "The outstanding mechanical properties were found to result from the resistance of"
        " deformation created by grains, while the electrical resistivity was attributed to the"
        " strong blockage effect induced by grain boundaries.",
        "With the increase of temperature or decrease of strain rate, finer grains appear there.",
    ],
)
def test_an_outcome_or_two_causes_are_not_taken_for_one_cause(text: str) -> None:
    assert asked(text) == {}


def test_a_state_is_not_asked_of_what_is_in_it_already() -> None:
    title = "Microstructure of annealed NbMoTaWx alloys"
    [question] = asked("After annealing at 900 °C, the yield strength falls by half.", title)
    assert question.endswith("affect the yield strength of cast NbMoTaWx alloys?")


def test_a_multi_scale_phase_is_no_scale() -> None:
    [question] = asked(
        "The addition of yttrium promotes the formation of multi-scale precipitates."
    )
    assert "oxide scale" not in question


@pytest.mark.parametrize(
    "text",
    [
        "The work hardening rate first increases with increasing strain in all of the tests.",
        "With the increase in deposited atoms, the yield strength rises to twice its old value.",
    ],
)
def test_half_a_change_and_what_is_counted_are_not_asked(text: str) -> None:
    assert asked(text) == {}


def test_the_density_of_boundaries_is_no_mass_for_a_volume() -> None:
    [question] = asked(
        "The addition of yttrium refines the grains and raises twin boundary density."
    )
    assert "the density" not in question


def test_a_part_of_a_composite_is_not_the_material_asked_of() -> None:
    title = "Composites of two phases by sintering"
    [question] = asked(
        "As the content of the AlCoCrFeNi HEA increases, the yield strength of composites rises.",
        title,
    )
    assert question.startswith(f"According to “{title}”, how does increasing the content of")


def test_what_was_only_seen_is_not_affected() -> None:
    assert asked("A phase transition was observed with increasing W content in the films.") == {}


def test_what_something_rises_with_is_asked_with_what_it_is_of() -> None:
    [question] = asked("The yield strength of the films rises with the content of Laves phase.")
    assert question.startswith("How does the content of the Laves phase affect the yield strength")


def test_a_cause_that_has_an_effect_too_is_asked() -> None:
    [question] = asked("The fine carbides also enhance the yield strength of the films by a lot.")
    assert question.startswith("How do the fine carbides affect the yield strength")


def test_an_element_acts_by_itself() -> None:
    text = "Nb promotes the formation of Laves phases along all of the grain boundaries."
    [question] = asked(text, "Wear of metals")
    assert "ow does Nb affect the phases" in question
