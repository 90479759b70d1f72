"""The files of a dataset: written whole, and read back."""

import json
from pathlib import Path
from typing import Any

import pytest
from drafted_library import drafted

from builder.dataset.files import read_dataset, read_rows, write_dataset
from builder.dataset.formats import FORMATS, TURN_FORMATS, records_of
from builder.dataset.rows import Dataset, DatasetOptions
from builder.dataset.select import make_dataset
from builder.dataset.splits import PARTS
from builder.errors import UserError
from builder.storage.files import sha256_of

SETTINGS = {"split": "topic"}


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return make_dataset(drafted(tmp_path, 20), [], DatasetOptions())


def render(record: dict[str, Any]) -> str:
    return f"{record['title']}: {record['question']}"


def test_what_is_written_is_read_back(dataset: Dataset, tmp_path: Path) -> None:
    write_dataset(tmp_path / "d", dataset, SETTINGS)
    expected = {row["id"]: (part, row) for part in PARTS for row in dataset.records(part)}
    assert read_dataset(tmp_path / "d") == expected
    assert list(read_rows(tmp_path / "d")) == list(expected.values())


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_reads_back_as_the_canonical_records(
    dataset: Dataset, tmp_path: Path, form: str
) -> None:
    write_dataset(tmp_path / "ours", dataset, SETTINGS)
    write_dataset(tmp_path / "d", dataset, SETTINGS, form, "context-qa", render)  # type: ignore[arg-type]
    assert read_dataset(tmp_path / "d") == read_dataset(tmp_path / "ours")
    assert json.loads((tmp_path / "d" / "made.json").read_text("utf-8"))["format"] == form


def test_prompts_come_from_the_function_that_renders_them(dataset: Dataset, tmp_path: Path) -> None:
    write_dataset(tmp_path / "d", dataset, SETTINGS, "text", "context-qa", render)  # type: ignore[arg-type]
    row = json.loads((tmp_path / "d" / "train.jsonl").read_text("utf-8").split("\n")[0])
    record = json.loads(row["record"])
    assert row["text"] == f"{render(record)} {record['answer']}"
    with pytest.raises(ValueError, match="renders prompts"):
        write_dataset(tmp_path / "e", dataset, SETTINGS, "text")
    assert not (tmp_path / "e").exists()


def test_the_summary_holds_the_hash_of_every_other_file(dataset: Dataset, tmp_path: Path) -> None:
    write_dataset(tmp_path / "d", dataset, SETTINGS)
    made = json.loads((tmp_path / "d" / "made.json").read_text("utf-8"))
    files = {file.name for file in (tmp_path / "d").iterdir()} - {"made.json"}
    assert made["sha256"].keys() == files >= {"README.md", "card.svg", "train.jsonl"}
    assert all(sha256_of(tmp_path / "d" / name) == sha for name, sha in made["sha256"].items())
    assert made["rows"] == sum(size["rows"] for size in made["parts"].values())


def test_an_earlier_dataset_is_replaced_whole(dataset: Dataset, tmp_path: Path) -> None:
    write_dataset(tmp_path / "d", dataset, SETTINGS)
    before = (tmp_path / "d" / "made.json").read_bytes()
    (tmp_path / "d" / "stray.txt").write_text("old", "utf-8")
    write_dataset(tmp_path / "d", dataset, SETTINGS)
    assert not (tmp_path / "d" / "stray.txt").exists()
    assert (tmp_path / "d" / "made.json").read_bytes() == before, "the same rows, the same bytes"
    assert not (tmp_path / ".d.new").exists()


def test_parquet_holds_the_same_rows(dataset: Dataset, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_dataset(tmp_path / "d", dataset, SETTINGS)
    table = parquet.read_table(tmp_path / "d" / "train.parquet").to_pylist()
    expected = [
        row
        | {
            name: json.dumps(row[name], sort_keys=True)
            for name in ("checks", "spans", "papers", "dois")
        }
        for row in dataset.records("train")
    ]
    assert table == expected


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"record": "{}"}', '{"record": 5}', "null"])
def test_a_line_that_is_no_row_is_named(dataset: Dataset, tmp_path: Path, line: str) -> None:
    write_dataset(tmp_path / "d", dataset, SETTINGS)
    (tmp_path / "d" / "train.jsonl").write_text(line + "\n", "utf-8")
    with pytest.raises(UserError, match=r"Line 1 of .*train\.jsonl is not a row"):
        read_dataset(tmp_path / "d")


def test_a_folder_without_a_part_is_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"it has no train\.jsonl"):
        read_dataset(tmp_path)


@pytest.mark.parametrize("form", TURN_FORMATS)
def test_dialogues_hold_every_record_once(dataset: Dataset, tmp_path: Path, form: str) -> None:
    write_dataset(tmp_path / "ours", dataset, SETTINGS)
    found = write_dataset(tmp_path / "d", dataset, SETTINGS, form, multi_turn=True)
    assert read_dataset(tmp_path / "d") == read_dataset(tmp_path / "ours")
    lines = (tmp_path / "d" / "train.jsonl").read_text("utf-8").splitlines()
    turns = [len(records_of(json.loads(line))) for line in lines]
    assert max(turns) > 1
    told = {"number": sum(n > 1 for n in turns), "most_turns": max(turns), "alone": turns.count(1)}
    made = json.loads((tmp_path / "d" / "made.json").read_text("utf-8"))
    assert made["dialogues"]["train"] == found["dialogues"]["train"] == told
    card = (tmp_path / "d" / "README.md").read_text("utf-8")
    assert f"| train | {told['number']} | {told['alone']} |" in card
    assert "dialogues" not in (tmp_path / "ours" / "README.md").read_text("utf-8")
    with pytest.raises(ValueError, match="have one turn"):
        write_dataset(tmp_path / "e", dataset, SETTINGS, "alpaca", multi_turn=True)


def test_llama_factory_finds_each_part_by_its_dataset_info(
    dataset: Dataset, tmp_path: Path
) -> None:
    """Of the form that `llamafactory.data.parser.get_dataset_list` reads (0.9.5)."""
    write_dataset(tmp_path / "d", dataset, SETTINGS, "llama-factory")
    told = json.loads((tmp_path / "d" / "dataset_info.json").read_text("utf-8"))
    assert told.keys() == {f"hea_qa_{part}" for part in PARTS if dataset.size(part)["rows"]}
    for one in told.values():
        assert one["formatting"] == "sharegpt"
        tags, column = one["tags"], one["columns"]["messages"]
        with (tmp_path / "d" / one["file_name"]).open(encoding="utf-8") as lines:
            for line in lines:
                turns = json.loads(line)[column]
                who = [turn[tags["role_tag"]] for turn in turns]
                assert who == [tags["user_tag"], tags["assistant_tag"]] * (len(turns) // 2)
                assert all(turn[tags["content_tag"]] for turn in turns)


def test_axolotl_finds_the_messages_by_its_settings(dataset: Dataset, tmp_path: Path) -> None:
    """Of the form of `axolotl.utils.schemas.datasets.SFTDataset` (0.19)."""
    yaml = pytest.importorskip("yaml")
    write_dataset(tmp_path / "d", dataset, SETTINGS, "axolotl")
    told = yaml.safe_load((tmp_path / "d" / "axolotl.yaml").read_text("utf-8"))
    assert told["base_model"]
    for one in (*told["datasets"], *told.get("test_datasets", ())):
        assert (one["type"], one["ds_type"], one["split"]) == ("chat_template", "json", "train")
        roles = one["message_property_mappings"]
        with (tmp_path / "d" / one["path"]).open(encoding="utf-8") as lines:
            turns = json.loads(next(lines))[one["field_messages"]]
        assert [turn[roles["role"]] for turn in turns] == ["user", "assistant"]
        assert all(turn[roles["content"]] for turn in turns)
