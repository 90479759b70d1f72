"""Values as tables: all columns, numbers as numbers, no formulas."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from stated_values import STATED, rows_of

from builder.errors import UserError
from hea.workflows import json_contracts
from hea.workflows.values.tables import to_parquet, written_table


@pytest.fixture
def rows(tmp_path: Path) -> list[dict[str, object]]:
    record = STATED[0] | {"title": '=HYPERLINK("http://x")\x07 NbMoTaW'}
    return [json_contracts.evidence(row) for row in rows_of(tmp_path, "yield strength", record)]


def test_a_table_says_the_temperature_as_a_number(rows: list[dict[str, object]]) -> None:
    read = list(csv.DictReader(io.StringIO(written_table(rows, "csv").decode())))
    assert [round(float(row["temperature_low"])) for row in read] == [1873, 298]
    assert read[0]["title"].startswith("'=")


def test_a_value_of_no_named_alloy_has_the_material_of_the_screen(tmp_path: Path) -> None:
    text = "A coating was clad by a laser on steel. The coating has a hardness of 640 HV."
    record = {"id": "c", "title": "Laser cladding of a coating", "abstract": text, "year": 2020}
    [row] = [json_contracts.evidence(one) for one in rows_of(tmp_path, "hardness", record)]
    [read] = csv.DictReader(io.StringIO(written_table([row], "csv").decode()))
    assert (read["alloy"], read["material"]) == ("", "unnamed coating")


def test_a_workbook_holds_the_same_without_formulas(rows: list[dict[str, object]]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written_table(rows, "xlsx"))).active
    header, first, _ = sheet.iter_rows(values_only=True)
    assert list(header) == json_contracts.EVIDENCE
    cells = dict(zip(header, first, strict=True))
    assert cells["low"] == 400
    assert cells["title"].startswith("'=HYPERLINK")


def test_parquet_keeps_lists(rows: list[dict[str, object]]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(to_parquet(rows)))
    assert table.column_names == json_contracts.EVIDENCE
    assert table["states"][0].as_py() == ["arc melting"]


def test_another_form_is_refused(rows: list[dict[str, object]]) -> None:
    with pytest.raises(UserError, match="not a form of a table"):
        written_table(rows, "doc")
