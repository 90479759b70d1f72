"""Servers as they really answer: streams, errors, half answers, silence, floods."""

import base64
import json
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from servers import USAGE, Sent, dripping, event, serving, stream

from answer.generative.answer import AnswerOptions, answer_with
from answer.models import openai_server as endpoint
from answer.models.load import load_model_by_name
from answer.models.openai_server import OpenAIServer
from answer.models.protocol import Completion, GenerationConfig
from answer.models.server.address import KEY, ServerAddress
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
        for each in events(chunks):
            yield each
            if "It is" in each.data:
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
        with pytest.raises(UserError, match="did not answer, 3 times"):
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
    with pytest.raises(UserError, match="did not answer, 3 times: ConnectError"):
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
    with pytest.raises(UserError, match="is not an address") as told:
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


THOUGHT = "It has 200 MPa m^0.5 at 298 K. It has 200 MPa m^0.5 at 298 K."


@pytest.mark.parametrize(
    "answer",
    [
        stream("<think>", THOUGHT, "</think>\n\n", GOOD[1:]),
        stream("<th", f"ink>{THOUGHT}</thi", "nk>", GOOD),
        stream(THOUGHT, "\nQuestion: really?", "</think>", GOOD),
        {"choices": [{"message": {"content": f"[THINK]{THOUGHT}[/THINK]{GOOD}"}}]},
        {"choices": [{"message": {"content": GOOD, "reasoning_content": THOUGHT}}]},
        {
            "choices": [
                {
                    "message": {
                        "content": [
                            {"type": "thinking", "thinking": [{"type": "text", "text": THOUGHT}]},
                            {"type": "text", "text": GOOD},
                        ]
                    }
                }
            ]
        },
    ],
)
def test_what_a_model_thinks_aloud_is_no_answer(answer: Any) -> None:
    with serving(answer) as server:
        written = write(server.url, "\nQuestion:")
    assert written.text.strip() == GOOD.strip()
    assert written.ended == "stop"


@given(st.lists(st.integers(1, 120), max_size=12))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_cut_of_a_stream_shows_a_thought(sizes: list[int]) -> None:
    left, parts = f"<think>{THOUGHT}</think>\n{GOOD}", []
    for size in sizes:
        parts.append(left[:size])
        left = left[size:]
    seen: list[str] = []
    with serving(stream(*parts, left)) as server:
        written = chat(server.url).write("Why?", GenerationConfig(), seen.append)
    assert written.text == GOOD.strip()
    assert all(GOOD.strip().startswith(text) for text in seen)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            event("It has 200") + b'data: {"error": {"message": "out of memory"}}\n\n',
            "out of memory",
        ),
        (event("It has 200") + b'event: error\ndata: {"message": "gone"}\n\n', "gone"),
        (event("It has 200") + b"event: error\ndata: gone away\n\n", "gone away"),
        (event("It has 200") + b'error: {"code": 500, "message": "slot"}\n\n', "slot"),
        (event("It has 200") + b'{"detail": "worker died"}\n\n', "worker died"),
        (event("It has 200"), "without its last event"),
        (event("It has 200") + b'data: {"choices": [{"del', "cannot be read"),
        (event("It has 200") + event(None, finish_reason="content_filter"), "content_filter"),
        (event("It has 200", finish_reason="error"), "error"),
        (
            {"choices": [{"message": {"content": "It has"}, "finish_reason": "content_filter"}]},
            "filter",
        ),
        (event("<think>It has 200"), "without its last event"),
        (event("It has 200", error={"message": "preempted"}, finish_reason="error"), "preempted"),
    ],
)
def test_half_an_answer_is_none_and_the_servers_words_are_shown(answer: Any, words: str) -> None:
    with serving(answer) as server:
        with pytest.raises(UserError, match="stopped in the middle of an answer") as told:
            write(server.url)
        assert len(server.requests) == 1
    assert words in told.value.message
    assert "It has 200" not in told.value.message


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (Sent(400, '{"error": {"message": "the prompt is too long"}}'), "the prompt is too long"),
        (Sent(401, '{"error": "no token"}'), "wants a key: no token"),
        (Sent(404, '{"detail": "Not Found"}'), "does not know the model “phi”: Not Found"),
        (Sent(422, '{"detail": [{"loc": ["body"], "msg": "bad"}]}'), "bad; body"),
        (Sent(429, '{"error": {"message": "slow down"}}'), "3 times: status 429: slow down"),
        (Sent(502, "<title>502 Bad Gateway</title><h1>nginx</h1>", "text/html"), "502 Bad Gateway"),
        (Sent(200, '{"error": {"message": "no such model"}}'), "error: no such model"),
        (Sent(200, 'data: {"error": "no such model"}\n\n', "text/event-stream"), "no such model"),
        (Sent(200, '[{"error": {"message": "quota"}}]'), "error: quota"),
        (Sent(200, '{"choices": [{"message": {"refusal": "I will not"}}]}'), "I will not"),
        (Sent(200, "{}", headers={"Content-Encoding": "gzip"}), "compressed"),
        (stream("<think>", THOUGHT), "thought and wrote no answer"),
        ({"choices": [{"message": {"content": "", "reasoning": THOUGHT}}]}, "thought and wrote no"),
        (event("<think>no", finish_reason="length"), "all its 200 tokens went into thinking"),
        (
            {"choices": [{"message": {"content": None, "tool_calls": [{"id": "1"}]}}]},
            "called a tool",
        ),
    ],
)
def test_what_a_server_says_is_wrong_is_shown(sent: Any, words: str) -> None:
    with serving(sent) as server, pytest.raises(UserError) as told:
        write(server.url)
    assert words in told.value.message


def test_a_key_that_a_server_repeats_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "sk-canary-123456")
    with (
        serving(Sent(401, '{"error": "bad key sk-canary-123456."}')) as server,
        pytest.raises(UserError, match="does not take the key in HEA_API_KEY: bad key …") as told,
    ):
        write(server.url)
    assert "canary" not in told.value.message


@pytest.mark.parametrize("cut", range(4))
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_login_that_a_server_repeats_in_base64_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, cut: int, encode: Callable[[bytes], bytes]
) -> None:
    pair = "anna:Zw1schen?raum"
    repeated = encode(pair[cut:].encode()).decode()
    address = ServerAddress(f"http://{quote(pair, safe=':')}@localhost:1#m")
    whole = base64.b64encode(pair.encode()).decode()
    for words in (repeated, whole[cut:], encode(whole[cut:].encode()).decode()):
        shown = address.without_secrets(f"no {words} here")
        assert shown.startswith("no ")
        assert shown.endswith(" here")
        assert not [n for n in range(len(words) - 7) if words[n : n + 8] in shown]
        for end in range(len(words) + 4):
            assert shown.startswith(address.without_begun_secret(f"no {words} here"[:end]))
    monkeypatch.setenv(KEY, "sk-canary-123456")
    shown = ServerAddress("http://localhost:1").without_secrets("bad key sk-canar y-123456")
    assert shown == "bad key … …"
    calm = "Annealing strengthens nanocrystalline alloys"
    assert address.without_secrets(calm) == calm


@pytest.mark.parametrize(
    "refused", ["max_tokens", "temperature", "seed", "stream_options", "response_format"]
)
def test_a_parameter_that_a_server_refuses_is_left_out_from_then_on(refused: str) -> None:
    body = json.dumps({"error": {"message": f"'{refused}' is not supported with this model."}})

    def answer(request: dict[str, Any]) -> Any:
        return Sent(400, body) if refused in request else stream(GOOD)

    with serving(answer) as server:
        model = chat(server.url)
        how = GenerationConfig(schema="{}")
        assert [model.write("Why?", how, nothing).text for _ in range(2)] == [GOOD] * 2
        assert len(server.requests) == 3
    limits = {"max_tokens", "max_completion_tokens"} & server.requests[-1].keys()
    assert limits == {"max_completion_tokens" if refused == "max_tokens" else "max_tokens"}


def test_a_server_that_refuses_both_limits_of_tokens_is_told() -> None:
    def answer(request: dict[str, Any]) -> Any:
        name = next(name for name in request if name.endswith("_tokens"))
        return Sent(400, json.dumps({"error": f"Unknown parameter: {name}"}))

    with serving(answer) as server:
        with pytest.raises(UserError, match="Unknown parameter: max_completion_tokens"):
            write(server.url)
        assert len(server.requests) == 2


def test_a_wait_that_a_server_asks_for_is_kept_and_told() -> None:
    told: list[str] = []
    busy = Sent(503, '{"error": "loading"}', headers={"Retry-After": "1"})
    with serving(busy, stream(GOOD)) as server:
        model = OpenAIServer(server.url, "phi", note=told.append)
        begun = time.monotonic()
        assert model.write("Why?", GenerationConfig(), nothing).text == GOOD
    assert time.monotonic() - begun >= 1
    assert told == ["The server asks to wait 1 s: status 503: loading."]
    away = Sent(429, headers={"Retry-After": "3600"})
    with serving(away) as server:
        with pytest.raises(UserError, match="asks to wait 3600 s"):
            write(server.url)
        assert len(server.requests) == 1


def test_escape_sequences_and_half_letters_reach_nobody() -> None:
    seen: list[str] = []
    with serving(stream("It is \x1b]0;PWN\x07\x1b[31m\x9b31;1mFCC\ud800.")) as server:
        written = chat(server.url).write("Why?", GenerationConfig(), seen.append)
    assert written.text == seen[-1] == "It is FCC\ufffd."


def test_half_letters_are_counted_where_the_server_does_not_count() -> None:
    body = '{"choices": [{"message": {"content": "It is FCC \\ud800."}}]}'
    with serving(Sent(200, body)) as server:
        assert write(server.url).text == "It is FCC \ufffd."


def test_a_list_of_models_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for listed in ("[" * 300_000, '{"data": 5}', '{"data": [5]}', "<html>"):
        monkeypatch.setattr(endpoint, "body_of", lambda chunks, text=listed: text)
        with serving(404) as server, pytest.raises(UserError, match="does not know the model"):
            write(server.url)


@pytest.mark.parametrize("where", ["chat", "models"])
def test_a_server_that_drips_without_an_end_is_left(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "_WHOLE", 0.6)
    monkeypatch.setattr(endpoint, "_LONGEST_LIST", 0.6)
    with dripping() as url:
        begun = time.monotonic()
        with pytest.raises(UserError):
            chat(url).models() if where == "models" else write(url)
    assert time.monotonic() - begun < 5


def test_a_loop_of_a_model_that_does_not_think_is_left_as_soon_as_it_is_known() -> None:
    loop = [" The alloy is tough at low temperature."] * 40
    with serving(stream(GOOD), stream(*loop)) as server:
        model = chat(server.url)
        model.write("Why?", GenerationConfig(), nothing)
        seen: list[str] = []
        written = model.write("Why?", GenerationConfig(), seen.append)
    assert len(seen) < 5
    assert (written.text, written.ended) == (loop[0].strip(), "stop")
