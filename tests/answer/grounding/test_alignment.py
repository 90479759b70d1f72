"""Mentions of a claim and of its source, compared by the words around them."""

import pytest

from answer.grounding.alignment import (
    directions,
    exchanged_mentions,
    is_given,
    same_mention,
    words_of,
)
from builder.materials.alloys import find_alloys
from builder.materials.measurements.sentence_facts import read_facts
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity


def quantity(text: str) -> Quantity:
    [found] = find_quantities(text)
    return found


@pytest.mark.parametrize(
    ("claimed", "given", "same"),
    [
        ("0.759 GPa", "759 MPa", True),
        ("0.61 GPa", "613.5 MPa", True),  # rounded to its own digits
        ("0.62 GPa", "613.5 MPa", False),
        ("0.6 GPa", "613.5 MPa", False),  # one digit may be any number
        ("77 K", "-196 °C", True),
        ("900 °C", "750-900 °C", True),  # one end of a range
        ("800 °C", "750-900 °C", False),
        ("613.5 MPa", "−613.5 MPa", True),  # a compressive stress
        ("77 K", "77 MPa", False),
    ],
)
def test_a_quantity_is_the_given_one_in_another_unit_rounded_or_an_end(
    claimed: str, given: str, same: bool
) -> None:
    assert is_given(quantity(claimed), quantity(given)) is same


def test_alloys_are_the_same_in_any_order_of_their_elements() -> None:
    [cantor], [other] = find_alloys("CrMnFeCoNi"), find_alloys("FeCoNiCrMn")
    [refractory] = find_alloys("NbMoTaW")
    assert same_mention(cantor, other)
    assert not same_mention(cantor, refractory)
    assert not same_mention(cantor, quantity("77 K"))


def test_words_for_more_and_for_less_are_found_where_they_stand() -> None:
    text = "Hardness increases while ductility falls."
    found = sorted((one.start, one.name, one.text) for one in directions(text))
    assert found == [(9, "more", "increases"), (35, "less", "falls")]


def test_quantities_are_no_words_and_an_alloy_counts_by_its_elements_too() -> None:
    assert words_of("annealed at 800 °C") == words_of("annealed at 1073 K")
    assert words_of("CrMnFeCoNi") & words_of("FeCoNiCrMn")
    assert not words_of("CrMnFeCoNi") & words_of("NbMoTaW")


def reasons(claim: str, *source: str) -> list[str]:
    parts = [read_facts(sentence) for sentence in source]
    return list(exchanged_mentions(read_facts(claim), parts, set()))


SOURCE = (
    "Sigma precipitates form at grain boundaries after annealing at 700 °C.",
    "Copper clusters dissolve in the matrix after quenching from 900 °C.",
)


def test_a_temperature_of_another_event_is_found_out() -> None:
    claim = "Sigma precipitates form at grain boundaries after annealing at 900 °C."
    assert reasons(claim, *SOURCE) == ["It says 900 °C; the passage says 700 °C there."]
    assert reasons(claim.replace("900", "700"), *SOURCE) == []


def test_a_settled_quantity_is_not_compared_again() -> None:
    claim = read_facts("Sigma precipitates form at grain boundaries after annealing at 900 °C.")
    parts = [read_facts(sentence) for sentence in SOURCE]
    assert list(exchanged_mentions(claim, parts, set(claim.quantities))) == []


def test_less_for_more_is_found_out() -> None:
    assert reasons(
        "Grain growth increases the hardness of NbMoTaW.",
        "Grain growth decreases the hardness of NbMoTaW.",
    ) == ["It says increases; the passage says decreases there."]
