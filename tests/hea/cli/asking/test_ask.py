"""`hea ask` and `hea chat` with a model: on the command line, as a person or a program types it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from servers import serving, stream
from small_library import CANTOR, SENKOV, Run, write_records
from tiny_models import tiny_adapter, tiny_model

from answer.models.adapters import write_made
from answer.models.server.address import KEY
from answer.prompts import CITED
from hea.cli import app as cli

TOUGH = "What is the fracture toughness of CrMnFeCoNi at 77 K?"
SAYS = " CrMnFeCoNi has a fracture toughness above 200 MPa m^0.5 at 77 K. It is sold in shops."


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built workspace with an adapter of a tiny model."""
    place = tmp_path_factory.mktemp("place")
    (place / "corpus").mkdir()
    write_records(place / "corpus" / "r.jsonl", CANTOR, SENKOV)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "argv", ["hea", "build", "--workspace", str(place)])
        with pytest.raises(SystemExit):
            cli.main()
    base = tiny_model(place / "base")
    tiny_adapter(place / "data" / "adapters" / "mine", base, ["q_proj", "v_proj"])
    write_made(place / "data" / "adapters" / "mine", str(base), CITED)
    return place


@pytest.mark.usefixtures("socket_enabled")
def test_a_servers_answer_is_shown_with_its_quotes_and_what_was_left_out(
    hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, "sk-canary-987654")
    with serving(stream(SAYS)) as server:
        named = ("--model", f"endpoint:{server.url}#phi", "--workspace", place)
        code, out, err = hea("ask", TOUGH, *named)
        kept = hea("ask", TOUGH, *named, "--keep-unsupported")[1]
        row = json.loads(hea("ask", TOUGH, *named, "--json")[1])
        asked = len(server.requests)
        explained = hea("ask", TOUGH, *named, "--explain")
        assert len(server.requests) == asked  # refused before anything is waited for
    assert code == 0
    assert "above 200 MPa m^0.5 at 77 K. [1]" in " ".join(out.split())
    assert "“Its fracture toughness exceeds 200 MPa m^0.5 at 77 K.”" in " ".join(out.split())
    assert "sold in shops" not in out
    assert "left out" in err
    assert "(no paper says this)" in kept
    assert row["model"] == f"endpoint:{server.url}#phi"
    assert (row["prompt_tokens"], row["new_tokens"]) == (31, 7)
    assert row["asking"]["template"] == f"cited@{CITED.hash}"
    assert row["asking"]["removed"][0]["text"] == "It is sold in shops."
    assert explained[0] == 1
    assert "which a server does not give" in explained[2]
    for path in [*place.rglob("*")]:
        if path.is_file():
            assert b"canary" not in path.read_bytes(), path
    assert "canary" not in out + err + json.dumps(row)


@pytest.mark.parametrize("model", ["adapter:mine", "path:{place}/base"])
def test_a_local_model_answers_and_says_nothing_unsupported(
    hea: Run, place: Path, model: str
) -> None:
    named = ("--model", model.format(place=place), "--workspace", place)
    row = json.loads(hea("ask", TOUGH, *named, "--json", "--explain")[1])
    assert row["answered"]
    assert row["model"] == "extractive"
    assert "quoted instead" in row["note"]
    assert row["new_tokens"] > 0
    assert row["explanation"]["influences"]
    code, out, _ = hea("ask", TOUGH, *named, "--explain")
    assert code == 0
    assert "What influenced the draft" in out


@pytest.mark.usefixtures("socket_enabled")
def test_each_answer_of_a_server_is_on_the_disk_before_the_next_question(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    file, to = tmp_path / "q.txt", tmp_path / "a.jsonl"
    file.write_text(f"{TOUGH}\n{TOUGH} Why?\n{TOUGH} And how?\n", "utf-8")
    lying: list[int] = []

    def reply(request: object) -> bytes:
        lying.append(len(to.read_text("utf-8").splitlines()))
        return stream(SAYS)

    with serving(reply) as server:
        named = ("--model", f"endpoint:{server.url}#phi", "--workspace", place)
        code, _, err = hea("ask", "--file", file, "--out", to, *named)
    assert code == 0, err
    assert lying == [0, 1, 2]
    code, _, err = hea("ask", "--file", file, "--out", to, "--model", "path:x", "--explain",
                       "--workspace", place)  # fmt: skip
    assert code == 1
    assert "--explain is for one question." in err


def test_a_file_of_questions_becomes_a_file_of_answers(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    (tmp_path / "q.txt").write_text(f"{TOUGH}\nWhat is the price of tea?\n", "utf-8")
    given = ("ask", "--file", tmp_path / "q.txt", "--out", tmp_path / "a.jsonl")
    code, out, err = hea(*given, "--workspace", place)
    assert (code, out) == (0, "")
    assert "1 answered, 1 refused, 0 failed" in err
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert [row["short"] for row in rows] == ["> 200 MPa m^0.5", None]


@pytest.mark.usefixtures("socket_enabled")
def test_how_many_drafts_kept_to_the_words_wished_for_is_told(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    (tmp_path / "q.txt").write_text(f"{TOUGH}\n", "utf-8")
    given = ("ask", "--file", tmp_path / "q.txt", "--out", tmp_path / "a.jsonl")
    with serving(stream(SAYS), stream(" 200 MPa m^0.5.")) as server:
        named = ("--model", f"endpoint:{server.url}#phi", "--workspace", place)
        long = hea(*given, *named, "--max-words", 16)[2]
        short = hea(*given, *named, "--max-words", 12)[2]
    assert "0 of 1 drafts kept to 16 words" in long
    assert "1 of 1 drafts kept to 12 words" in short
    assert "at most 12 words" in server.requests[1]["messages"][0]["content"]


def test_what_is_for_models_is_not_passed_over_in_silence(hea: Run, place: Path) -> None:
    for option in (("--prompt", "chat"), ("--max-words", "9"), ("--keep-unsupported",)):
        code, out, err = hea("ask", TOUGH, *option, "--workspace", place)
        assert code == 0
        assert out
        assert "that option is for --model" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask",), "Give one question"),
        (("ask", "Why?", "--file", "q.txt", "--out", "a"), "Give one question"),
        (("ask", "Why?", "--explain"), "--explain needs a local model"),
        (("ask", TOUGH, "--model", "gpt"), "There is no model"),
        (("ask", TOUGH, "--model", "phi2", "--prompt", "x"), "no prompt format"),
        (("ask", TOUGH, "--model", "adapter:mine", "--prompt", "chat"), "was trained with"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    hea: Run, place: Path, arguments: tuple[str, ...], words: str
) -> None:
    code, out, err = hea(*arguments, "--workspace", place)
    assert (code, out) == (1, "")
    assert words in err


def test_the_doctor_tells_of_phi2_and_of_adapters(hea: Run, place: Path) -> None:
    out = hea("doctor", "--workspace", place)[1]
    assert "--model adapter:mine" in " ".join(out.split())
    assert "microsoft/phi-2" in out


_SEEN = """
import subprocess
import sys
from rich.console import Console
from hea.cli import app as cli
from hea.render import console as show

class Screen:
    def write(self, text):
        if "reading [1]" in text:
            named = ("torch", "transformers", "httpx", "answer.generative.answer")
            sys.__stdout__.write(f"loaded: {[one for one in named if one in sys.modules]}")

    def flush(self):
        pass

    def isatty(self):
        return True

show.err = Console(file=Screen(), force_terminal=True)
sys.argv = ["hea", *sys.argv[1:]]
cli.main()
"""


def test_the_papers_read_are_named_before_anything_of_a_model_is_loaded(place: Path) -> None:
    named = ("--model", f"path:{place / 'base'}", "--workspace", str(place))
    done = subprocess.run(
        [sys.executable, "-c", _SEEN, "ask", TOUGH, *named],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("loaded: []")


@pytest.mark.usefixtures("socket_enabled")
def test_the_doctor_asks_the_server_that_is_set_whether_it_has_the_model(
    hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(500) as server:
        for model, words in (("phi", "answers and has phi"), ("other", "It has: phi.")):
            monkeypatch.setenv("HEA_MODEL", f"endpoint:{server.url}#{model}")
            out = hea("doctor", "--workspace", place)[1]
            assert words in " ".join(out.split())
        gone = server.url
    monkeypatch.setenv("HEA_MODEL", f"endpoint:{gone}#phi")
    assert "No OpenAI-compatible server" in " ".join(hea("doctor", "--workspace", place)[1].split())
