"""The one door to ragas: its measures of one answer, each a value or the reason why there is none.

What ragas makes of a judge that fails is not believed: it takes one verdict for three statements as
three, a missing rating as half of the mean, no question as 0. Here a measure has a value only if
every call it made of the judge came back whole, with a verdict for each statement. Ragas sends
nothing anywhere: its telemetry is off, its models are those handed in.
"""

import asyncio
import math
import os
from collections.abc import Callable, Coroutine, Mapping, Sequence
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
#: Measures that ask none.
FREE = (
    "exact_match",
    "string_presence",
    "string_similarity",
    "bleu",
    "rouge",
    "chrf",
    "semantic_similarity",
    "text_context_precision",
    "text_context_recall",
    "id_context_precision",
    "id_context_recall",
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
            from ragas.dataset_schema import SingleTurnSample

            self._metrics = {**_free(embedder), **(_judged(judge, embedder) if judge else {})}
        except Exception as error:  # a library that does not fit the others breaks in many ways
            raise UserError(
                f"ragas cannot be used here ({type(error).__name__}: {error});"
                " this program's own measures are given.",
                "Mend it: pip install -c requirements.lock -e '.[eval]'",
            ) from error
        self._sample = SingleTurnSample
        self._judge = judge

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._metrics)

    def measure(self, name: str, sample: RagasSample) -> Outcome | None:
        """One measure of one answer; None where it does not apply."""
        metric, needs = self._metrics[name]
        given = {
            "user_input": sample.question,
            "response": sample.said,
            "reference": sample.reference,
            "retrieved_contexts": list(sample.contexts),
            "reference_contexts": list(sample.true_contexts),
            "retrieved_context_ids": list(sample.ids),
            "reference_context_ids": list(sample.true_ids),
        }
        inputs = {need: given[need] for need in needs}
        if not all(inputs.values()):
            return None
        if self._judge:
            self._judge.taken()
        try:
            value = self._run(metric, inputs)
        except NoVerdictError:
            value = None  # the call that failed says why
        calls = self._judge.taken() if self._judge else ()
        trouble = _trouble(calls, sample)
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


def _trouble(calls: Sequence[JudgeCall], sample: RagasSample) -> str:
    """What is wrong with what a judge gave for one measure; "" if nothing."""
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


_Metrics = dict[str, tuple[Any, tuple[str, ...]]]


def _free(embedder: Embedder) -> _Metrics:
    """Name → metric and the fields it needs."""
    from ragas.metrics import collections as new
    from ragas.metrics._context_precision import (
        IDBasedContextPrecision,
        NonLLMContextPrecisionWithReference,
    )
    from ragas.metrics._context_recall import IDBasedContextRecall, NonLLMContextRecall

    texts = ("reference", "response")
    contexts = ("retrieved_contexts", "reference_contexts")
    ids = ("retrieved_context_ids", "reference_context_ids")
    return {
        "exact_match": (new.ExactMatch(), texts),
        "string_presence": (new.StringPresence(), texts),
        "string_similarity": (new.NonLLMStringSimilarity(), texts),
        "bleu": (new.BleuScore(), texts),
        "rouge": (new.RougeScore(), texts),
        "chrf": (new.CHRFScore(), texts),
        "semantic_similarity": (new.SemanticSimilarity(_embeddings(embedder)), texts),
        "text_context_precision": (
            NonLLMContextPrecisionWithReference(distance_measure=_alike()),
            contexts,
        ),
        "text_context_recall": (NonLLMContextRecall(_distance_measure=_alike()), contexts),
        "id_context_precision": (IDBasedContextPrecision(), ids),
        "id_context_recall": (IDBasedContextRecall(), ids),
    }


def _alike() -> Any:
    """Likeness of letters as the older metrics ask for it; ragas' own writes a user id to disk."""
    from ragas.metrics.collections import NonLLMStringSimilarity

    class Alike:
        async def single_turn_ascore(self, sample: Any, callbacks: Any) -> float:
            found = await new.ascore(reference=sample.reference, response=sample.response)
            return float(found.value)

    new = NonLLMStringSimilarity()
    return Alike()


def _judged(judge: LlmJudge, embedder: Embedder) -> _Metrics:
    from ragas.metrics import collections as new

    llm = as_llm(judge.ask)
    read = ("response", "retrieved_contexts")
    known = ("user_input", "reference", "retrieved_contexts")
    return {
        "faithfulness": (new.Faithfulness(llm=llm), ("user_input", *read)),
        "answer_relevancy": (
            new.AnswerRelevancy(llm=llm, embeddings=_embeddings(embedder)),
            ("user_input", "response"),
        ),
        "context_precision": (new.ContextPrecisionWithReference(llm=llm), known),
        "context_recall": (new.ContextRecall(llm=llm), known),
        "factual_correctness": (new.FactualCorrectness(llm=llm), ("response", "reference")),
        # The judge itself asks again.
        "response_groundedness": (new.ResponseGroundedness(llm=llm, max_retries=1), read),
    }


def as_llm(ask: Callable[[str, Any], Any]) -> Any:
    """A judge as both kinds of ragas' metrics take it."""
    from ragas.llms.base import InstructorBaseRagasLLM

    class Asked(InstructorBaseRagasLLM):
        is_async = True

        def generate(self, prompt: str, response_model: Any) -> Any:
            return ask(prompt, response_model)

        async def agenerate(self, prompt: str, response_model: Any) -> Any:
            return ask(prompt, response_model)

    return Asked()


def _embeddings(embedder: Embedder) -> Any:
    """An embedder as ragas takes it."""
    from ragas.embeddings.base import BaseRagasEmbedding

    class Local(BaseRagasEmbedding):
        def embed_text(self, text: str, **_: Any) -> list[float]:
            return [float(value) for value in embedder.embed([text])[0]]

        async def aembed_text(self, text: str, **_: Any) -> list[float]:
            return self.embed_text(text)

    return Local()
