"""`hea dataset`: what goes in, in which form, and what is told of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from small_library import Run

from hea import api


def made(hea: Run, place: Path, *options: object) -> Any:
    code, out, err = hea("dataset", "--json", *options, "--workspace", place)
    assert code == 0, err
    return json.loads(out)


def test_refusals_get_their_share_and_kinds_their_caps(hea: Run, place: Path) -> None:
    whole = made(hea, place)
    assert whole["refusals"]["rows"] == whole["kinds"]["unanswerable"] > 0
    without = made(hea, place, "--refusals", 0)
    assert "unanswerable" not in without["kinds"]
    assert without["left_out"]["over the share of refusals"] == whole["refusals"]["rows"]
    capped = made(hea, place, "--per-kind", 1, "--seed", 3)
    assert set(capped["kinds"].values()) == {1}
    kind = next(iter(whole["kinds"]))
    assert kind not in made(hea, place, "--without", kind)["kinds"]
    settings = json.loads((place / "data" / "dataset" / "made.json").read_text("utf-8"))["settings"]
    assert settings["without"] == [kind]
    code, _, err = hea("dataset", "--without", "luck", "--workspace", place)
    assert (code, "There is no kind" in err) == (1, True)


def test_small_parts_are_told_on_screen_in_json_and_on_the_card(hea: Run, place: Path) -> None:
    found = made(hea, place)
    assert any(warning.startswith("train has ") for warning in found["warnings"])
    assert "train has" in hea("dataset", "--workspace", place)[2]
    assert "**Beware:** train has" in (place / "data" / "dataset" / "README.md").read_text("utf-8")


def test_rows_near_a_test_question_are_left_out_and_its_line_is_told(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    whole = made(hea, place)
    rows = (place / "data" / "dataset" / "train.jsonl").read_text("utf-8").splitlines()
    row = json.loads(rows[0])
    asked = tmp_path / "mine.jsonl"
    asked.write_text(
        json.dumps({"question": "Why is the sky blue?"})
        + "\n"
        + json.dumps({"question": row["question"].lower()})
        + "\n",
        "utf-8",
    )
    found = made(hea, place, "--decontaminate", asked)
    assert [one["line"] for one in found["contaminated"]] == [2]
    assert found["rows"] + found["contaminated"][0]["rows"] == whole["rows"]
    shown = hea("dataset", "--decontaminate", asked, "--workspace", place)[1]
    assert "line 2 of the test questions: 1 rows left out" in shown
    asked.write_text("{", "utf-8")
    code, _, err = hea("dataset", "--decontaminate", asked, "--workspace", place)
    assert (code, "Line 1" in err) == (1, True)


@pytest.mark.parametrize("form", ["chat", "sharegpt", "llama-factory", "axolotl"])
def test_dialogues_load(hea: Run, place: Path, tmp_path: Path, form: str) -> None:
    import datasets

    datasets.disable_progress_bars()
    found = made(hea, place, "--format", form, "--multi-turn", "--out", tmp_path / "d")
    files = str(tmp_path / "d" / "train.jsonl")
    loaded = datasets.load_dataset("json", data_files=files, cache_dir=str(tmp_path / "c"))["train"]
    turns = [len(row.get("messages") or row.get("conversations")) // 2 for row in loaded]
    assert sum(turns) == found["parts"]["train"]["rows"]


def test_a_format_of_one_turn_holds_no_dialogue(hea: Run, place: Path) -> None:
    code, _, err = hea("dataset", "--format", "alpaca", "--multi-turn", "--workspace", place)
    assert (code, "have one turn" in err) == (1, True)


def test_the_python_interface_takes_the_same_limits(hea: Run, place: Path, tmp_path: Path) -> None:
    with api.open(place) as library:
        report = library.dataset(tmp_path / "d", per_kind=1, refusals=0.0, form="sharegpt")
    assert set(report.summary["kinds"].values()) == {1}
    assert "unanswerable" not in report.summary["kinds"]
