"""`hea build --judge-with`: a model that marks what was drafted, well, badly, or not at all."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fakes import ScriptedChat
from servers import serving, stream
from small_library import Run

from answer.generative.judge_triples import SCHEMA, judge_triples, read_marks
from answer.models.protocol import GenerationConfig
from builder.drafting.model_judgements import CRITERIA, Judgement
from builder.triples import Triple
from hea.workflows.corpus import model_judging
from hea.workflows.triples.curation import open_session
from hea.workflows.triples.curation_stats import judge_stats
from hea.workspace import Workspace


def marks(number: int, **given: bool) -> dict[str, Any]:
    """The marks of a triple, all good but for those given."""
    return {"triple": number, **dict.fromkeys(CRITERIA, True), **given}


def numbers_of(prompt: str) -> list[int]:
    asked = prompt[prompt.index("<questions ") : prompt.index("</questions ")]
    return [int(number) for number in re.findall(r"^(\d+)\. ", asked, re.MULTILINE)]


def strict(prompt: str) -> str:
    """Holds the first of some triples useless, and the others good."""
    given = [marks(number, useful=number > 1) for number in numbers_of(prompt)]
    return json.dumps({"marks": given})


def build(hea: Run, place: Path, *more: object) -> Any:
    code, out, err = hea("build", "--json", "--judge-with", "phi2", *more, "--workspace", place)
    assert code == 0, err
    return json.loads(out)["judged"]


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Callable[..., ScriptedChat]:
    """Put a scripted model in the place of the one that is named."""

    def put(says: Any) -> ScriptedChat:
        chat = ScriptedChat(says)
        monkeypatch.setattr(model_judging, "load_model_by_name", lambda *_, **__: chat)
        return chat

    return put


def test_marks_stand_beside_triples_and_are_no_verdicts(
    hea: Run, place: Path, scripted: Callable[..., ScriptedChat]
) -> None:
    chat = scripted(strict)
    found = build(hea, place)
    with open_session(Workspace(place), "me") as desk:
        good = {t.id for t in desk.triples if t.kind != "unanswerable" and not t.failed}
        assert desk.judgements.keys() == good
        assert {one.status for one in desk.curated} == {"unreviewed"}
        given = [one for some in desk.judgements.values() for one in some]
        assert {one.judge for one in given} == {"scripted"}
    assert (found["asked"], found["judged"], found["failures"]) == (len(good), len(good), [])
    assert found["kept"] == sum(one.keeps for one in given) == len(good) - len(chat.prompts)
    assert not (place / "corpus" / "ledger.jsonl").exists()
    asked = len(chat.prompts)
    assert build(hea, place)["asked"] == 0, "nothing is judged twice"
    assert len(chat.prompts) == asked


def test_what_got_no_marks_is_asked_once_more_and_then_left(
    hea: Run, place: Path, scripted: Callable[..., ScriptedChat]
) -> None:
    chat = scripted(lambda prompt: "I think they are all fine.")
    found = build(hea, place)
    assert found["judged"] == found["kept"] == 0
    assert len(chat.prompts) == 2 * len({prompt[-400:] for prompt in chat.prompts})
    with open_session(Workspace(place), "me") as desk:
        assert {one.marks for some in desk.judgements.values() for one in some} == {None}
        assert judge_stats(desk.curated, desk.judgements) == {}
    assert build(hea, place)["asked"] == 0


def test_only_triples_without_marks_are_asked_about_again() -> None:
    texts = [("What is it?", "1 K"), ("Why?", "so"), ("How?", "thus")]
    triples = [
        Triple(str(n), "p", "phase", *words, "An abstract.", 0, 3, "rules", "x")
        for n, words in enumerate(texts)
    ]
    replies = iter([
        json.dumps({"marks": [marks(1), marks(3, correct=False), {"triple": 2, "correct": 1}]}),
        json.dumps({"marks": [marks(1, alone=False)]}),
    ])  # fmt: skip
    chat = ScriptedChat(lambda prompt: next(replies))
    found = judge_triples(chat, "T", triples, GenerationConfig())
    assert [one and all(one.values()) for one in found.marks] == [True, False, False]
    assert found.marks[1] is not None
    assert not found.marks[1]["alone"]
    assert (found.calls, [numbers_of(prompt) for prompt in chat.prompts]) == (2, [[1, 2, 3], [1]])


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "{}", '{"marks": 5}', json.dumps(marks(0)), json.dumps(marks(3)),
        json.dumps(marks(1) | {"useful": "yes"}), json.dumps({"triple": 1}),
        json.dumps(marks(1) | {"triple": True}), '{"marks": [' * 5000,
    ],
)  # fmt: skip
def test_what_are_no_marks_is_passed_over(text: str) -> None:
    assert list(read_marks(text, 2)) == []


def test_marks_are_found_in_a_fence_and_in_a_reply_that_was_cut_off() -> None:
    whole = json.dumps({"marks": [marks(1), marks(2, natural=False)]})
    for text in (f"```json\n{whole}\n```", whole[: whole.rindex('"useful"')]):
        assert next(read_marks(text, 2)) == (0, dict.fromkeys(CRITERIA, True))


@pytest.mark.usefixtures("socket_enabled")
def test_a_server_is_asked_with_the_schema_and_its_failure_ends_this_step_alone(
    hea: Run, place: Path
) -> None:
    def replies(request: dict[str, Any]) -> bytes:
        return stream(strict(request["messages"][-1]["content"]))

    with serving(replies) as server:
        at = f"endpoint:{server.url.replace('//', '//joe:canary@')}#m"
        found = json.loads(hea("build", "--json", "--judge-with", at, "--workspace", place)[1])
    told = found["judged"]
    assert told["judged"] > told["kept"] > 0
    assert told["judge"] == f"endpoint:{server.url}#m"
    asked = server.requests[0]["response_format"]["json_schema"]["schema"]
    assert asked == json.loads(SCHEMA)
    assert b"canary" not in (place / "data" / "hea.sqlite").read_bytes()
    with serving(500) as server:
        at = f"endpoint:{server.url}#other"
        code, out, _ = hea("build", "--judge-with", at, "--workspace", place)
    assert (code, "triples" in out) == (1, True)


def test_precision_of_makers_and_judges_is_told(
    hea: Run, place: Path, scripted: Callable[..., ScriptedChat]
) -> None:
    scripted(strict)
    build(hea, place)
    with open_session(Workspace(place), "me") as desk:
        keeps = {name: some[0].keeps for name, some in desk.judgements.items()}
        for one in desk.curated:
            if one.triple.id in keeps:
                desk.decide(one, "accept" if keeps[one.triple.id] else "reject", "wrong")
    told = json.loads(hea("curate", "--stats", "--json", "--workspace", place)[1])
    [judge] = told["judges"].values()
    assert (judge["precision"], judge["caught"]) == (1.0, 1.0)
    assert judge["judged"] == judge["reviewed"] == len(keeps)
    assert told["maker"]["rules"]["kept"] == judge["kept"] == sum(keeps.values())
    shown = hea("curate", "--stats", "--workspace", place)[1]
    assert "scripted" in shown
    assert "rejects caught" in shown


def test_a_triple_is_kept_by_all_criteria_alone() -> None:
    whole = dict.fromkeys(CRITERIA, True)
    assert Judgement("m", whole).keeps
    assert not Judgement("m", whole | {"alone": False}).keeps
    assert not Judgement("m", None).keeps
