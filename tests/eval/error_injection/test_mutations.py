"""Each error changes one thing, and never to something that is still true of the source."""

import random

import pytest

from answer.grounding.check import Source
from builder.materials.alloys import find_alloys
from builder.materials.quantities import find_quantities
from eval.error_injection.cases import TrueAnswer
from eval.error_injection.mutations import ERRORS, Pool

FOREIGN = Pool(
    ("HfNbTaTiZr", "CoCrFeMnNi"),
    ("HfNbTaTiZr was cold rolled.", "It was cast.", "The hardness of CrMnFeCoNi is low."),
)


def change(
    error: str,
    answer: str,
    source: str,
    title: str = "",
    question: str | None = None,
    seed: int = 0,
) -> tuple[str, str] | None:
    case = TrueAnswer("c", "c", question, answer, Source(title, source))
    return ERRORS[error](case, FOREIGN, random.Random(seed))


def every(error: str, answer: str, source: str, **more: str) -> set[str]:
    """What an error makes of an answer, over many seeds."""
    made = (change(error, answer, source, seed=seed, **more) for seed in range(60))  # type: ignore[arg-type]
    return {one[0] for one in made if one}


def test_a_number_becomes_half_or_double_or_so_and_keeps_its_decimals() -> None:
    assert every("number", "It is 1.4 GPa.", "It is 1.4 GPa.") == {
        "It is 0.7 GPa.", "It is 1.0 GPa.", "It is 2.0 GPa.", "It is 2.8 GPa.",
    }  # fmt: skip


def test_a_number_that_the_source_gives_elsewhere_is_no_error() -> None:
    # 1.4 × 500 MPa is 700 MPa, which the source gives as 0.7 GPa; the others stay.
    made = every("number", "It is 500 MPa.", "It is 500 MPa at 77 K and 0.7 GPa at 4 K.")
    assert made == {"It is 250 MPa.", "It is 350 MPa.", "It is 1000 MPa."}


def test_figures_inside_formulas_are_no_quantities() -> None:
    assert change("number", "Al0.3CoCrFeNi is FCC.", "Al0.3CoCrFeNi is FCC.") is None


def test_temperatures_change_by_tens_of_degrees_and_only_by_their_own_error() -> None:
    text = "It melts at 1600 °C."
    assert every("temperature", text, text) == {
        f"It melts at {1600 + step} °C." for step in (60, 100, 150, 300)
    }
    assert change("number", text, text) is None
    # 77 K more by 60 K is 137 K, which the source gives in degrees Celsius.
    cold = every("temperature", "At 77 K it twins.", "At 77 K it twins, at -136 °C it slips.")
    assert "At 137 K it twins." not in cold
    assert "At 177 K it twins." in cold


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("It is 405 MPa.", "It is 405 GPa."),
        ("It lasted 24 h.", "It lasted 24 min."),
        ("At 77 K it twins.", "At 77 °C it twins."),
        ("It elongates by 60%.", "It elongates by 60 times."),
    ],
)
def test_a_unit_becomes_one_that_it_is_mistaken_for(text: str, wrong: str) -> None:
    found = change("unit", text, text)
    assert found is not None and found[0] == wrong


def test_another_unit_is_no_error_where_the_source_gives_that_too() -> None:
    # 1000 °C for 1000 K is wrong, but not where the source anneals at both.
    assert change("unit", "At 1000 K.", "At 1000 K, then at 1000 °C.") is None


def test_a_foreign_alloy_has_other_elements_than_any_of_the_paper() -> None:
    made = every("alloy", "CrMnFeCoNi is tough.", "It is tough.", title="Toughness of CrMnFeCoNi")
    assert made == {"HfNbTaTiZr is tough."}  # CoCrFeMnNi is the same alloy


def test_a_ratio_keeps_the_elements_and_is_not_an_alloy_of_the_paper() -> None:
    source = "Al0.3CoCrFeNi is FCC and Al0.6CoCrFeNi is a mixture."
    made = every("ratio", "Al0.3CoCrFeNi is FCC.", source)
    assert made == {"Al0.15CoCrFeNi is FCC.", "Al0.9CoCrFeNi is FCC."}
    for text in every("ratio", "NbMoTaW is BCC.", "NbMoTaW is BCC."):
        [alloy] = find_alloys(text)
        assert set(alloy.elements) == {"Nb", "Mo", "Ta", "W"}
        assert alloy.text != "NbMoTaW"
    # The amounts of x are open: any ratio may be meant.
    assert change("ratio", "AlxCoCrFeNi was cast.", "AlxCoCrFeNi was cast.") is None


def test_a_wrong_phase_is_one_that_the_source_does_not_name() -> None:
    made = every("phase", "It is FCC.", "It is face-centred cubic, then BCC and B2.")
    assert made and not any(phase in text for text in made for phase in ("FCC", "BCC", "B2"))
    assert "It is HCP." in made


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Yes, it is.", "No, it is."),
        ("No.", "Yes."),
        ("It is not ordered.", "It is ordered."),
        ("It cannot twin.", "It can twin."),
        ("There is no sigma phase.", "There is sigma phase."),
        ("It deforms without cracking.", "It deforms cracking."),
        ("It has been cast.", "It has not been cast."),
        ("It was cast.", "It was not cast."),
    ],
)
def test_a_negation_turns_a_sentence_round(text: str, wrong: str) -> None:
    found = change("negation", text, text)
    assert found is not None and found[0] == wrong


def test_a_sentence_without_a_verb_to_negate_is_left_alone() -> None:
    assert change("negation", "405 MPa", "405 MPa") is None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Hardness increases on ageing.", "Hardness decreases on ageing."),
        ("Higher amounts of Al harden it.", "Lower amounts of Al harden it."),
        ("It is stable below 800 °C.", "It is stable above 800 °C."),
    ],
)
def test_a_comparative_becomes_its_opposite(text: str, wrong: str) -> None:
    found = change("direction", text, text)
    assert found is not None and found[0] == wrong


def test_two_values_are_exchanged_with_their_units() -> None:
    text = "It is 405 MPa at 1600 °C and 735 MPa at 1400 °C."
    for made in every("swap", text, text):
        before, after = ([q.text for q in find_quantities(one)] for one in (text, made))
        assert sorted(before) == sorted(after)
        assert before != after


def test_one_value_alone_is_replaced_by_another_of_its_kind_in_the_source() -> None:
    found = change("swap", "It is 405 MPa.", "It is 405 MPa at 1600 °C and 735 MPa at 1400 °C.")
    assert found == ("It is 735 MPa.", "405 MPa → 735 MPa")
    assert change("swap", "It is 405 MPa.", "It is 405 MPa at 1600 °C.") is None


def test_an_added_sentence_tells_of_something_that_the_source_does_not() -> None:
    made = every("addition", "It is soft.", "The hardness of CrMnFeCoNi is low.")
    assert made == {"It is soft. HfNbTaTiZr was cold rolled.", "It is soft. It was cast."}
    both = every("addition", "It is soft.", "CrMnFeCoNi was cast.")
    assert both == {"It is soft. HfNbTaTiZr was cold rolled."}
