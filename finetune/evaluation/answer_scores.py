"""Scores of written answers beside their references; none of them needs a judge."""

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec

from answer.grounding.check import Source
from eval.metrics.text_similarity import bleu, rouge
from finetune.data.held_out import HeldOut
from finetune.training.rewards import reward
from retrieval.embedder import Embedder

#: Name → what it says of an answer.
MEASURES: Mapping[str, str] = {
    "grounded": "share of its sentences that the passages support",
    "right": "share of the reference's quantities it gives; without any, likeness of words",
    "BLEU": "one to four words in a row as in the reference (BLEU-4; 0 below four words)",
    "ROUGE-1": "words in common with the reference, endings aside",
    "ROUGE-2": "pairs of words in common with the reference",
    "ROUGE-L": "words in common with the reference, in its order",
    "cosine": "likeness in meaning to the reference",
    "words": "its length",
}
_ROUGES = {"ROUGE-1": "rouge1", "ROUGE-2": "rouge2", "ROUGE-L": "rougeL"}
#: Compares the words of an answer and of its reference: measure → from 0 to 1.
TextSimilarity = Callable[[str, str], Mapping[str, float]]


def has_text_similarity() -> bool:
    """Return whether what computes BLEU and ROUGE is installed."""
    return bool(find_spec("sacrebleu") and find_spec("rouge_score"))


def text_similarity(answer: str, reference: str) -> dict[str, float]:
    """Return BLEU and ROUGE of an answer; nothing where they are not installed."""
    if not has_text_similarity():
        return {}
    found = rouge(answer, reference)
    return {"BLEU": bleu(answer, reference)} | {name: found[key] for name, key in _ROUGES.items()}


def score_answers(
    rows: Sequence[HeldOut],
    answers: Sequence[str],
    embedder: Embedder,
    similarity: TextSimilarity = text_similarity,
) -> dict[str, list[float | None]]:
    """Score the answers to the first rows.

    Args:
        rows: The questions, with their references and passages.
        answers: To as many of the first rows as there are answers.
        embedder: Gives the meaning of a text.
        similarity: Compares words; it may leave measures out.

    Returns:
        Measure → a value for each answer; None where there is none: an empty answer has no
        meaning, and what ``similarity`` leaves out has no value.
    """
    found: dict[str, list[float | None]] = {name: [] for name in MEASURES}
    meanings = cosines(embedder, answers, [row.answer for row in rows[: len(answers)]])
    for row, answer, cosine in zip(rows, answers, meanings, strict=False):
        words = len(answer.split())
        grounds = [Source(title, text) for title, text in row.grounds]
        earned = reward(answer, row.question, row.answer, grounds, words or 1)
        values: dict[str, float | None] = {
            "grounded": earned.grounded,
            "right": earned.right,
            **similarity(answer, row.answer),
            "cosine": cosine,
            "words": words,
        }
        for name, of in found.items():
            of.append(values.get(name))
    return found


def cosines(embedder: Embedder, texts: Sequence[str], others: Sequence[str]) -> list[float | None]:
    """Return the cosine of the meanings of each pair of texts; None where one of them is empty."""
    pairs = [place for place, pair in enumerate(zip(texts, others, strict=True)) if all(pair)]
    found: list[float | None] = [None] * len(texts)
    if pairs:
        ones, twos = (embedder.embed([side[n] for n in pairs]) for side in (texts, others))
        for place, value in zip(pairs, (ones * twos).sum(1).tolist(), strict=True):
            found[place] = value
    return found
