"""Citation recall and precision, after ALCE (Gao et al. 2023, arXiv:2305.14627, section 3.2).

Recall: the share of an answer's sentences that their citations together support. Precision: the
share of citations that are needed: their sentence is supported, and the citation supports it
alone, or the others without it do not. ALCE asks an entailment model; here the check of alloys,
numbers, conditions and words decides (`answer.grounding.check`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from answer.answers import Answer
from answer.grounding.check import SUPPORTED, Source, check_answer
from answer.question.parse import parse_question

#: Returns True where a text supports a sentence.
Entails = Callable[[str, Source], bool]


@dataclass(frozen=True, slots=True)
class CitationQuality:
    """Citation recall and precision of one answer."""

    recall: float | None
    """None for an answer without sentences."""
    precision: float | None
    """None for an answer without citations."""


def citation_quality(answer: Answer) -> CitationQuality:
    """Judge the citations of an answer by the quotes they give."""
    question = parse_question(answer.question)
    quotes = {c.n: Source(c.listed.paper.title or "", c.quote) for c in answer.citations}
    return score_citing(
        [(sentence.text, sentence.citations) for sentence in answer.sentences],
        quotes,
        lambda text, ground: check_answer(text, [ground], question).verdict == SUPPORTED,
    )


def score_citing(
    sentences: Sequence[tuple[str, Sequence[int]]], cited: Mapping[int, Source], entails: Entails
) -> CitationQuality:
    """Judge sentences with the numbers of their citations; ``cited`` has the texts by number.

    A number without a text is a citation of nothing: it supports nothing and is not needed.
    """
    recalled: list[bool] = []
    needed: list[bool] = []
    for text, numbers in sentences:
        known = [number for number in dict.fromkeys(numbers) if number in cited]
        supported = bool(known) and entails(text, _join([cited[n] for n in known]))
        recalled.append(supported)
        for number in dict.fromkeys(numbers):
            others = [cited[other] for other in known if other != number]
            needed.append(
                supported
                and number in cited
                and (not others or entails(text, cited[number]) or not entails(text, _join(others)))
            )
    return CitationQuality(_share(recalled), _share(needed))


def _join(grounds: Sequence[Source]) -> Source:
    titles = dict.fromkeys(ground.title for ground in grounds)
    return Source("\n".join(titles), "\n".join(ground.text for ground in grounds))


def _share(outcomes: Sequence[bool]) -> float | None:
    return sum(outcomes) / len(outcomes) if outcomes else None
