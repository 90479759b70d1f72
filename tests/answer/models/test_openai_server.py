"""Servers as they really answer: streams, errors, half answers, silence, floods."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from servers import USAGE, event, serving, stream

from answer.generative.answer import AnswerOptions, answer_with
from answer.models import openai_server as endpoint
from answer.models.load import load_model_by_name
from answer.models.openai_server import OpenAIServer
from answer.models.server.address import KEY
from answer.models.protocol import Completion, GenerationConfig
from answer.prompts import CITED
from builder.errors import UserError
from retrieval.hybrid import Searcher

GOOD = " The fracture toughness exceeds 200 MPa m^0.5 at 77 K [1]."
WHOLE = {"choices": [{"message": {"content": GOOD}, "finish_reason": "stop"}], "usage": USAGE}

pytestmark = pytest.mark.usefixtures("socket_enabled")


def nothing(text: str) -> None:
    pass


def chat(url: str) -> OpenAIServer:
    return OpenAIServer(url, "phi", CITED, silence=0.4, wait=0.01)


def write(url: str, *stops: str) -> Completion:
    return chat(url).write("Why?", GenerationConfig(stops=stops), nothing)


@pytest.mark.parametrize("answer", [stream(GOOD[:20], GOOD[20:]), WHOLE], ids=["stream", "whole"])
def test_an_answer_comes_in_pieces_or_whole(answer: Any) -> None:
    seen: list[str] = []
    with serving(answer) as server:
        written = chat(server.url).write("Why?", GenerationConfig(tokens=50, seed=3), seen.append)
    assert written == Completion(GOOD, 31, 7, "stop")
    assert seen[-1] == GOOD
    [sent] = server.requests
    assert sent["model"] == "phi"
    assert sent["messages"] == [{"role": "user", "content": "Why?"}]
    assert (sent["max_tokens"], sent["temperature"], sent["seed"]) == (50, 0.0, 3)


def test_tokens_are_guessed_where_a_server_does_not_count_them() -> None:
    with serving(event("FCC at 77 K.") + b"data: [DONE]\n\n") as server:
        written = write(server.url)
    assert written.text == "FCC at 77 K."
    assert written.prompt_tokens > 0
    assert written.new_tokens > 0


def test_writing_is_broken_off_where_the_answer_ends() -> None:
    with serving(stream("It is FCC.", "\nQuestion:", " and then?")) as server:
        written = write(server.url, "\nQuestion:")
    assert "and then" not in written.text


def test_ctrl_c_keeps_what_came_of_one_answer_and_ends_the_asking_of_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def pressed(chunks: Any) -> Iterator[Any]:
        for event in events(chunks):
            yield event
            if "It is" in event.data:
                raise KeyboardInterrupt

    events = endpoint.events_of
    monkeypatch.setattr(endpoint, "events_of", pressed)
    with serving(*[stream("It is", " FCC.")] * 3) as server:
        assert write(server.url).text == "It is"
        with pytest.raises(KeyboardInterrupt):
            chat(server.url).write_all(["One?", "Two?"], GenerationConfig(tokens=20))
    assert len(server.requests) == 2


def test_a_flood_is_cut_off() -> None:
    with serving(event("flood " * 20_000) * 4) as server:
        written = write(server.url)
    assert written.ended == "length"
    assert len(written.text) < 200_000


@pytest.mark.fault("F20", 5)
@pytest.mark.parametrize("trouble", [429, 500, 503, "close", "hang", stream("")], ids=str)
def test_what_may_pass_is_tried_again_and_told_when_it_does_not(trouble: Any) -> None:
    with serving(trouble, trouble, stream(GOOD)) as server:
        assert write(server.url).text == GOOD
    with serving(trouble) as server:
        with pytest.raises(UserError, match="gave no answer, 3 times"):
            write(server.url)
        assert len(server.requests) == 3


@pytest.mark.fault("F20")
@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (400, "refused the request"),
        (401, "wants a key"),
        (404, "does not know the model"),
        (302, "refused the request"),
        ({"unexpected": 1}, "3 times"),
        ({"choices": "none"}, "cannot be read"),
        ({"choices": [{"message": {"content": 5}}]}, "cannot be read"),
        ({"choices": [{"message": {"content": ["a"]}}]}, "cannot be read"),
        ("<html>It works!</html>", "cannot be read"),
        (b'data: {"choices": [{"delta": {"conte', "cannot be read"),
        (b"data: [1, 2]\n\n", "cannot be read"),
        (b"data: " + b" " * (1 << 21), "without an end"),
    ],
)
def test_an_answer_that_is_none_is_told_in_a_sentence_and_not_retried(
    answer: Any, message: str
) -> None:
    with serving(answer) as server:
        with pytest.raises(UserError, match=message):
            write(server.url)
        assert len(server.requests) == (3 if message == "3 times" else 1)


def test_no_server_at_all_is_told() -> None:
    with serving(500) as server:
        url = server.url
    with pytest.raises(UserError, match="gave no answer, 3 times: ConnectError"):
        write(url)
    with pytest.raises(UserError, match="No OpenAI-compatible server"):
        chat(url).models()


def test_a_servers_models_are_listed() -> None:
    with serving(500) as server:
        assert chat(server.url).models() == ["phi"]


def test_a_model_that_a_server_does_not_know_is_told_with_those_it_has() -> None:
    with serving(404) as server, pytest.raises(UserError) as told:
        write(server.url)
    assert told.value.hint == "It has: phi."


def test_the_key_goes_to_the_named_server_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv(KEY, "sk-canary-123456")
    with serving(stream(GOOD), 401) as server:
        write(server.url)
        with pytest.raises(UserError) as refused:
            write(server.url)
        assert server.keys == ["Bearer sk-canary-123456"] * 2
    assert "canary" not in caplog.text
    assert "canary" not in f"{refused.value}{refused.value.hint}{refused.value.__cause__!r}"
    with pytest.raises(UserError, match="in clear text"):
        OpenAIServer("http://example.org", "phi")
    monkeypatch.delenv(KEY)
    with serving(stream(GOOD)) as server:
        write(server.url)
        assert server.keys == [None]


@pytest.mark.parametrize(
    "address",
    [
        "localhost", "ftp://x", "http://[::1", "http://x:99999999", "http://x:port", "http://a b",
        "http://", "http://u:secret@[x",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_told(address: str, tmp_path: Any) -> None:
    with pytest.raises(UserError, match="is no address") as told:
        load_model_by_name(f"endpoint:{address}#phi", "", tmp_path)
    assert "secret" not in told.value.message
    assert told.value.__cause__ is None


def test_a_model_must_be_named(tmp_path: Any) -> None:
    with pytest.raises(UserError, match="model is not named"):
        load_model_by_name("endpoint:http://localhost:1", "", tmp_path)


def test_a_servers_answer_is_checked_like_any_other(searcher: Searcher) -> None:
    question = "What is the fracture toughness of CrMnFeCoNi at 77 K?"
    with serving(stream(GOOD), stream(" It is 900 MPa m^0.5.")) as server:
        endpoint = load_model_by_name(f"endpoint:{server.url}#phi", "", searcher)  # type: ignore[arg-type]
        hits = searcher.search(question, 5)
        good, bad = (
            answer_with(endpoint, question, hits, AnswerOptions(), nothing) for _ in range(2)
        )
    assert good.model == f"endpoint:{server.url}#phi"
    assert bad.model == "extractive"
    assert "900" not in bad.text
