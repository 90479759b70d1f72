"""Numbers of a list and words in a circle claim nothing."""

from answer.grounding.check import claims_of
from answer.grounding.empty_claims import states_nothing, without_echo


def test_the_numbers_of_a_list_are_no_claims() -> None:
    assert claims_of("1. 2. 3. 14. 45.") == []
    assert claims_of("1. It is FCC. 2. It is hard.") == ["It is FCC.", "It is hard."]


def test_a_number_that_stands_alone_may_be_the_answer() -> None:
    assert claims_of("2") == ["2"]


def test_words_that_turn_in_a_circle_state_nothing() -> None:
    assert states_nothing("Economic benefits can be achieved by economic benefits.")
    assert states_nothing("What is the purpose of the ratio?")
    assert not states_nothing("The hardness is 5 GPa.")


def test_a_row_of_words_that_stands_twice_says_nothing() -> None:
    twice = "The alloy made by casting cracks like the soft and cheap steel"
    assert states_nothing(f"{twice} does not break where it cracks like the soft and cheap steel.")
    assert not states_nothing(f"{twice}, but the weld does not.")


def test_what_only_repeats_a_verdict_is_left_out() -> None:
    assert without_echo("No, none was found.") == "No."
    assert without_echo("Yes, clearly.") == "Yes."
    assert without_echo("No, it melts.") == "No, it melts."
    assert without_echo("No") == "No"
    assert without_echo("None was found.") == "None was found."


def test_what_a_text_is_about_is_nothing_that_it_says() -> None:
    assert states_nothing("The passage discusses the effect of copper on the hardness.")
    assert not states_nothing("The paper mentions that copper lowers the hardness.")
