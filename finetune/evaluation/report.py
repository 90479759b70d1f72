"""The report of a training: the tuned model beside its base, on rows that neither has seen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.stats.intervals import LEVEL, PaperValue, Score, clustered_mean, clustered_ratio
from finetune.data.held_out import HeldOut, HeldOutRows
from finetune.evaluation.answer_scores import (
    MEASURES,
    TextSimilarity,
    cosines,
    score_answers,
    text_similarity,
)
from finetune.evaluation.held_out_pass import HeldOutPass
from finetune.evaluation.perplexity import AnswerLoss, padded_perplexity, perplexity, ratio
from retrieval.embedder import Embedder

#: Groups of prompts by their length in tokens: short, as one abstract, as several.
_LENGTHS = (256, 512, 1024)
FLAWED = (
    "flawed: it counts prompt and padding as if they were answers, so it falls when a model learns"
    " to pad; kept to compare with systems that report it"
)
SAME = (
    "how alike the two models' answers are, which says nothing about which is better: an untrained"
    " copy scores one"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A perplexity of both models, the same rows for both."""

    base: Score
    tuned: Score
    ratio: Score
    """Tuned over base."""


@dataclass(frozen=True, slots=True)
class Padded:
    """The flawed perplexity, and how much of it is padding."""

    base: Score
    tuned: Score
    pads: float
    """Share of the tokens counted that are padding."""
    prompt: float
    """Share of them that belong to prompts."""
    width: int
    """Tokens to which each row was padded."""
    label: str = FLAWED


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """A measure of the answers of both models, the same questions for both."""

    base: Score
    tuned: Score
    difference: Score
    """Tuned less base."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The mean cosine of both models' answers."""

    embedder: str
    cosine: Score
    label: str = SAME


@dataclass(frozen=True, slots=True)
class ComparedAnswer:
    """One question before and after."""

    id: str
    question: str
    reference: str
    base: str
    tuned: str


@dataclass(frozen=True, slots=True)
class Quantised:
    """The tuned model with weights of 4 bits beside the same with 16."""

    sixteen: Score
    four: Score
    ratio: Score
    """Perplexity at 4 bits over that at 16; > 1 is what the smaller weights cost."""


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """All that `report.json` holds."""

    name: str
    base: str
    template: str
    part: str
    precision: str
    rows: int
    unscored: Mapping[str, str]
    perplexity: Pair
    padded: Padded
    by_kind: Mapping[str, Pair]
    by_prompt_tokens: Mapping[str, Pair]
    answers: Mapping[str, MeasureChange]
    """By measure of `finetune.evaluation.answer_scores`."""
    likeness: Likeness
    quantisation: Quantised | None
    """None where it was not measured."""
    examples: tuple[ComparedAnswer, ...]
    level: float = LEVEL
    """Of the intervals."""


def compare(
    name: str,
    base_name: str,
    template: str,
    held_out: HeldOutRows,
    base: HeldOutPass,
    tuned: HeldOutPass,
    embedder: Embedder,
    similarity: TextSimilarity = text_similarity,
    quantised: HeldOutPass | None = None,
) -> TrainingReport:
    """Lay the losses and answers of both models on the same rows side by side.

    Args:
        name: The adapter.
        base_name: Its base.
        template: The prompt format in which both were asked.
        held_out: The rows.
        base: The base on these rows.
        tuned: The tuned model on these rows.
        embedder: Compares answers by their meaning.
        similarity: Compares answers by their words.
        quantised: The tuned model with weights of 4 bits; None where it was not measured.
    """
    rows, unscored = held_out.rows, {**held_out.unasked, **base.unscored}
    by_length = _length_of(base.losses)
    counted = sum(row.all_tokens for row in base.losses) or 1
    return TrainingReport(
        name=name,
        base=base_name,
        template=template,
        part=held_out.part,
        precision=tuned.precision,
        rows=len(rows) + len(held_out.unasked),
        unscored=unscored,
        perplexity=_pair(base.losses, tuned.losses, len(unscored)),
        padded=Padded(
            padded_perplexity(base.losses, len(unscored)),
            padded_perplexity(tuned.losses, len(unscored)),
            pads=sum(row.pads for row in base.losses) / counted,
            prompt=sum(row.prompt_tokens - 1 for row in base.losses) / counted,
            width=max((row.all_tokens + 1 for row in base.losses), default=0),
        ),
        by_kind=_grouped(base.losses, tuned.losses, lambda row: row.kind),
        by_prompt_tokens=_grouped(base.losses, tuned.losses, lambda row: by_length[row.id]),
        answers=_changes(embedder, similarity, rows, base.answers, tuned.answers),
        likeness=Likeness(
            embedder.name, _mean(rows, cosines(embedder, tuned.answers, base.answers))
        ),
        quantisation=_quantised(tuned, quantised) if quantised else None,
        examples=tuple(
            ComparedAnswer(row.id, row.question, row.answer, before, after)
            for row, before, after in zip(rows, base.answers, tuned.answers, strict=False)
        ),
    )


def read_report(values: Mapping[str, Any]) -> TrainingReport:
    """Read the report of a `report.json`."""

    def scores(found: Mapping[str, Any]) -> dict[str, Any]:
        return {k: Score(**v) if isinstance(v, Mapping) else v for k, v in found.items()}

    def pairs(found: Mapping[str, Any]) -> dict[str, Pair]:
        return {name: Pair(**scores(pair)) for name, pair in found.items()}

    parts: dict[str, Any] = {
        "perplexity": Pair(**scores(values["perplexity"])),
        "padded": Padded(**scores(values["padded"])),
        "by_kind": pairs(values["by_kind"]),
        "by_prompt_tokens": pairs(values["by_prompt_tokens"]),
        "answers": {k: MeasureChange(**scores(v)) for k, v in values["answers"].items()},
        "likeness": Likeness(**scores(values["likeness"])),
        "quantisation": values["quantisation"] and Quantised(**scores(values["quantisation"])),
        "examples": tuple(ComparedAnswer(**one) for one in values["examples"]),
    }
    return TrainingReport(**{**values, **parts})


def _pair(base: Sequence[AnswerLoss], tuned: Sequence[AnswerLoss], unscored: int = 0) -> Pair:
    return Pair(
        perplexity(base, unscored), perplexity(tuned, unscored), ratio(base, tuned, unscored)
    )


def _grouped(
    base: Sequence[AnswerLoss], tuned: Sequence[AnswerLoss], of: Callable[[AnswerLoss], str]
) -> dict[str, Pair]:
    groups: dict[str, tuple[list[AnswerLoss], list[AnswerLoss]]] = {}
    for before, after in zip(base, tuned, strict=True):
        befores, afters = groups.setdefault(of(before), ([], []))
        befores.append(before)
        afters.append(after)
    return {name: _pair(*groups[name]) for name in sorted(groups)}


def _length_of(rows: Sequence[AnswerLoss]) -> dict[str, str]:
    """Map an id to the group of lengths of its prompt, named so that names sort by length."""
    groups = {}
    for row in rows:
        end = next((end for end in _LENGTHS if row.prompt_tokens <= end), None)
        groups[row.id] = f"up to {end:>4}" if end else f"over  {_LENGTHS[-1]}"
    return groups


def _changes(
    embedder: Embedder,
    similarity: TextSimilarity,
    rows: Sequence[HeldOut],
    base: Sequence[str],
    tuned: Sequence[str],
) -> dict[str, MeasureChange]:
    before, after = (
        score_answers(rows, answers, embedder, similarity) for answers in (base, tuned)
    )
    return {
        name: MeasureChange(
            _mean(rows, before[name]),
            _mean(rows, after[name]),
            _mean_gain(rows, before[name], after[name]),
        )
        for name in MEASURES
    }


def _mean(rows: Sequence[HeldOut], values: Sequence[float | None]) -> Score:
    """Return the mean of the values that the first rows have, with its interval by papers."""
    return clustered_mean(
        [PaperValue(value, row.cluster) for row, value in zip(rows, values, strict=False)]
    )


def _mean_gain(
    rows: Sequence[HeldOut], base: Sequence[float | None], tuned: Sequence[float | None]
) -> Score:
    """Return the mean gain of the rows that have both values, with its interval by papers."""
    gains = [
        (two - one, row.cluster)
        for row, one, two in zip(rows, base, tuned, strict=False)
        if one is not None and two is not None
    ]
    totals, clusters = [gain for gain, _ in gains], [cluster for _, cluster in gains]
    return clustered_ratio(totals, [1] * len(gains), clusters, len(tuned) - len(gains))


def _quantised(tuned: HeldOutPass, quantised: HeldOutPass) -> Quantised:
    """Compare both precisions on the rows that the smaller one read."""
    read_too = {row.id for row in quantised.losses}
    sixteen = [row for row in tuned.losses if row.id in read_too]
    four = [row for row in quantised.losses if row.id in {one.id for one in sixteen}]
    return Quantised(perplexity(sixteen), perplexity(four), ratio(sixteen, four))
