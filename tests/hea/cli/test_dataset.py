"""`hea dataset`: what goes in, in which form, and what is told of it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from small_library import Run

from builder.dataset.files import read_rows
from builder.storage.files import sha256_of
from hea import api
from hea.workflows.cluster.installation import commit, installation


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


def test_rows_of_papers_without_pages_name_no_page(hea: Run, place: Path) -> None:
    made(hea, place)
    rows = read_rows(place / "data" / "dataset")
    assert {row["page"] for _, row in rows} == {None}


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
    assert found["tests"] == {"questions": 2, "without_evidence": 2}
    _, shown, told = hea("dataset", "--decontaminate", asked, "--workspace", place)
    assert "2 of 2 test questions have neither evidence nor context" in told
    card = (place / "data/dataset/README.md").read_text("utf-8")
    assert "2 of 2 test questions came with neither evidence nor context" in card
    number = found["contaminated"][0]["rows"]
    assert f"left out {number}: it asks what a test question asks" in shown
    listed = (place / "data/dataset/decontaminated.jsonl").read_text("utf-8").splitlines()
    assert row["id"] in [json.loads(one)["id"] for one in listed]
    assert json.loads(listed[0])["measure"] == "question"
    asked.write_text("{", "utf-8")
    code, _, err = hea("dataset", "--decontaminate", asked, "--workspace", place)
    assert (code, "Line 1" in err) == (1, True)


def test_made_json_tells_what_a_dataset_was_made_with_and_of(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    def provenance(*options: object) -> dict[str, Any]:
        made(hea, place, "--out", tmp_path / "d", *options)
        found: dict[str, Any] = json.loads((tmp_path / "d/made.json").read_text("utf-8"))
        return found

    first = provenance("--seed", 3)
    assert first["versions"] == installation()
    assert {"hea-qa", "extraction rules", "drafting rules"} <= first["versions"].keys()
    assert first["commit"] == commit()
    assert first["settings"]["seed"] == 3
    assert first["triples"]["number"] > 0
    assert first["ledger"] == {"verdicts": 0, "sha256": None, "latest": None}
    for part in first["parts"].values():
        assert sum(part["kinds"].values()) == part["rows"]
    name = json.loads((tmp_path / "d/train.jsonl").read_text("utf-8").splitlines()[0])["id"]
    assert hea("curate", "accept", name, "--workspace", place)[0] == 0
    second = provenance("--seed", 3)
    assert second["triples"] == first["triples"]
    ledger = place / "corpus" / "ledger.jsonl"
    latest = json.loads(ledger.read_text("utf-8"))["at"][:10]
    assert second["ledger"] == {"verdicts": 1, "sha256": sha256_of(ledger), "latest": latest}
    assert second["reviewed"]["people"] == 1
    card = (tmp_path / "d/README.md").read_text("utf-8")
    assert f"with the verdicts up to {latest}." in card
    assert "1 person decided rows of this dataset:" in card


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_parts(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    def parts(folder: str, seed: int) -> dict[str, str]:
        made(hea, place, "--out", tmp_path / folder, "--seed", seed)
        return {row["paper"]: part for part, row in read_rows(tmp_path / folder)}

    seeds = [parts(str(seed), seed) for seed in range(8)]
    again = parts("again", 5)
    assert again == seeds[5]
    assert contents(tmp_path / "again") == contents(tmp_path / "5")
    assert len({tuple(sorted(one.items())) for one in seeds}) > 1


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("form", ["chat", "sharegpt", "llama-factory", "axolotl"])
def test_dialogues_load(hea: Run, place: Path, tmp_path: Path, form: str) -> None:
    import datasets

    datasets.disable_progress_bars()
    found = made(hea, place, "--format", form, "--multi-turn", "--out", tmp_path / "d")
    files = str(tmp_path / "d" / "train.jsonl")
    loaded = datasets.load_dataset("json", data_files=files, cache_dir=str(tmp_path / "c"))["train"]
    turns = [len(row.get("messages") or row.get("conversations")) // 2 for row in loaded]
    assert sum(turns) == found["parts"]["train"]["rows"]
    assert found["dialogues"]["train"]["alone"] == turns.count(1)


def test_dialogues_are_told_on_the_screen(hea: Run, place: Path, tmp_path: Path) -> None:
    to = tmp_path / "d"
    out, err = hea("dataset", "--format", "chat", "--multi-turn", "--out", to,
                   "--workspace", place)[1:]  # fmt: skip
    assert re.search(r"train: \d+ dialogues? of up to [2-5] turns, \d+ questions? alone", out)
    assert "Alone stand questions" in err


def test_a_format_of_one_turn_holds_no_dialogue(hea: Run, place: Path) -> None:
    code, _, err = hea("dataset", "--format", "alpaca", "--multi-turn", "--workspace", place)
    assert (code, "have one turn" in err) == (1, True)


def test_the_python_interface_takes_the_same_limits(hea: Run, place: Path, tmp_path: Path) -> None:
    with api.open(place) as library:
        report = library.dataset(tmp_path / "d", per_kind=1, refusals=0.0, form="sharegpt")
    assert set(report.summary["kinds"].values()) == {1}
    assert "unanswerable" not in report.summary["kinds"]
