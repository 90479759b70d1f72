"""Whole sentences answer questions for topics, causes and findings, if they can be read alone."""

import pytest

from builder.drafting.draft import draft
from builder.drafting.whole_sentences.leaning import (
    goes_on,
    leans,
    tells_finding,
    without_connective,
)
from builder.drafting.whole_sentences.summaries import refers_out
from builder.triples import Triple

TITLE = "Corrosion and wear of NbMoTaW"
START = "In this work, NbMoTaW was cast. "


def whole(text: str, title: str = TITLE) -> list[Triple]:
    kinds = ("summary", "cause behind")
    found = draft("p", title, START + text)
    return [t for t in found if t.kind == "summary" or t.rule.startswith(kinds)]


def test_a_topic_told_in_one_place_is_asked_with_all_its_sentences() -> None:
    text = (
        "The corrosion current density of NbMoTaW in salt water is low and its passive film is"
        " dense. The pitting potential rises when the passivation lasts longer in salt water."
    )
    [triple] = [t for t in whole(text) if t.rule == "summary of corrosion"]
    assert triple.answer == triple.evidence == text
    assert "NbMoTaW" in triple.question
    assert triple.kind == "summary"
    assert triple.difficulty == "hard"


def test_a_topic_told_in_two_places_is_not_asked_by_one_of_them() -> None:
    text = (
        "The corrosion of NbMoTaW in salt water is slow, as its passive film is dense. The grains"
        " and dendrites of the microstructure are coarse and have a texture. Pitting corrosion of"
        " NbMoTaW begins at carbides in salt water."
    )
    assert not [t for t in whole(text) if t.rule == "summary of corrosion"]


def test_one_or_two_mechanical_properties_are_named_not_all_of_them() -> None:
    text = (
        "With the addition of W, the hardness and the yield strength of NbMoTaW rise to 454 HV and"
        " 1.4 GPa at room temperature."
    )
    [two] = [t for t in whole(text) if t.rule == "summary of mechanics"]
    assert "about the hardness and the yield strength" in two.question
    more = text.replace("the hardness", "the hardness, the ductility")
    [three] = [t for t in whole(more) if t.rule == "summary of mechanics"]
    assert "about the mechanical properties" in three.question


def test_what_is_said_twice_is_no_answer() -> None:
    text = (
        "The addition of W raises the hardness of NbMoTaW to 454 HV and its strength to 1.4 GPa."
        " The addition of W increases the hardness of NbMoTaW to 454 HV and its strength to 1.4"
        " GPa."
    )
    assert not [t for t in whole(text) if t.rule == "summary of mechanics"]


def test_a_cause_told_in_the_next_sentence_answers_why() -> None:
    text = (
        "NbMoTaW shows a high strength at 1600 °C. This is attributed to the slow diffusion of"
        " tungsten in the lattice."
    )
    [triple] = [t for t in whole(text) if t.rule == "cause behind"]
    assert triple.question.startswith("Why does cast NbMoTaW show a high strength")
    assert triple.answer == text
    assert triple.kind == "mechanism"


def test_no_question_asks_vaguely_what_was_found_or_how_something_changed() -> None:
    text = (
        "The oxygen content of NbMoTaW was below a tenth of a per cent after all of the tests. The"
        " volume of the oxygen layer on NbMoTaW grows in steps after a hundred hours of testing."
    )
    assert not [t for t in whole(text) if t.rule in ("finding", "change found")]


@pytest.mark.parametrize(
    "text",
    [
        "The microstructure and the phases of NbMoTaW were investigated by several methods.",
        "This layer peels off in steps after a hundred hours of testing in salt water.",
        "The S3 sample peels off in steps after a hundred hours of testing in salt water.",
        "Our strategy offers a pathway for the design of NbMoTaW with better properties.",
        "XRD analysis confirmed the uniform distribution of tungsten within the alloy.",
    ],
)
def test_what_is_no_finding_or_cannot_be_read_alone_is_not_asked(text: str) -> None:
    assert whole(text) == []


def test_connectives_go_and_pronouns_lean() -> None:
    assert without_connective("Moreover, it was found that the grains grow.") == "The grains grow."
    assert without_connective("It was found that the grains grow.") == "The grains grow."
    assert leans("These alloys are hard.")
    assert leans("However, they are brittle.")
    assert not leans("The alloy is hard in the heat of summer, but it is brittle in winter.")
    assert goes_on("It is brittle.")
    assert not goes_on("Therefore, the alloy is brittle.")


def test_a_topic_that_is_only_told_apart_is_not_asked() -> None:
    text = (
        "The dislocations of NbMoTaW are mainly partial dislocations, beside which lie a great many"
        " stacking faults."
    )
    assert not [t for t in whole(text) if t.rule == "summary of deformation"]


def test_a_topic_is_not_asked_whole_where_another_sentence_tells_more_of_it() -> None:
    text = (
        "The bars show a high strength and good ductility, beyond those of the annealed bars of"
        " the same size."
    )
    rule = "summary of mechanics"
    more = f"{text} The grains were seen by SEM. The strength is expected to hold in service."
    assert rule in {t.rule for t in whole(text)}
    assert rule not in {t.rule for t in whole(more)}


def test_capitals_do_not_hide_what_was_done_or_refers_to_the_paper() -> None:
    assert not tells_finding("THE SAMPLES WERE TESTED.")
    assert not tells_finding("The phases were observed by SEM.")
    assert refers_out("THIS PAPER tells of it.")
    assert refers_out("It is dense. © 2020 Elsevier B.V.")
