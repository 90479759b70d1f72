"""A question why is answered by a sentence that gives a reason, or not at all."""

import pytest
from hits import hit

from answer.extractive.answer import answer_extractively
from answer.extractive.reasons import explains_another
from answer.question.parse import parse_question

VALUES = "The yield strength of NbMoTaW is 1058 MPa. The yield strength of VNbMoTaW is 1246 MPa."
LAYERS = (
    "Eutectic alloys are strong and ductile, as is AlCoCrFeNi2.1. The composition answers both"
    " wishes, for it solidifies as thin layers. AlCoCrFeNi2.1 is strong and ductile at 700 °C."
    " Cast AlCoCrFeNi2.1 is strong and ductile. AlCoCrFeNi2.1 stays strong and ductile."
)


@pytest.mark.parametrize(
    "question",
    ["Why is the yield strength of NbMoTaW high?", "What explains the yield strength of NbMoTaW?"],
)
def test_values_alone_are_no_reason(question: str) -> None:
    given = answer_extractively(question, [hit(1, VALUES)])
    assert not given.answered
    assert given.nearest == "Nearest: “Title 1”. It gives no reason."


def test_a_reason_is_quoted_though_it_holds_none_of_the_words() -> None:
    given = answer_extractively("Why is AlCoCrFeNi2.1 strong and ductile?", [hit(1, LAYERS)])
    assert any(one.quote.endswith("thin layers.") for one in given.citations)


def test_quotes_of_which_one_gives_a_reason_stay_as_they_are() -> None:
    told = "NbMoTaW is strong due to its lattice distortion. Its density is high."
    given = answer_extractively("Why is NbMoTaW strong?", [hit(1, told)])
    assert given.citations[0].quote.endswith("lattice distortion.")


def test_the_sentence_that_gives_the_reason_of_a_quote_follows_it() -> None:
    told = (
        "The hardness of CoCrFeNi rises with pressure. The distortion is responsible for this. The"
        " hardness of CoCrFeNi was measured under pressure. The pressure was high."
    )
    given = answer_extractively(
        "Why does the hardness of CoCrFeNi rise with pressure?", [hit(1, told)]
    )
    quotes = [one.quote for one in given.citations]
    place = quotes.index("The hardness of CoCrFeNi rises with pressure.")
    assert quotes[place + 1] == "The distortion is responsible for this."


def test_what_the_cause_changes_is_a_reason() -> None:
    told = (
        "The corrosion resistance of CoCrFeNi was weakened with more HSO3−. HSO3− increased the"
        " density of defects in the film. The weakened corrosion resistance of CoCrFeNi was seen."
    )
    asked = "Why does HSO3− weaken the corrosion resistance of CoCrFeNi?"
    given = answer_extractively(asked, [hit(1, told)])
    assert given.citations[0].quote == "HSO3− increased the density of defects in the film."


def test_the_reason_for_the_effect_leads_in_other_words_and_no_introduction_does() -> None:
    told = (
        "Since alloys are strong only after costly strengthening, strong cast alloys are sought."
        " Thus it is more practical to make cast alloys strong. In this work CoCrFeNiCu was cast."
        " These superior tensile properties were caused by its coherent interfaces."
    )
    given = answer_extractively("Why is CoCrFeNiCu so strong?", [hit(1, told)])
    assert given.citations[1].quote.startswith("These superior tensile properties")
    assert not any(one.quote.startswith("Since") for one in given.citations)


def test_a_quote_on_the_sample_asked_about_keeps_its_place() -> None:
    told = (
        "More Ni–Si phases make HSi8 less ductile than all others. HSi6 is ductile due to its"
        " ability to harden."
    )
    given = answer_extractively("Why is HSi8 less ductile?", [hit(1, told)])
    assert given.citations[0].quote.startswith("More Ni–Si phases")


@pytest.mark.parametrize(
    ("before", "is_other"),
    [
        ("No hydrogen was taken up by the annealed sample.", True),
        ("The samples were weighed.", True),
        ("The hydrogenation took longer.", False),
    ],
)
def test_a_reason_that_points_back_needs_the_sentence_before_to_tell_the_effect(
    before: str, is_other: bool
) -> None:
    asked = parse_question("Why is the hydrogenation slower after annealing?")
    assert explains_another(asked, "This could be due to the exposure to air.", before) is is_other
    assert not explains_another(asked, "This leads to slower hydrogenation.", before)


def test_what_changes_the_effect_the_other_way_is_no_reason_to_begin_with() -> None:
    told = (
        "In this work CoCrFeNi with Nb was annealed. The Nb eutectic of CoCrFeNi vanishes, leading"
        " to a decrease in hardness. The hardness of CoCrFeNi with Nb increases due to Laves phase."
    )
    given = answer_extractively("Why does Nb increase the hardness of CoCrFeNi?", [hit(1, told)])
    assert given.citations[0].quote.endswith("due to Laves phase.")
