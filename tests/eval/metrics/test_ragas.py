"""Ragas' measures run offline with any judge; a judge that fails leaves a reason, not a number."""

import builtins
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fakes import ScriptedChat, WordEmbedder
from scripted_judges import careful, verdicts
from servers import serving, stream
from tiny_models import tiny_model

from answer.models.openai_server import OpenAIServer
from answer.models.transformers_model import TransformersModel, load_model
from answer.prompts import CITED
from builder.errors import UserError
from eval.metrics.llm_judge import LlmJudge
from eval.metrics.ragas import JUDGED, Outcome, Ragas, RagasSample

#: Measures that ask no judge.
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

QUOTE = "The yield strength is 405 MPa."
SAMPLE = RagasSample(
    question="What is the yield strength of NbMoTaW?",
    said=f"{QUOTE} It is a toy.",
    reference=QUOTE,
    contexts=(f"NbMoTaW was cast. {QUOTE} It is BCC.", "CrMnFeCoNi was rolled."),
    true_contexts=(f"NbMoTaW was cast. {QUOTE} It is BCC.",),
    ids=("senkov", "cantor"),
    true_ids=("senkov",),
)


def measured(chat: Any, *names: str, tokens: int = 768) -> dict[str, Outcome]:
    door = Ragas(WordEmbedder(), LlmJudge(chat, tokens))
    found = {name: door.measure(name, SAMPLE) for name in names}
    return {name: outcome for name, outcome in found.items() if outcome}


def test_a_scripted_judge_runs_every_measure() -> None:
    found = measured(careful(), *JUDGED, *FREE)
    assert found.keys() == {*JUDGED, *FREE}
    assert {name: outcome.trouble for name, outcome in found.items() if outcome.trouble} == {}
    values = {name: outcome.value for name, outcome in found.items()}
    assert values["faithfulness"] == 0.5
    assert values["context_precision"] == pytest.approx(1.0)
    assert values["context_recall"] == 1.0
    assert values["factual_correctness"] == 0.67  # 1 of 2 claims right, the one truth there
    assert values["response_groundedness"] == 0.0  # the answer as a whole is not in the context
    assert 0.5 < (values["answer_relevancy"] or 0) < 1
    assert (values["exact_match"], values["string_presence"]) == (0.0, 1.0)
    assert (values["id_context_precision"], values["id_context_recall"]) == (0.5, 1.0)
    assert (values["text_context_precision"], values["text_context_recall"]) == (
        pytest.approx(1.0),
        1.0,
    )
    assert 0.5 < (values["semantic_similarity"] or 0) < 1


def test_calls_are_kept_word_by_word() -> None:
    calls = measured(careful(), "faithfulness")["faithfulness"].calls
    assert [call.shape for call in calls] == ["StatementGeneratorOutput", "NLIStatementOutput"]
    assert QUOTE in calls[1].prompt
    assert json.loads(calls[1].wrote[0]) == calls[1].verdict


def short_of(prompt: str) -> str:
    """A judge that passes only on the first of what it is asked."""
    found = json.loads(verdicts(prompt))
    for name in ("statements", "classifications"):
        if isinstance(found.get(name), list) and isinstance(found[name][0], dict):
            found[name] = found[name][:1]
    return json.dumps(found)


@pytest.mark.parametrize(
    ("name", "says", "trouble"),
    [
        ("faithfulness", short_of, "1 verdicts for 2 statements"),
        ("faithfulness", lambda p: verdicts(p)[:-2], "wrote no StatementGeneratorOutput"),
        ("faithfulness", lambda p: '{"statements": []}', "left “statements”"),
        ("factual_correctness", lambda p: '{"claims": []}', "left “claims”"),
        ("answer_relevancy", lambda p: '{"question": "", "noncommittal": 0}', "left “question”"),
        ("response_groundedness", lambda p: '{"rating": 5}', "wrote no ResponseGroundednessOutput"),
        ("context_recall", lambda p: '{"classifications": []}', "left “classifications”"),
    ],
)
@pytest.mark.fault("F21")
def test_a_judge_that_fails_gives_a_reason_and_no_value(
    name: str, says: Callable[[str], str], trouble: str
) -> None:
    outcome = measured(ScriptedChat(says), name)[name]
    assert outcome.value is None
    assert trouble in outcome.trouble
    assert outcome.calls


def test_one_of_two_opinions_is_no_rating() -> None:
    turns = iter(['{"rating": 2}', *["hm"] * 3])
    outcome = measured(ScriptedChat(lambda p: next(turns)), "response_groundedness")
    assert outcome["response_groundedness"].value is None


@pytest.mark.fault("F21")
def test_fewer_verdicts_than_the_reference_has_sentences_are_unscored() -> None:
    door = Ragas(WordEmbedder(), LlmJudge(ScriptedChat(short_of)))
    two = RagasSample("q", "a", f"{QUOTE} It is BCC.", SAMPLE.contexts)
    outcome = door.measure("context_recall", two)
    assert outcome is not None
    assert outcome.trouble == "1 verdicts for 2 sentences"


def test_what_a_measure_needs_and_a_sample_lacks_makes_it_not_apply() -> None:
    door = Ragas(WordEmbedder(), LlmJudge(careful()))
    bare = RagasSample("q", "a", "", ())
    assert [name for name in door.names if door.measure(name, bare)] == ["answer_relevancy"]
    assert Ragas(WordEmbedder()).names == FREE


def test_a_tiny_local_model_judges_or_fails_with_a_reason(tmp_path: Path) -> None:
    model, tokenizer = load_model(tiny_model(tmp_path / "tiny"), "fp32")
    chat = TransformersModel("path:tiny", model, tokenizer, CITED)
    for name, outcome in measured(chat, *JUDGED, tokens=64).items():
        assert outcome.value is None or 0 <= outcome.value <= 1, name
        assert (outcome.value is None) == bool(outcome.trouble), name
        assert outcome.calls, name


@pytest.mark.usefixtures("socket_enabled")
def test_a_server_judges_every_measure_as_any_other_judge_does() -> None:
    def says(request: dict[str, Any]) -> bytes:
        found = verdicts(request["messages"][-1]["content"])
        return stream(found[:10], found[10:])

    with serving(says) as server:
        found = measured(OpenAIServer(server.url, "phi"), *JUDGED)
    alike = measured(careful(), *JUDGED)
    assert {name: outcome.value for name, outcome in found.items()} == {
        name: outcome.value for name, outcome in alike.items()
    }
    assert len(server.requests) == sum(len(outcome.calls) for outcome in alike.values())


def test_telemetry_is_off_and_no_user_is_numbered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("RAGAS_DO_NOT_TRACK", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    measured(careful(), *JUDGED, *FREE)
    assert os.environ["RAGAS_DO_NOT_TRACK"] == "true"
    assert list(tmp_path.iterdir()) == []
    from ragas._analytics import do_not_track

    assert do_not_track()


def test_a_broken_ragas_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("ragas"):
            raise AttributeError("module 'langchain_community' has no attribute 'VertexAI'")
        return real(name, *rest, **more)

    real = builtins.__import__
    monkeypatch.delitem(sys.modules, "eval.metrics.ragas_models", raising=False)
    monkeypatch.setattr(builtins, "__import__", broken)
    with pytest.raises(UserError, match=r"ragas cannot be used here \(AttributeError"):
        Ragas(WordEmbedder())
