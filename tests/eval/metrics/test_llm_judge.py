"""A judge gives a verdict of the wanted shape or none, in a bounded number of attempts."""

import json

import pytest
from fakes import ScriptedChat
from pydantic import BaseModel
from servers import serving, stream

from answer.models.openai_server import OpenAIServer
from answer.models.protocol import Completion, GenerationConfig, Watch
from eval.metrics.llm_judge import LlmJudge, NoVerdictError


class Verdict(BaseModel):
    reason: str
    verdict: int


class Verdicts(BaseModel):
    statements: list[Verdict]


GOOD = {"statements": [{"reason": "It says so.", "verdict": 1}]}


class Turns(ScriptedChat):
    """A model that writes one thing after another, and keeps how it was asked."""

    def __init__(self, *turns: str, ended: str = "stop") -> None:
        super().__init__("")
        self.turns, self.ended = list(turns), ended
        self.asked: list[GenerationConfig] = []

    def write(self, prompt: str, how: GenerationConfig, watch: Watch) -> Completion:
        self.asked.append(how)
        return Completion(self.turns.pop(0), 1, 1, self.ended)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(GOOD),
        f"Sure! Here it is:\n```json\n{json.dumps(GOOD, indent=2)}\n```\nAnything else?",
        f'The set {{1, 2}} is no object. {json.dumps(GOOD)} {{"statements": []}}',
    ],
)
def test_a_verdict_is_found_in_what_stands_around_it(text: str) -> None:
    chat = Turns(text)
    assert LlmJudge(chat).ask("Judge.", Verdicts).model_dump() == GOOD
    assert len(chat.asked) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I think it is faithful.",
        json.dumps(GOOD)[:-4],
        '{"statements": "all true"}',
        '{"statements": [{"reason": "", "verdict": 7}]}',
        "{" * 3000,
        "",
    ],
)
def test_what_is_no_verdict_is_asked_for_three_times_and_kept(text: str) -> None:
    chat = Turns(text, text, text, "never reached")
    judge = LlmJudge(chat)
    with pytest.raises(NoVerdictError, match="wrote no Verdicts, 3 times"):
        judge.ask("Judge.", Verdicts)
    [call] = judge.taken()
    assert call.wrote == (text,) * 3
    assert (call.verdict, call.prompt) == (None, "Judge.")
    assert [how.temperature > 0 for how in chat.asked] == [False, True, True]
    assert len({how.seed for how in chat.asked}) == 3
    assert judge.taken() == ()


def test_a_later_attempt_counts_and_the_first_is_kept_too() -> None:
    judge = LlmJudge(Turns("hm", json.dumps(GOOD)))
    assert judge.ask("Judge.", Verdicts).statements[0].verdict == 1
    assert judge.taken()[0].wrote == ("hm", json.dumps(GOOD))


def test_an_answer_cut_off_says_so() -> None:
    with pytest.raises(NoVerdictError, match="was cut off"):
        LlmJudge(Turns(*["{"] * 3, ended="length")).ask("Judge.", Verdicts)


def test_a_prompt_that_does_not_fit_is_never_cut() -> None:
    chat = Turns()
    with pytest.raises(NoVerdictError, match="longer than the judge can read"):
        LlmJudge(chat).ask("word " * 2010, Verdicts)
    assert chat.asked == []


def test_ctrl_c_ends_the_judging_though_a_model_keeps_what_it_wrote() -> None:
    with pytest.raises(KeyboardInterrupt):
        LlmJudge(Turns(json.dumps(GOOD), ended="interrupted")).ask("Judge.", Verdicts)


@pytest.mark.usefixtures("socket_enabled")
def test_a_server_judges_a_prompt_of_any_length_and_its_faults_are_no_verdicts() -> None:
    text = json.dumps(GOOD)
    with serving(stream(text[:9], text[9:]), 400) as server:
        judge = LlmJudge(OpenAIServer(server.url, "phi"))
        assert judge.ask("word " * 4000, Verdicts).model_dump() == GOOD
        with pytest.raises(NoVerdictError, match="refused the request"):
            judge.ask("Judge.", Verdicts)
        assert [call.wrote for call in judge.taken()] == [(text,), ()]
