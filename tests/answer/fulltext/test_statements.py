"""The body of a paper is cut into statements, each in its place."""

from answer.fulltext.statements import statements_of
from builder.library.stored_bodies import StoredParagraph
from builder.papers import Paragraph

TEXT = "The rods were cast. They were rolled. They were annealed."


def test_each_sentence_of_a_paragraph_over_two_pages_has_its_own_page() -> None:
    paragraph = Paragraph(TEXT, 4, later_pages=((TEXT.index("They were rolled"), 5),))
    said = statements_of([StoredParagraph("p", 1, paragraph)], [])
    assert [one.page for one in said] == [4, 5, 5]
