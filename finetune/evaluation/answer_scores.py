"""What written answers are worth beside their references; none of it needs a judge."""

from collections.abc import Callable, Mapping, Sequence

from answer.grounding.check import Source
from finetune.evaluation.perplexity import HeldOut
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
#: How alike a text and its reference are by their words: measure → from 0 to 1.
Alike = Callable[[str, str], Mapping[str, float]]


def score_answers(
    rows: Sequence[HeldOut], answers: Sequence[str], embedder: Embedder, alike: Alike
) -> dict[str, list[float | None]]:
    """Measure → a value for each answer; None where there is none: an empty answer has no meaning,
    and ``alike`` gives the measures that it can."""
    found: dict[str, list[float | None]] = {name: [] for name in MEASURES}
    meant = cosines(embedder, answers, [row.answer for row in rows[: len(answers)]])
    for row, answer, cosine in zip(rows, answers, meant, strict=False):
        words = len(answer.split())
        grounds = [Source(title, text) for title, text in row.grounds]
        earned = reward(answer, row.question, row.answer, grounds, words or 1)
        values: dict[str, float | None] = {
            "grounded": earned.grounded,
            "right": earned.right,
            **alike(answer, row.answer),
            "cosine": cosine,
            "words": words,
        }
        for name, of in found.items():
            of.append(values.get(name))
    return found


def cosines(embedder: Embedder, texts: Sequence[str], others: Sequence[str]) -> list[float | None]:
    """How alike in meaning the texts of each pair are; None where one of them is empty."""
    pairs = [place for place, pair in enumerate(zip(texts, others, strict=True)) if all(pair)]
    found: list[float | None] = [None] * len(texts)
    if pairs:
        ones, twos = (embedder.embed([side[n] for n in pairs]) for side in (texts, others))
        for place, value in zip(pairs, (ones * twos).sum(1).tolist(), strict=True):
            found[place] = value
    return found
