"""Records of how truly PDFs were read: abstracts, titles, DOIs, years and formulas."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A number of hits among n."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """Between 0 and 1; None when there was nothing to count."""
        return self.hits / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class ExtractionCounts:
    """Abstracts found right, found at all, and there to be found."""

    right: int
    found: int
    there: int

    @property
    def precision(self) -> float | None:
        """Share of those found that are right; None when nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of those there that were found right; None when nothing was there."""
        return self.right / self.there if self.there else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None when nothing was found or there."""
        total = self.found + self.there
        return 2 * self.right / total if total else None


@dataclass(frozen=True, slots=True)
class AbstractScores:
    """The same abstracts judged by three measures of likeness."""

    strict: ExtractionCounts
    """Equal after NFKC and case folding, blanks and "^" aside."""
    levenshtein: ExtractionCounts
    """Levenshtein ratio of at least 0.8."""
    ratcliff: ExtractionCounts
    """Ratcliff/Obershelp ratio of at least 0.95."""
    formulas: Share
    """Formulas in the true abstracts that are read letter for letter."""


@dataclass(frozen=True, slots=True)
class PaperScore:
    """How one paper's abstract was read."""

    file: str
    state: str
    strict: bool
    levenshtein: float
    """Levenshtein ratio, between 0 and 1."""
    ratcliff: float
    """Ratcliff/Obershelp ratio, between 0 and 1."""
    formulas: Share
    lost: tuple[str, ...]
    """Formulas of the true abstract that are not in the one read."""

    @property
    def damaged_and_ok(self) -> bool:
        """Whether the paper is said to be read well though a formula of it was lost."""
        return self.state == "ok" and bool(self.lost)


@dataclass(frozen=True, slots=True)
class Miss:
    """One abstract that was read otherwise than it is printed."""

    file: str
    likeness: float
    """Ratcliff/Obershelp ratio; 0 where nothing was found or nothing was there."""
    difference: str


@dataclass(frozen=True, slots=True)
class ExtractionScores:
    """The scorecard of one extraction run."""

    n: int
    unscored: int
    """Gold rows for which no paper was handed in."""
    abstracts: AbstractScores
    by_publisher: dict[str, AbstractScores]
    without_publisher: dict[str, AbstractScores]
    """By publisher: the scores of all papers but its own."""
    by_state: dict[str, AbstractScores]
    invented: int
    """Abstracts found in papers that have none."""
    titles: Share
    dois: Share
    years: Share
    formulas: Share
    """Formulas of true abstracts that are read letter for letter."""
    papers: tuple[PaperScore, ...]
    """One score for each paper, in the order of the gold rows."""
    worst: tuple[Miss, ...]
    """The ten least like the truth, worst first; papers read perfectly are not among them."""

    @property
    def damaged_and_ok(self) -> int:
        """Number of papers said to be read well though a formula of theirs was lost."""
        return sum(paper.damaged_and_ok for paper in self.papers)
