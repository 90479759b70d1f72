"""`hea build --draft-with`: models that write well, badly, endlessly, or not at all."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fakes import ScriptedChat
from scripted_drafts import SAID, obliging
from servers import serving, stream
from small_library import CANTOR, Run, write_records
from tiny_models import tiny_model

from answer.generative.draft_triples import ask_about, prompt_for
from answer.models.load import load_model_by_name
from answer.models.protocol import Completion, GenerationConfig, Watch
from builder.drafting.model_output import SCHEMA
from builder.errors import UserError
from hea.workflows.corpus import model_drafting as drafting
from hea.workflows.triples.curation import open_session
from hea.workspace import Workspace

HOW = GenerationConfig(tokens=400, seconds=30)


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Callable[..., ScriptedChat]:
    """Put a scripted model in the place of the one that is named."""

    def put(says: Any) -> ScriptedChat:
        chat = ScriptedChat(says)
        monkeypatch.setattr(drafting, "load_model_by_name", lambda *_, **__: chat)
        return chat

    return put


def build(hea: Run, place: Path, *more: object) -> Any:
    code, out, err = hea("build", "--json", "--draft-with", "phi2", *more, "--workspace", place)
    assert code == 0, err
    return json.loads(out)


def by_model(place: Path) -> dict[str, tuple[str, ...]]:
    """Question → checks that it failed, of what models wrote."""
    with open_session(Workspace(place), "me") as desk:
        return {t.question: t.failed for t in desk.triples if t.made_by == "scripted"}


def test_a_model_adds_triples_that_are_checked_like_all_others(
    hea: Run, place: Path, scripted: Callable[..., ScriptedChat]
) -> None:
    chat = scripted(obliging)
    with open_session(Workspace(place), "me") as desk:
        before = {triple.id: triple.checks for triple in desk.triples}
    made = build(hea, place)
    assert made["written"]["asked"] == 3
    assert made["written"]["so_far"]["dropped"] == {
        "its evidence does not stand in the abstract": 2
    }
    assert made["triples"] == len(before) + 2
    found = by_model(place)
    assert set(found) == {SAID["CrMnFeCoNi"]["question"], SAID["AlxCoCrFeNi"]["question"]}
    assert len(chat.prompts) == 4, "the one that gave nothing was asked twice"
    with open_session(Workspace(place), "me") as desk:
        after = {triple.id: triple.checks for triple in desk.triples}
        [value] = [t for t in desk.triples if t.question == SAID["CrMnFeCoNi"]["question"]]
    assert {name: after[name] for name in before} == before, "a model changes no other triple"
    assert value.evidence == SAID["CrMnFeCoNi"]["evidence"]
    assert value.rule.startswith("drafting@")
    assert set(value.checks) >= {"verbatim", "bound", "stands alone", "supported", "duplicate"}


def test_an_unchanged_abstract_is_not_asked_about_again_even_after_it_was_away(
    hea: Run, place: Path, scripted: Callable[..., ScriptedChat]
) -> None:
    chat = scripted(obliging)
    build(hea, place)
    asked, found = len(chat.prompts), by_model(place)
    assert build(hea, place)["written"]["asked"] == 0
    records = place / "corpus" / "r.jsonl"
    whole = records.read_text("utf-8")
    records.write_text(whole.splitlines()[1] + "\n", "utf-8")
    hea("build", "--workspace", place)
    assert by_model(place) == {}
    records.write_text(whole, "utf-8")
    hea("build", "--workspace", place)
    assert by_model(place) == found, "what a model wrote comes back without the model"
    assert len(chat.prompts) == asked
    assert build(hea, place, "--retry")["written"]["asked"] == 1
    assert len(chat.prompts) == asked + 2


@pytest.mark.parametrize(
    "says",
    ["I am sorry.", '{"triples": [{"question": "Wh', '{"answers": 1}', "x" * (10 << 20), "",
     json.dumps({"triples": [SAID["NbMoTaW"] | {"kind": "weather"}]})],
    ids=["prose", "broken", "wrong schema", "10 MB", "nothing", "wrong kind"],
)  # fmt: skip
def test_a_model_that_writes_no_triple_is_told_of_with_reasons_and_rules_stay(
    hea: Run, place: Path, scripted: Callable[..., ScriptedChat], says: str
) -> None:
    chat = scripted(says)
    with open_session(Workspace(place), "me") as desk:
        before = len(desk.triples)
    code, out, _ = hea("build", "--draft-with", "phi2", "--workspace", place)
    assert code == 0
    assert "0 triples by scripted" in out
    assert "3 of them gave none" in out
    assert re.search(r"dropped 6: (it wrote no JSON|its kind is none)", out)
    assert f"triples {before} " in out
    assert len(chat.prompts) == 6, "twice each, and no more"


def test_an_abstract_that_does_not_fit_the_window_is_not_asked_about() -> None:
    chat = ScriptedChat(obliging)
    asked = ask_about(chat, "T", "word " * 2000, HOW)
    assert chat.prompts == []
    assert asked.dropped[0].reason == "the abstract does not fit the model's window"


def test_ctrl_c_ends_the_build_and_not_only_the_answer() -> None:
    class Interrupted(ScriptedChat):
        def write(self, prompt: str, how: GenerationConfig, watch: Watch) -> Completion:
            return Completion("", 1, 0, "interrupted")

    with pytest.raises(KeyboardInterrupt):
        ask_about(Interrupted(""), None, "NbMoTaW is BCC.", HOW)


def test_a_dry_run_says_what_the_rest_would_take(
    hea: Run, place: Path, scripted: Callable[..., ScriptedChat]
) -> None:
    chat = scripted(obliging)
    at = ("--draft-with", "phi2", "--price", "1/10", "--workspace", place)
    found = json.loads(hea("build", "--dry-run", "--json", *at)[1])
    assert (found["abstracts"], found["timed"], found["calls"], found["most_calls"]) == (2, 1, 2, 4)
    assert found["prompt_tokens"] > 300
    assert found["cost"] == pytest.approx(
        (found["prompt_tokens"] + 10 * found["new_tokens"]) / 1e6, rel=0.01
    )
    asked = len(chat.prompts)
    code, out, _ = hea("build", "--dry-run", *at)
    assert code == 0
    assert "at most 4" in out
    assert len(chat.prompts) == asked, "one is asked about, once"
    build(hea, place)
    assert json.loads(hea("build", "--dry-run", "--json", *at)[1])["abstracts"] == 0


def test_a_dry_run_before_any_build_says_what_to_run_first(
    hea: Run, tmp_path: Path, corpus: Path
) -> None:
    code, _, err = hea("build", "--dry-run", "--draft-with", "phi2", "--workspace", tmp_path)
    assert code == 1
    assert "There are no abstracts yet to ask a model about." in err
    assert "without --draft-with" in " ".join(err.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--dry-run",), "Drafting by rules costs nothing"),
        (("--draft-with", "gpt"), "There is no model"),
        (("--draft-with", "gpt", "--dry-run", "--price", "cheap"), "is not a price"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    hea: Run, place: Path, arguments: tuple[str, ...], words: str
) -> None:
    code, _, err = hea("build", *arguments, "--workspace", place)
    assert code == 1
    assert words in err


# --- a model on this machine


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("models") / "phi")


def test_a_model_on_this_machine_can_write_nothing_but_the_schema(tiny: Path) -> None:
    """Random weights ramble; held to the schema, they ramble in JSON until the tokens end."""
    chat = load_model_by_name(f"path:{tiny}", "", tiny, precision="fp32")
    free = chat.write(
        prompt_for("T", CANTOR["abstract"]), GenerationConfig(tokens=60), lambda text: None
    )
    for seed in range(3):
        how = GenerationConfig(tokens=60, schema=SCHEMA, seed=seed, temperature=1.0)
        held = chat.write(prompt_for("T", CANTOR["abstract"]), how, lambda text: None)
        assert re.match(r'\{ ?"triples" ?: ?\[ ?(\{ ?"kind" ?: ?"[a-z-]+" ?,| ?\])', held.text)
    assert not free.text.startswith("{")


def test_a_short_schema_is_followed_to_its_end_time_after_time(tiny: Path) -> None:
    chat = load_model_by_name(f"path:{tiny}", "", tiny, precision="fp32")
    schema = json.dumps({"type": "object", "properties": {"phase": {"enum": ["FCC", "BCC"]}},
                         "required": ["phase"]})  # fmt: skip
    for seed in range(3):
        how = GenerationConfig(tokens=60, schema=schema, seed=seed, temperature=1.0)
        written = chat.write("Which phase?", how, lambda text: None)
        assert json.loads(written.text)["phase"] in ("FCC", "BCC")
        assert written.ended == "stop"
    assert len(chat.write_all(["One?", "Two?"], GenerationConfig(tokens=60, schema=schema))) == 2


def test_a_model_on_this_machine_ends_when_its_time_is_up(tiny: Path) -> None:
    chat = load_model_by_name(f"path:{tiny}", "", tiny, precision="fp32")
    how = GenerationConfig(tokens=1500, schema=SCHEMA, seconds=0.2)
    chat.write("Once", GenerationConfig(tokens=1, schema=SCHEMA), lambda text: None)
    started = time.perf_counter()
    written = chat.write(prompt_for("T", "NbMoTaW is BCC."), how, lambda text: None)
    assert written.new_tokens < 1500
    assert time.perf_counter() - started < 3


def test_a_whole_build_with_a_small_model_gives_triples_or_reasons(
    hea: Run, place: Path, tiny: Path
) -> None:
    (place / "hea.toml").write_text(f'draft_with = "path:{tiny}"\ndraft_tokens = 40\n', "utf-8")
    made = json.loads(hea("build", "--json", "--workspace", place)[1])
    so_far = made["written"]["so_far"]
    assert so_far["abstracts"] == 3
    assert so_far["triples"] or sum(so_far["dropped"].values()) >= so_far["calls"] == 6


# --- a model on a server


def replied(request: dict[str, Any]) -> bytes:
    return stream(obliging(request["messages"][0]["content"]))


@pytest.mark.usefixtures("socket_enabled")
def test_a_server_is_given_the_schema(hea: Run, place: Path) -> None:
    with serving(replied) as server:
        at = f"endpoint:{server.url}#phi"
        found = json.loads(hea("build", "--json", "--draft-with", at, "--workspace", place)[1])
    assert found["written"]["so_far"]["triples"] == 2
    assert found["written"]["so_far"]["prompt_tokens"] == 4 * 31
    form = server.requests[0]["response_format"]
    assert form["type"] == "json_schema"
    assert form["json_schema"]["schema"] == json.loads(SCHEMA)


@pytest.mark.usefixtures("socket_enabled")
def test_a_server_without_schemas_is_asked_freely(hea: Run, place: Path) -> None:
    def old(request: dict[str, Any]) -> Any:
        return 400 if "response_format" in request else replied(request)

    with serving(old) as server:
        at = f"endpoint:{server.url}#phi"
        found = json.loads(hea("build", "--json", "--draft-with", at, "--workspace", place)[1])
    assert found["written"]["so_far"]["triples"] == 2
    assert sum("response_format" in request for request in server.requests) == 1


@pytest.mark.usefixtures("socket_enabled")
def test_a_server_that_hangs_is_given_up_in_its_time_and_rules_stay(hea: Run, place: Path) -> None:
    (place / "hea.toml").write_text("draft_seconds = 0.3\n", "utf-8")
    with serving("hang") as server:
        at = f"endpoint:{server.url}#phi"
        started = time.perf_counter()
        code, out, err = hea("build", "--draft-with", at, "--workspace", place)
        assert time.perf_counter() - started < 10
    assert code == 1
    assert "did not answer" in err
    assert re.search(r"triples \d+", out)
    with serving(replied) as server:
        at = f"endpoint:{server.url}#phi"
        found = json.loads(hea("build", "--json", "--draft-with", at, "--workspace", place)[1])
    assert found["written"]["asked"] == 3, "what failed is asked next time"


@pytest.mark.usefixtures("socket_enabled")
def test_one_failure_is_told_and_the_others_are_asked(hea: Run, place: Path) -> None:
    with serving(500, 500, 500, replied) as server:
        at = f"endpoint:{server.url}#phi"
        code, out, _ = hea("build", "--draft-with", at, "--workspace", place)
    assert code == 0
    assert out.count("not asked:") == 1
    assert "2 abstracts asked now" in out


@pytest.mark.usefixtures("socket_enabled")
def test_no_name_or_password_of_a_server_gets_into_the_triples(hea: Run, place: Path) -> None:
    with serving(replied, replied, replied) as server:
        at = f"endpoint:{server.url.replace('//', '//joe:canary@')}#phi"
        found = json.loads(hea("build", "--json", "--draft-with", at, "--workspace", place)[1])
        assert found["written"]["so_far"]["model"] == f"endpoint:{server.url}#phi"
    assert b"canary" not in (place / "data" / "hea.sqlite").read_bytes()


# --- killed

_DRAFTER = """
import sys, time
sys.path[:0] = [{root!r}, {tests!r}]
from fakes import ScriptedChat
from hea.cli import app as cli
from hea.workflows.corpus import model_drafting as drafting
from scripted_drafts import obliging

def says(prompt):
    with open({log!r}, "a") as log:
        log.write("x")
    time.sleep(0.05)
    return obliging(prompt.replace("Sample", "CrMnFeCoNi"))

drafting.load_model_by_name = lambda *_, **__: ScriptedChat(says)
sys.argv = ["hea", "build", "--draft-with", "phi2", "--workspace", {place!r}]
cli.main()
"""


@pytest.mark.slow
def test_killed_at_any_moment_a_model_is_asked_at_most_once_too_often(
    hea: Run, tmp_path: Path
) -> None:
    """HEA_KILLS=50 for the long form."""
    kills, papers = int(os.environ.get("HEA_KILLS", "3")), 30
    place, log = tmp_path / "place", tmp_path / "calls"
    (place / "corpus").mkdir(parents=True)
    records = [
        CANTOR
        | {
            "id": f"c{n}",
            "doi": f"10.1000/c{n}",
            "title": f"Sample {n} of many",
            "abstract": f"{CANTOR['abstract']} Sample {n} was rolled at {n + 300} °C.",
        }
        for n in range(papers)
    ]
    write_records(place / "corpus" / "r.jsonl", *records)
    assert hea("build", "--workspace", place)[0] == 0
    root = str(Path(__file__).resolve().parents[4])
    script = _DRAFTER.format(
        root=root, tests=f"{root}/tests/support", log=str(log), place=str(place)
    )
    for turn in range(kills):
        writer = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.DEVNULL)
        before = log.stat().st_size if log.exists() else 0
        while (
            not log.exists() or log.stat().st_size < before + 1 + turn % 7
        ) and writer.poll() is None:
            time.sleep(0.003)
        time.sleep((turn * 7 % 50) / 1000)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert log.stat().st_size <= papers + kills
    found = by_model(place)
    assert len(found) == 1
    with open_session(Workspace(place), "me") as desk:
        written = [triple for triple in desk.triples if triple.made_by == "scripted"]
    assert len({triple.paper for triple in written}) == papers == len(written)


def test_an_endpoint_that_cannot_be_is_a_mistake_of_the_user(place: Path) -> None:
    with pytest.raises(UserError, match="not an address"):
        load_model_by_name("endpoint:nowhere#m", "", place)
