"""Write the files of a dataset folder, and read their rows back."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from builder.dataset.card import card, summary_of
from builder.dataset.card_picture import picture
from builder.dataset.formats import (
    FIELDS,
    FORMATS,
    PROMPTED_FORMATS,
    TURN_FORMATS,
    dialogue,
    records_of,
)
from builder.dataset.rows import Dataset
from builder.dataset.splits import PARTS
from builder.dataset.trainer_configs import trainer_files
from builder.drafting.dialogues import dialogues_of
from builder.errors import UserError
from builder.parallel import batched
from builder.storage.files import sha256_of, write_atomic
from builder.storage.folders import new_folder
from builder.triples import Triple

#: Rows of Parquet held in memory before they are written.
_ROW_GROUP = 4_096
#: Fields that are JSON in Parquet.
_NESTED = ("checks", "spans", "papers", "dois")


def write_dataset(
    folder: Path,
    dataset: Dataset,
    settings: Mapping[str, Any],
    form: str = "ours",
    prompt: str = "context-qa",
    render: Callable[[Mapping[str, Any]], str] | None = None,
    multi_turn: bool = False,
    provenance: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Write all files into a folder beside ``folder``, then put that folder in its place.

    Return what `made.json` tells of the rows: the summary, with the dialogues where there are any.

    Args:
        folder: Where the dataset stands in the end; an earlier one there is replaced whole.
        dataset: The chosen rows.
        settings: How the rows were chosen, for the card and `made.json`.
        form: `ours` for canonical records, or a name of `FORMATS`.
        prompt: Id of the prompt template, named on the card of a format that holds prompts.
        render: Prompt of a canonical record; needed by the formats of `PROMPTED_FORMATS` alone.
        multi_turn: Whether questions on one paper become dialogues; for `TURN_FORMATS` alone.
        provenance: What the rows were made with and of, for the card and `made.json`.
    """
    if form in PROMPTED_FORMATS and render is None:
        raise ValueError(f"the format {form} needs a function that renders prompts")
    if multi_turn and form not in TURN_FORMATS:
        raise ValueError(f"rows of the format {form} have one turn")
    turns: dict[str, Counter[int]] = {part: Counter() for part in PARTS}
    with new_folder(folder) as beside:
        for part in PARTS:
            if multi_turn:
                rows = _in_dialogues(dataset.papers(part), form, turns[part])
            elif form == "ours":
                rows = dataset.records(part)
            else:
                rows = _shaped(dataset.records(part), form, render)
            write_atomic(beside / f"{part}.jsonl", _json_lines(rows))
            if form == "ours":
                _write_parquet(beside / f"{part}.parquet", dataset.records(part))
        filled = [part for part in PARTS if dataset.size(part)["rows"]]
        for name, text in trainer_files(form, filled).items():
            write_atomic(beside / name, text)
        if dataset.contaminated is not None:
            left_out = _json_lines(map(asdict, dataset.contaminated))
            write_atomic(beside / "decontaminated.jsonl", left_out)
        write_atomic(beside / "card.svg", picture(dataset))
        summary = summary_of(dataset)
        if multi_turn:
            summary["dialogues"] = {part: _dialogue_counts(of) for part, of in turns.items()}
        write_atomic(
            beside / "README.md", card(dataset, form, prompt, settings, provenance, summary)
        )
        hashes = {file.name: sha256_of(file) for file in sorted(beside.iterdir())}
        made = {"format": form, "settings": dict(settings), **(provenance or {})}
        made |= {**summary, "sha256": hashes}
        # The last file written: a folder that holds it holds all the others.
        write_atomic(beside / "made.json", json.dumps(made, indent=1, sort_keys=True) + "\n")
    return summary


def _dialogue_counts(turns: Mapping[int, int]) -> dict[str, int]:
    """Return the dialogues of a part, the most turns of one, and the questions that are alone."""
    joined = {number: rows for number, rows in turns.items() if number > 1}
    return {
        "number": sum(joined.values()),
        "most_turns": max(joined, default=0),
        "alone": turns.get(1, 0),
    }


def read_dataset(folder: Path) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return id → (part, canonical record) of a dataset of any format."""
    return {record["id"]: (part, record) for part, record in read_rows(folder)}


def read_rows(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (part, canonical record) of each row of a dataset of any format.

    Raises:
        UserError: The folder lacks a part, or a line of a part is no row of a dataset.
    """
    for part in PARTS:
        file = folder / f"{part}.jsonl"
        if not file.exists():
            raise UserError(f"{folder} is not a dataset: it has no {file.name}.", "Choose another.")
        with file.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    records = records_of(json.loads(line))
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise UserError(
                        f"Line {number} of {file} is not a row of a dataset.",
                        "`hea dataset` writes them; name another folder.",
                    ) from error
                for record in records:
                    yield part, record


def _shaped(
    records: Iterable[Mapping[str, Any]],
    form: str,
    render: Callable[[Mapping[str, Any]], str] | None,
) -> Iterator[dict[str, Any]]:
    for record in records:
        prompt = render(record) if render and form in PROMPTED_FORMATS else ""
        yield FORMATS[form](record, prompt)


def _in_dialogues(
    papers: Iterable[Sequence[dict[str, Any]]], form: str, turns: Counter[int]
) -> Iterator[dict[str, Any]]:
    """Yield a row for each dialogue of a paper, and for each record that stands in none.

    Count in ``turns`` how many rows have so many turns.
    """
    for records in papers:
        by_id = {record["id"]: record for record in records}
        for one in dialogues_of([_triple_of(record) for record in records]):
            joined = [by_id.pop(turn.triple) for turn in one.turns]
            turns[len(joined)] += 1
            yield dialogue(form, joined, [turn.question for turn in one.turns])
        turns[1] += len(by_id)
        for record in by_id.values():
            yield dialogue(form, [record], [record["question"]])


def _triple_of(record: Mapping[str, Any]) -> Triple:
    return Triple(
        record["id"],
        record["paper"],
        record["kind"],
        record["question"],
        record["answer"],
        record["context"],
        record["start"],
        record["end"],
        record["made_by"],
        rule="",
    )


def _json_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(dict(row), ensure_ascii=False) + "\n"


def _write_parquet(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Write records as Parquet if pyarrow is installed and there are any; lists as JSON."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        return
    texts = {name: pyarrow.string() for name in FIELDS}
    fields = texts | {name: pyarrow.int64() for name in ("start", "end", "year", "page")}
    schema, writer = pyarrow.schema(list(fields.items())), None
    for batch in batched(records, _ROW_GROUP):
        flat = [
            dict(r) | {name: json.dumps(r[name], sort_keys=True) for name in _NESTED} for r in batch
        ]
        writer = writer or pyarrow.parquet.ParquetWriter(path, schema)
        writer.write_table(pyarrow.Table.from_pylist(flat, schema))
    if writer:
        writer.close()
