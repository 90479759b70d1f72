"""Readers of what can be trained on: our dataset, plain texts, Alpaca's and OpenAssistant's rows.

The keys of a row tell its format. A row that cannot be read is kept with the reason.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.dataset.formats import REQUIRED_FIELDS, records_of
from builder.dataset.splits import part_of
from builder.errors import UserError, cause
from builder.storage.files import require_regular

_PARTS = {"train": ("train",), "validation": ("validation", "val"), "test": ("test",)}
_ENDINGS = ("", ".gz")


@dataclass(frozen=True, slots=True)
class Sample:
    """One thing to learn: a question, the text that it is on, and the answer."""

    id: str
    part: str
    question: str = ""
    answer: str = ""
    context: str = ""
    title: str = ""
    paper: str = ""
    """Id of the paper that the context is the abstract of; empty for texts of other kinds."""
    evidence: str = ""
    """The sentence of the context on which the answer rests."""
    status: str = ""
    """What people said of it, as in the dataset; empty where that is not told."""
    ready: str = ""
    """A prompt that is used as it stands, or a whole text where there is no answer apart."""
    trouble: str = ""
    """Why it cannot be trained on; empty for one that can."""


@dataclass(frozen=True, slots=True)
class SampleSource:
    """All samples of a file or a folder."""

    samples: tuple[Sample, ...]
    sha256: str
    """Of the bytes read."""


def read_source(place: Path) -> SampleSource:
    """Read a folder of train, validation and test, or one file, split by its rows' ids.

    Raises:
        UserError: There is no such place, or nothing to train on in it.
    """
    if place.is_dir():
        files = [(part, file) for part in _PARTS if (file := _file(place, part))]
        if not any(part == "train" for part, _ in files):
            raise UserError(
                f"{place} contains no train.jsonl.",
                "`hea dataset` makes one, or give a file of rows.",
            )
    elif place.exists():
        require_regular(place)
        files = [("", place)]
    else:
        raise UserError(f"There is nothing at {place}.", "Give a file or a folder with rows.")
    digest, samples = hashlib.sha256(), list[Sample]()
    for part, file in files:
        digest.update(file.read_bytes())
        samples += _samples(list(_rows(file)), part)
    return SampleSource(tuple(samples), digest.hexdigest())


def _file(folder: Path, part: str) -> Path | None:
    names = (f"{name}.jsonl{ending}" for name in _PARTS[part] for ending in _ENDINGS)
    return next((folder / name for name in names if (folder / name).exists()), None)


def _rows(file: Path) -> Iterator[tuple[str, Any]]:
    """Yield the place and the content of each row; the exception for one that is not JSON."""
    data = file.read_bytes()
    try:
        text = (gzip.decompress(data) if file.suffix == ".gz" else data).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise UserError(
            f"{file} cannot be read: {cause(error)}.", "It must be JSON in UTF-8."
        ) from error
    if text.lstrip().startswith("["):
        try:
            whole = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise UserError(f"{file} is not JSON: {error}.", "Correct or replace it.") from error
        yield from ((f"{file.name}:{n}", row) for n, row in enumerate(whole, start=1))
        return
    for n, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield f"{file.name}:{n}", json.loads(line)
            except (ValueError, RecursionError) as error:
                yield f"{file.name}:{n}", error


def _samples(rows: Sequence[tuple[str, Any]], part: str) -> Iterator[Sample]:
    messages = [row for _, row in rows if isinstance(row, dict) and "parent_id" in row]
    yield from _conversations(_trees(messages), part)
    for place, row in rows:
        if isinstance(row, Exception):
            yield Sample(place, part, trouble=f"it is not JSON ({row})")
        elif not isinstance(row, dict):
            yield Sample(place, part, trouble="it is not a JSON object")
        elif "parent_id" not in row:
            yield from _read(place, row, part)


def _read(place: str, row: Mapping[str, Any], part: str) -> Iterator[Sample]:
    """Yield the samples of one row, by the format that its keys tell."""
    if {"record", "records"} & row.keys() or row.keys() >= set(REQUIRED_FIELDS):
        try:
            yield from [_triple(record, part) for record in records_of(row)]
        except (KeyError, TypeError, ValueError):
            yield Sample(place, part, trouble="its record is damaged")
        return
    if isinstance(row.get("prompt"), dict):
        yield from _conversations([row["prompt"]], part)
        return
    part = part or part_of(place)
    if {"instruction", "output"} <= row.keys():
        question, context, answer = _texts(row, "instruction", "input", "output")
        sample = Sample(place, part, question, answer, context)
        whole = question and answer
    elif {"prompt", "completion"} <= row.keys():
        prompt, answer = _texts(row, "prompt", "completion")
        sample = Sample(place, part, answer=answer, ready=prompt)
        whole = prompt and answer
    elif "text" in row:
        sample = Sample(place, part, ready=(whole := _texts(row, "text")[0]))
    else:
        yield Sample(place, part, trouble=f"its keys are of no known format: {', '.join(row)[:60]}")
        return
    yield sample if whole else Sample(place, part, trouble="it holds no text to learn")


def _texts(row: Mapping[str, Any], *names: str) -> list[str]:
    return [value.strip() if isinstance(value := row.get(name), str) else "" for name in names]


def _triple(record: Mapping[str, Any], part: str) -> Sample:
    return Sample(
        id=record["id"],
        part=part or part_of(record["paper"]),
        question=record["question"],
        answer=record["answer"],
        context=record["context"],
        title=record["title"] or "",
        paper=record["paper"],
        evidence=record["evidence"],
        status=record["status"] or "",
    )


def _trees(messages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Build the trees of OpenAssistant from its flat messages; return their roots."""
    nodes = {message.get("message_id"): {**message, "replies": []} for message in messages}
    roots: list[dict[str, Any]] = []
    for node in nodes.values():
        above = nodes.get(node["parent_id"])
        (above["replies"] if above else roots).append(node)
    return roots


def _conversations(roots: Iterable[Mapping[str, Any]], part: str) -> Iterator[Sample]:
    """Yield one sample for each message of a person, with the reply that people ranked best.

    The messages before it stand as the context (the trees of doi:10.48550/arXiv.2304.07327).
    """
    for root in roots:
        place = str(root.get("message_id") or hashlib.sha256(repr(root).encode()).hexdigest()[:16])
        of = part or part_of(place)
        waiting: list[tuple[Mapping[str, Any], tuple[str, ...]]] = [(root, ())]
        while waiting:
            node, before = waiting.pop()
            name = str(node.get("message_id") or f"{place}:{len(before)}")
            replies = [
                reply
                for reply in node.get("replies") or ()
                if isinstance(reply, dict) and _text_of(reply) and not reply.get("deleted")
            ]
            best = min(replies, key=_rank, default=None)
            if node.get("lang", "en") != "en":
                yield Sample(name, of, trouble="it is not in English")
            elif not _text_of(node) or node.get("deleted"):
                yield Sample(name, of, trouble="it says nothing")
            elif best is None:
                yield Sample(name, of, trouble="nobody replied to it")
            else:
                context = "\n".join(before)
                yield Sample(name, of, _text_of(node), _text_of(best), context)
            for reply in replies:
                turns = (*before, f"User: {_text_of(node)}", f"Assistant: {_text_of(reply)}")
                waiting += [(n, turns) for n in reply.get("replies") or () if isinstance(n, dict)]


def _rank(reply: Mapping[str, Any]) -> float:
    rank = reply.get("rank")
    return float(rank) if isinstance(rank, int | float) else float("inf")


def _text_of(node: Mapping[str, Any]) -> str:
    return _texts(node, "text")[0]
