"""Keys a person has in the environment: in no output, log, file, database or traceback of ours."""

import io
import logging
import os
import sqlite3
import sys
import traceback
from pathlib import Path

import pytest
from servers import serving, stream
from small_library import CANTOR, SENKOV, Run, write_records

from answer.models.openai_server import OpenAIServer
from answer.models.protocol import GenerationConfig
from answer.models.server.address import KEY, ServerAddress
from builder.errors import UserError

CANARY = "canary-5f3a9c"
KEYS = (KEY, "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "HF_TOKEN", "AWS_SECRET_ACCESS_KEY")
TOUGH = "What is the fracture toughness of CrMnFeCoNi at 77 K?"
SAYS = " The fracture toughness exceeds 200 MPa m^0.5 at 77 K."


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.fault("F18")
def test_no_key_is_ever_shown_or_written(
    hea: Run, tmp_path: Path, corpus: Path,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")
    for number, name in enumerate(KEYS):
        monkeypatch.setenv(name, f"sk-{CANARY}-{number}")
    write_records(corpus / "r.jsonl", CANTOR, SENKOV)
    questions, answers = tmp_path / "q.txt", tmp_path / "a.jsonl"
    questions.write_text(f"{TOUGH}\n", "utf-8")
    told = []

    def run(*arguments: object) -> None:
        code, out, err = hea(*arguments, "--workspace", tmp_path)
        told.append(f"{arguments[0]} {code}\n{out}\n{err}")

    with serving(stream(SAYS), stream(SAYS), 401, 404, 400, "<html>", stream(SAYS)) as server:
        named = ("--model", f"endpoint:{server.url}#phi")
        for verb in ("build", "papers", "doctor"):
            run(verb)
        run("search", TOUGH, "--json")
        run("ask", TOUGH)
        for _ in range(6):
            run("ask", TOUGH, *named, "--json")
        run("ask", "--file", questions, "--out", answers, *named)
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{TOUGH}\n/sources\n/quit\n"))
        run("chat", *named)
        monkeypatch.setenv("HEA_MODEL", named[1])
        run("doctor", "--json")
        assert set(server.keys) == {f"Bearer sk-{CANARY}-0"}
    with serving(stream(SAYS), 401, 404, "<html>") as server:
        with_login = server.url.replace("//", f"//me:sk-{CANARY}@")
        for _ in range(4):
            run("ask", TOUGH, "--model", f"endpoint:{with_login}#phi", "--json")
        run("ask", TOUGH, "--model", f"endpoint:{with_login}")
        assert all(key.startswith("Basic ") for key in server.keys)
    run("ask", TOUGH, "--model", f"endpoint:{with_login}#phi")
    run("ask", TOUGH, "--model", f"endpoint:ftp{with_login.removeprefix('http')}#phi")
    run("ask", TOUGH, *named, "--explain")
    run("table", "--property", "yield strength", "--json")
    run("curate", "export", tmp_path / "triples.csv")
    run("dataset")
    run("dataset", "--push", "owner/name")
    run("hello")
    assert answers.exists()
    assert CANARY not in "\n".join(told)
    assert CANARY not in caplog.text
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes(), path
    with sqlite3.connect(tmp_path / "data" / "hea.sqlite") as db:
        assert CANARY not in "\n".join(db.iterdump())


@pytest.mark.fault("F18")
def test_no_key_stands_in_the_traceback_of_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, f"sk-{CANARY}")
    chat = OpenAIServer("http://localhost:9", "phi")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("httpx.Client.stream", broken)
    with pytest.raises(RuntimeError) as bug:
        chat.write("Why?", GenerationConfig(), lambda text: None)
    assert CANARY not in "".join(traceback.format_exception(bug.value))
    assert CANARY not in repr(chat)


@pytest.mark.fault("F18")
@pytest.mark.parametrize("key", [f"sk-{CANARY}\r\nX: y", f"sk-ü{CANARY}", f"\udc80{CANARY}"])
def test_a_key_that_no_header_takes_is_told_without_it(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, "")
    monkeypatch.setitem(os.environ, KEY, key)
    with pytest.raises(UserError, match="contains a character") as told:
        OpenAIServer("http://localhost:9", "phi")
    assert CANARY not in f"{told.value} {told.value.hint}"


@pytest.mark.usefixtures("socket_enabled")
def test_a_key_from_a_file_ends_where_its_words_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, f"sk-{CANARY}\n")
    with serving(stream(SAYS)) as server:
        OpenAIServer(server.url, "phi").write("Why?", GenerationConfig(), lambda text: None)
        assert server.keys == [f"Bearer sk-{CANARY}"]


@pytest.mark.fault("F18")
def test_a_key_is_masked_in_capitals_in_hex_and_in_a_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, f"sk/{CANARY}")
    address = ServerAddress("http://localhost:9")
    for told in (f"SK/{CANARY.upper()}", f"sk/{CANARY}".encode().hex(), f"sk%2f{CANARY}"):
        shown = address.without_secrets(f"bad key {told}.")
        assert shown == "bad key …."
