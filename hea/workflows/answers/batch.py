"""Answer a file of questions into a file of answers; a killed run goes on where it stopped."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from answer.answer_question import answer_or_find, answer_question, behind_abstracts
from answer.answers import Answer
from answer.generative.answer import AnswerOptions, PreparedQuestion, prepare, refused, verified
from answer.models.openai_server import OpenAIServer
from answer.models.protocol import LanguageModel
from answer.models.server.address import without_login
from answer.papers import Papers
from builder.errors import UserError, cause
from builder.storage.files import read_jsonl, read_regular, write_atomic
from builder.text.visible import visible
from hea.events import SILENT, Events, Progress
from hea.workflows import json_contracts
from hea.workflows.answers.ask import Asker
from hea.workflows.answers.questions import has_words, trouble_with

#: Questions put to a model of this process side by side; what they were answered is on disk before
#: the next. A server is asked one by one: no answer waits there for those behind it.
_TOGETHER = 8
#: How every file of answers begins.
_BEGINNING = b'{"line": '
#: The longest file of questions that is read, in bytes: some hundred thousand questions.
_MOST_BYTES = 64 << 20
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
        text = read_regular(path, _MOST_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"The questions in {path} cannot be read: {cause(error)}.",
            "Give a UTF-8 text or JSONL file.",
        ) from error
    items = [
        _item(number, line.strip(), path.suffix == ".jsonl")
        for number, line in enumerate(re.split(r"\r\n?|\n", text), start=1)
        if line.strip()
    ]
    if not items:
        raise UserError(f"{path} contains no question.", "Write one a line.")
    return items


def _item(number: int, line: str, is_json: bool) -> BatchItem:
    if not is_json:
        return BatchItem(number, line, trouble_with(line))
    try:
        question = json.loads(line)["question"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return BatchItem(number, "", "no JSON object with the field “question”")
    if not isinstance(question, str) or not has_words(question):
        return BatchItem(number, "", "the field “question” holds no text")
    trouble = trouble_with(question)
    return BatchItem(number, visible(question.strip()) if trouble else question.strip(), trouble)


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
        self._path, self._model = path, without_login(model)
        kept = (row for row in _rows(path) if row.get("asked_of") == self._model)
        self.rows = {row["line"]: row for row in kept}
        write_atomic(path, "".join(_line(row) for row in self.rows.values()))
        self._file = path.open("a", encoding="utf-8")

    def holds(self, item: BatchItem) -> bool:
        """Return whether this very question is answered already."""
        row = self.rows.get(item.line)
        return row is not None and row["question"] == item.question and "error" not in row

    def add(self, item: BatchItem, row: dict[str, Any]) -> None:
        """Append the answer to one question and wait until it is on the disk."""
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
    """Return whether a file is new, empty, or begins as answers do, even torn in its first line."""
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


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What became of the questions of a file, one row of JSON each."""

    rows: tuple[dict[str, Any], ...]

    @property
    def failed(self) -> list[dict[str, Any]]:
        """The rows that hold an error instead of an answer."""
        return [row for row in self.rows if "error" in row]

    @property
    def answered(self) -> int:
        """The number of questions that were answered; the others were refused, or failed."""
        return sum(bool(row.get("answered")) for row in self.rows)

    @property
    def drafts(self) -> list[dict[str, Any]]:
        """How a model was asked, where it was given a number of words."""
        return [r["asking"] for r in self.rows if r.get("asking") and r["asking"]["max_words"]]


def answer_file(
    asker: Asker, file: Path, to: Path, model: str, events: Events = SILENT
) -> BatchReport:
    """Answer every question of ``file`` into ``to``; what is answered there already is kept.

    Args:
        asker: What answers one question.
        file: Questions, one a line, or JSON lines with the field `question`.
        to: The file of answers, JSON lines.
        model: The setting that names the model; answers of another one are redone.
        events: Receives progress.

    Raises:
        UserError: ``file`` cannot be read, ``to`` holds something else, or a server is dead.
    """
    items = read_questions(file)
    composer = asker.composer
    language_model = composer.model if composer else None
    name = model
    if composer and language_model:
        name += f" {language_model.template.id}@{language_model.template.hash}"
        if composer.options.max_words:
            name += f" in {composer.options.max_words} words"
    answers = AnswerFile(to, name)
    try:
        with events.progress("Answering") as progress:
            options = composer.options if composer else AnswerOptions()
            reading = asker.papers, asker.passages
            answer_all(items, answers, *reading, language_model, options, progress)
    finally:
        answers.close(items)
    return BatchReport(tuple(answers.rows[item.line] for item in items))


def answer_all(
    items: Sequence[BatchItem],
    answers: AnswerFile,
    papers: Papers,
    k: int,
    model: LanguageModel | None,
    options: AnswerOptions,
    progress: Progress,
) -> None:
    """Answer what is not answered yet: by ``model``, or by quotes where it is None.

    ``k`` papers are read for an answer that one of them may hold.
    """
    if model is None:
        _answer_by_quotes(items, answers, papers, k, progress)
    else:
        _answer_by_model(items, answers, papers, k, model, options, progress)


def _left(items: Sequence[BatchItem], answers: AnswerFile) -> list[BatchItem]:
    """Return the questions not answered yet; write down those that are none."""
    left = [item for item in items if not answers.holds(item)]
    for item in left:
        if item.trouble:
            answers.add(item, {"question": item.question, "error": item.trouble})
    return [item for item in left if not item.trouble]


def _answer_by_quotes(
    items: Sequence[BatchItem], answers: AnswerFile, papers: Papers, k: int, progress: Progress
) -> None:
    left = _left(items, answers)
    for done, item in enumerate(left, start=len(items) - len(left) + 1):
        answer = answer_question(item.question, papers, k)
        answers.add(item, json_contracts.answer(answer, 0.0))
        progress(done, len(items))


def _answer_by_model(
    items: Sequence[BatchItem],
    answers: AnswerFile,
    papers: Papers,
    k: int,
    model: LanguageModel,
    options: AnswerOptions,
    progress: Progress,
) -> None:
    left = _left(items, answers)
    done = len(items) - len(left)
    ready: list[tuple[BatchItem, PreparedQuestion]] = []
    for item in left:
        found = answer_or_find(item.question, papers, k, by_model=True)
        if isinstance(found, Answer):
            answers.add(item, json_contracts.answer(found, 0.0))
            done += 1
            continue
        try:
            found = behind_abstracts(found, papers)
            asked = found.question.text
            prepared = prepare(model, asked, found.hits, options, found.of_bodies)
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
    size = 1 if isinstance(model, OpenAIServer) else _TOGETHER
    if size > 1:  # prompts of about one length go together, so that little of a batch is padding
        ready.sort(key=lambda pair: pair[1].prompt.tokens if pair[1].prompt else 0)
    failures = 0
    for first in range(0, len(ready), size):
        together = ready[first : first + size]
        try:
            _answer_together(together, answers, model, options)
            failures = 0
        except UserError as error:
            failures += 1
            if failures == _MOST_FAILURES:
                raise
            for item, _ in together:
                answers.add(item, {"question": item.question, "error": error.message})
        done += len(together)
        progress(done, len(items))


def _answer_together(
    together: Sequence[tuple[BatchItem, PreparedQuestion]],
    answers: AnswerFile,
    model: LanguageModel,
    options: AnswerOptions,
) -> None:
    """Put some prompts to a model side by side."""
    prompts = [prepared.prompt.text for _, prepared in together if prepared.prompt]
    written = model.write_all(prompts, replace(options.how, stops=model.template.stops))
    for (item, prepared), text in zip(together, written, strict=True):
        answers.add(item, json_contracts.answer(verified(model, prepared, text, options), 0.0))
