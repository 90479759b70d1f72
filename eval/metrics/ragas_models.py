"""Ragas' metrics, and this program's judge and embedder in the shapes that ragas takes.

Loaded by `eval.metrics.ragas` alone, after that has switched ragas' telemetry off.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ragas.dataset_schema import SingleTurnSample as SingleTurnSample
from ragas.embeddings.base import BaseRagasEmbedding
from ragas.llms.base import InstructorBaseRagasLLM
from ragas.metrics import collections
from ragas.metrics._context_precision import (
    IDBasedContextPrecision,
    NonLLMContextPrecisionWithReference,
)
from ragas.metrics._context_recall import IDBasedContextRecall, NonLLMContextRecall

from retrieval.embedder import Embedder


@dataclass(frozen=True, slots=True)
class RagasMetric:
    """A metric of ragas and what it needs to know of an answer."""

    metric: Any
    needs: tuple[str, ...]
    """Names of fields of ragas' samples; where one is empty, the metric does not apply."""


class JudgeLLM(InstructorBaseRagasLLM):
    """A judge as both kinds of ragas' metrics take it."""

    is_async = True

    def __init__(self, ask: Callable[[str, Any], Any]) -> None:
        """Take the function that asks the judge a prompt for a verdict of a given shape."""
        self._ask = ask

    def generate(self, prompt: str, response_model: Any) -> Any:
        """Return the judge's verdict."""
        return self._ask(prompt, response_model)

    async def agenerate(self, prompt: str, response_model: Any) -> Any:
        """Return the judge's verdict."""
        return self._ask(prompt, response_model)


class RagasEmbedding(BaseRagasEmbedding):
    """An embedder of this program as ragas takes it."""

    def __init__(self, embedder: Embedder) -> None:
        """Take the embedder that makes the vectors."""
        super().__init__()
        self._embedder = embedder

    def embed_text(self, text: str, **_: Any) -> list[float]:
        """Return the vector of a text."""
        return [float(value) for value in self._embedder.embed([text])[0]]

    async def aembed_text(self, text: str, **_: Any) -> list[float]:
        """Return the vector of a text."""
        return self.embed_text(text)


class LetterSimilarity:
    """Likeness of letters as the older metrics take it; ragas' own writes a user id to disk."""

    def __init__(self) -> None:
        """Load the newer metric, which measures the likeness."""
        self._metric = collections.NonLLMStringSimilarity()

    async def single_turn_ascore(self, sample: Any, callbacks: Any) -> float:
        """Return the likeness of a sample's response to its reference, from 0 to 1."""
        found = await self._metric.ascore(reference=sample.reference, response=sample.response)
        return float(found.value)


def text_metrics(embedder: Embedder) -> dict[str, RagasMetric]:
    """Return name → metric, of those that ask no judge."""
    texts = ("reference", "response")
    contexts = ("retrieved_contexts", "reference_contexts")
    ids = ("retrieved_context_ids", "reference_context_ids")
    similarity: Any = LetterSimilarity()
    by_need: dict[tuple[str, ...], dict[str, Any]] = {
        texts: {
            "exact_match": collections.ExactMatch(),
            "string_presence": collections.StringPresence(),
            "string_similarity": collections.NonLLMStringSimilarity(),
            "bleu": collections.BleuScore(),
            "rouge": collections.RougeScore(),
            "chrf": collections.CHRFScore(),
            "semantic_similarity": collections.SemanticSimilarity(RagasEmbedding(embedder)),
        },
        contexts: {
            "text_context_precision": NonLLMContextPrecisionWithReference(
                distance_measure=similarity
            ),
            "text_context_recall": NonLLMContextRecall(_distance_measure=similarity),
        },
        ids: {
            "id_context_precision": IDBasedContextPrecision(),
            "id_context_recall": IDBasedContextRecall(),
        },
    }
    return {
        name: RagasMetric(metric, needs)
        for needs, metrics in by_need.items()
        for name, metric in metrics.items()
    }


def judged_metrics(ask: Callable[[str, Any], Any], embedder: Embedder) -> dict[str, RagasMetric]:
    """Return name → metric, of those that ask a judge."""
    llm = JudgeLLM(ask)
    read = ("response", "retrieved_contexts")
    known = ("user_input", "reference", "retrieved_contexts")
    return {
        "faithfulness": RagasMetric(collections.Faithfulness(llm=llm), ("user_input", *read)),
        "answer_relevancy": RagasMetric(
            collections.AnswerRelevancy(llm=llm, embeddings=RagasEmbedding(embedder)),
            ("user_input", "response"),
        ),
        "context_precision": RagasMetric(collections.ContextPrecisionWithReference(llm=llm), known),
        "context_recall": RagasMetric(collections.ContextRecall(llm=llm), known),
        "factual_correctness": RagasMetric(
            collections.FactualCorrectness(llm=llm), ("response", "reference")
        ),
        # The judge itself asks again.
        "response_groundedness": RagasMetric(
            collections.ResponseGroundedness(llm=llm, max_retries=1), read
        ),
    }
