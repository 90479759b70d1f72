"""`hea eval` as a person or a program meets it."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from small_library import ALUMINIUM, CANTOR, SENKOV, Run, write_records

from builder.errors import UserError
from builder.storage.files import sha256_of
from hea.workflows.cluster.installation import commit, installation
from hea.workflows.evaluate.results import MEASURES, evaluation_folder
from hea.workflows.jobs.reports import evaluation_names
from hea.workspace import Workspace

QUESTIONS: list[dict[str, object]] = [
    {
        "qid": "strong",
        "question": "How strong is NbMoTaW at 1600 °C?",
        "answer": "405 MPa",
        "evidence": "Its yield strength is 405 MPa at 1600 °C.",
        "source_id": "senkov",
        "type": "numeric",
    },
    {
        "qid": "tough",
        "question": "What is the fracture toughness of CrMnFeCoNi at 77 K?",
        "answer": "more than 200 MPa m^0.5",
        "evidence": "Its fracture toughness exceeds 200 MPa m^0.5 at 77 K.",
        "source_id": "cantor",
        "type": "numeric",
    },
    {"qid": "who", "question": "Who won the cup in 1966?", "answer": None, "source_id": None},
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with three papers and a question file."""
    from builder.ingest.ingest import ingest
    from builder.storage.database import create_database
    from retrieval.vector_index import update_index

    place = tmp_path_factory.mktemp("place")
    (place / "corpus").mkdir()
    (place / "data").mkdir()
    write_records(place / "corpus" / "r.jsonl", CANTOR, SENKOV, ALUMINIUM)
    db = create_database(place / "data" / "hea.sqlite")
    ingest(db, place / "corpus", lambda done, total: None)
    update_index(db, place / "data" / "index", "all-MiniLM-L6-v2", lambda done, total: None)
    db.close()
    write_records(place / "q.jsonl", *QUESTIONS)
    return place


def card(hea: Run, verb: str, *arguments: object) -> Any:
    code, out, err = hea("eval", verb, *arguments, "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert found["name"] == verb
    for score in found["scores"].values():
        assert score.keys() == {"value", "low", "high", "n", "unscored", "papers", "interval"}
    return found


def kept_beside(found: dict[str, Any], folder: Path, questions: Path) -> None:
    """Check that scores and what they were measured on are kept, as printed."""
    made = json.loads((folder / "made.json").read_text("utf-8"))
    assert made == found["made"]
    assert made["files"][questions.name] == sha256_of(questions)
    assert made["versions"] == installation()
    assert (made["commit"], made["passages"]) == (commit(), 5)
    assert len(made["index_sha256"]) == 64
    assert datetime.fromisoformat(made["at"]).tzinfo
    scores = json.loads((folder / "scores.json").read_text("utf-8"))
    assert scores == {name: of for name, of in found.items() if name != "made"}


def test_runs_are_kept_as_trec_has_them(hea: Run, place: Path, tmp_path: Path) -> None:
    asked = ("--questions", place / "q.jsonl", "--workspace", place)
    found = card(hea, "retrieval", *asked, "--out", tmp_path / "runs")
    assert found["scores"]["fused_ndcg@10"]["value"] == 1.0
    assert found["kinds"]["words"]["numeric"]["recall@1"]["n"] == 2
    kept = sorted(file.name for file in (tmp_path / "runs").iterdir())
    runs = ["composition.run", "dense.run", "fused.run", "words.run"]
    assert kept == ["answering.qrels", *runs[:3], "made.json", "scores.json", runs[3]]
    kept_beside(found, tmp_path / "runs", place / "q.jsonl")
    first = (tmp_path / "runs" / "fused.run").read_text("utf-8").split("\n")[0].split()
    assert (first[0], first[1], first[3:]) == ("strong", "Q0", ["1", "10", "fused"])
    code, out, _ = hea("eval", "retrieval", *asked)
    assert code == 0
    assert (place / "data" / "eval" / "retrieval" / "answering.qrels").exists()
    assert all(
        words in out
        for words in ("nDCG@10", "composition", "numeric", "n = 2 questions of 2 papers")
    )


def test_answers_are_measured_every_way(hea: Run, place: Path, tmp_path: Path) -> None:
    asked = ("--questions", place / "q.jsonl", "--workspace", place)
    found = card(hea, "answers", *asked, "--curve", tmp_path / "curve.json")
    scores = found["scores"]
    assert scores["value_exact_match"]["value"] == 1.0
    assert scores["semantic_similarity"]["n"] == 2
    assert scores["citation_recall"]["value"] == 1.0
    assert scores["refusal_recall"]["n"] == 1
    assert found["bare_answers"]["all"] == {"given": 2, "differ": 0, "unscored": 0}
    assert found["bare_answers"]["numeric"]["given"] == scores["bare_as_known"]["n"] == 2
    assert (scores["coverage"]["papers"], scores["coverage"]["interval"]) == (2, "")
    assert found["titles"] == {}
    kept_beside(found, place / "data" / "eval" / "answers", place / "q.jsonl")
    assert {"aurc", "bleu", "chrf", "rougeL", "words", "groundedness"} <= scores.keys()
    assert json.loads((tmp_path / "curve.json").read_text())["answerable"] == 2
    code, out, _ = hea("eval", "answers", *asked)
    assert code == 0
    assert "citation recall (ALCE)" in out
    assert "known ones, of those given: 0 of 2 (numeric 0 of 2)" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80


def test_questions_on_papers_from_elsewhere_are_left_out_and_counted(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    elsewhere = {"question": "How hard is it?", "source_id": "elsewhere", "answer": "200 HV"}
    write_records(tmp_path / "q.jsonl", *QUESTIONS, {**elsewhere, "type": "banana"})
    asked = ("--questions", tmp_path / "q.jsonl", "--workspace", place)
    told = "1 question left out: its paper is not in this corpus"
    for verb in ("retrieval", "answers"):
        code, out, err = hea("eval", verb, *asked)
        assert (code, told in out) == (0, True)
        scores = json.loads((place / "data" / "eval" / verb / "scores.json").read_text("utf-8"))
        assert (scores["rows"], scores["left_out"]) == ({"retrieval": 2, "answers": 3}[verb], 1)
    assert "3 questions: 2 that the papers answer, 1 to be refused" in out
    assert "not known: “banana”" in err
    write_records(tmp_path / "q.jsonl", elsewhere)
    for verb in ("retrieval", "answers"):
        assert "names a paper of this corpus" in hea("eval", verb, *asked)[2]


def test_measures_are_measured(hea: Run, place: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    write_records(own, {"answer": "The phase is BCC.", "context": "It is cast. The phase is BCC."})
    begin = "knowledge\tresponse\tbegin_label\n" + "Cats sleep.\tCats sleep.\tFully attributable\n"
    (tmp_path / "begin_test_own.tsv").write_text(begin + "Cats sleep.\tDogs bark.\tGeneric\n")
    given = (
        *("--questions", place / "q.jsonl", "--workspace", place, "--answers", own),
        *("--labelled", f"begin={tmp_path}", "--out", tmp_path / "rows.jsonl"),
    )
    found = card(hea, "metrics", *given)
    assert found["scores"]["groundedness_false_alarms"]["n"] == 5
    assert found["scores"]["groundedness_recall_number"]["value"] == 1.0
    assert found["scores"]["semantic_similarity_f1_all"]["n"] > 0
    assert found["labelled"]["begin"]["scores"]["groundedness"]["value"] == 1.0
    kept_beside(found, place / "data" / "eval" / "metrics", place / "q.jsonl")
    assert found["made"]["files"].keys() == {"q.jsonl", "own.jsonl"}
    assert evaluation_names(Workspace(place)) == []  # no evaluation that could be compared
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text().splitlines()]
    assert len(rows) == found["rows"]
    [changed] = [r for r in rows if r["case"] == "strong quoted" and r["error"] == "number"]
    assert "→" in changed["changed"]
    assert "groundedness" in changed["flagged_by"]
    code, out, _ = hea("eval", "metrics", *given)
    assert code == 0
    assert all(
        words in out
        for words in ("false alarms", "token overlap", "not about alloys", "are by papers")
    )
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "No questions are given"),
        (["--labelled", "wice"], "is not the name of a folder"),
        (["--labelled", "other=."], "no reader"),
    ],
)
def test_what_is_missing_is_told(hea: Run, arguments: list[str], words: str) -> None:
    code, _, err = hea("eval", "metrics", *arguments)
    assert code == 1
    assert words in err


@pytest.mark.parametrize("name", MEASURES)
def test_no_evaluation_takes_the_folder_of_a_measure(name: str, place: Path) -> None:
    with pytest.raises(UserError, match=f"hea eval {name}"):
        evaluation_folder(Workspace(place), name)


@pytest.mark.parametrize("verb", ["retrieval", "answers", "metrics"])
def test_a_missing_library_is_named(
    hea: Run, place: Path, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hea.workflows.evaluate.measures._LIBRARIES", ("no_such_library",))
    asked = ("--questions", place / "q.jsonl", "--workspace", place)
    code, _, err = hea("eval", verb, *asked)
    assert code == 1
    assert "no_such_library" in err
    assert "[eval]" in err


def test_weights_of_the_rankers_are_fitted_and_written(hea: Run, place: Path) -> None:
    found = card(hea, "ranker", "--questions", place / "q.jsonl", "--workspace", place)
    assert found["files"].keys() == {"paper_weights.json", "sentence_weights.json"}
    for name, fitted in found["files"].items():
        written = json.loads((place / "data" / "eval" / "ranker" / name).read_text("utf-8"))
        assert written["weights"] == fitted["weights"] != {}
        assert written["questions"].keys() == {"q.jsonl"}
        assert fitted["by_file"]["q.jsonl"]["first"]["n"] == 2
    code, out, _ = hea("eval", "ranker", "--questions", place / "q.jsonl", "--workspace", place)
    assert code == 0
    assert "of three" in out


def test_questions_on_no_paper_of_the_corpus_fit_nothing(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    write_records(tmp_path / "none.jsonl", {"question": "How hard?", "source_id": "elsewhere"})
    code, _, said = hea(
        "eval", "ranker", "--questions", tmp_path / "none.jsonl", "--workspace", place
    )
    assert code
    assert "No question names a paper of this corpus" in said
