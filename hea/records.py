"""Frozen records that the Python interface returns, and their forms for programs and notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from builder.errors import UserError
from hea.workflows import json_contracts

if TYPE_CHECKING:
    import pandas

    from answer.answers import Answer


@dataclass(frozen=True, slots=True)
class CitationRecord:
    """A quote that an answer rests on, and where it stands."""

    n: int
    """The mark in the answer's text: [1], [2] …"""
    paper: str
    """Id of the paper: the SHA-256 of its PDF, or of its record."""
    file: str
    """The file below `corpus/`."""
    title: str | None
    doi: str | None
    year: int | None
    page: int
    """Page of the abstract, from 1."""
    quote: str
    start: int
    """First character of the quote in the abstract."""
    end: int


@dataclass(frozen=True, slots=True)
class CitedAnswer:
    """An answer with its citations, or a refusal that says what came nearest."""

    answer: Answer
    """The record of `answer.answers`, sentence by sentence."""
    seconds: float
    """From question to answer."""

    @property
    def question(self) -> str:
        """The question."""
        return self.answer.question

    @property
    def answered(self) -> bool:
        """Whether the papers answer the question; if not, `text` is the refusal."""
        return self.answer.answered

    @property
    def short(self) -> str | None:
        """The bare value, phase, composition or name, where the question asks for one."""
        return self.answer.short

    @property
    def text(self) -> str:
        """The answer as one text with citation marks, or the refusal."""
        return self.answer.text

    @property
    def nearest(self) -> str | None:
        """For a refusal: what came closest, and why it does not answer."""
        return self.answer.nearest

    @property
    def intent(self) -> str:
        """What the question was taken to ask for, as `answer.question.intent.Intent` names it."""
        return self.answer.intent

    @property
    def read_as(self) -> tuple[str, ...]:
        """What of the question was read otherwise than it was written."""
        return self.answer.read_as

    @property
    def values(self) -> ValueTable:
        """The values over all papers that answer it, sorted; empty where one paper answers."""
        rows = self.answer.values.rows if self.answer.values else ()
        return ValueTable([MeasuredValue(**json_contracts.evidence(row)) for row in rows])

    @property
    def citations(self) -> tuple[CitationRecord, ...]:
        """The quotes that the answer rests on."""
        return tuple(
            CitationRecord(
                n=one.n,
                quote=one.quote,
                start=one.start,
                end=one.end,
                **json_contracts.source(one.listed),
            )
            for one in self.answer.citations
        )

    def to_dict(self) -> dict[str, Any]:
        """Return what `hea ask --json` prints."""
        return json_contracts.answer(self.answer, self.seconds)

    def __str__(self) -> str:
        """Return the text."""
        return self.text

    def _repr_html_(self) -> str:
        """Return the answer for a notebook."""
        from hea.render.notebook import answer_as_html

        return answer_as_html(self.to_dict())


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """A paper that may answer a question, by its best passage."""

    rank: int
    paper: str
    file: str
    title: str | None
    doi: str | None
    year: int | None
    page: int
    text: str
    """The passage."""
    start: int
    """First character of the passage in the abstract."""
    end: int
    score: float
    """The fused score: comparable within one search only."""
    why: dict[str, float | None]
    """Cosine (`dense`), BM25 (`words`) and likeness of the alloy (`composition`)."""

    def to_dict(self) -> dict[str, Any]:
        """Return one hit of `hea search --json`."""
        return _as_dict(self)


@dataclass(frozen=True, slots=True)
class MeasuredValue:
    """One value of a property as one sentence of an abstract states it."""

    alloy: str | None
    composition: str | None
    """The same for one composition however it is written; None where amounts are open."""
    inherited: bool
    """Whether the alloy is named in another sentence or the title."""
    property: str
    value: str
    """The quantity as text, with its unit."""
    low: float
    high: float
    unit: str
    si_low: float
    """In SI base units."""
    si_high: float
    conditions: list[str]
    phases: list[str]
    sentence: str
    title: str | None
    year: int | None
    doi: str | None
    page: int
    file: str
    paper: str
    start: int
    """First character of the sentence in the abstract."""
    end: int
    owner: str
    """What it is a value of: `alloy`, `coating`, `composite`, `film`, `phase` …"""
    kind: str
    """The kind of the property, where stated: `compressive`, `tensile`, `nano` …"""
    states: list[str]
    """Routes and states of the material: `annealing`, `spark plasma sintering` …"""
    sense: str
    """`level`, or `above`, `at least`, `below`, `at most`, `about` for a bound."""
    sample: str
    """What the sentence calls its material where no composition follows from it: `Nb5`."""
    treatment: list[str]
    """Those of `conditions` that the material was treated at before: of annealing, of sintering."""
    medium: str
    """The liquid that it was measured in, where the paper names one: `3.5 wt% NaCl`."""

    def to_dict(self) -> dict[str, Any]:
        """Return one row of `hea table --json`."""
        return _as_dict(self)


class ValueTable(Sequence[MeasuredValue]):
    """The values of a property over the whole library, one row each."""

    def __init__(self, rows: Sequence[MeasuredValue]) -> None:
        """Hold ``rows``."""
        self._rows = tuple(rows)

    def __getitem__(self, index: Any) -> Any:
        """Return a row, or a table of a slice."""
        found = self._rows[index]
        return ValueTable(found) if isinstance(index, slice) else found

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def __iter__(self) -> Iterator[MeasuredValue]:
        """Iterate over the rows."""
        return iter(self._rows)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return what `hea table --json` prints."""
        return [row.to_dict() for row in self._rows]

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a DataFrame.

        Raises:
            UserError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise UserError(
                "to_pandas needs pandas, which is not installed.", "pip install pandas"
            ) from error
        return pandas.DataFrame(self.to_dicts(), columns=[f.name for f in fields(MeasuredValue)])

    def _repr_html_(self) -> str:
        """Return the table for a notebook."""
        from hea.render.notebook import values_as_html

        return values_as_html(self.to_dicts())


def _as_dict(record: FoundPaper | MeasuredValue) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}
