"""The oldest and newest papers on a subject, by the year of the catalogue."""

import pytest
from stated_papers import StatedPapers, paper

from answer.answer_question import answer_question

PAPERS = StatedPapers(
    paper("a", "Creep of CoCrFeNi", "Creep is slow. Climb controls creep at 650 °C.", 2019),
    paper("b", "Wear of CoCrFeNi", "It wears. Creep does not matter for wear.", 2004),
    paper("c", "Creep of NbTaTi", "NbTaTi creeps. Glide controls the creep of NbTaTi.", 2012),
    paper("d", "Creep without a date", "It creeps. Creep was measured.", None),
    paper("e", "Creep strength of CoCrFeNiMo", "Mo lowers creep rates. It was cast.", 2024),
)


@pytest.mark.parametrize(
    ("question", "order", "head"),
    [
        ("What is the oldest paper on creep?", "cae", "The oldest paper about it is of 2012"),
        ("Which are the newest papers on creep?", "eac", "The newest paper about it is of 2024"),
        ("What is the first paper on wear?", "b", "The oldest paper about it is of 2004."),
        ("What is the oldest paper about creep of CoCrFeNi?", "ae", "The oldest paper about it"),
    ],
)
def test_papers_are_listed_from_the_end_asked_for(question: str, order: str, head: str) -> None:
    given = answer_question(question, PAPERS, 5)
    assert "".join(one.listed.id for one in given.citations) == order
    assert given.sentences[0].text.startswith(head)
    for one in given.citations:
        assert one.listed.paper.abstract is not None
        assert one.listed.paper.abstract.text[one.start : one.end] == one.quote
