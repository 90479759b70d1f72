"""`hea chat` answers line by line; follow-ups lean on the question before; nothing ends it."""

import io
import json
from pathlib import Path

import pytest

from answer.answers import Citation
from answer.extractive.answer import answer_extractively
from builder.errors import UserError
from hea.cli.asking.chat import ChatSession
from retrieval.hybrid import Searcher


def sitting(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, *lines: str, as_json: bool = False
) -> tuple[ChatSession, list[str]]:
    opened: list[str] = []

    def open_quote(citation: Citation) -> str:
        opened.append(citation.quote)
        return f"{citation.listed.id}.pdf, page 1"

    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    def ask(text: str):  # type: ignore[no-untyped-def]
        return answer_extractively(text, searcher.search(text, 3))

    chat = ChatSession(ask, open_quote, as_json)
    chat.run()
    return chat, opened


def test_a_follow_up_leans_on_the_question_before(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chat, _ = sitting(
        searcher, monkeypatch, "What is the yield strength of NbMoTaW at 77 K?", "and at 1600 °C?"
    )
    assert chat.answer is not None
    assert chat.answer.answered
    assert chat.answer.short == "405 MPa"
    said = capsys.readouterr()
    assert "do not answer that" in said.out
    assert "asked as: What is the yield strength of NbMoTaW at 1600 °C?" in said.err


def test_who_wrote_it_is_told_from_the_papers_cited(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chat, _ = sitting(
        searcher,
        monkeypatch,
        "Yield strength of NbMoTaW at 1600 °C?",
        "who wrote it?",
        "which year?",
        "and the DOI?",
    )
    assert chat.question == "Yield strength of NbMoTaW at 1600 °C?"
    told = capsys.readouterr().out.splitlines()
    assert any(line.startswith("10.1000/senkov — ") for line in told)


def test_the_source_is_a_record_for_programs(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "Yield strength of NbMoTaW at 1600 °C?", "who wrote it?"
    sitting(searcher, monkeypatch, *lines, as_json=True)
    out = capsys.readouterr().out
    _, end = json.JSONDecoder().raw_decode(out)
    record = json.loads(out[end:])
    assert record["sources"][0]["doi"] == "10.1000/senkov"
    assert isinstance(record["sources"][0]["authors"], list)


def test_a_line_without_words_or_in_latin_1_does_not_end_it(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = io.TextIOWrapper(io.BytesIO(b"?\n" + "Is NbMoTaW größer?\n".encode("latin-1")))
    monkeypatch.setattr("sys.stdin", typed)
    asked: list[str] = []

    def ask(text: str):  # type: ignore[no-untyped-def]
        asked.append(text)
        return answer_extractively(text, searcher.search(text, 3))

    ChatSession(ask, print).run()
    assert asked == ["Is NbMoTaW gr\ufffd\ufffder?"]
    assert "/help shows the commands" in capsys.readouterr().err


def test_sources_are_shown_and_opened(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, opened = sitting(
        searcher,
        monkeypatch,
        "/sources",
        "Yield strength of NbMoTaW at 1600 °C?",
        "/sources",
        "/open 1",
        "/open 9",
        "/open",
        "/nonsense",
        "/help",
        "/quit",
        "Never asked?",
    )
    assert opened == ["Its yield strength is 405 MPa at 1600 °C."]
    said = capsys.readouterr()
    assert ".pdf, page 1" in said.err
    assert "[1] Its yield strength is 405 MPa at 1600 °C." in said.out
    assert "no cited answer yet" in said.err
    assert "no source 9" in said.err
    assert "There is no command /nonsense" in said.err
    assert max(map(len, said.err.splitlines())) < 80


def test_answers_for_programs_are_the_records_of_ask(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sitting(searcher, monkeypatch, "Yield strength of NbMoTaW at 1600 °C?", as_json=True)
    record = json.loads(capsys.readouterr().out)
    assert (record["answered"], record["short"]) == (True, "405 MPa")


def test_an_interrupted_question_is_given_up_and_the_sitting_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("one?\ntwo?\n"))
    asked: list[str] = []

    def ask(text: str) -> None:
        asked.append(text)
        raise KeyboardInterrupt

    ChatSession(ask, asked.append).run()  # type: ignore[arg-type]
    assert asked == ["one?", "two?"]
    assert "Stopped." in capsys.readouterr().err


def test_a_question_too_long_is_told_and_the_next_is_answered(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chat, _ = sitting(searcher, monkeypatch, "hardness " * 400, "Why is CrMnFeCoNi tough?")
    assert "2,000 at most" in capsys.readouterr().err
    assert chat.question == "Why is CrMnFeCoNi tough?"


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "for writing"])
def test_a_chat_without_an_input_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, closed: bool
) -> None:
    with (tmp_path / "out").open("w", encoding="utf-8") as written:
        monkeypatch.setattr("sys.stdin", None if closed else written)
        with pytest.raises(UserError, match="no input"):
            ChatSession(print, print).run()  # type: ignore[arg-type]
