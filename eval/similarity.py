"""How alike two texts are, by their letters, their words or their meaning; truth is another thing.

BLEU (Papineni et al. 2002, doi:10.3115/1073083.1073135) and chrF (Popović 2015,
doi:10.18653/v1/W15-3049) as sacrebleu has them, ROUGE (Lin 2004, aclanthology.org/W04-1013) as
rouge-score has it, all from 0 to 1; cosine of sentence embeddings from -1 to 1.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from retrieval.embedder import Embedder, Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from rouge_score.rouge_scorer import RougeScorer

#: Texts embedded between two signs of life.
_AT_ONCE = 64
ROUGES = ("rouge1", "rouge2", "rougeL")


def bleu(said: str, true: str) -> float:
    """BLEU-4 of one text; 0 for texts of fewer than four words."""
    from sacrebleu import corpus_bleu

    return float(corpus_bleu([said], [[true]]).score) / 100


def chrf(said: str, true: str) -> float:
    """F2 of character n-grams up to six."""
    from sacrebleu import corpus_chrf

    return float(corpus_chrf([said], [[true]]).score) / 100


@cache
def _rouge() -> "RougeScorer":
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(list(ROUGES), use_stemmer=True)


def rouge(said: str, true: str) -> dict[str, float]:
    """F1 of stemmed words, of pairs of words, and of the longest common subsequence."""
    found = _rouge().score(true, said)
    return {name: float(found[name].fmeasure) for name in ROUGES}


def meaning(embedder: Embedder, said: Sequence[str], true: Sequence[str]) -> list[float]:
    """The cosine of each pair of texts."""
    # An empty text has no tokens to embed.
    one, other = (embedder.embed([text or " " for text in texts]) for texts in (said, true))
    return [float(value) for value in (one * other).sum(axis=1)]


def rouge_precision(said: str, source: str) -> float:
    """Share of what was said that stands in the source in the same order; 0 for nothing said."""
    return float(_rouge().score(source, said)["rougeL"].precision)


def bleu_among(said: str, sources: Sequence[str]) -> float:
    """BLEU-4 with each sentence of a source for one reference."""
    from sacrebleu import corpus_bleu

    return float(corpus_bleu([said], [[source] for source in sources]).score) / 100


def meaning_among(
    embedder: Embedder,
    said: Sequence[str],
    sources: Sequence[Sequence[str]],
    progress: Progress,
) -> list[float]:
    """The cosine of each text with the likest of its own sources, each text embedded once."""
    texts = list(dict.fromkeys([*said, *(text for source in sources for text in source)]))
    vectors: dict[str, NDArray[np.float32]] = {}
    for start in range(0, len(texts), _AT_ONCE):
        part = texts[start : start + _AT_ONCE]
        vectors |= dict(zip(part, embedder.embed([text or " " for text in part]), strict=True))
        progress(start + len(part), len(texts))
    return [
        max((float(vectors[one] @ vectors[text]) for text in source), default=0.0)
        for one, source in zip(said, sources, strict=True)
    ]
