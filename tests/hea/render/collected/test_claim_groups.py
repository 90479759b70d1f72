"""Sentences of several papers are shown under what they share."""

import pytest
from hits import hit

from answer.answers import Answer, Citation, ClaimGroup, Sentence
from hea.render.answers import answer
from hea.workflows import json_contracts

QUOTES = ("Al raises the hardness.", "Al lowers the hardness.")


def test_groups_have_their_headings_and_papers_that_differ_are_told(capsys):
    citations = tuple(
        Citation(n, hit(n, quote).listed, quote, 0, len(quote))
        for n, quote in enumerate(QUOTES, start=1)
    )
    sentences = tuple(Sentence(one.quote, (one.n,), True) for one in citations)
    groups = (ClaimGroup("higher hardness", (1,)), ClaimGroup("lower hardness", (2,)))
    answer(Answer("?", True, sentences, citations, None, "", (), groups=groups, differ=True))
    shown = capsys.readouterr().out
    places = [
        shown.index(text)
        for text in ("Papers differ", "higher hardness", QUOTES[0], "lower hardness", QUOTES[1])
    ]
    assert places == sorted(places)
    assert shown.count(QUOTES[0]) == 1


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("Summarize what is known about CoCrFeNi", True),
        ("What is known about CoCrFeNi and CrCoNi?", False),
        ("Does aluminium raise the hardness?", False),
    ],
)
def test_the_alloy_asked_about_can_be_seen_as_a_whole(question, offered, capsys):
    cited = Citation(1, hit(1, QUOTES[0]).listed, QUOTES[0], 0, len(QUOTES[0]))
    said, groups = Sentence(QUOTES[0], (1,), True), (ClaimGroup("CoCrFeNi", (1,)),)
    answer(Answer(question, True, (said,), (cited,), None, "", (), groups=groups))
    assert ('hea alloy "CoCrFeNi"' in capsys.readouterr().err) == offered


def test_what_one_paper_says_of_an_alloy_offers_the_whole_alloy_too(capsys):
    cited = Citation(1, hit(1, QUOTES[0]).listed, QUOTES[0], 0, len(QUOTES[0]))
    said = Sentence(QUOTES[0], (1,), True)
    question = "Tell me about CoCrFeNi"
    answer(Answer(question, True, (said,), (cited,), None, "", (), intent="broad"))
    assert 'hea alloy "CoCrFeNi"' in capsys.readouterr().err


def test_the_contract_tells_that_papers_differ():
    given = Answer("?", True, (), (), None, "", (), differ=True)
    assert json_contracts.answer(given, 0.0)["differ"] is True
