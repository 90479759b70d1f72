"""Measure whether the form of a question gives away that it is refused.

A classifier that sees which words a question has, with alloys, numbers and titles masked, learns
from the questions of some papers and ranks those of others. A model can learn from a dataset what
such a classifier learns: that questions of some form are refused, whatever the papers say.
"""

import re
from collections.abc import Iterable
from heapq import nsmallest

from builder.dataset.quality.word_classifier import area_under_roc, left_out_odds
from builder.dataset.row_limits import turn_of
from builder.materials.alloys import find_alloys

_FOLDS = 5
#: With fewer questions of either sort there is nothing to measure.
_FEWEST = 20
#: More questions are not needed for a figure of two digits.
_MOST = 20_000
_TITLE, _NUMBER = re.compile(r"“[^”]*”"), re.compile(r"\d+(?:[.,]\d+)?")


def masked(question: str) -> str:
    """Return a question with marks in the place of titles, alloys and numbers."""
    words = _TITLE.sub(" TITLE ", question)
    for alloy in reversed(find_alloys(words)):
        words = f"{words[: alloy.start]} ALLOY {words[alloy.end :]}"
    return _NUMBER.sub(" NUMBER ", words)


def form_auroc(questions: Iterable[tuple[str, str, bool]]) -> float | None:
    """Return how well words alone tell refused questions from answered ones.

    Args:
        questions: (paper, question, whether it is refused).

    Returns:
        The area under the ROC curve of a logistic regression on the words, cross-validated by
        paper: .5 where the form gives nothing away, 1 where it gives all away; None where there
        are too few questions.
    """
    rows = nsmallest(_MOST, questions, key=lambda row: turn_of(0, row[1]))
    refused = [is_refused for _, _, is_refused in rows]
    papers = [paper for paper, _, _ in rows]
    enough = min(sum(refused), len(rows) - sum(refused)) >= _FEWEST
    if not enough or len(set(papers)) < _FOLDS:
        return None
    texts = [masked(question) for _, question, _ in rows]
    return area_under_roc(refused, left_out_odds(texts, refused, papers, _FOLDS))
