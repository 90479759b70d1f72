"""Servers that read along, repeat, flood and never end: bounded, and no key gets anywhere."""

import gzip
import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from servers import Sent, event, serving, stream
from small_library import Run

from answer.models.openai_server import OpenAIServer
from answer.models.protocol import GenerationConfig
from answer.models.server.address import KEY, without_login
from answer.models.server.event_stream import events_of
from answer.models.server.exchange import body_of
from builder.errors import UserError

SECRET = "canary-5f3a9c"
TOUGH = "What is the fracture toughness of CrMnFeCoNi at 77 K?"
SAYS = " The fracture toughness exceeds 200 MPa m^0.5 at 77 K."
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"

pytestmark = [pytest.mark.usefixtures("socket_enabled")]


def asked(url: str, seconds: float = 0.0, watch: Callable[[str], None] = lambda text: None) -> str:
    chat = OpenAIServer(url, "phi", silence=5, wait=0)
    return chat.write("Why?", GenerationConfig(tokens=50, seconds=seconds), watch).text


@contextmanager
def sending(first: bytes, again: bytes, pause: float) -> Iterator[str]:
    """A server that sends something once, and then something else again and again."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            connection.recv(65536)
            connection.sendall(first)
            while not over.wait(pause):
                connection.sendall(again)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        listener.close()


ENDLESS = {
    "headers without an end": (b"HTTP/1.1 200 OK\r\nx: ", b"y"),
    "one hint after another": (b"", b"HTTP/1.1 103 Early Hints\r\nx: y\r\n\r\n"),
    "comments": (HEAD + b"\r\n", b": still there\n\n"),
    "empty chunks of a line": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\ny\r\n"),
    "words, each very late": (HEAD + b"\r\n", event(" word")),
    "nothing at all": (b"", b""),
}


@pytest.mark.fault("F61", len(ENDLESS))
@pytest.mark.parametrize("kind", ENDLESS)
def test_no_server_takes_longer_than_it_was_given(kind: str) -> None:
    begun = time.monotonic()
    with sending(*ENDLESS[kind], 0.02) as url, suppress(UserError):
        assert asked(url, seconds=0.7)
    assert time.monotonic() - begun < 4


@pytest.mark.fault("F61")
def test_no_thread_goes_on_reading_what_nobody_waits_for() -> None:
    before = threading.active_count()
    with sending(*ENDLESS["one hint after another"], 0.005) as url:
        with pytest.raises(UserError):
            asked(url, seconds=0.3)
        ends = time.monotonic() + 5
        while threading.active_count() > before + 2 and time.monotonic() < ends:
            time.sleep(0.05)
        assert threading.active_count() <= before + 2  # the server's own


@pytest.mark.fault("F61")
@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip", "br", "zstd", "deflate", "x-own"])
def test_no_compressed_answer_is_taken_to_pieces(encoding: str) -> None:
    bomb = Sent(
        200, gzip.compress(bytes(1 << 20)), "application/json", {"Content-Encoding": encoding}
    )
    with serving(bomb) as server, pytest.raises(UserError, match="compressed"):
        asked(server.url)


@pytest.mark.fault("F61")
def test_bodies_in_crumbs_cost_no_more_than_their_bytes() -> None:
    begun = time.process_time()
    assert len(body_of(b"x" for _ in range(1 << 19))) == 1 << 18
    many = b"".join(b"data: 1,\n" for _ in range(200_000))
    with pytest.raises(UserError, match="without an end"):
        list(events_of(many[at : at + 65536] for at in range(0, len(many), 65536)))
    assert time.process_time() - begun < 3


@pytest.mark.fault("F62")
def test_http_goes_through_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, SECRET)
    with serving(stream(" From the proxy.")) as proxy, serving(stream(SAYS)) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert "200 MPa" in asked(server.url)
        assert OpenAIServer(server.url, "phi").models() == ["phi"]
        assert not proxy.requests
        assert server.keys == [f"Bearer {SECRET}"]


@pytest.mark.fault("F62")
def test_a_key_in_the_query_goes_with_every_request_and_is_shown_nowhere(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    questions, answers = tmp_path / "q.txt", tmp_path / "a.jsonl"
    questions.write_text(f"{TOUGH}\n", "utf-8")
    told = ""
    with serving(stream(SAYS), 401, "<html>", 404, stream(SAYS)) as server:
        named = f"endpoint:{server.url}?api-version=1&key={SECRET}#phi"
        where = ("--model", named, "--workspace", place)
        for form in ((), ("--json",), (), ()):
            told += str(hea("ask", TOUGH, *where, *form))
        told += str(hea("ask", "--file", questions, "--out", answers, *where))
        (place / "hea.toml").write_text(f'model = "{named}"\n', "utf-8")
        told += str(hea("doctor", "--workspace", place))
        assert all(f"key={SECRET}" in path for path in server.paths), server.paths
        assert server.paths[0].startswith("/v1/chat/completions?")
    told += str(
        hea("ask", TOUGH, "--model", f"endpoint:ftp://x?key={SECRET}#phi", "--workspace", place)
    )
    assert SECRET not in told + answers.read_text("utf-8")
    [row] = map(json.loads, answers.read_text("utf-8").splitlines())
    assert row["asked_of"].split()[0] == f"endpoint:{server.url}#phi"


@pytest.mark.fault("F62")
def test_a_key_that_a_model_repeats_is_in_no_answer_and_not_seen_while_it_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(KEY, SECRET)
    pieces = [f" The key is {SECRET}."[at : at + 3] for at in range(0, 25, 3)]
    seen: list[str] = []
    with serving(stream(*pieces)) as server:
        answer = asked(server.url, watch=seen.append)
    assert answer == "The key is …." or answer == " The key is …."
    assert not any(SECRET[:2] in text for text in seen), seen
    monkeypatch.delenv(KEY)
    with serving(stream(" The login is bWU6cGFzc3dvcmQx."), stream(" It is 200 MPa.")) as server:
        login = server.url.replace("//", "//me:password1@")
        assert "bWU6" not in asked(login)
        assert "200 MPa" in asked(
            login.replace("password1", "2")
        )  # too short to be told from words


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ("endpoint:http://me:pw@h/v1?key=x#m", "endpoint:http://h/v1#m"),
        ("endpoint:http://a@b@h?key=x&y=#m?n", "endpoint:http://h#m?n"),
        ("endpoint:http://h/a@b#m", "endpoint:http://h/a@b#m"),
        ("endpoint:http://h?next=//me@x", "endpoint:http://h"),
        ("path:/tmp/x", "path:/tmp/x"),
    ],
)
def test_what_is_shown_of_an_address(named: str, shown: str) -> None:
    assert without_login(named) == shown


@pytest.mark.fault("F62")
def test_processes_that_read_papers_have_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    from builder.ingest.isolation import reading_environment

    for name in (KEY, "OPENAI_API_KEY", "HF_TOKEN", "AWS_SECRET_ACCESS_KEY", "MY_PASSWORD"):
        monkeypatch.setenv(name, SECRET)
    monkeypatch.setenv("http_proxy", f"http://me:{SECRET}@proxy")
    given = reading_environment()
    assert SECRET not in str(given)
    assert given.get("PATH") == os.environ.get("PATH")
