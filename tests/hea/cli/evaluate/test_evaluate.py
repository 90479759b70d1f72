"""`hea eval` and `hea eval compare`, as a person or a program types them."""

import json
import math
import sys
from pathlib import Path
from typing import Any

import pytest
from servers import serving, stream
from small_library import ALUMINIUM, CANTOR, SENKOV, Run, write_records
from tiny_models import tiny_adapter, tiny_model

from answer.models.adapters import write_made
from answer.models.transformers_model import load_model
from answer.prompts import CONTEXT_QA
from hea.cli import app as cli

TOUGH = "What is the fracture toughness of CrMnFeCoNi at 77 K?"
STRONG = "What is the yield strength of NbMoTaW at 1600 °C?"
UNKNOWN = "What is the yield strength of HfNbTaTiZr at 1600 °C?"
QUESTIONS: list[dict[str, Any]] = [
    {"qid": "t", "question": TOUGH, "answer": "> 200 MPa m^0.5", "type": "numeric",
     "source_id": "cantor", "evidence": "Its fracture toughness exceeds 200 MPa m^0.5 at 77 K."},
    {"qid": "s", "question": STRONG, "answer": "405 MPa", "type": "numeric",
     "source_id": "senkov", "evidence": "Its yield strength is 405 MPa at 1600 °C."},
    {"qid": "u", "question": UNKNOWN, "answer": None, "type": "unanswerable", "source_id": None},
]  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built workspace with questions, and an adapter of a tiny model with its log."""
    place = tmp_path_factory.mktemp("place")
    (place / "corpus").mkdir()
    write_records(place / "corpus" / "r.jsonl", CANTOR, SENKOV, ALUMINIUM)
    write_records(place / "q.jsonl", *QUESTIONS)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "argv", ["hea", "build", "--workspace", str(place)])
        with pytest.raises(SystemExit):
            cli.main()
    (place / "hea.toml").write_text("answer_tokens = 16\nprecision = 'fp32'\n", "utf-8")
    base = tiny_model(place / "base")
    adapter = tiny_adapter(place / "data" / "adapters" / "mine", base, ["q_proj", "v_proj"])
    write_records(adapter / "log.jsonl", {"step": 1, "loss": 6.0}, {"step": 2, "loss": 5.0})
    write_records(adapter / "rows.jsonl", {"id": "t", "part": "train"}, {"id": "x", "part": "test"})
    write_made(adapter, str(base), CONTEXT_QA)
    return place


def asked(place: Path, *more: object) -> tuple[object, ...]:
    return ("eval", "--questions", place / "q.jsonl", "--workspace", place, *more)


def perplexity_of_base(place: Path) -> float:
    """Of the known answers, by the model's own loss over their tokens and no others."""
    import torch

    model, tokenizer = load_model(place / "base", "fp32")
    nats = tokens = 0.0
    for question in QUESTIONS[:2]:
        prompt = tokenizer(CONTEXT_QA.render(question["question"], ()))["input_ids"]
        said = tokenizer(f" {question['answer']}", add_special_tokens=False)["input_ids"]
        labels = torch.tensor([[-100] * len(prompt) + said])
        with torch.inference_mode():
            nats += float(model(torch.tensor([prompt + said]), labels=labels).loss) * len(said)
        tokens += len(said)
    return math.exp(nats / tokens)


def test_the_whole_grid_is_asked_reported_and_resumed(hea: Run, place: Path) -> None:
    models = ("--base", f"path:{place}/base", "--tuned", "adapter:mine", "--name", "whole")
    code, out, err = hea(*asked(place, *models, "--json"))
    assert code == 0, err
    card = json.loads(out)
    assert card["rows"] == 3
    assert card["scores"]["extractive/rag/f1"]["n"] == 2
    assert card["scores"]["extractive/rag/refusal_recall"]["value"] == 1.0
    assert set(card["scores"]["base/closed/f1"]) == {
        "value", "low", "high", "n", "unscored", "papers", "interval",
    }  # fmt: skip
    assert {name.rsplit("/", 1)[0] for name in card["scores"]} == {
        "extractive/rag", "extractive/oracle", "base/closed", "base/rag", "base/oracle",
        "tuned/closed", "tuned/rag", "tuned/oracle", "retrieval/dense", "retrieval/words",
        "retrieval/composition", "retrieval/fused",
    }  # fmt: skip
    assert ("tuning", "base/rag", "tuned/rag") in {
        (gain["step"], gain["first"], gain["second"]) for gain in card["gains"]
    }
    assert "1 of the questions are among the rows" in card["notes"][0]
    folder = place / "data" / "eval" / "whole"
    known = card["scores"]["base/closed/perplexity"]
    assert (known["n"], known["unscored"]) == (2, 0)
    assert known["value"] == pytest.approx(perplexity_of_base(place), rel=1e-4)
    assert (known["low"], known["high"], known["papers"]) == (None, None, 2)  # too few papers
    assert card["scores"]["tuned/oracle/perplexity"]["value"] != known["value"]
    assert "extractive/rag/perplexity" not in card["scores"]
    names = ("report.html", "report.md", "scores.json", "rows.jsonl", "scored.jsonl", "made.json")
    assert all((folder / name).exists() for name in names)
    assert json.loads((folder / "scores.json").read_text("utf-8")) == card
    page = (folder / "report.html").read_text("utf-8")
    assert "Loss of adapter:mine" in page
    assert "perplexity" in page
    # The base is asked with the prompt format that the adapter was trained with.
    assert "context-qa" in (folder / "made.json").read_text("utf-8")
    rows = (folder / "rows.jsonl").read_bytes()
    again = hea(*asked(place, *models))
    assert (folder / "rows.jsonl").read_bytes() == rows
    assert max(len(line) for line in again[1].splitlines()) <= 80
    assert "3 questions of 3 papers" in again[1]
    assert json.loads((folder / "scores.json").read_text("utf-8")) == card


def test_an_evaluation_without_a_model_and_with_a_limit(hea: Run, place: Path) -> None:
    code, out, _ = hea(*asked(place, "--limit", 2, "--name", "small", "--json"))
    assert code == 0
    card = json.loads(out)
    assert card["rows"] == 2
    assert not any(name.startswith(("base", "tuned")) for name in card["scores"])


def test_a_question_on_a_paper_from_elsewhere_is_left_out_and_counted(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    elsewhere = {"question": "How hard is it?", "source_id": "elsewhere", "answer": "200 HV"}
    asked = ("eval", "--questions", tmp_path / "q.jsonl", "--workspace", place, "--name", "part")
    write_records(tmp_path / "q.jsonl", *QUESTIONS, elsewhere)
    card = json.loads(hea(*asked, "--json")[1])
    assert card["notes"] == ["1 question left out: its paper is not in this corpus."]
    assert (card["rows"], card["scores"]["extractive/rag/f1"]["n"]) == (3, 2)
    assert card["settings"]["questions"] == "q.jsonl"  # no folder of this machine
    write_records(tmp_path / "q.jsonl", elsewhere)
    assert "names a paper of this corpus" in hea(*asked)[2]


def test_who_reviewed_and_drafted_the_questions_of_a_dataset_is_told(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    code, _, err = hea("dataset", "--out", tmp_path / "d", "--workspace", place)
    assert code == 0, err
    filled = next(
        p for p in ("test", "validation", "train") if (tmp_path / f"d/{p}.jsonl").stat().st_size
    )
    part = ("--questions", tmp_path / f"d/{filled}.jsonl")
    code, out, err = hea("eval", *part, "--workspace", place, "--limit", 2, "--name", "drafted",
                         "--json")  # fmt: skip
    assert code == 0, err
    notes = json.loads(out)["notes"]
    assert notes[0].startswith("People reviewed 0 of the 2 questions. Drafted by rules (2);")
    assert any(note.startswith(f"Dataset: {filled} has ") for note in notes[1:])
    made = json.loads((tmp_path / "d/made.json").read_text("utf-8"))
    made["warnings"] += ["none has 3 rows", "refusals are told by their words"]
    (tmp_path / "d/made.json").write_text(json.dumps(made), "utf-8")
    code, out, err = hea("eval", *part, "--workspace", place, "--limit", 2, "--name", "drafted",
                         "--json")  # fmt: skip
    notes = json.loads(out)["notes"]
    assert notes[-1] == "Dataset: refusals are told by their words."
    assert not any("none has 3" in note for note in notes)
    report = (place / "data/eval/drafted/report.md").read_text("utf-8")
    assert f"questions.\n\n- {notes[0]}\n- {notes[1]}\n" in report
    (tmp_path / "d/made.json").unlink()
    again = hea("eval", *part, "--workspace", place, "--limit", 2, "--name", "drafted", "--json")
    assert json.loads(again[1])["notes"] == notes[:1]


def test_two_evaluations_are_compared_question_by_question(hea: Run, place: Path) -> None:
    for name in ("one", "two"):
        assert hea(*asked(place, "--name", name))[0] == 0
    scored = place / "data" / "eval" / "one" / "scored.jsonl"
    rows = [json.loads(line) for line in scored.read_text("utf-8").splitlines()]
    for row in rows:
        row["scores"] = dict.fromkeys(row["scores"], 0.0)
    write_records(scored, *rows)
    named = ("--workspace", place)
    card = json.loads(hea("eval", "compare", "one", "two", "--json", *named)[1])
    gain = card["scores"]["extractive/rag/value"]
    assert (gain["value"], gain["n"], gain["better"], gain["worse"]) == (1.0, 2, 2, 0)
    code, out, _ = hea("eval", "compare", "one", "two", *named)
    assert code == 0
    assert "+1.000" in out
    assert max(len(line) for line in out.splitlines()) <= 80
    code, _, err = hea("eval", "compare", "one", "nowhere", *named)
    assert code == 1
    assert "no evaluation “nowhere”" in err


def test_what_is_missing_is_said_with_the_next_step(hea: Run, place: Path) -> None:
    code, _, err = hea("eval", "--workspace", place)
    assert code == 1
    assert "hea dataset" in err
    code, _, err = hea(*asked(place, "--name", "../out"))
    assert code == 1
    assert "not a name of a folder" in err
    code, _, err = hea(*asked(place, "--tuned", "adapter:none", "--name", "x"))
    assert code == 1
    assert "There is no adapter" in err


def test_ragas_measures_without_a_judge_stand_beside_ours(hea: Run, place: Path) -> None:
    # ragas cuts an answer of several sentences, which ours takes as one text.
    phase = {"qid": "p", "question": "Which phase was found in NbMoTaW and VNbMoTaW?"}
    phase |= {"answer": "A single BCC phase", "type": "phase", "source_id": "senkov"}
    write_records(place / "phase.jsonl", phase)
    asking = ("eval", "--questions", place / "phase.jsonl", "--workspace", place)
    code, out, err = hea(*asking, "--ragas", "--name", "free", "--json")
    assert code == 0, err
    scores = json.loads(out)["scores"]
    for measure in ("bleu", "chrf"):
        ours = scores[f"extractive/rag/{measure}"]
        theirs = scores[f"extractive/rag/ragas_{measure}"]
        assert theirs["value"] == pytest.approx(ours["value"], abs=1e-9)
    assert scores["extractive/rag/ragas_id_context_recall"]["value"] == 1.0


@pytest.mark.usefixtures("socket_enabled")
def test_a_judge_that_judges_nothing_is_given_up_and_its_means_are_not_given(
    hea: Run, place: Path
) -> None:
    with serving(stream("I cannot say.")) as server:
        judge = ("--judge", f"endpoint:{server.url}#phi", "--name", "judged", "--json")
        code, out, _ = hea(*asked(place, *judge))
    assert code == 0
    card = json.loads(out)
    score = card["scores"]["extractive/rag/ragas_faithfulness"]
    assert (score["value"], score["n"], score["unscored"]) == (None, 0, 2)
    kept = (place / "data" / "eval" / "judged" / "ragas.jsonl").read_text("utf-8")
    assert "I cannot say." in kept


def test_a_broken_ragas_is_one_sentence_beside_our_own_measures(
    hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in a process that has not loaded ragas yet.
    monkeypatch.delitem(sys.modules, "eval.metrics.ragas_models", raising=False)
    monkeypatch.setitem(sys.modules, "ragas.dataset_schema", None)
    code, out, _ = hea(*asked(place, "--ragas", "--name", "broken", "--json"))
    assert code == 0
    card = json.loads(out)
    assert card["notes"][0].startswith("ragas cannot be used here")
    assert "own measures are given" in card["notes"][0]
    assert card["scores"]["extractive/rag/f1"]["n"] == 2
