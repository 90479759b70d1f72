"""Record of a value in a table."""

from dataclasses import dataclass

from builder.materials.alloys import Alloy
from builder.materials.quantity import Quantity


@dataclass(frozen=True, slots=True)
class TableValue:
    """A value that a cell of a table states, and what it belongs to."""

    table: int
    """Which table of the paper, from 0."""
    row: int
    """Which of its rows, headings counted, from 0."""
    column: int
    """From 0."""
    quantity: Quantity
    """The number, which stands at quantity.start of the cell, in the unit of its heading."""
    property: str
    """As the vocabulary names it, or else in the words of the heading: `lattice parameter a`,
    `Ti content`."""
    is_known: bool
    """Whether the vocabulary or the table of symbols knows the property."""
    heading: str
    """The words of its headings."""
    alloys: tuple[Alloy, ...] = ()
    """The alloy; empty where the paper does not say which it is."""
    label: str = ""
    """What the table calls the material: the cells at the beginning of its row, or its heading."""
    conditions: tuple[Quantity, ...] = ()
    """Temperatures, times and rates of its row, its heading, or its caption."""
    words: tuple[str, ...] = ()
    """What else its row and headings say: states, phases, regions."""
    phase: str = ""
    """The phase that it is a value of, where the table names one."""
    is_calculated: bool = False
    """Whether its heading says so."""
    is_cited: bool = False
    """Whether it is that of another paper."""
    treatment: tuple[Quantity, ...] = ()
    """Those of `conditions` that the material was treated at before it was measured."""
