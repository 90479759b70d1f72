"""Read a user's own test questions, so that a dataset can leave out what nearly equals them."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from builder.dataset.quality.contamination import BenchmarkQuestion, BenchmarkQuestions
from builder.errors import UserError, cause
from builder.storage.files import read_regular
from builder.storage.spreadsheets import decode, delimiter_of

#: The longest file that is read, in bytes.
_MOST_BYTES = 64 << 20
#: Fields that hold the question, and the text it is on, in the formats of benchmarks.
_QUESTION = ("question", "instruction", "query", "prompt")
_CONTEXT = ("context", "input", "passage")
_EVIDENCE, _ANSWER = ("evidence",), ("answer", "output", "completion")
_FORM = (
    'Give one question a line, JSON lines such as {"question": …, "context": …}, or a CSV table.'
)


def read_benchmark_questions(path: Path) -> BenchmarkQuestions:
    """Read test questions, with the texts they are on where the file has them.

    Args:
        path: Text with a question a line, JSON lines, a JSON list, or a CSV table with a heading.

    Raises:
        UserError: The file cannot be read, or holds no question.
    """
    try:
        text = decode(read_regular(path, _MOST_BYTES))
    except OSError as error:
        raise UserError(f"{path} cannot be read: {cause(error)}.", _FORM) from error
    if path.suffix.lower() in (".csv", ".tsv"):
        found = list(_of_table(text))
    elif text.lstrip().startswith("["):
        found = list(_of_list(path, text))
    else:
        found = list(_of_lines(path, text))
    if not found:
        raise UserError(f"{path} contains no question.", _FORM)
    return BenchmarkQuestions(found)


def _of_table(text: str) -> Iterator[BenchmarkQuestion]:
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter_of(text))
    for fields in rows:
        named = {(name or "").strip().lower(): value for name, value in fields.items()}
        if question := _field(named, _QUESTION):
            yield _of_named(rows.line_num, question, named)


def _of_list(path: Path, text: str) -> Iterator[BenchmarkQuestion]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError(f"{path} is not JSON: {cause(error)}.", _FORM) from error
    for number, fields in enumerate(rows, start=1):
        yield _of_fields(path, number, fields)


def _of_lines(path: Path, text: str) -> Iterator[BenchmarkQuestion]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip().startswith("{"):
            try:
                fields = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise UserError(f"Line {number} of {path} is not JSON.", _FORM) from error
            yield _of_fields(path, number, fields)
        elif line.strip():
            yield BenchmarkQuestion(number, line.strip())


def _of_fields(path: Path, number: int, fields: Any) -> BenchmarkQuestion:
    question = _field(fields, _QUESTION) if isinstance(fields, dict) else ""
    if not question:
        raise UserError(f"Line {number} of {path} has no field “question”.", _FORM)
    return _of_named(number, question, fields)


def _of_named(line: int, question: str, fields: Mapping[str, Any]) -> BenchmarkQuestion:
    context, evidence, answer = (_field(fields, names) for names in (_CONTEXT, _EVIDENCE, _ANSWER))
    return BenchmarkQuestion(line, question, context, evidence, answer)


def _field(fields: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """Return the first of some fields that holds text; "" if none does."""
    values = (fields.get(name) for name in names)
    return next((value.strip() for value in values if isinstance(value, str) and value.strip()), "")
