"""What people are shown of a sentence: the cell that answers, no left-overs of a page's layout."""

import pytest
from stated_papers import paper

from answer.answers import BodyPlace, Citation, Sentence
from hea.workflows.answers.sentence_text import around_cell, tidied

ROW = "Alloy: y = 0.2; T/K: 318; Pabs/MPa: 3.86; Hf: 0.30"


@pytest.mark.parametrize(
    ("column", "parts"),
    [
        ("Pabs/MPa", ("Alloy: y = 0.2; ", "Pabs/MPa: 3.86", "; T/K: 318; Hf: 0.30")),
        ("Alloy", ("", "Alloy: y = 0.2", "; T/K: 318; Pabs/MPa: 3.86; Hf: 0.30")),
        ("Pdes/MPa", (ROW, "", "")),
        (None, (ROW, "", "")),
    ],
)
def test_the_cell_that_answers_is_told_from_the_others(
    column: str | None, parts: tuple[str, str, str]
) -> None:
    place = BodyPlace("table", "p" * 64, 2, 5, "results", label="Table 2", row=16, column=column)
    cited = Citation(1, paper("rows", "Rows", "It is FCC."), ROW, 0, len(ROW), place)
    assert around_cell(Sentence(ROW, (1,), True), {1: cited}) == parts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("• Both the atomized and the cast alloy", "Both the atomized and the cast alloy"),
        ("The glass ( ) is stable (Fig. 2).", "The glass is stable (Fig. 2)."),
        ("The [111] direction of f(x)", "The [111] direction of f(x)"),
    ],
)
def test_what_a_page_leaves_in_a_sentence_is_not_shown(text: str, shown: str) -> None:
    assert tidied(text) == shown
