"""Comparisons of two sides that stand in two papers: each side is asked for by itself."""

import pytest

from answer.collected.compared_sides import compare_by_sides
from answer.question.parse import parse_question

THICK = (
    "Boriding of CoCrFeNi",
    "CoCrFeNi was borided. The boride layer on CoCrFeNi has a thickness of 70 µm.",
    2020,
)
THIN = (
    "Boriding of Al0.25CoCrFeNi",
    "Al0.25CoCrFeNi was borided. The boride layer on Al0.25CoCrFeNi has a thickness of 50 µm.",
    2021,
)
BOTH = (
    "Boriding of two alloys",
    "CoCrFeNi and Al0.25CoCrFeNi were borided. The boride layer on CoCrFeNi is smoother than that"
    " on Al0.25CoCrFeNi.",
    2022,
)


class ByAlloy:
    """Papers that are found by the formula in a question."""

    def __init__(self, papers, *formulas):
        self.papers, self.formulas = papers, formulas

    def search(self, question, k, years=None):
        hits = self.papers.search(question, k)
        own = [hit for hit, one in zip(hits, self.formulas, strict=True) if f" {one}" in question]
        return [*own, *(hit for hit in hits if hit not in own)][:k]

    def values(self, name, years=None):
        return []


def compare(text, papers):
    return compare_by_sides(parse_question(text), papers)


@pytest.mark.parametrize(("than", "outcome"), [("thicker", "yes"), ("thinner", "no")])
def test_two_values_of_two_papers_settle_a_comparison(corpus, than, outcome):
    papers = ByAlloy(corpus(THICK, THIN), "CoCrFeNi", "Al0.25CoCrFeNi")
    given = compare(
        f"Is the boride layer on CoCrFeNi {than} than the one on Al0.25CoCrFeNi?", papers
    )
    assert given.short == outcome
    assert [one.listed.paper.title for one in given.citations] == [THICK[0], THIN[0]]
    assert "70 µm" in given.sentences[0].text
    assert "50 µm" in given.sentences[0].text


def test_what_one_paper_compares_is_left_to_it(corpus):
    papers = ByAlloy(corpus(BOTH, THICK, THIN), "none", "CoCrFeNi", "Al0.25CoCrFeNi")
    question = "Is the boride layer on CoCrFeNi thicker than the one on Al0.25CoCrFeNi?"
    assert compare(question, papers) is None


def test_a_side_that_no_paper_gives_a_value_of_leaves_the_comparison_open(corpus):
    papers = ByAlloy(corpus(THICK, ("Wear of NbTaTi", "NbTaTi wears.", 2020)), "CoCrFeNi", "NbTaTi")
    assert compare("Is the boride layer on CoCrFeNi thicker than that on NbTaTi?", papers) is None


def test_a_noun_is_no_comparative(corpus):
    papers = ByAlloy(corpus(THICK, THIN), "CoCrFeNi", "Al0.25CoCrFeNi")
    assert compare("Is the layer on CoCrFeNi other than that on Al0.25CoCrFeNi?", papers) is None


def test_two_sides_are_compared_without_a_comparative(corpus):
    papers = ByAlloy(corpus(THICK, THIN), "CoCrFeNi", "Al0.25CoCrFeNi")
    given = compare(
        "Compare the thickness of the boride layer on CoCrFeNi and on Al0.25CoCrFeNi", papers
    )
    assert given.short is None
    assert "70 µm" in given.sentences[0].text
    assert "50 µm" in given.sentences[0].text
