import json
from pathlib import Path

import pytest

from builder.errors import UserError
from eval.gold.labelled_claims import LabelledClaim, read_labelled


def test_wice(tmp_path: Path) -> None:
    rows = [
        {"claim": "A.", "evidence": ["B.", "C."], "label": "supported"},
        {"claim": "D.", "evidence": ["E."], "label": "partially_supported"},
    ]
    file = tmp_path / "data__entailment_retrieval__claim__test.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    found = read_labelled("wice", tmp_path)
    assert found.rows == (LabelledClaim("A.", "B. C.", True), LabelledClaim("D.", "E.", False))
    assert found.published["AlignScore"] == 0.66


def test_begin(tmp_path: Path) -> None:
    head = "model_name\tdata_source\tknowledge\tmessage\tresponse\tbegin_label\n"
    row = 't5\twow\tIt is "so.\tHm\tSo it is\tFully attributable\n'
    (tmp_path / "begin_test_wow.tsv").write_text(head + row, "utf-8")
    assert read_labelled("begin", tmp_path).rows == (LabelledClaim("So it is", 'It is "so.', True),)


def test_expertqa_without_a_passage_or_a_label_is_unscored(tmp_path: Path) -> None:
    evidence = ["[1] https://a.example\n\nIt is so."]
    claims = [
        {"claim_string": "So.", "evidence": evidence, "support": "Complete"},
        {"claim_string": "Not.", "evidence": evidence, "support": "Partial"},
        {"claim_string": "No text.", "evidence": ["[1] https://a.example"], "support": "Complete"},
        {"claim_string": "No label.", "evidence": evidence, "support": "N/A"},
    ]
    row = {"question": "?", "answers": {"gpt4": {"claims": claims}}}
    (tmp_path / "rand_test.jsonl").write_text(json.dumps(row), "utf-8")
    found = read_labelled("expertqa", tmp_path)
    assert found.rows == (
        LabelledClaim("So.", "It is so.", True),
        LabelledClaim("Not.", "It is so.", False),
    )
    assert found.unscored == 2


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no reader"):
        read_labelled("other", tmp_path)
    with pytest.raises(UserError, match="contains no file"):
        read_labelled("wice", tmp_path)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "rows", "supported"),
    [("wice", 358, 111), ("begin", 3564, 1349), ("expertqa", 924, 663)],
)
def test_the_real_sets_are_read_whole(shared: Path, name: str, rows: int, supported: int) -> None:
    found = read_labelled(name, shared / "qa" / name)
    assert len(found.rows) == rows
    assert sum(row.supported for row in found.rows) == supported
