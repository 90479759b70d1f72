"""Measure the likeness of two texts by letters, words or meaning; likeness is not truth.

BLEU (Papineni et al. 2002, doi:10.3115/1073083.1073135) and chrF (Popović 2015,
doi:10.18653/v1/W15-3049) as sacrebleu has them, ROUGE (Lin 2004, aclanthology.org/W04-1013) as
rouge-score has it, all from 0 to 1; cosine of sentence embeddings from -1 to 1.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from builder.parallel import Progress
from retrieval.embedder import Embedder, embed_unique

if TYPE_CHECKING:
    from rouge_score.rouge_scorer import RougeScorer

ROUGES = ("rouge1", "rouge2", "rougeL")


def bleu(text: str, true: str) -> float:
    """Return BLEU-4 of one text; 0 for texts of fewer than four words."""
    from sacrebleu import corpus_bleu

    return float(corpus_bleu([text], [[true]]).score) / 100


def chrf(text: str, true: str) -> float:
    """Return F2 of character n-grams up to six."""
    from sacrebleu import corpus_chrf

    return float(corpus_chrf([text], [[true]]).score) / 100


@cache
def _rouge() -> "RougeScorer":
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(list(ROUGES), use_stemmer=True)


def rouge(text: str, true: str) -> dict[str, float]:
    """Return F1 of stemmed words, of pairs of words, and of the longest common subsequence."""
    found = _rouge().score(true, text)
    return {name: float(found[name].fmeasure) for name in ROUGES}


def semantic_similarity(
    embedder: Embedder,
    texts: Sequence[str],
    true: Sequence[str],
    progress: Progress = lambda done, of: None,
) -> list[float]:
    """Return the cosine of each pair of texts."""
    vectors = embed_unique(embedder, [*texts, *true], progress)
    return [
        float((vectors[one] * vectors[other]).sum()) for one, other in zip(texts, true, strict=True)
    ]


def rouge_precision(text: str, source: str) -> float:
    """Return the share of a text that the source holds in the same order; 0 for an empty text."""
    return float(_rouge().score(source, text)["rougeL"].precision)


def bleu_among(text: str, sources: Sequence[str]) -> float:
    """Return BLEU-4 with each sentence of a source for one reference."""
    from sacrebleu import corpus_bleu

    return float(corpus_bleu([text], [[source] for source in sources]).score) / 100


def greatest_similarity(
    embedder: Embedder,
    texts: Sequence[str],
    sources: Sequence[Sequence[str]],
    progress: Progress,
) -> list[float]:
    """Return the cosine of each text with the likest of its own sources."""
    every = [*texts, *(text for source in sources for text in source)]
    vectors = embed_unique(embedder, every, progress)
    return [
        max((float(vectors[one] @ vectors[sentence]) for sentence in source), default=0.0)
        for one, source in zip(texts, sources, strict=True)
    ]
