"""What a training changed: the tuned model beside its base, on rows that neither was trained on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from finetune.data.held_out import HeldOutRows
from finetune.evaluation.answer_scores import MEASURES, Alike, cosines, score_answers
from finetune.evaluation.held_out_pass import HeldOutPass
from finetune.evaluation.perplexity import (
    LEVEL,
    AnswerLoss,
    HeldOut,
    LossEstimate,
    mean,
    padded_perplexity,
    perplexity,
    ratio,
)
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

    base: LossEstimate
    tuned: LossEstimate
    ratio: LossEstimate
    """Tuned over base."""


@dataclass(frozen=True, slots=True)
class Padded:
    """The number that deceives, and how much of it is padding."""

    base: LossEstimate
    tuned: LossEstimate
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

    base: LossEstimate
    tuned: LossEstimate
    difference: LossEstimate
    """Tuned less base."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike in meaning both models' answers are."""

    embedder: str
    cosine: LossEstimate
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

    sixteen: LossEstimate
    four: LossEstimate
    ratio: LossEstimate
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
    alike: Alike,
    quantised: HeldOutPass | None,
) -> TrainingReport:
    """Lay what both models made of the same rows side by side."""
    rows, unscored = held_out.rows, {**held_out.unasked, **base.unscored}
    lost = len(unscored)
    by_length = _length_of(base.surprises)
    counted = sum(row.all_tokens for row in base.surprises) or 1
    return TrainingReport(
        name=name,
        base=base_name,
        template=template,
        part=held_out.part,
        precision=tuned.precision,
        rows=len(rows) + len(held_out.unasked),
        unscored=unscored,
        perplexity=_pair(base.surprises, tuned.surprises, lost),
        padded=Padded(
            padded_perplexity(base.surprises, lost),
            padded_perplexity(tuned.surprises, lost),
            pads=sum(row.pads for row in base.surprises) / counted,
            prompt=sum(row.prompt_tokens - 1 for row in base.surprises) / counted,
            width=max((row.all_tokens + 1 for row in base.surprises), default=0),
        ),
        by_kind=_grouped(base.surprises, tuned.surprises, lambda row: row.kind),
        by_prompt_tokens=_grouped(base.surprises, tuned.surprises, lambda row: by_length[row.id]),
        answers=_changes(embedder, alike, rows, base.answers, tuned.answers),
        likeness=Likeness(embedder.name, _mean(cosines(embedder, tuned.answers, base.answers))),
        quantisation=_quantised(tuned, quantised) if quantised else None,
        examples=tuple(
            ComparedAnswer(row.id, row.question, row.answer, before, after)
            for row, before, after in zip(rows, base.answers, tuned.answers, strict=False)
        ),
    )


def read_report(values: Mapping[str, Any]) -> TrainingReport:
    """The report of a `report.json`."""

    def estimates(found: Mapping[str, Any]) -> dict[str, Any]:
        return {k: LossEstimate(**v) if isinstance(v, Mapping) else v for k, v in found.items()}

    def pairs(found: Mapping[str, Any]) -> dict[str, Pair]:
        return {name: Pair(**estimates(pair)) for name, pair in found.items()}

    parts: dict[str, Any] = {
        "perplexity": Pair(**estimates(values["perplexity"])),
        "padded": Padded(**estimates(values["padded"])),
        "by_kind": pairs(values["by_kind"]),
        "by_prompt_tokens": pairs(values["by_prompt_tokens"]),
        "answers": {k: MeasureChange(**estimates(v)) for k, v in values["answers"].items()},
        "likeness": Likeness(**estimates(values["likeness"])),
        "quantisation": values["quantisation"] and Quantised(**estimates(values["quantisation"])),
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
    """Id → the group of lengths its prompt belongs to, named so that names sort by length."""
    groups = {}
    for row in rows:
        end = next((end for end in _LENGTHS if row.prompt_tokens <= end), None)
        groups[row.id] = f"up to {end:>4}" if end else f"over  {_LENGTHS[-1]}"
    return groups


def _changes(
    embedder: Embedder,
    alike: Alike,
    rows: Sequence[HeldOut],
    base: Sequence[str],
    tuned: Sequence[str],
) -> dict[str, MeasureChange]:
    before, after = (score_answers(rows, answers, embedder, alike) for answers in (base, tuned))
    return {
        name: MeasureChange(
            _mean(before[name]),
            _mean(after[name]),
            _mean(
                [
                    None if one is None or two is None else two - one
                    for one, two in zip(before[name], after[name], strict=True)
                ]
            ),
        )
        for name in MEASURES
    }


def _mean(values: Sequence[float | None]) -> LossEstimate:
    scored = [value for value in values if value is not None]
    return mean(scored, len(values) - len(scored))


def _quantised(tuned: HeldOutPass, quantised: HeldOutPass) -> Quantised:
    """Both precisions on the rows that the smaller one read."""
    read_too = {row.id for row in quantised.surprises}
    sixteen = [row for row in tuned.surprises if row.id in read_too]
    four = [row for row in quantised.surprises if row.id in {one.id for one in sixteen}]
    return Quantised(perplexity(sixteen), perplexity(four), ratio(sixteen, four))
