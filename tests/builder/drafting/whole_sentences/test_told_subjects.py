"""What only the subject of a sentence names is asked by it, with the sentences that go on."""

import pytest

from builder.drafting.draft import draft
from builder.drafting.whole_sentences.leaning import points_outside
from builder.drafting.whole_sentences.told_things import told_things
from builder.triples import Triple

START = "In this work, NbMoTaW was cast. "


def asked(text: str, *rules: str) -> list[Triple]:
    made = draft("p", "Wear of metals", START + text)
    return [one for one in made if one.rule in (rules or ("subject told",))]


def test_a_subject_of_the_paper_alone_is_asked_by_its_name() -> None:
    [one] = asked("The borided case of the discs reaches deep below their ground surface here.")
    assert one.question == (
        "What did the study “Wear of metals” find about the borided case of the discs?"
    )
    assert one.answer == one.evidence


@pytest.mark.parametrize(
    "text",
    [
        "The reinforcing grit is introduced with varying size into the powder of the mill.",
        "The wear of metals is slow in all of the salty waters of the northern oceans.",
        "The quoted numbers highlight the depth of the borided case of all these discs.",
        "A slow change of the borided case occurred as the salt water rose from 20 to 80 cm.",
        "NbMoTaW alloys of this kind run dry in a mill over many days without a stop.",
        "The borided case lies deep. Salt water seeps through the borided case of discs.",
    ],
)
def test_what_was_done_what_all_is_about_and_what_is_told_twice_is_not_asked(text: str) -> None:
    assert asked(text) == []


def test_a_finding_is_asked_with_the_sentence_that_goes_on() -> None:
    text = (
        "The residual stress remains compressive near the surface of every single disc."
        " This stress keeps the discs sound in salt water for a whole year."
    )
    [one] = asked(text, "finding told")
    assert one.answer == text
    apart = text.replace("This stress keeps", "There are wheels that keep")
    assert "There" not in "".join(one.answer for one in asked(apart, "finding told"))


def test_an_answer_names_what_it_points_at() -> None:
    assert points_outside("Slip governs the strain. These regions ease the recrystallization.")
    assert not points_outside("Shear forms in regions. These regions ease recrystallization.")
    assert not points_outside("Slip governs the strain. These effects add up.")


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("The wear resistance is comparable to that of intermetallics.", ("the wear resistance",)),
        ("It shows an enhancement of hardness.", ("the hardness",)),
        ("The yield strength rests on grain boundary strengthening.", ("the yield strength",)),
        ("The dimples and the pores grow.", ()),
        ("The graphene oxide lies in the metal.", ()),
        ("Large Frank loops grow slowly.", ("the dislocation loops",)),
        ("Annealing erases the elemental segregation.", ("the distribution of elements",)),
    ],
)
def test_what_is_compared_is_not_told_of(text: str, things: tuple[str, ...]) -> None:
    assert told_things(text) == things


def test_what_the_authors_found_is_told_without_them() -> None:
    [one] = asked("We find that the borided case of the discs reaches deep below their surface.")
    assert one.answer.startswith("The borided case")


def test_an_element_acts_by_itself() -> None:
    text = "Nb promotes the formation of Laves phases along all of the grain boundaries."
    [one] = asked(text, "influence")
    assert "ow does Nb affect the phases" in one.question
