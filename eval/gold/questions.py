"""Read questions whose answers are known: one JSON object a line, with the papers that answer."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from builder.dataset.formats import records_of
from builder.errors import UserError, cause
from builder.library.catalog import CatalogEntry
from builder.storage.files import require_regular
from builder.triples import without_title

#: Groups of questions by whether they quote the title of a paper.
TITLE_GROUPS = TITLE_QUOTED, NO_TITLE = "title quoted", "no title quoted"

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Question:
    """One question, and what a right answer to it is."""

    id: str
    text: str
    kind: str
    sources: frozenset[str]
    """Papers that answer it, by record key, DOI or paper id; empty if none can."""
    evidence: str | None
    answers: tuple[str, ...] = ()
    """The answer and other ways to say it."""
    rewritten: bool = False
    """True where the question writes its alloy otherwise than the paper does."""
    options: tuple[str, ...] = ()
    """The choices of a multiple-choice question."""
    stated: bool | None = None
    """What the file says of whether it can be answered; None leaves that to the sources."""
    evidence_keys: frozenset[str] = frozenset()
    """Keys (`eval.ranker.cases.sentence_key`) of the sentences that answer it: evidence that a file
    names without quoting it."""
    paper: str = ""
    """The paper that it was drafted from, for a row of a dataset, whether or not that answers."""

    @property
    def answerable(self) -> bool:
        """True where some paper answers the question."""
        return bool(self.sources) if self.stated is None else self.stated

    @property
    def cluster(self) -> str:
        """A paper that answers it, or that it is of, else itself: what is drawn together."""
        return min(self.sources, default=self.paper or self.id)

    @property
    def title_group(self) -> str:
        """Whether a title is quoted before it: then a search partly finds the title again."""
        return TITLE_QUOTED if without_title(self.text) != self.text else NO_TITLE


def read_rows(
    path: Path, make: Callable[[int, dict[str, Any]], _Row], what: str, form: str
) -> list[_Row]:
    """Read a file of one JSON object a line.

    Args:
        path: The file.
        make: Makes a row of the number of a line and its object.
        what: The name of a row, for the message about a line that is none.
        form: The hint that tells the form of a line.

    Raises:
        UserError: The file cannot be read, or a line of it is no row; the message has its number.
    """
    try:
        require_regular(path)
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {cause(error)}.", form) from error
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            rows.append(make(number, json.loads(line)))
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
            raise UserError(
                f"Line {number} of {path.name} is not {what}: {_why_unreadable(error)}.", form
            ) from error
    return rows


def _why_unreadable(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"it has no field “{error.args[0]}”"
    if isinstance(error, json.JSONDecodeError | RecursionError):
        return "it is no JSON"
    return "it is no JSON object, or a field holds another kind of value"


#: The kind of rows of a dataset that the paper does not answer.
UNANSWERABLE = "unanswerable"


def read_questions(path: Path) -> list[Question]:
    """Read a question file.

    Raises:
        UserError: A line cannot be read; the message has its number. Or there is none.
    """
    form = 'Each line is {"question": …, "source_id": …}, or a row of a dataset.'
    rows = read_rows(path, _questions, "a question", form)
    if not rows:
        raise UserError(f"{path.name} holds no question.", form)
    return [question for of_line in rows for question in of_line]


def _questions(number: int, line: dict[str, Any]) -> list[Question]:
    """Return the question of a line, or those of a row of a dataset in any format."""
    is_shaped = "record" in line or "records" in line
    return [_question(number, row) for row in (records_of(line) if is_shaped else [line])]


def _question(number: int, fields: dict[str, Any]) -> Question:
    sources = [
        fields.get("source_id"),
        *(fields.get("other_source_ids") or []),
        *(fields.get("evidence_doi") or []),
    ]
    own = [name for name in (fields.get("paper"), fields.get("doi")) if name]  # of a dataset
    if not any(sources) and fields.get("kind") != UNANSWERABLE:
        sources = own
    stated = fields.get("answerable")
    return Question(
        str(fields.get("qid", fields.get("id", number))),
        _text(fields["question"]),
        fields.get("type") or fields.get("kind") or "",
        frozenset(source for source in sources if source),
        fields.get("evidence"),
        tuple(str(a) for a in (fields.get("answer"), *(fields.get("aliases") or ())) if a),
        bool(fields.get("reordered_formula")),
        tuple(map(str, fields.get("options") or ())),
        stated if isinstance(stated, bool) else None,
        frozenset(map(str, fields.get("evidence_keys") or ())),
        min(own, default=""),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(value)
    return value


def names_of(entry: CatalogEntry) -> frozenset[str]:
    """Return every name that a question file may call a paper by."""
    paper = entry.paper
    return frozenset(name for name in (entry.id, paper.key, paper.doi) if name)


def in_corpus(questions: Iterable[Question], library: Iterable[CatalogEntry]) -> list[Question]:
    """Return the questions of which at least one source is in the library."""
    names = _names(library)
    return [q for q in questions if q.sources & names]


def can_be_asked(questions: Iterable[Question], library: Iterable[CatalogEntry]) -> list[Question]:
    """Return the questions without those whose sources are all missing from the library.

    Nothing is learned from an answer to these: questions without a source stay, as they should be
    refused, or as any paper may answer them.
    """
    names = _names(library)
    return [q for q in questions if not q.sources or q.sources & names or not q.answerable]


def _names(library: Iterable[CatalogEntry]) -> frozenset[str]:
    return frozenset().union(*(names_of(entry) for entry in library))
