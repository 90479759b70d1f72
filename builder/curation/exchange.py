"""Export triples to spreadsheets, and read the verdicts that come back in a file."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.curation.annotation_tools import flat_rows
from builder.curation.decisions import CuratedTriple, said
from builder.digests import digest
from builder.errors import UserError, cause
from builder.ingest.isolated_rows import UnreadRestError, isolated_rows
from builder.storage.files import require_regular
from builder.storage.spreadsheets import escape_formula, survives_windows, unescape_formula
from builder.triples import Triple

COLUMNS = (
    "id verdict reason note question answer evidence kind status failed title doi context made_by"
    " rule decided flags notes was blind"
).split()
#: Verdict → what people write for it, in any case.
_WRITTEN = {
    "accept": "a accept accepted ok okay o.k yes y right correct good fine keep kept ✓ ✔ ☑",
    "reject": "r reject rejected no n wrong bad drop remove delete x × ✗ ✘ ☒",
    "edit": "e edit edited change changed",
}
_VERDICTS = {word: verdict for verdict, words in _WRITTEN.items() for word in words.split()}
#: A question and its answer.
Words = tuple[str, str]


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
    was: str = ""
    """Digest of the question and answer that the row was made of; "" where the file has none."""
    note: str = ""
    who: str = ""
    """Who gave the verdict, as an annotation tool names them; "" where the file does not say."""
    written: str = ""
    """The verdict in the words of the file."""
    doi: str = ""
    title: str = ""
    blind: bool = False
    """Whether the row was made without the verdicts and edits of others."""


def rows(
    curated: Sequence[CuratedTriple],
    titles: Mapping[str, tuple[str, str]],
    *,
    blind: bool = False,
) -> list[dict[str, str]]:
    """Return one row per triple; `verdict`, `reason` and `note` are left for the curator.

    Args:
        curated: The triples as the curator may see them.
        titles: Paper → (title, DOI).
        blind: Whether that is without the verdicts and edits of others.
    """
    made = []
    for one in curated:
        triple = one.triple
        title, doi = titles.get(triple.paper, ("", ""))
        values = {
            "id": triple.id, "verdict": "", "reason": "", "note": "",
            "question": triple.question, "answer": triple.answer, "evidence": triple.evidence,
            "kind": triple.kind, "status": one.status, "failed": "; ".join(triple.failed),
            "title": title, "doi": doi, "context": triple.context,
            "made_by": triple.made_by, "rule": triple.rule,
            "decided": "; ".join(map(said, one.verdicts)),
            "flags": "; ".join(said(v) for v in one.notes if v.verdict == "flag"),
            "notes": "; ".join(said(v) for v in one.notes if v.verdict == "note"),
            "was": digest_of((triple.question, triple.answer)),
            "blind": "yes" if blind else "",
        }  # fmt: skip
        made.append({name: values[name] for name in COLUMNS})
    return made


def to_csv(table: Sequence[Mapping[str, str]]) -> str:
    """Return CSV with a byte-order mark, by which Excel knows UTF-8, and without formulas."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: escape_formula(text) for name, text in row.items()} for row in table)
    return "\ufeff" + out.getvalue()


def made_of(row: ReturnedRow, triple: Triple, earlier: Iterable[Words] = ()) -> Words:
    """Return the question and answer that a row was made of when it was exported.

    Args:
        row: The returned row.
        triple: Its triple as it is now.
        earlier: Every question and answer that the triple has had. A row without a digest is taken
            to be made of those that it has most in common with.
    """
    now = (triple.question, triple.answer)
    known = [now, *earlier]
    for words in known:
        if row.was and digest_of(words) == row.was:
            return words
    return max(known, key=lambda words: _same_fields(row, words))


def untouched(row: ReturnedRow, words: Words) -> bool:
    """Return whether a row still holds the question and answer that it was made of."""
    return _same_fields(row, words) == len(words)


def _same_fields(row: ReturnedRow, words: Words) -> int:
    return sum(map(_unchanged, (row.question, row.answer), words))


def says_nothing(row: ReturnedRow) -> bool:
    """Return whether a row was exported and then left as it was, whatever its triple is now."""
    words = (row.question, row.answer)
    as_it_was = not any(words) or digest_of(words) == row.was
    return bool(row.was) and as_it_was and not (row.verdict or row.reason or row.note)


def edits(row: ReturnedRow, triple: Triple, earlier: Iterable[Words] = ()) -> dict[str, str]:
    """Return the `new_question` and `new_answer` of a returned row; empty if it changes neither.

    What a row leaves as it was exported stays as it is now, also where others have edited it since.
    A text that differs only by what the encoding of a spreadsheet lost (σ → ?) is no edit.
    """
    was = made_of(row, triple, earlier)
    question, answer = (
        now if _unchanged(new, old) else new
        for new, old, now in (
            (row.question, was[0], triple.question), (row.answer, was[1], triple.answer)
        )
    )  # fmt: skip
    if (question, answer) == (triple.question, triple.answer):
        return {}
    return {"new_question": question, "new_answer": answer}


def _unchanged(cell: str, exported: str) -> bool:
    """Return whether a cell holds what was exported, or nothing."""
    text = exported.strip()
    return cell in ("", text, survives_windows(text))


def digest_of(words: Words) -> str:
    """Return what tells question and answer from others, as a sheet keeps it."""
    return digest(*words).hex()[:16]


def read_back(path: Path) -> list[ReturnedRow]:
    """Read a returned CSV, XLSX, JSON or JSONL file; bad rows come with their trouble.

    The file is read in a process of its own. Where it breaks off, the rows before are kept, and one
    more tells of the rest.

    Raises:
        UserError: The file is of none of these formats, has no column `id`, or is a pipe or device.
    """
    seen: set[tuple[str, str]] = set()
    found: list[ReturnedRow] = []
    try:
        require_regular(path)
        for line, row in isolated_rows("sheet", path):
            for flat in flat_rows(row) if row else [row]:
                one = _parse_row(line, flat, seen)
                seen.add((one.id, one.who))
                found.append(one)
    except (OSError, UnreadRestError) as error:
        if not found or isinstance(error, OSError):
            raise UserError(
                f"{path} cannot be read: {cause(error)}.", "Give a CSV, XLSX, JSON or JSONL file."
            ) from error
        told = f"the file cannot be read from here on: {error}"
        found.append(ReturnedRow(found[-1].line + 1, "", "", "", "", "", told))
    return found


def _text(value: Any) -> str:
    # Some editors end the lines within a cell by a carriage return.
    return "" if value is None else unescape_formula(re.sub(r"\r\n?", "\n", str(value)))


def _parse_row(line: int, row: Mapping[str, Any] | None, seen: set[tuple[str, str]]) -> ReturnedRow:
    if row is None:
        return ReturnedRow(line, "", "", "", "", "", "it is no row of a table")
    texts = {name: _text(row.get(name)).strip() for name in (*COLUMNS, "who")}
    written, trouble = texts["verdict"], ""
    verdict = unicodedata.normalize("NFKC", written).casefold().strip(" .!")
    if not texts["id"]:
        trouble = "it has no id"
    elif (texts["id"], texts["who"]) in seen:
        trouble = "its id came before"
    elif verdict and verdict not in _VERDICTS:
        trouble = f"“{written[:30]}” is no verdict; write accept, reject or edit"
    elif "\x00" in "".join(texts.values()):
        trouble = "it holds a NUL character"
    return ReturnedRow(
        line, texts["id"], _VERDICTS.get(verdict, ""), texts["reason"], texts["question"],
        texts["answer"], trouble, texts["was"], texts["note"], texts["who"], written,
        texts["doi"], texts["title"], bool(texts["blind"]),
    )  # fmt: skip


def to_refused_csv(refused: Iterable[tuple[ReturnedRow, str]]) -> str:
    """Return rows that were not taken in, each with the reason, as a sheet to mend and send again.

    Args:
        refused: The rows, and why each was refused.
    """
    names = ("refused", "id", "verdict", "reason", "note", "question", "answer", "was", "blind")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row, why in refused:
        cells = (
            why, row.id, row.written, row.reason, row.note, row.question, row.answer, row.was,
            "yes" if row.blind else "",
        )  # fmt: skip
        writer.writerow(map(escape_formula, cells))
    return "\ufeff" + out.getvalue()
