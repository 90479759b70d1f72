"""Measure whether the form of a question gives away that it is refused.

A classifier that sees which words a question has, with alloys, numbers and titles masked, learns
from the questions of some papers and ranks those of others. A model can learn from a dataset what
such a classifier learns: that questions of some form are refused, whatever the papers say.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING

from builder.dataset.quality.word_classifier import area_under_roc, left_out_odds
from builder.dataset.row_limits import turn_of
from builder.materials.alloys import find_alloys

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FOLDS = 5
#: With fewer questions of either sort there is nothing to measure.
_FEWEST = 20
#: More questions are not needed for a figure of two digits.
_MOST = 20_000
#: An area whose lower bound is above this is told as a weakness.
_WARNED = 0.6
#: Resamples of papers for the interval, and the seed; fewer papers than the least give none.
_RESAMPLES, _SEED, _LEAST_PAPERS = 400, 1979, 8
_TITLE, _NUMBER = re.compile(r"“[^”]*”"), re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class FormLeak:
    """How well words alone tell refused questions from answered ones."""

    auroc: float
    """Area under the ROC curve: .5 where the form gives nothing away, 1 where it gives all away."""
    low: float | None
    """Bounds of its 95 % interval over resamples of papers; None for too few papers."""
    high: float | None

    @property
    def warning(self) -> str:
        """What a user must know where refusals are surely told by their words; else ""."""
        if self.low is None or self.low <= _WARNED:
            return ""
        return (
            f"refusals are told by the words of their questions (AUROC {self.auroc:.2f}, at least"
            f" {self.low:.2f}): a model may learn to refuse by them, and is measured by them, too;"
            " --refusals 0.1 keeps fewer, and more papers help"
        )


def masked(question: str) -> str:
    """Return a question with marks in the place of titles, alloys and numbers."""
    words = _TITLE.sub(" TITLE ", question)
    for alloy in reversed(find_alloys(words)):
        words = f"{words[: alloy.start]} ALLOY {words[alloy.end :]}"
    return _NUMBER.sub(" NUMBER ", words)


def form_leak(questions: Iterable[tuple[str, str, bool]]) -> FormLeak | None:
    """Return how well words alone tell refused questions from answered ones.

    Args:
        questions: (paper, question, whether it is refused).

    Returns:
        How well a logistic regression on the words ranks them, cross-validated by paper; None
        where there are too few questions.
    """
    rows = nsmallest(_MOST, questions, key=lambda row: turn_of(0, row[1]))
    refused = [is_refused for _, _, is_refused in rows]
    papers = [paper for paper, _, _ in rows]
    enough = min(sum(refused), len(rows) - sum(refused)) >= _FEWEST
    if not enough or len(set(papers)) < _FOLDS:
        return None
    texts = [masked(question) for _, question, _ in rows]
    odds = left_out_odds(texts, refused, papers, _FOLDS)
    low, high = _interval(refused, odds, papers)
    return FormLeak(area_under_roc(refused, odds), low, high)


def _interval(
    refused: Sequence[bool], odds: "NDArray[np.float64]", papers: Sequence[str]
) -> tuple[float, float] | tuple[None, None]:
    """Return the 2.5th and 97.5th percentile of the area for resamples of the papers."""
    import numpy as np

    names, paper = np.unique(np.array(papers), return_inverse=True)
    if len(names) < _LEAST_PAPERS:
        return None, None
    _, level = np.unique(odds, return_inverse=True)
    is_refused, rng, areas = np.array(refused, float), np.random.default_rng(_SEED), []
    for _ in range(_RESAMPLES):
        drawn = np.bincount(rng.integers(0, len(names), len(names)), minlength=len(names))[paper]
        yes = np.bincount(level, drawn * is_refused)
        no = np.bincount(level, drawn * (1 - is_refused))
        if yes.sum() and no.sum():
            areas.append(yes @ (np.cumsum(no) - no / 2) / (yes.sum() * no.sum()))
    low, high = np.percentile(areas, (2.5, 97.5))
    return float(low), float(high)
