"""Review articles: told by title and abstract, and not by what a publisher prints below."""

from stated_papers import StatedPapers, paper

from answer.answer_question import answer_question

PAPERS = StatedPapers(
    paper("a", "Progress in creep of alloys", "Creep is slow. Models are compared.", 2020),
    paper("b", "Corrosion of CoCrFeNi", "Rust is fast. In this review, it is told.", 2023),
    paper("c", "Wear of NbTaTi", "It wears. Peer review – The peer review history.", 2024),
    paper("d", "Texture development in CoCrFeNi", "It was rolled and measured.", 2024),
)


def test_reviews_are_listed_newest_first() -> None:
    given = answer_question("List the review articles in the collection", PAPERS, 5)
    assert [one.listed.id for one in given.citations] == ["b", "a"]
    assert given.sentences[1].text == "“Corrosion of CoCrFeNi” (2023)."
    assert given.citations[0].quote == "In this review, it is told."
    assert given.short is None


def test_reviews_are_counted() -> None:
    given = answer_question("How many review articles are there?", PAPERS, 5)
    assert given.short == "2 review articles"


def test_reviews_on_a_subject_are_about_it() -> None:
    given = answer_question("List the review papers on creep", PAPERS, 5)
    assert [one.listed.id for one in given.citations] == ["a"]
