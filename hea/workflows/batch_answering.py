"""`hea ask --file`: many questions, answered into a file that a killed run goes on with."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from answer.answers import Answer
from answer.generative.answer import AnswerOptions, PreparedQuestion, prepare, refused, verified
from answer.models.protocol import LanguageModel
from builder.errors import UserError, cause
from builder.ingest.ingest import Progress
from builder.storage.files import read_jsonl, write_atomic
from hea.cli.options import has_words
from hea.render import json_contracts
from retrieval.hybrid import Hit

Find = Callable[[str], Sequence[Hit]]
#: Questions put to a model side by side; what they were answered is on disk before the next.
_TOGETHER = 8
#: How every file of answers begins.
_BEGINNING = b'{"line": '
#: Failures in a row after which a server is taken for dead.
_MOST_FAILURES = 3


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One question of a file, or why its line holds none."""

    line: int
    question: str
    trouble: str = ""


def read_questions(path: Path) -> list[BatchItem]:
    """Questions line by line: plain text, or JSON lines with the field `question`."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"The questions in {path} cannot be read: {cause(error)}.",
            "Give a UTF-8 text or JSONL file.",
        ) from error
    items = [
        _item(number, line.strip(), path.suffix == ".jsonl")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    if not items:
        raise UserError(f"{path} holds no question.", "Write one a line.")
    return items


def _item(number: int, line: str, is_json: bool) -> BatchItem:
    if not is_json:
        return BatchItem(number, line, "" if has_words(line) else "it holds no word")
    try:
        question = json.loads(line)["question"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return BatchItem(number, "", "no JSON object with the field “question”")
    if not isinstance(question, str) or not has_words(question):
        return BatchItem(number, "", "the field “question” holds no text")
    return BatchItem(number, question.strip())


class AnswerFile:
    """The file that answers are added to, line by line, each on disk before the next."""

    def __init__(self, path: Path, model: str) -> None:
        """Keep what is there of a run that was killed; failures and other models' are redone.

        UserError: the file holds something else.
        """
        if not _is_ours(path):
            raise UserError(
                f"{path} holds something else than answers; nothing was written.",
                "Name another file by --out.",
            )
        self._path, self._model = path, model
        self.rows = {row["line"]: row for row in _rows(path) if row.get("asked_of") == model}
        write_atomic(path, "".join(_line(row) for row in self.rows.values()))
        self._file = path.open("a", encoding="utf-8")

    def holds(self, item: BatchItem) -> bool:
        """Whether this very question is answered already."""
        row = self.rows.get(item.line)
        return row is not None and row["question"] == item.question and "error" not in row

    def add(self, item: BatchItem, row: dict[str, Any]) -> None:
        row = {"line": item.line, "asked_of": self._model, **row}
        self._file.write(_line(row))
        self._file.flush()
        os.fsync(self._file.fileno())
        self.rows[item.line] = row

    def close(self, items: Sequence[BatchItem]) -> None:
        """Put the answers into the order of their questions."""
        self._file.close()
        ordered = [self.rows[item.line] for item in items if item.line in self.rows]
        write_atomic(self._path, "".join(_line(row) for row in ordered))


def _is_ours(path: Path) -> bool:
    """Whether a file is new, empty, or begins as ours do, even if a kill tore its first line."""
    if not path.exists():
        return True
    with path.open("rb") as file:
        return _BEGINNING.startswith(file.read(len(_BEGINNING)))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for row in read_jsonl(path):
        if isinstance(row.get("line"), int) and "question" in row:
            yield row


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def answer_all(
    items: Sequence[BatchItem],
    answers: AnswerFile,
    find: Find,
    quote: Callable[[str, Sequence[Hit]], Answer],
    chat: LanguageModel | None,
    wish: AnswerOptions,
    progress: Progress,
) -> None:
    """Answer what is not answered yet: by ``chat``, or by quotes where there is none."""
    left = [item for item in items if not answers.holds(item)]
    done = len(items) - len(left)
    for item in left:
        if item.trouble:
            answers.add(item, {"question": item.question, "error": item.trouble})
            done += 1
    left = [item for item in left if not item.trouble]
    if chat is None:
        for item in left:
            given = quote(item.question, find(item.question))
            answers.add(item, json_contracts.answer(given, 0.0))
            done += 1
            progress(done, len(items))
        return
    ready: list[tuple[BatchItem, PreparedQuestion]] = []
    for item in left:
        try:
            prepared = prepare(chat, item.question, find(item.question), wish)
        except UserError as error:
            answers.add(item, {"question": item.question, "error": error.message})
            done += 1
            continue
        if prepared.prompt is None:
            answers.add(item, json_contracts.answer(refused(prepared), 0.0))
            done += 1
        else:
            ready.append((item, prepared))
        progress(done, len(items))
    ready.sort(key=lambda pair: pair[1].prompt.tokens if pair[1].prompt else 0)
    failures = 0
    how = replace(wish.how, stops=chat.template.stops)
    for first in range(0, len(ready), _TOGETHER):
        together = ready[first : first + _TOGETHER]
        prompts = [prepared.prompt.text for _, prepared in together if prepared.prompt]
        try:
            written = chat.write_all(prompts, how)
        except UserError as error:
            failures += 1
            if failures == _MOST_FAILURES:
                raise
            for item, _ in together:
                answers.add(item, {"question": item.question, "error": error.message})
        else:
            failures = 0
            for (item, prepared), text in zip(together, written, strict=True):
                given = verified(chat, prepared, text, wish)
                answers.add(item, json_contracts.answer(given, 0.0))
        done += len(together)
        progress(done, len(items))
