"""Findings told from aims, background and outlook; sentences that cannot stand alone."""

import pytest

from answer.collected.sentence_kinds import can_be_quoted, finding_score

FINDING = "Dislocation climb controls the creep of CoCrFeNi at low stresses."


@pytest.mark.parametrize(
    "other",
    [
        "The creep of CoCrFeNi was measured at 650 °C in vacuum and air.",
        "To elucidate how cells govern creep, CoCrFeNi was printed in two ways.",
        "High-entropy alloys have attracted much attention for their creep resistance.",
        "The mechanisms of creep in CoCrFeNi remain unclear to this day.",
        "These findings provide new insights into the creep of CoCrFeNi.",
        "The mechanism of creep was also revealed.",
    ],
)
def test_other_sentences_score_below_findings(other):
    assert finding_score(other) < 0 < finding_score(FINDING)


@pytest.mark.parametrize(
    "backward",
    [
        "It leads to a lower creep rate of the CoCrFeNi alloy.",
        "This results in a lower creep rate of CoCrFeNi.",
        "In spite of this, CoCrFeNi creeps less than steel does.",
        "The former creeps less than the latter in every test.",
        "© 2021 Somebody. All rights are held by CoCrFeNi and creep.",
        "Creep hurts.",
        "At 1050 °C all three go through a stage of transient oxidation.",
        "Atom probe tomography of Al0.3CoCrFeNi and CoCrFeNi shows why.",
    ],
)
def test_sentences_that_point_back_are_not_quoted(backward):
    assert not can_be_quoted(backward)


@pytest.mark.parametrize(
    "alone",
    [
        FINDING,
        "Such creep tests revealed that CoCrFeNi creeps less than steel.",
        "It was found that the creep of CoCrFeNi is controlled by climb.",
        "Both CoCrFeNi and CoCrNi creep by dislocation climb.",
        "These alloys creep by dislocation climb at low stresses.",
    ],
)
def test_sentences_that_stand_alone_are_quoted(alone):
    assert can_be_quoted(alone)


def test_hostile_texts_are_read_in_time():
    for text in ("this " * 20_000 + "x.", "to be was " * 10_000 + ".", "a" * 100_000 + "."):
        can_be_quoted(text)
        finding_score(text)


def test_members_named_in_a_sentence_may_be_told_respectively() -> None:
    assert can_be_quoted(
        "The hardness of Al0.2, Al0.45 and Al0.7 is 185 HV, 262 HV and 771 HV, respectively."
    )
    assert not can_be_quoted(
        "The hardness of the three is 185 HV, 262 HV and 771 HV, respectively."
    )
