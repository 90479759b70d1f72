"""What stands in another clause, or in another place of the clause asked about, is no answer."""

import pytest

from answer.claims.asked_clause import (
    Share,
    asked_parts,
    clause_features,
    gives_other_cause,
    parts_of,
    statements_of,
    tells_cause,
)
from answer.claims.placement import stems_of
from answer.claims.question_gap import find_gap

CONTRAST = "Nb additions raise the toughness of the alloy, whereas Ti additions lower its hardness."


def share_of(question: str) -> Share:
    asked = stems_of(question)
    return lambda stems: len(asked & stems) / len(asked)


def features(question: str, answer: str, sentence: str) -> dict[str, float]:
    gap, asked = find_gap(question), stems_of(question)
    return clause_features(answer, sentence, gap, share_of(question), asked)


def test_a_sentence_is_cut_where_another_verb_follows() -> None:
    assert len(parts_of(CONTRAST)) == 2
    assert len(parts_of("The alloy was cast, homogenized and rolled.")) == 1


def test_the_part_asked_about_is_that_with_most_of_the_question() -> None:
    (part,) = asked_parts(CONTRAST, share_of("What raises the toughness?"))
    assert part >= stems_of("Nb toughness")
    assert not part & stems_of("Ti")


@pytest.mark.parametrize(("answer", "elsewhere"), [("Nb additions", 0.0), ("Ti additions", 0.5)])
def test_what_another_clause_names_is_measured(answer: str, elsewhere: float) -> None:
    found = features("What raises the toughness of the alloy?", answer, CONTRAST)
    assert found["in another clause"] == elsewhere


def test_the_place_of_an_answer_in_its_clause_is_measured() -> None:
    sentence = "The Laves phase impedes the dislocations due to its high hardness."
    found = features("What impedes the dislocations?", "The Laves phase", sentence)
    assert found["subject for subject"] == 1.0
    assert found["outside for subject"] == 0.0
    assert found["clause with its verb"] == 1.0
    found = features("What impedes the dislocations?", "its high hardness", sentence)
    assert "subject for subject" not in found
    passive = "The dislocations are impeded by the Laves phase."
    assert "object for subject" not in features(
        "What are the dislocations impeded by?", "by the Laves phase", passive
    )


def test_what_stands_for_a_clause_is_a_statement_of_its_own() -> None:
    found = statements_of(
        "The hardness is 500 HV, which is lower than expected, making it useless."
    )
    assert len(found) == 3


@pytest.mark.parametrize(
    "sentence",
    [
        "The slow growth of the grains is due to oxides pinning the boundaries.",
        "Oxides pinned the boundaries, slowing the growth of the grains.",
    ],
)
def test_a_cause_stands_on_its_side_of_what_it_leads_to(sentence: str) -> None:
    asked = "Why do the grains grow slowly?"
    assert tells_cause("Oxides pin the boundaries", asked, sentence)
    assert not tells_cause("Oxides pin the boundaries", "Why do boundaries hold oxides?", sentence)
    assert not tells_cause("Because of the growth", asked, sentence)


def test_the_cause_of_one_thing_is_not_that_of_another() -> None:
    paper = [
        "The alloy shows a pronounced strain-rate dependence.",
        "The improved hardening is attributed to hierarchical nanotwins.",
    ]
    asked = "Why does it harden?"
    assert gives_other_cause("The rate dependence is due to hierarchical nanotwins.", asked, paper)
    assert not gives_other_cause("The hardening is due to hierarchical nanotwins.", asked, paper)


def test_a_cause_told_of_another_alloy_is_none() -> None:
    told = "The elongation of CoCrFeMnNi increases with Ni addition due to the decreasing sigma."
    cause = "Because there is less sigma when Ni is added."
    assert tells_cause(cause, "Why does the elongation of CoCrFeMnNi rise with Ni?", told)
    assert not tells_cause(cause, "Why does the elongation of AlCoCrFe rise with Ni?", told)


def test_what_a_sentence_begins_with_is_the_cause_of_what_follows() -> None:
    told = "Due to the strain caused by expansion, the hardness of the surface is enhanced."
    assert tells_cause("because of the strain", "Why is the hardness enhanced?", told)
    assert not tells_cause("because of the hardness", "Why is there a strain?", told)
