"""Choose triples by kind, rule, check, paper, status, mark and words, or some at random."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.checks.checks import CHECKS
from builder.curation.decisions import CuratedTriple
from builder.errors import UserError
from builder.library.catalog import CatalogEntry
from builder.triples import KINDS

STATUSES = ("unreviewed", "accepted", "edited", "rejected")
#: What a person types as a condition, known or not: `x=0.5` and `pH=7` are words.
_CONDITION = re.compile(r"(?:is|[a-z]{3,20})=")
#: What a triple may be beside its status, and what tells it.
MARKS = ("disputed", "unconfirmed", "flagged", "noted")


@dataclass(frozen=True, slots=True)
class TripleFilter:
    """Which triples a person wants to see."""

    kinds: tuple[str, ...] = ()
    check: str = ""
    """`failed`, `passed`, or the name of a check that failed."""
    paper: str = ""
    """Part of a paper's id, file, DOI or title."""
    status: str = ""
    sample: int = 0
    """So many at random, the same each time; 0 for all."""
    marks: tuple[str, ...] = ()
    """Of `MARKS`: all that a triple must be."""
    rules: tuple[str, ...] = ()
    """Names of rules, or of who drafted: `phi2`, `rules/value`."""
    words: str = ""
    """Words that all stand in question, answer, evidence or title, in any case."""

    def fits(self, one: CuratedTriple, paper: CatalogEntry | None) -> bool:
        """Return whether a triple of this paper is wanted, whatever its status."""
        triple, failed = one.triple, one.triple.failed
        named = f"{triple.paper} {_names(paper)}".lower()
        return (
            (not self.kinds or triple.kind in self.kinds)
            and (not self.paper or self.paper.lower() in named)
            and all(getattr(one, mark) for mark in self.marks)
            and (not self.rules or bool({*self.rules} & _rules(one)))
            and (not self.words or self._has_words(one, paper))
            and (
                not self.check
                or (self.check == "failed" and bool(failed))
                or (self.check == "passed" and not failed)
                or self.check in failed
            )
        )

    def drawn(self, found: Iterable[CuratedTriple]) -> list[CuratedTriple]:
        """Return those of the fitting triples that have the status and are in the sample.

        The ids are hashes, so that their order is one of chance. A sample of what nobody reviewed
        is the first draw in that order of which some are left: verdicts make it shorter, and draw
        nothing in the place of what they settle. When it is done, the next one follows.
        """
        fitting = list(found)
        if not self.sample or self.status != "unreviewed":
            fitting = [one for one in fitting if self._has_status(one)]
        if not self.sample:
            return fitting
        in_order = sorted(fitting, key=lambda one: one.triple.id)
        for begin in range(0, len(in_order), self.sample):
            draw = in_order[begin : begin + self.sample]
            if left := [one for one in draw if self._has_status(one)]:
                return left
        return []

    def _has_words(self, one: CuratedTriple, paper: CatalogEntry | None) -> bool:
        title = (paper.paper.title if paper else None) or ""
        triple = one.triple
        text = _folded(f"{triple.question}\n{triple.answer}\n{triple.evidence}\n{title}")
        return all(word in text for word in _folded(self.words).split())

    def _has_status(self, one: CuratedTriple) -> bool:
        return not self.status or one.status == self.status


def _rules(one: CuratedTriple) -> set[str]:
    triple = one.triple
    return {triple.rule, triple.made_by, f"{triple.made_by}/{triple.rule}"}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _names(paper: CatalogEntry | None) -> str:
    return f"{paper.place} {paper.paper.doi} {paper.paper.title}" if paper else ""


def read_filter(
    kinds: Sequence[str],
    check: str,
    paper: str,
    status: str,
    sample: int = 0,
    marks: Sequence[str] = (),
    rules: Sequence[str] = (),
    words: str = "",
) -> TripleFilter:
    """Return a filter from flags.

    Raises:
        UserError: A kind, check, status or mark is not known.
    """
    one_of("kind", kinds, KINDS)
    one_of("check", [check] if check else [], (*CHECKS, "failed", "passed"))
    one_of("status", [status] if status else [], STATUSES)
    one_of("mark", marks, MARKS)
    return TripleFilter(
        tuple(kinds), check, paper, status, sample, tuple(marks), tuple(rules), words
    )


def read_where(where: Iterable[str]) -> TripleFilter:
    """Return the filter that `kind=phase check=failed status=unreviewed is=flagged` means.

    Raises:
        UserError: A condition is not known, or two exclude each other.
    """
    given: dict[str, str] = {}
    repeated: dict[str, list[str]] = {"kind": [], "is": [], "rule": [], "words": []}
    for part in where:
        name, _, value = part.partition("=")
        if not value or name not in ("check", "paper", "status", *repeated):
            raise UserError(
                f"“{part}” is not a condition.",
                "Write kind=…, rule=…, check=…, status=…, paper=…, words=… or"
                f" is={'|'.join(MARKS)}.",
            )
        if name in repeated:
            repeated[name].append(value)
        elif given.setdefault(name, value) != value:
            raise UserError(
                f"{name} cannot be two things at once.",
                f"Only {', '.join(repeated)} may be repeated.",
            )
    return read_filter(
        repeated["kind"], given.get("check", ""), given.get("paper", ""),
        given.get("status", ""), marks=repeated["is"], rules=repeated["rule"],
        words=" ".join(repeated["words"]),
    )  # fmt: skip


def read_typed(typed: str) -> TripleFilter:
    """Return the filter that a person types: conditions as for `read_where`, and words.

    Raises:
        UserError: A condition is not known, or two exclude each other.
    """
    parts = typed.split()
    conditions = [part for part in parts if _CONDITION.match(part)]
    words = [f"words={part}" for part in parts if part not in conditions]
    return read_where([*conditions, *words])


def one_of(what: str, given: Iterable[str], known: Sequence[str]) -> None:
    """Raise UserError, with the known names, for a name that is none of them."""
    for name in given:
        if name not in known:
            raise UserError(f"There is no {what} “{name}”.", f"One of: {', '.join(known)}.")
