"""Our measures that ask no model, side by side with ragas' own on the same data."""

import asyncio
import os
from typing import Any

import pytest

from eval.metrics.retrieval import id_precision, score_run
from eval.metrics.text_match import verbatim
from eval.metrics.text_similarity import bleu, chrf, rouge, semantic_similarity
from retrieval.embedder import find_model, load_embedder
from retrieval.embedding.numpy_encoder import NumpyEmbedder

PAIRS = [
    ("The yield strength of NbMoTaW is 405 MPa at 1600 °C.", "405 MPa at 1600 °C"),
    ("A single BCC phase was found in both alloys", "Both alloys have a single BCC phase"),
    ("It rises because nanotwins form.", "The toughness rises on cooling because nanotwins form."),
    ("FCC", "FCC"),
    ("0.61 GPa", "613.5 MPa"),
]
#: Papers found, and those that answer.
IDS = [
    (["a", "b", "c"], ["a"]),
    (["b", "c"], ["a"]),
    (["c", "a", "b", "d", "e"], ["a", "b", "x"]),
    (["a"], ["a"]),
]


# Deprecations inside ragas and what it imports are not ours to mend.
@pytest.mark.filterwarnings("ignore")
def test_we_agree_with_ragas() -> None:
    os.environ["RAGAS_DO_NOT_TRACK"] = "true"
    from ragas import metrics
    from ragas.dataset_schema import SingleTurnSample

    def theirs(metric: Any, **sample: Any) -> float:
        return float(asyncio.run(metric._single_turn_ascore(SingleTurnSample(**sample), None)))

    for said, true in PAIRS:
        both = {"response": said, "reference": true}
        assert float(verbatim(said, true)) == theirs(metrics.ExactMatch(), **both)
        assert bleu(said, true) == pytest.approx(theirs(metrics.BleuScore(), **both), abs=1e-9)
        assert chrf(said, true) == pytest.approx(theirs(metrics.ChrfScore(), **both), abs=1e-9)
        for name in ("rouge1", "rougeL"):
            metric = metrics.RougeScore(rouge_type=name)
            assert rouge(said, true)[name] == pytest.approx(theirs(metric, **both), abs=1e-9)

    for found, relevant in IDS:
        both = {"retrieved_context_ids": found, "reference_context_ids": relevant}
        ours = score_run({"q": found}, {"q": frozenset(relevant)})
        precision = theirs(metrics.IDBasedContextPrecision(), **both)
        assert id_precision(found, frozenset(relevant)) == pytest.approx(precision, abs=1e-9)
        assert ours["precision@5"]["q"] == pytest.approx(precision, abs=1e-9)
        recall = theirs(metrics.IDBasedContextRecall(), **both)
        assert ours["recall@5"]["q"] == pytest.approx(recall, abs=1e-9)

    model = find_model()
    loaded = load_embedder(model)

    class Local:
        async def aembed_text(self, text: str) -> list[float]:
            return loaded.embed([text])[0].tolist()  # type: ignore[no-any-return]

    similarity = metrics.SemanticSimilarity(embeddings=Local())  # type: ignore[arg-type]
    ours_alike = semantic_similarity(NumpyEmbedder(model), *zip(*PAIRS, strict=True))
    for (said, true), alike in zip(PAIRS, ours_alike, strict=True):
        assert alike == pytest.approx(theirs(similarity, response=said, reference=true), abs=1e-4)


@pytest.mark.filterwarnings("ignore")
def test_ragas_bleu_reads_the_first_sentence_of_an_answer_and_ours_reads_all() -> None:
    os.environ["RAGAS_DO_NOT_TRACK"] = "true"
    from ragas.dataset_schema import SingleTurnSample
    from ragas.metrics import BleuScore

    true = "It is strong and hard at room temperature. It was cast in a copper mould."
    sample = SingleTurnSample(response="It is weak. " + true, reference=true)
    assert asyncio.run(BleuScore()._single_turn_ascore(sample, None)) == 0.0  # type: ignore[arg-type]
    assert bleu("It is weak. " + true, true) > 0.7
