"""Frozen records that the Python interface returns, and their forms for programs and notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.errors import UserError
from builder.storage.files import write_atomic
from hea.workflows import json_contracts

if TYPE_CHECKING:
    import pandas

    from answer.answers import Answer
    from builder.library.property_table import PropertyRow
    from hea.workflows.values.plot_data import ValuePlot


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
    page: int | None
    """Page of the abstract, or of what is quoted behind it, from 1; None in a file without."""
    quote: str
    start: int
    """First character of the quote in the abstract, or in its paragraph or row of a table."""
    end: int
    part: str
    """What of the paper it stands in: `abstract`, `body`, `caption` or `table`."""
    section: str | None
    """What the section is for, such as `results`; None in the abstract."""
    label: str | None
    """Of a caption or table, what it is called: "Table 2"."""
    row: int | None
    """Of a table the row, from 1; rows of headings are not counted."""
    column: str | None
    """The headings of the cell that answers."""


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
        return ValueTable(self.answer.values.rows if self.answer.values else ())

    @property
    def citations(self) -> tuple[CitationRecord, ...]:
        """The quotes that the answer rests on."""
        return tuple(
            CitationRecord(**json_contracts.citation(one)) for one in self.answer.citations
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
    page: int | None
    """Page of the abstract, from 1; None in a file without pages."""
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
    """One value of a property as one sentence, or one row of a table, states it."""

    alloy: str | None
    material: str
    """The alloy or the sample, with what it is if no bulk alloy."""
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
    page: int | None
    """None in a file without pages."""
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
    step: str
    """`from` or `to` if the value is an end of a change, else ""."""
    temperature_low: float | None
    """Test temperature in K; None where none is stated."""
    temperature_high: float | None
    source: str
    """Where it stands: `abstract`, `body` or `table`."""
    label: str | None
    """What the table or caption that states it is called: `Table 2`; None elsewhere."""
    row: int | None
    """The row of the table, from 1; None elsewhere."""
    base: str | None
    """The alloy that `sample` is one of, where the sample's own composition is not written."""
    chance: float | None
    """How likely all that is said here is right, 0 to 1; None for a cell of a table."""
    sure: bool
    """Whether it is likely enough to stand among the sure values."""

    def to_dict(self) -> dict[str, Any]:
        """Return one row of `hea table --json`."""
        return _as_dict(self)


class ValueTable(Sequence[MeasuredValue]):
    """The values of a property over the whole library, one row each."""

    def __init__(self, found: Sequence[PropertyRow]) -> None:
        """Hold the values that were found."""
        self._found = tuple(found)
        self._rows = tuple(MeasuredValue(**json_contracts.evidence(one)) for one in found)

    def __getitem__(self, index: Any) -> Any:
        """Return a row, or a table of a slice."""
        return ValueTable(self._found[index]) if isinstance(index, slice) else self._rows[index]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def __iter__(self) -> Iterator[MeasuredValue]:
        """Iterate over the rows."""
        return iter(self._rows)

    def plot(self, file: str | Path | None = None, against: str = "temperature") -> ValueFigure:
        """Draw the values of one property; a notebook shows the picture.

        Args:
            file: Where to write it: a name that ends in `.svg`, `.png` or `.html`; None to write
                nothing.
            against: `temperature`, a descriptor (`vec`, `delta`, `smix` …), `elements` or `years`.

        Raises:
            UserError: There is no such plot, the table holds several properties, or ``file`` has
                another ending.
        """
        from hea.workflows.values.plots import plot_values

        made = ValueFigure(plot_values(self._found, against), self.to_dicts())
        if file is not None:
            made.save(file)
        return made

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


@dataclass(frozen=True, slots=True)
class ValueFigure:
    """A plot of values: a picture, a page that stands alone, or a Vega-Lite specification."""

    plot: ValuePlot
    rows: list[dict[str, Any]]
    """The values that it was made of, as `hea table --json` prints them."""

    def to_dict(self) -> dict[str, Any]:
        """Return the Vega-Lite specification, with its data."""
        from hea.workflows.values.vega_lite import specification

        return specification(self.plot)

    def save(self, file: str | Path) -> None:
        """Write the plot to a file that ends in `.svg`, `.png` or `.html`.

        Raises:
            UserError: It has another ending.
        """
        from hea.workflows.values.drawing.files import plot_bytes

        write_atomic(Path(file), plot_bytes(self.plot, self.rows, Path(file).suffix))

    def _repr_svg_(self) -> str:
        """Return the picture for a notebook."""
        from hea.workflows.values.drawing.figure import draw

        return draw(self.plot, "svg").decode()


def _as_dict(record: FoundPaper | MeasuredValue) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}
