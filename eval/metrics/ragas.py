"""Measure one answer by ragas: each measure gives a value, or the reason why there is none.

What ragas makes of a judge that fails is not believed: it takes one verdict for three statements as
three, a missing rating as half of the mean, no question as 0. Here a measure has a value only if
every call it made of the judge came back whole, with a verdict for each statement. Ragas sends
nothing anywhere: its telemetry is off, its models are those handed in.
"""

import asyncio
import math
import os
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from builder.errors import UserError
from builder.nlp.sentences import sentences
from eval.metrics.llm_judge import JudgeCall, LlmJudge, NoVerdictError
from retrieval.embedder import Embedder

#: Measures that ask a judge, by the name that results have.
JUDGED = (
    "faithfulness",
    "answer_relevancy",
    "context_precision",
    "context_recall",
    "factual_correctness",
    "response_groundedness",
)
_OFF = "RAGAS_DO_NOT_TRACK"


@dataclass(frozen=True, slots=True)
class RagasSample:
    """One answer as ragas sees it."""

    question: str
    said: str
    reference: str
    """The known answer; "" if there is none."""
    contexts: tuple[str, ...]
    """What was read for the answer."""
    true_contexts: tuple[str, ...] = ()
    """What holds the answer."""
    ids: tuple[str, ...] = ()
    true_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One measure of one answer."""

    value: float | None
    trouble: str = ""
    """Why there is no value."""
    calls: tuple[JudgeCall, ...] = ()


class Ragas:
    """The measures of ragas, with a judge and an embedder of this program."""

    def __init__(self, embedder: Embedder, judge: LlmJudge | None = None) -> None:
        """Load ragas; UserError where it cannot be imported here."""
        os.environ[_OFF] = "true"  # before the import, which reads it once
        try:
            from eval.metrics.ragas_models import SingleTurnSample, judged_metrics, text_metrics

            self._metrics = text_metrics(embedder)
            if judge:
                self._metrics |= judged_metrics(judge.ask, embedder)
        except Exception as error:  # a library that does not fit the others breaks in many ways
            raise UserError(
                f"ragas cannot be used here ({type(error).__name__}: {error});"
                " this program's own measures are given.",
                "To repair it: pip install -c requirements.lock -e '.[eval]'",
            ) from error
        self._sample = SingleTurnSample
        self._judge = judge

    @property
    def names(self) -> tuple[str, ...]:
        """The measures that can be taken."""
        return tuple(self._metrics)

    def measure(self, name: str, sample: RagasSample) -> Outcome | None:
        """Take one measure of one answer; None where it does not apply."""
        metric = self._metrics[name]
        given = {
            "user_input": sample.question,
            "response": sample.said,
            "reference": sample.reference,
            "retrieved_contexts": list(sample.contexts),
            "reference_contexts": list(sample.true_contexts),
            "retrieved_context_ids": list(sample.ids),
            "reference_context_ids": list(sample.true_ids),
        }
        inputs = {need: given[need] for need in metric.needs}
        if not all(inputs.values()):
            return None
        if self._judge:
            self._judge.taken()
        try:
            value = self._run(metric.metric, inputs)
        except NoVerdictError:
            value = None  # the call that failed says why
        calls = self._judge.taken() if self._judge else ()
        trouble = _why_invalid(calls, sample)
        if not trouble and (value is None or math.isnan(value)):
            trouble = "ragas gave no value"
        return Outcome(None if trouble else value, trouble, calls)

    def _run(self, metric: Any, inputs: Mapping[str, Any]) -> float | None:
        # Not asyncio.run: that one swallows the first Ctrl-C while a judge is at work.
        with closing(asyncio.new_event_loop()) as loop:
            if hasattr(metric, "_single_turn_ascore"):  # of the older kind
                found = metric._single_turn_ascore(self._sample(**inputs), None)
                return float(loop.run_until_complete(found))
            made: Coroutine[Any, Any, Any] = metric.ascore(**inputs)
            return float(loop.run_until_complete(made).value)


def _why_invalid(calls: Sequence[JudgeCall], sample: RagasSample) -> str:
    """Return why the verdicts for one measure cannot be used; "" if they can.

    Each statement, and each sentence of the reference, must have its verdict.
    """
    for call in calls:
        if call.verdict is None:
            return call.trouble
    statements: Sequence[str] = ()
    for call in calls:
        assert call.verdict is not None
        for name, found in call.verdict.items():
            if found in ("", []):
                return f"the judge left “{name}” of {call.shape} empty"
        if call.shape == "NLIStatementOutput":
            given, wanted = len(call.verdict["statements"]), len(statements)
            if given != wanted:
                return f"{given} verdicts for {wanted} statements"
        elif call.shape == "ContextRecallOutput":
            given = len(call.verdict["classifications"])
            wanted = len(list(sentences(sample.reference)))
            if given < wanted:
                return f"{given} verdicts for {wanted} sentences"
        statements = call.verdict.get("claims") or call.verdict.get("statements") or ()
    return ""
