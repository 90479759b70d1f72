"""Read held-out questions, each with the paper it was asked of and the strata it belongs to."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import UserError, cause
from builder.library.catalog import CatalogEntry
from builder.materials.alloys import named_alloys
from builder.papers import Abstract, Paper
from builder.storage.files import require_regular
from eval.gold.questions import UNANSWERABLE, Question, names_of, read_questions, read_rows
from retrieval.hybrid import Hit, ScoreBreakdown
from retrieval.passages import Passage

#: What a question of a dataset must have to be asked and scored.
_FIELDS = ("id", "question", "answer", "context", "evidence", "kind", "paper")
_SHORT, _LONG = 150, 225


@dataclass(frozen=True, slots=True)
class HeldOutQuestion:
    """One held-out question and the paper whose abstract it was asked of."""

    question: Question
    paper: CatalogEntry | None
    """None where no paper is known to answer, or it is not in the corpus."""
    status: str = ""
    """What people said of it, for a row of a dataset: `unreviewed`, `accepted` or `edited`."""
    made_by: str = ""
    """Who drafted it, for a row of a dataset: `rules`, or the name of a model."""

    @property
    def kind(self) -> str:
        """The kind of question, as its file calls it."""
        return self.question.kind or "other"

    @property
    def family(self) -> str:
        """The elements of the alloy that the question names, else the paper's title."""
        paper = self.paper.paper if self.paper else None
        for text in (self.question.text, (paper and paper.title) or ""):
            if named := named_alloys(text):
                return named[0].element_key
        return "none named"

    @property
    def length(self) -> str:
        """The range of words that the length of the paper's abstract is in."""
        abstract = self.paper.paper.abstract if self.paper else None
        if abstract is None:
            return "none"
        words = len(abstract.text.split())
        if words < _SHORT:
            return f"0–{_SHORT - 1} words"
        return f"{_SHORT}–{_LONG} words" if words <= _LONG else f"{_LONG + 1} words or more"

    @property
    def year(self) -> str:
        """The range of five years in which the paper appeared."""
        year = self.paper.paper.year if self.paper else None
        if year is None:
            return "unknown"
        return f"{year - year % 5}–{year - year % 5 + 4}"

    @property
    def cluster(self) -> str:
        """The paper's id: questions of one paper are no independent draws."""
        return self.paper.id if self.paper else self.question.id

    @property
    def oracle(self) -> list[Hit]:
        """The one paper that answers, as a perfect search would give it."""
        if self.paper is None or self.paper.paper.abstract is None:
            return []
        text = self.paper.paper.abstract.text
        passage = Passage(0, self.paper.id, self.paper.paper.title, 0, len(text), text)
        return [Hit(1, passage, 1.0, ScoreBreakdown(1.0, 1.0), self.paper)]


def read_held_out(path: Path, library: Iterable[CatalogEntry]) -> list[HeldOutQuestion]:
    """Read a part of a dataset, or a question file whose papers are in the library."""
    try:
        require_regular(path)
        first = path.read_text("utf-8-sig").lstrip().split("\n", 1)[0]
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"The questions in {path} cannot be read: {cause(error)}.", "Give a UTF-8 JSONL file."
        ) from error
    if not first:
        raise UserError(f"{path} contains no question.", "Curate more papers, or give --questions.")
    if any(f'"{name}"' in first for name in ("context", "record", "records")):
        return _read_dataset(path)
    papers = {name: listed for listed in library for name in names_of(listed)}
    return [HeldOutQuestion(q, _source(q, papers)) for q in read_questions(path)]


def _source(question: Question, papers: Mapping[str, CatalogEntry]) -> CatalogEntry | None:
    found = [papers[name] for name in sorted(question.sources) if name in papers]
    return found[0] if found else None


def _read_dataset(path: Path) -> list[HeldOutQuestion]:
    def of_row(_: int, row: dict[str, Any]) -> list[HeldOutQuestion]:
        held = row.get("records") or row.get("record")
        found = json.loads(held) if held else row
        records = found if isinstance(found, list) else [found]
        return [_case({name: one[name] for name in _FIELDS}, one) for one in records]

    rows = read_rows(path, of_row, "a row of a dataset", "`hea dataset` writes them.")
    return [case for cases in rows for case in cases]


def _case(row: Mapping[str, Any], more: Mapping[str, Any]) -> HeldOutQuestion:
    answerable = row["kind"] != UNANSWERABLE
    question = Question(
        row["id"],
        row["question"],
        row["kind"],
        frozenset({row["paper"]}) if answerable else frozenset(),
        row["evidence"] or None,
        (row["answer"],) if answerable else (),
    )
    abstract = Abstract(row["context"], more.get("page") or 1, (0, 0, 0, 0), "dataset", 1.0)
    paper = Paper("ok", "", more.get("title"), more.get("doi"), more.get("year"), abstract=abstract)
    entry = CatalogEntry("dataset", 0, row["paper"], paper)
    told = (str(more.get(name) or "") for name in ("status", "made_by"))
    return HeldOutQuestion(question, entry, *told)


def sample_questions(cases: Sequence[HeldOutQuestion], limit: int | None) -> list[HeldOutQuestion]:
    """Return ``limit`` questions of mixed kinds; their ids alone decide which."""
    if limit is None:
        return list(cases)
    return sorted(cases, key=_order)[:limit]


def _order(case: HeldOutQuestion) -> bytes:
    return hashlib.sha256(case.question.id.encode()).digest()
