"""Triples for spreadsheets and annotation tools, and the verdicts that come back."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from builder.curation.curation import CuratedTriple
from builder.errors import UserError, cause
from builder.storage.spreadsheets import decode, delimiter_of, survives_windows
from builder.triples import Triple

COLUMNS = (
    "id verdict reason question answer evidence kind status failed title doi context made_by rule"
).split()
_VERDICTS = {"accept", "reject", "edit", ""}
_MOST_LINE = 1 << 20
#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row that came back: a verdict, or why it is none."""

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
    """One row for each triple; the columns `verdict` and `reason` are for the person."""
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
    """A CSV that no spreadsheet takes for formulas, with a mark that Excel reads as UTF-8."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _harmless(text) for name, text in row.items()} for row in table)
    return "\ufeff" + out.getvalue()


def to_xlsx(table: Sequence[Mapping[str, str]]) -> bytes:
    """An Excel workbook with one sheet, without control characters, which none can hold."""
    import openpyxl
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE as CONTROLS

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "triples"
    sheet.append(list(COLUMNS))
    for row in table:
        sheet.append([CONTROLS.sub("", _harmless(row[name])) for name in COLUMNS])
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def to_label_studio(table: Sequence[Mapping[str, str]]) -> str:
    """Tasks as Label Studio and Argilla import them: `data` with the fields, one a triple."""
    tasks = [dict(data=dict(row), meta={"id": row["id"]}) for row in table]  # noqa: C408
    return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def edits(row: ReturnedRow, triple: Triple) -> dict[str, str]:
    """The question and answer that a row gives a triple; nothing where it gives none.

    What a spreadsheet's own encoding took away (σ came back as ?) was not edited.
    """
    question, answer = (
        old if new in ("", old.strip(), survives_windows(old.strip())) else new
        for new, old in ((row.question, triple.question), (row.answer, triple.answer))
    )
    if (question, answer) == (triple.question, triple.answer):
        return {}
    return {"new_question": question, "new_answer": answer}


def _plain(value: Any) -> str:
    text = "" if value is None else str(value)
    return text[1:] if text.startswith("'") and text[1:2] in _FORMULA else text


def read_back(path: Path) -> list[ReturnedRow]:
    """The rows of a CSV, XLSX or JSONL file that came back; bad ones with their reason."""
    try:
        table = list(_table(path))
    except (OSError, UnicodeDecodeError, csv.Error, ValueError, KeyError) as error:
        raise UserError(
            f"{path} cannot be read: {cause(error)}.", "Give a CSV, XLSX or JSONL file."
        ) from error
    seen: set[str] = set()
    found = []
    for line, row in table:
        one = _returned(line, row, seen)
        seen.add(one.id)
        found.append(one)
    return found


def _returned(line: int, row: Mapping[str, Any] | None, seen: set[str]) -> ReturnedRow:
    if row is None:
        return ReturnedRow(line, "", "", "", "", "", "it is no row of a table")
    texts = {name: _plain(row.get(name)).strip() for name in COLUMNS}
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


def _table(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    if path.suffix.lower() == ".xlsx":
        yield from _sheet(path)
        return
    text = decode(path.read_bytes())
    if path.suffix.lower() == ".jsonl":
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield number, _object(line)
        return
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    if "id" not in (reader.fieldnames or ()):
        raise ValueError("it has no column “id”")
    for row in reader:
        yield reader.line_num, row


def _object(line: str) -> Mapping[str, Any] | None:
    try:
        row = json.loads(line) if len(line) < _MOST_LINE else None
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _sheet(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, OSError, ValueError, KeyError) as error:
        raise ValueError("it is no Excel workbook") from error
    with closing(book):
        lines = book.active.iter_rows(values_only=True)
        names = [str(name) for name in next(lines, ())]
        if "id" not in names:
            raise ValueError("it has no column “id”")
        for number, values in enumerate(lines, start=2):
            if any(value is not None for value in values):
                yield number, dict(zip(names, values, strict=False))
