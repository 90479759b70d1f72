"""Export triples to spreadsheets and annotation tools, and read the verdicts that come back."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.curation.curation import CuratedTriple
from builder.errors import UserError, cause
from builder.storage.spreadsheets import decode, delimiter_of, survives_windows
from builder.triples import Triple

COLUMNS = (
    "id verdict reason question answer evidence kind status failed title doi context made_by rule"
).split()
_VERDICTS = {"accept", "reject", "edit", ""}
_MOST_LINE = 1 << 20
#: Rows of a sheet of Excel. A damaged file may name any number, and openpyxl makes up the rows
#: before it.
_MOST_ROWS = 1_048_576
#: A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row of a returned file: a verdict, or the trouble that makes it none."""

    line: int
    id: str
    verdict: str
    reason: str
    question: str
    answer: str
    trouble: str = ""


def rows(
    curated: Sequence[CuratedTriple], titles: Mapping[str, tuple[str, str]]
) -> list[dict[str, str]]:
    """Return one row per triple; the columns `verdict` and `reason` are left for the curator.

    ``titles`` is paper → (title, DOI).
    """
    made = []
    for one in curated:
        triple = one.triple
        title, doi = titles.get(triple.paper, ("", ""))
        values = {
            "id": triple.id, "verdict": "", "reason": "", "question": triple.question,
            "answer": triple.answer, "evidence": triple.evidence, "kind": triple.kind,
            "status": one.status, "failed": "; ".join(triple.failed), "title": title, "doi": doi,
            "context": triple.context, "made_by": triple.made_by, "rule": triple.rule,
        }  # fmt: skip
        made.append({name: values[name] for name in COLUMNS})
    return made


def to_csv(table: Sequence[Mapping[str, str]]) -> str:
    """Return CSV with a byte-order mark, by which Excel knows UTF-8, and without formulas."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _escape_formula(text) for name, text in row.items()} for row in table)
    return "\ufeff" + out.getvalue()


def to_xlsx(table: Sequence[Mapping[str, str]]) -> bytes:
    """Return an Excel workbook of one sheet, without control characters, which XLSX forbids."""
    import openpyxl
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE as CONTROLS

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "triples"
    sheet.append(list(COLUMNS))
    for row in table:
        sheet.append([CONTROLS.sub("", _escape_formula(row[name])) for name in COLUMNS])
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def to_label_studio(table: Sequence[Mapping[str, str]]) -> str:
    """Return JSON tasks as Label Studio and Argilla import them, one per triple."""
    tasks = [dict(data=dict(row), meta={"id": row["id"]}) for row in table]  # noqa: C408
    return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"


def _escape_formula(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def edits(row: ReturnedRow, triple: Triple) -> dict[str, str]:
    """Return the `new_question` and `new_answer` of a returned row; empty if it changes neither.

    A text that differs only by what the encoding of a spreadsheet lost (σ → ?) is no edit.
    """
    question, answer = (
        old if new in ("", old.strip(), survives_windows(old.strip())) else new
        for new, old in ((row.question, triple.question), (row.answer, triple.answer))
    )
    if (question, answer) == (triple.question, triple.answer):
        return {}
    return {"new_question": question, "new_answer": answer}


def _unescape_formula(value: Any) -> str:
    text = "" if value is None else str(value)
    return text[1:] if text.startswith("'") and text[1:2] in _FORMULA else text


def read_back(path: Path) -> list[ReturnedRow]:
    """Read a returned CSV, XLSX or JSONL file; bad rows come with their trouble.

    Raises:
        UserError: The file is of none of these formats or has no column `id`.
    """
    try:
        table = list(_read_table(path))
    except (OSError, UnicodeDecodeError, csv.Error, ValueError, KeyError) as error:
        raise UserError(
            f"{path} cannot be read: {cause(error)}.", "Give a CSV, XLSX or JSONL file."
        ) from error
    seen: set[str] = set()
    found = []
    for line, row in table:
        one = _parse_row(line, row, seen)
        seen.add(one.id)
        found.append(one)
    return found


def _parse_row(line: int, row: Mapping[str, Any] | None, seen: set[str]) -> ReturnedRow:
    if row is None:
        return ReturnedRow(line, "", "", "", "", "", "it is no row of a table")
    texts = {name: _unescape_formula(row.get(name)).strip() for name in COLUMNS}
    verdict, trouble = texts["verdict"].lower(), ""
    if not texts["id"]:
        trouble = "it has no id"
    elif texts["id"] in seen:
        trouble = "its id came before"
    elif verdict not in _VERDICTS:
        trouble = f"“{verdict[:30]}” is no verdict"
    elif "\x00" in "".join(texts.values()):
        trouble = "it holds a NUL character"
    return ReturnedRow(
        line, texts["id"], verdict, texts["reason"], texts["question"], texts["answer"], trouble
    )


def _read_table(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    if path.suffix.lower() == ".xlsx":
        yield from _read_sheet(path)
        return
    text = decode(path.read_bytes())
    if path.suffix.lower() == ".jsonl":
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield number, _parse_object(line)
        return
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    if "id" not in (reader.fieldnames or ()):
        raise ValueError("it has no column “id”")
    for row in reader:
        yield reader.line_num, row


def _parse_object(line: str) -> Mapping[str, Any] | None:
    try:
        row = json.loads(line) if len(line) < _MOST_LINE else None
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _read_sheet(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    """Yield the rows of the sheet that is on top, by the names of its first row.

    Raises:
        ValueError: It is no workbook, or a broken one, or has no column `id`.
    """
    try:
        table = _sheet_rows(path)
    except Exception as error:  # openpyxl meets broken workbooks with errors of many kinds
        raise ValueError("it is no Excel workbook, or a damaged one") from error
    names = [str(name) for name in table[0][1]] if table else []
    if "id" not in names:
        raise ValueError("it has no column “id”")
    for number, values in table[1:]:
        yield number, dict(zip(names, values, strict=False))


def _sheet_rows(path: Path) -> list[tuple[int, tuple[Any, ...]]]:
    """Return the rows of a workbook's top sheet that hold anything, with their numbers."""
    import openpyxl

    with closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as book:
        book.active.reset_dimensions()  # the size that a file states may be another than it has
        rows = []
        for number, values in enumerate(book.active.iter_rows(values_only=True), start=1):
            if number > _MOST_ROWS:
                raise ValueError(f"row {number} is none of Excel")
            if any(value is not None for value in values):
                rows.append((number, values))
        return rows
