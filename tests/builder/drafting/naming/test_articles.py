"""Questions get the articles that their nouns need."""

import pytest

from builder.drafting.naming.articles import with_articles


@pytest.mark.parametrize(
    ("question", "corrected"),
    [
        ("How does the NbMoTaW compare with steel?", "How does NbMoTaW compare with steel?"),
        (
            "What is FCC phase in NbMoTaW composed of?",
            "What is the FCC phase in NbMoTaW composed of?",
        ),
        ("How was complex alloy with Nb made?", "How was the complex alloy with Nb made?"),
        (
            "How much harder is it than that of CoCrFeNi coating?",
            "How much harder is it than that of the CoCrFeNi coating?",
        ),
        ("How was a ultrafine-grained alloy made?", "How was an ultrafine-grained alloy made?"),
        ("How was an two-phase alloy made?", "How was a two-phase alloy made?"),
    ],
)
def test_a_counted_noun_gets_its_article(question: str, corrected: str) -> None:
    assert with_articles(question) == corrected


@pytest.mark.parametrize(
    "question",
    [
        "What is the in situ phase composed of?",
        "What increased the SFE?",
        "What is the FCC phase of the alloy?",
        "What is a uniform phase of these alloys?",
        "Why is single phase found in it?",
        "According to “Wear of CoCrFeNi coating”, what is high?",
        "How do FCC phases affect the hardness of NbMoTaW?",
        "Which of two phases is in which alloy?",
    ],
)
def test_what_has_one_or_needs_none_stays(question: str) -> None:
    assert with_articles(question) == question
