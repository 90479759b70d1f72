"""A made-up paper with its body, and a corpus that holds it."""

from collections.abc import Collection, Sequence

import pytest

from answer.papers import FoundBody
from answer.question.intent import ALL_YEARS, Years
from builder.library.catalog import CatalogEntry
from builder.library.property_table import PropertyRow
from builder.library.stored_bodies import StoredParagraph, StoredTable
from builder.papers import Abstract, Paper, Paragraph, Table
from retrieval.hybrid import Hit, ScoreBreakdown
from retrieval.passages import Passage

ABSTRACT = (
    "Two refractory alloys, HfNbTaTiZr and HfNbTaTiZrMo0.5, were cast and annealed. Annealing"
    " coarsens the grains and makes both alloys softer."
)
PARAGRAPHS = (
    Paragraph(
        "The alloys HfNbTaTiZr (hereafter M0) and HfNbTaTiZrMo0.5 (hereafter M5) were arc melted"
        " under an argon pressure of 0.07 MPa. The ingots were annealed at 1150 °C for 6 h in a"
        " vertical tube furnace (Carbolite TZF). Cross-sections were etched in dilute aqua regia.",
        2,
        section="experimental",
        heading="2. Experimental",
    ),
    Paragraph(
        "The mean grain size of M5 grew from 85 μm to 140 μm on annealing. The slower growth in M5"
        " is attributed to the drag of molybdenum on the grain boundaries. Senkov et al. reported a"
        " density of 9.94 g/cm3 for a similar alloy [12].",
        4,
        section="results",
        heading="3. Results",
    ),
    Paragraph(
        "Figure 3. Stress–strain curves of M0 and M5 at 800 °C.",
        5,
        kind="caption",
        section="results",
        label="Figure 3",
    ),
)
TABLE = Table(
    (
        ("Alloy", "T (°C)", "σy (MPa)", "εf (%)"),
        ("M0", "25", "929", ">50"),
        ("", "800", "535", ">50"),
        ("M5", "25", "1316", "21"),
        ("", "800", "790", "34"),
    ),
    1,
    5,
    label="Table 2",
    caption="Mechanical properties of the two alloys in compression.",
    section="results",
)
SOURCE = "f" * 64


class MadeUpPapers:
    """A corpus of one paper."""

    def __init__(self, entry: CatalogEntry, body: FoundBody | None) -> None:
        self.entry, self.body = entry, body

    def search(self, question: str, k: int, years: Years = ALL_YEARS) -> list[Hit]:
        text = self.entry.paper.abstract.text if self.entry.paper.abstract else ""
        passage = Passage(1, self.entry.id, self.entry.paper.title, 0, len(text), text)
        return [Hit(1, passage, 1.0, ScoreBreakdown(0.5, 1.0), self.entry)]

    def bodies(self, question: str, hits: Sequence[Hit]) -> list[FoundBody]:
        return [self.body] if self.body else []

    def values(self, name: str, years: Years = ALL_YEARS) -> list[PropertyRow]:
        return []

    def body_values(self, name: str, years: Years = ALL_YEARS) -> list[PropertyRow]:
        return []

    def naming(self, words: Collection[str], years: Years = ALL_YEARS) -> list[CatalogEntry]:
        return []

    def knows(self, word: str) -> bool:
        return True


@pytest.fixture
def entry() -> CatalogEntry:
    abstract = Abstract(ABSTRACT, 1, (0, 0, 0, 0), "record", 1.0)
    title = "Annealing of two refractory high-entropy alloys"
    return CatalogEntry("made.pdf", 0, SOURCE, Paper("ok", "", title=title, abstract=abstract))


@pytest.fixture
def body(entry: CatalogEntry) -> FoundBody:
    paragraphs = [StoredParagraph(SOURCE, n, one) for n, one in enumerate(PARAGRAPHS, start=1)]
    return FoundBody(entry, paragraphs, [StoredTable(SOURCE, 1, TABLE)])


@pytest.fixture
def papers(entry: CatalogEntry, body: FoundBody) -> MadeUpPapers:
    return MadeUpPapers(entry, body)
