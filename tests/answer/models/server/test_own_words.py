"""A server's own words are found in every shape, and are safe to show."""

import json
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.models.server.own_words import readable, refused_names, wait_wanted, words_of


@pytest.mark.parametrize(
    "body",
    [
        "out of memory",
        {"error": "out of memory"},
        {"error": {"message": "out of memory", "type": "server_error", "code": 500}},
        {"error": {"error": {"msg": "out of memory"}}},
        {"error": True, "message": "out of memory"},
        {"detail": "out of memory"},
        {"detail": [{"msg": "out of memory", "type": "x"}]},
        {"object": "error", "message": "out of memory", "code": 500},
        {"errors": [{"message": "out of memory"}]},
        [{"error": {"message": "out of memory", "status": "INTERNAL"}}],
        "<html><head><style>b {}</style></head><body><p>out of <b>memory</b></p></body></html>",
        "out\x1b[31m of\x1b]0;PWN\x07 \x00mem\u202eory",
    ],
)
def test_the_words_are_found(body: Any) -> None:
    assert words_of(body if isinstance(body, str) else json.dumps(body)) == "out of memory"


def test_a_page_is_told_by_its_title_and_text_and_long_words_are_cut() -> None:
    page = "<title>502 Bad Gateway</title><script>x()</script><h1>nginx &amp; co</h1>" + "a " * 999
    told = words_of(page)
    assert told.startswith("502 Bad Gateway – ")
    assert "nginx & co" in told
    assert len(told) <= 300
    assert words_of("<title>502 Bad</title><h1>502 Bad</h1>nginx") == "502 Bad nginx"
    assert words_of("") == words_of("{}") == words_of("<p></p>") == ""


@given(st.text())
def test_nothing_that_a_terminal_takes_for_a_command_is_left(text: str) -> None:
    for told in (words_of(text), words_of(json.dumps({"error": text})), readable(text)):
        assert not any(sign < " " and sign not in "\n\t" for sign in told)
        assert not any("\x7f" <= sign <= "\x9f" for sign in told)
        told.encode()


@pytest.mark.parametrize(
    "hostile",
    ["<" * 100_000, "[" * 100_000, '{"error":' * 20_000, "<script>" * 20_000, "\x1b]" * 50_000],
)
def test_hostile_errors_take_no_long_time(hostile: str) -> None:
    begun = time.process_time()
    assert len(words_of(hostile)) <= 300
    assert time.process_time() - begun < 1


NAMES = ["temperature", "max_tokens", "seed"]


@pytest.mark.parametrize(
    ("error", "refused"),
    [
        (
            "'max_tokens' is not supported. Use 'max_completion_tokens'.",
            ["max_tokens"],
        ),
        ("Unsupported value: 'temperature' does not support 0 with this model.", ["temperature"]),
        ("Unrecognized request argument supplied: seed", ["seed"]),
        (
            [{"loc": ["body", "max_tokens"], "msg": "Extra input not permitted"}],
            ["max_tokens"],
        ),
        ({"message": "This parameter is not allowed", "param": "seed"}, ["seed"]),
        ("max_tokens is too large: 9000; the context has 4096", []),
        ("the model is not supported", []),
        ("no", []),
    ],
)
def test_the_parameter_that_is_refused_is_found(error: Any, refused: list[str]) -> None:
    assert refused_names(json.dumps({"error": error}), NAMES) == refused


def test_a_wait_is_given_in_seconds_milliseconds_or_as_a_date() -> None:
    assert wait_wanted({"retry-after": "7"}) == 7
    assert wait_wanted({"retry-after-ms": "250"}) == 0.25
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert 25 < (wait_wanted({"retry-after": later}) or 0) <= 30
    assert wait_wanted({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0
    for nothing in ("", "soon", "-5", "9" * 40, "Wed, 99 Foo 2015"):
        assert wait_wanted({"retry-after": nothing}) is None
    assert wait_wanted({}) is None
