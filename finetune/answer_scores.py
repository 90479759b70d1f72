"""What written answers are worth beside their references; none of it needs a judge."""

import re
from collections.abc import Mapping, Sequence

from answer.grounding import Ground
from finetune.perplexity import HeldOut
from finetune.rewards import reward
from retrieval.embedder import Embedder

#: Name → what it says of an answer.
MEASURES: Mapping[str, str] = {
    "grounded": "share of its sentences that the passages support",
    "right": "share of the reference's quantities it gives; without any, likeness of words",
    "ROUGE-L": "words in common with the reference, in its order",
    "cosine": "likeness in meaning to the reference",
    "words": "its length",
}
_WORD = re.compile(r"\w+(?:[.,]\d+)*")


def score_answers(
    rows: Sequence[HeldOut], answers: Sequence[str], embedder: Embedder
) -> dict[str, list[float | None]]:
    """Measure → a value for each answer; None for an empty answer, which has no meaning."""
    found: dict[str, list[float | None]] = {name: [] for name in MEASURES}
    alike = cosines(embedder, answers, [row.answer for row in rows[: len(answers)]])
    for row, answer, cosine in zip(rows, answers, alike, strict=False):
        words = len(answer.split())
        grounds = [Ground(title, text) for title, text in row.grounds]
        earned = reward(answer, row.question, row.answer, grounds, words or 1)
        found["grounded"].append(earned.grounded)
        found["right"].append(earned.right)
        found["ROUGE-L"].append(rouge_l(answer, row.answer))
        found["cosine"].append(cosine)
        found["words"].append(words)
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


def rouge_l(text: str, reference: str) -> float:
    """F1 of the longest common subsequence of words (Lin 2004, aclanthology.org/W04-1013)."""
    said, known = (_WORD.findall(part.lower()) for part in (text, reference))
    before = [0] * (len(known) + 1)
    for word in said:
        row = [0]
        for place, other in enumerate(known):
            row.append(before[place] + 1 if word == other else max(before[place + 1], row[-1]))
        before = row
    return 2 * before[-1] / (len(said) + len(known)) if before[-1] else 0.0
