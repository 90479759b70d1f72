"""ALCE's two scores on its own kind of cases: a text entails what it holds as a part."""

import pytest

from answer.grounding.check import Source
from eval.metrics.citations import CitationQuality, score_citing

A, B, C = (Source("", text) for text in ("hard", "ductile", "cheap"))


def holds(text: str, ground: Source) -> bool:
    """Whether all words of a sentence stand in the text."""
    return set(text.split()) <= set(ground.text.split())


@pytest.mark.parametrize(
    ("sentences", "recall", "precision"),
    [
        ([("hard", (1,))], 1, 1),
        ([("hard", (2,))], 0, 0),
        # Two that only together support: both are needed.
        ([("hard ductile", (1, 2))], 1, 1),
        # The second neither supports alone nor is missed.
        ([("hard", (1, 2))], 1, 1 / 2),
        ([("hard", (1,)), ("ductile", ())], 1 / 2, 1),
        ([("hard", (1,)), ("ductile", (3,))], 1 / 2, 1 / 2),
        # What is cited twice counts once; what is not there supports nothing.
        ([("hard", (1, 1))], 1, 1),
        ([("hard", (1, 9))], 1, 1 / 2),
        ([("hard", ())], 0, None),
        ([], None, None),
    ],
)
def test_recall_and_precision_of_citations(
    sentences: list[tuple[str, tuple[int, ...]]], recall: float | None, precision: float | None
) -> None:
    assert score_citing(sentences, {1: A, 2: B, 3: C}, holds) == CitationQuality(recall, precision)
