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
from eval.metrics.extraction_scores import (
    AbstractScores,
    ExtractionCounts,
    ExtractionScores,
    Miss,
    PaperScore,
    Share,
)
from eval.metrics.formula_tokens import formulas_kept


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


LEVENSHTEIN_LEAST = 0.8
RATCLIFF_LEAST = 0.95


def normalised(text: str | None) -> str:
    """Return text as it is compared: NFKC, case folded, one space for any white space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text or "")).strip().casefold()


def levenshtein_ratio(one: str, other: str) -> float:
    """Return 1 less the edit distance (insert, delete, replace) over the longer length."""
    return Levenshtein.normalized_similarity(one, other)


def ratcliff_ratio(one: str, other: str) -> float:
    """Return twice the matching characters over all, after Ratcliff and Obershelp."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@dataclass(frozen=True, slots=True)
class _Judged:
    gold: Gold
    paper: Paper
    strict: bool
    levenshtein: float
    ratcliff: float
    formulas: tuple[tuple[str, bool], ...]
    """Each formula of the true abstract, and whether it was read."""

    @property
    def is_found(self) -> bool:
        return self.paper.abstract is not None


def _judge(gold: Gold, paper: Paper) -> _Judged:
    found = paper.abstract.text if paper.abstract else ""
    formulas = tuple(formulas_kept(gold.abstract or "", found))
    true, read = normalised(gold.abstract), normalised(found)
    if not true or not read:
        return _Judged(gold, paper, False, 0.0, 0.0, formulas)
    same = true == read
    return _Judged(
        gold,
        paper,
        _bare(true) == _bare(read),
        1.0 if same else levenshtein_ratio(true, read),
        1.0 if same else ratcliff_ratio(true, read),
        formulas,
    )


def _bare(text: str) -> str:
    """Return text as the strict measure compares it: 10^20 printed as 10²⁰ is read right."""
    return text.replace(" ", "").replace("^", "")


def _paper_score(one: _Judged) -> PaperScore:
    lost = tuple(token for token, kept in one.formulas if not kept)
    return PaperScore(
        one.gold.file,
        one.paper.state,
        one.strict,
        round(one.levenshtein, 4),
        round(one.ratcliff, 4),
        _formulas([one]),
        lost,
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
        formulas=_formulas(judged),
    )


def _grouped(judged: Sequence[_Judged], keys: Sequence[str]) -> dict[str, AbstractScores]:
    groups: dict[str, list[_Judged]] = {}
    for key, one in zip(keys, judged, strict=True):
        groups.setdefault(key, []).append(one)
    return {key: _abstract_scores(group) for key, group in sorted(groups.items())}


def _alphanumeric(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", normalised(text))


def _formulas(judged: Iterable[_Judged]) -> Share:
    kept = [kept for one in judged for _, kept in one.formulas]
    return Share(sum(kept), len(kept))


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
        papers=tuple(map(_paper_score, judged)),
        worst=tuple(_miss(one) for one in wrong[:10]),
    )
