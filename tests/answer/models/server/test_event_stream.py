"""A stream is read alike wherever it is cut, and however its lines end."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.models.server.event_stream import events_of
from answer.models.server.reply import ServerReply
from builder.errors import UserError

SAYS = "Grains of 5 µm; “CoCrFeNi” has 480 MPa."
_EVENTS = [
    ": keep-alive",
    "event: ping\ndata: still here",
    'data: {"choices": [{"delta": {"role": "assistant", "content": null}}]}',
    'id: 1\ndata:{"choices": [{"delta": {"content": "Grains of 5 µm; "}}]}',
    'data: {"choices": []}',
    'data: {"choices": [{"delta":\ndata: {"content": "“CoCrFeNi” has "}}]}',
    'data: {"choices": [{"index": 1, "delta": {"content": "other"}}, {"delta": null}]}',
    'data: {"choices": [{"delta": {"content": [{"type": "text", "text": "480 MPa."}]}}]}',
    'data: {"choices": [{"delta": {}, "finish_reason": "STOP"}], "usage": {"prompt_tokens": 3}}',
    "data: [DONE]",
]


def read(chunks: list[bytes]) -> ServerReply:
    reply = ServerReply()
    for event in events_of(iter(chunks)):
        reply.take(event)
    reply.check_end()
    return reply


@given(
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\ufeff", "\n\n"]),
    st.sets(st.integers(0, 900), max_size=30),
)
def test_a_stream_cut_anywhere_gives_the_same_answer(end: str, lead: str, cuts: set[int]) -> None:
    text = lead + "".join(f"{event}\n\n" for event in _EVENTS)
    body = text.replace("\n", end).encode()
    places = [0, *sorted(cut for cut in cuts if cut < len(body)), len(body)]
    reply = read([body[a:b] for a, b in itertools.pairwise(places)])
    assert (reply.text, reply.reason, reply.usage) == (SAYS, "stop", {"prompt_tokens": 3})
    assert reply.is_over


def test_events_without_an_empty_line_between_them_are_read() -> None:
    body = "\n".join(_EVENTS[2:]).replace('{"delta":\ndata: ', '{"delta": ').encode()
    assert read([body]).text == SAYS


@given(st.lists(st.integers(1, 40), max_size=5))
def test_an_answer_sent_whole_is_read_whatever_kind_it_says_it_is(sizes: list[int]) -> None:
    whole = {"choices": [{"message": {"content": SAYS}, "finish_reason": None}]}
    body = json.dumps(whole, indent=1).encode()
    chunks = []
    for size in sizes:
        chunks.append(body[:size])
        body = body[size:]
    assert read([*chunks, body]).text == SAYS


@pytest.mark.parametrize(
    "flood", [b"data: " + b" " * (1 << 21), b"x\n" * (1 << 21), b": \n" * (1 << 20)]
)
def test_a_flood_has_an_end(flood: bytes) -> None:
    chunks = (flood[place : place + 4096] for place in range(0, len(flood), 4096))
    with pytest.raises(UserError, match="without an end"):
        list(events_of(chunks))


def test_crumbs_have_an_end_long_before_their_bytes_are_many() -> None:
    crumbs = itertools.repeat(b"x", 1 << 20)
    with pytest.raises(UserError, match="without an end"):
        list(events_of(crumbs))
    assert len(list(crumbs)) > 9e5
