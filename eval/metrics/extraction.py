"""Score the abstracts, titles, DOIs and years read from PDFs whose contents are known."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from builder.papers import Paper
from eval.gold.questions import read_rows


@dataclass(frozen=True, slots=True)
class Gold:
    """The contents of one PDF as a person read them."""

    file: str
    title: str
    doi: str | None
    year: int | None
    abstract: str | None
    """None where the paper has no abstract."""
    publisher: str

    @classmethod
    def from_row(cls, row: Mapping[str, object]) -> "Gold":
        """Take one row of a ``gold.jsonl``."""
        doi, year, abstract = row.get("doi"), row.get("year"), row.get("abstract")
        return cls(
            file=str(row["file"]),
            title=str(row["title"]),
            doi=str(doi) if doi else None,
            year=int(str(year)) if year else None,
            abstract=str(abstract) if abstract else None,
            publisher=str(row.get("publisher", "unknown")).split(" (")[0],
        )


def read_gold(path: Path) -> list[Gold]:
    """Read a ``gold.jsonl``.

    Raises:
        UserError: A line is no gold row; the message has its number.
    """
    form = 'Each line is {"file": …, "title": …, "abstract": …}.'
    return read_rows(path, lambda _, row: Gold.from_row(row), "a gold row", form)


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
    """Equal after NFKC, case folding and one space for any white space."""
    levenshtein: ExtractionCounts
    """Levenshtein ratio of at least 0.8."""
    ratcliff: ExtractionCounts
    """Ratcliff/Obershelp ratio of at least 0.95."""


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
    """Tokens with digits or element symbols in true abstracts that the text read has as well."""
    worst: tuple[Miss, ...]
    """The ten least like the truth, worst first; papers read perfectly are not among them."""


LEVENSHTEIN_LEAST = 0.8
RATCLIFF_LEAST = 0.95

_SYMBOLS = (
    "Ac Ag Al Am As Au Ba Be Bi Bk Br Ca Cd Ce Cf Cl Cm Co Cr Cs Cu Dy Er Es Eu Fe Fm Fr Ga Gd "
    "Ge He"
    " Hf Hg Ho In Ir Kr La Li Lr Lu Md Mg Mn Mo Na Nb Nd Ne Ni No Np Os Pa Pb Pd Pm Po Pr Pt Pu "
    "Ra Rb"
    " Re Rh Rn Ru Sb Sc Se Si Sm Sn Sr Ta Tb Tc Te Th Ti Tl Tm Xe Yb Zn Zr B C F H I K N O P S U "
    "V W Y"
).split()
_FORMULA = re.compile(rf"(?:(?:{'|'.join(_SYMBOLS)})(?:\d+(?:\.\d+)?|[xyz])?){{2,}}")


def normalised(text: str | None) -> str:
    """Return text as it is compared: NFKC, case folded, one space for any white space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text or "")).strip().casefold()


def levenshtein_ratio(one: str, other: str) -> float:
    """Return 1 less the edit distance (insert, delete, replace) over the longer length."""
    return Levenshtein.normalized_similarity(one, other)


def ratcliff_ratio(one: str, other: str) -> float:
    """Return twice the matching characters over all, after Ratcliff and Obershelp."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def formula_tokens(text: str) -> list[str]:
    """Return the words of ``text`` that hold a digit or are made of element symbols."""
    words = (word.strip(".,;:()[]") for word in unicodedata.normalize("NFKC", text).split())
    return [
        word for word in words if word and (any(map(str.isdigit, word)) or _FORMULA.fullmatch(word))
    ]


@dataclass(frozen=True, slots=True)
class _Judged:
    gold: Gold
    paper: Paper
    strict: bool
    levenshtein: float
    ratcliff: float

    @property
    def is_found(self) -> bool:
        return self.paper.abstract is not None


def _judge(gold: Gold, paper: Paper) -> _Judged:
    true, read = (
        normalised(gold.abstract),
        normalised(paper.abstract.text if paper.abstract else None),
    )
    if not true or not read:
        return _Judged(gold, paper, False, 0.0, 0.0)
    same = true == read
    return _Judged(
        gold,
        paper,
        same,
        1.0 if same else levenshtein_ratio(true, read),
        1.0 if same else ratcliff_ratio(true, read),
    )


def _abstract_scores(judged: Sequence[_Judged]) -> AbstractScores:
    found = sum(one.is_found for one in judged)
    there = sum(one.gold.abstract is not None for one in judged)
    return AbstractScores(
        strict=ExtractionCounts(sum(one.strict for one in judged), found, there),
        levenshtein=ExtractionCounts(
            sum(one.levenshtein >= LEVENSHTEIN_LEAST for one in judged), found, there
        ),
        ratcliff=ExtractionCounts(
            sum(one.ratcliff >= RATCLIFF_LEAST for one in judged), found, there
        ),
    )


def _grouped(judged: Sequence[_Judged], keys: Sequence[str]) -> dict[str, AbstractScores]:
    groups: dict[str, list[_Judged]] = {}
    for key, one in zip(keys, judged, strict=True):
        groups.setdefault(key, []).append(one)
    return {key: _abstract_scores(group) for key, group in sorted(groups.items())}


def _alphanumeric(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", normalised(text))


def _formulas(judged: Iterable[_Judged]) -> Share:
    hits = total = 0
    for one in judged:
        if one.gold.abstract is None:
            continue
        read = formula_tokens(one.paper.abstract.text) if one.paper.abstract else []
        for token in formula_tokens(one.gold.abstract):
            total += 1
            if token in read:
                read.remove(token)
                hits += 1
    return Share(hits, total)


def _difference(true: str, read: str, most: int = 3) -> str:
    """Show the first few places where two texts part, each with a little around it."""
    places = [
        f"…{true[max(0, a - 12) : b + 12][:60]}… read as …{read[max(0, c - 12) : d + 12][:60]}…"
        for kind, a, b, c, d in SequenceMatcher(None, true, read, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
    more = f"; and {len(places) - most} more" if len(places) > most else ""
    return "; ".join(places[:most]) + more


def _miss(one: _Judged) -> Miss:
    true, read = one.gold.abstract, one.paper.abstract
    if true is None and read:
        difference = f"has no abstract; found {read.text[:80]!r}"
    elif read is None:
        difference = f"not found ({one.paper.state}): {one.paper.reason}"
    else:
        difference = _difference(normalised(true), normalised(read.text))
    return Miss(one.gold.file, round(one.ratcliff, 4), difference)


def score_extraction(gold: Iterable[Gold], papers: Mapping[str, Paper]) -> ExtractionScores:
    """Score the papers, by file name, that were read from the PDFs of the gold rows."""
    rows = list(gold)
    judged = [_judge(row, papers[row.file]) for row in rows if row.file in papers]
    with_doi = [one for one in judged if one.gold.doi]
    with_year = [one for one in judged if one.gold.year]
    wrong = [
        one for one in judged if not one.strict and (one.is_found or one.gold.abstract is not None)
    ]
    wrong.sort(key=lambda one: (one.ratcliff, one.gold.file))
    return ExtractionScores(
        n=len(judged),
        unscored=len(rows) - len(judged),
        abstracts=_abstract_scores(judged),
        by_publisher=_grouped(judged, [one.gold.publisher for one in judged]),
        without_publisher={
            publisher: _abstract_scores([one for one in judged if one.gold.publisher != publisher])
            for publisher in sorted({one.gold.publisher for one in judged})
        },
        by_state=_grouped(judged, [one.paper.state for one in judged]),
        invented=sum(one.is_found and one.gold.abstract is None for one in judged),
        titles=Share(
            sum(_alphanumeric(one.paper.title) == _alphanumeric(one.gold.title) for one in judged),
            len(judged),
        ),
        dois=Share(
            sum(
                (one.paper.doi or "").casefold() == (one.gold.doi or "").casefold()
                for one in with_doi
            ),
            len(with_doi),
        ),
        years=Share(sum(one.paper.year == one.gold.year for one in with_year), len(with_year)),
        formulas=_formulas(judged),
        worst=tuple(_miss(one) for one in wrong[:10]),
    )
