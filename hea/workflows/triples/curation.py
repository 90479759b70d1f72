"""Curate triples: choose them, give verdicts on them, and count what was kept."""

import getpass
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from builder.checks.checks import CHECKS
from builder.curation.agreement import cohen_kappa
from builder.curation.curation import Conflict, CuratedTriple, Curation, apply_verdicts
from builder.curation.ledger import Ledger, Verdict, verdict_on
from builder.drafting.update import asked_papers, load_triples
from builder.errors import UserError
from builder.library.catalog import CatalogEntry, walk
from builder.storage.database import open_database
from builder.storage.integrity import check_integrity
from builder.triples import KINDS
from eval.stats.intervals import proportion
from hea.events import SILENT, Events
from hea.workspace import Workspace

STATUSES = ("unreviewed", "accepted", "edited", "rejected")


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


class CurationSession:
    """Triples, papers and ledger of one workspace, opened by one curator."""

    def __init__(self, db: sqlite3.Connection, ledger: Ledger, who: str) -> None:
        """Load every triple and apply the verdicts of the ledger; ``who`` gives new ones."""
        self.who = who
        self.ledger = ledger
        self.papers = {row.id: row for row in asked_papers(walk(db))}
        self.triples = load_triples(db)
        contexts: dict[str, str] = {}
        for row in self.papers.values():
            assert row.paper.abstract is not None
            for name in (row.id, row.paper.doi):
                if name:
                    contexts[name] = row.paper.abstract.text
        self._curation = Curation(self.triples, contexts, self.ledger.verdicts)

    @property
    def curated(self) -> list[CuratedTriple]:
        """Every triple as the verdicts leave it."""
        return self._curation.curated

    @property
    def conflicts(self) -> list[Conflict]:
        """Verdicts whose source has changed."""
        return self._curation.conflicts

    def verdict(self, one: CuratedTriple, verdict: str, reason: str = "", **new: str) -> Verdict:
        """Return a verdict of this curator, not yet given."""
        triple = self._curation.drafted(one.triple.id) or one.triple
        paper = self.papers.get(triple.paper)
        doi, title = (paper.paper.doi, paper.paper.title) if paper else (None, None)
        return verdict_on(triple, doi, self.who, verdict, reason, title=title or "", **new)

    def words(self, one: CuratedTriple) -> list[tuple[str, str]]:
        """Return every question and answer that a triple has had, by draft and by edits."""
        return self._curation.words(one.triple.id)

    def give(self, *verdicts: Verdict) -> None:
        """Write verdicts to the ledger, all at once."""
        if not verdicts:
            return
        for verdict in self.ledger.add(*verdicts):
            self._curation.add(verdict)

    def decide(self, one: CuratedTriple, verdict: str, reason: str = "", **new: str) -> None:
        """Write a verdict to the ledger."""
        self.give(self.verdict(one, verdict, reason, **new))

    def find(self, identity: str) -> CuratedTriple:
        """Return the triple of this id, or of the one id that begins so.

        Raises:
            UserError: No id begins so, or several do.
        """
        if known := self._curation.get(identity):
            return known
        found = [one for one in self.curated if one.triple.id.startswith(identity)]
        if len(found) != 1:
            what = "No triple has" if not found else f"{len(found)} triples have"
            raise UserError(
                f"{what} an id that begins with “{identity}”.", "`hea curate export` lists all ids."
            )
        return found[0]

    def choose(self, choice: TripleFilter, blind: bool = False) -> list[CuratedTriple]:
        """Return the triples that pass a filter, paper by paper, unanswerable ones last.

        ``blind`` ignores what others decided.
        """
        found = [one for one in self.curated if self._fits(one, choice, blind)]
        found.sort(key=lambda one: (one.triple.paper, one.triple.kind == "unanswerable"))
        if choice.sample and choice.sample < len(found):
            places = random.Random(0).sample(range(len(found)), choice.sample)  # noqa: S311
            found = [found[place] for place in sorted(places)]
        return found

    def _fits(self, one: CuratedTriple, choice: TripleFilter, blind: bool) -> bool:
        triple, paper = one.triple, self.papers.get(one.triple.paper)
        failed = triple.failed
        status = self.seen(one, blind).status
        named = f"{triple.paper} {_names(paper)}".lower()
        return (
            (not choice.kinds or triple.kind in choice.kinds)
            and (not choice.status or status == choice.status)
            and (not choice.paper or choice.paper.lower() in named)
            and (
                not choice.check
                or (choice.check == "failed" and bool(failed))
                or (choice.check == "passed" and not failed)
                or choice.check in failed
            )
        )

    def seen(self, one: CuratedTriple, blind: bool) -> CuratedTriple:
        """Return a triple as its reader may see it: if ``blind``, without others' verdicts."""
        if not blind:
            return one
        own = [verdict for verdict in one.verdicts if verdict.who == self.who]
        notes = [note for note in one.notes if note.who == self.who]
        return apply_verdicts(self._curation.drafted(one.triple.id) or one.triple, own, notes)


def _names(paper: CatalogEntry | None) -> str:
    return f"{paper.place} {paper.paper.doi} {paper.paper.title}" if paper else ""


@contextmanager
def open_session(place: Workspace, who: str, events: Events = SILENT) -> Iterator[CurationSession]:
    """Open the triples of a workspace; note what of the ledger could not be read.

    Raises:
        UserError: There are no triples yet.
    """
    with _opened(place, events) as (db, ledger):
        session = CurationSession(db, ledger, who)
    if not session.triples and not session.curated:
        raise UserError("There are no triples yet.", "Run `hea build`.")
    yield session


@contextmanager
def open_triples(
    place: Workspace, events: Events = SILENT
) -> Iterator[tuple[sqlite3.Connection, list[Verdict]]]:
    """Open the database and every verdict, for going through the triples paper by paper.

    Raises:
        UserError: There are no triples yet.
    """
    with _opened(place, events) as (db, ledger):
        if not db.execute("SELECT 1 FROM triples").fetchone() and not ledger.verdicts:
            raise UserError("There are no triples yet.", "Run `hea build`.")
        yield db, ledger.verdicts


@contextmanager
def _opened(place: Workspace, events: Events) -> Iterator[tuple[sqlite3.Connection, Ledger]]:
    sealed = check_integrity(place.database)
    with closing(open_database(place.database)) as db:
        if not sealed:
            events.note("A build is at work, or did not finish; `hea build` goes on with it.")
        ledger = Ledger(place.corpus / "ledger.jsonl")
        if ledger.torn:
            lines = ", ".join(map(str, ledger.torn[:5]))
            events.note(f"{ledger.path}: no verdict in line {lines}; the others are kept.")
        yield db, ledger


def read_filter(
    kinds: Sequence[str], check: str, paper: str, status: str, sample: int
) -> TripleFilter:
    """Return a filter from flags.

    Raises:
        UserError: A kind, check or status is not known.
    """
    one_of("kind", kinds, KINDS)
    one_of("check", [check] if check else [], (*CHECKS, "failed", "passed"))
    one_of("status", [status] if status else [], STATUSES)
    return TripleFilter(tuple(kinds), check, paper, status, sample)


def read_where(where: Iterable[str]) -> TripleFilter:
    """Return the filter that `kind=phase check=failed status=unreviewed paper=smith` means.

    Raises:
        UserError: A condition is not known, or two exclude each other.
    """
    given: dict[str, str] = {}
    kinds: list[str] = []
    for part in where:
        name, _, value = part.partition("=")
        if not value or name not in ("kind", "check", "paper", "status"):
            raise UserError(
                f"“{part}” is no condition.", "Write kind=…, check=…, status=… or paper=…"
            )
        if name == "kind":
            kinds.append(value)
        elif given.setdefault(name, value) != value:
            raise UserError(f"{name} cannot be two things at once.", "Only kind may be repeated.")
    return read_filter(
        kinds, given.get("check", ""), given.get("paper", ""), given.get("status", ""), 0
    )


def one_of(what: str, given: Iterable[str], known: Sequence[str]) -> None:
    """Raise UserError, with the known names, for a name that is none of them."""
    for name in given:
        if name not in known:
            raise UserError(f"“{name}” is no {what}.", f"One of: {', '.join(known)}.")


def login() -> str:
    """Return the name of the user, whose verdicts are given where nobody is named."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "someone"


@dataclass(frozen=True, slots=True)
class CurationStats:
    """How many drafted triples were kept of those reviewed, so that rules improve."""

    triples: int
    status: dict[str, int]
    by_kind: dict[str, dict[str, Any]]
    by_rule: dict[str, dict[str, Any]]
    kappa: tuple[float, int] | None
    """Cohen's κ and over how many triples decided by two people it is taken."""
    disputed: tuple[str, ...]
    """Ids of triples on which people disagree."""
    conflicts: tuple[Conflict, ...]


def curation_stats(session: CurationSession) -> CurationStats:
    """Count verdicts by kind of question and by rule."""
    curated = session.curated
    return CurationStats(
        len(curated),
        dict(Counter(one.status for one in curated)),
        _precision(curated, lambda one: one.triple.kind),
        _precision(curated, lambda one: f"{one.triple.made_by}/{one.triple.rule}"),
        cohen_kappa(curated),
        tuple(one.triple.id for one in curated if one.disputed),
        tuple(session.conflicts),
    )


def _precision(
    curated: Sequence[CuratedTriple], of: Callable[[CuratedTriple], str]
) -> dict[str, dict[str, Any]]:
    """Return by group the share kept of what was reviewed, with its 95 % interval."""
    groups: dict[str, list[CuratedTriple]] = {}
    for one in curated:
        groups.setdefault(of(one), []).append(one)
    rows = {}
    for name, group in sorted(groups.items()):
        reviewed = [one for one in group if one.status != "unreviewed"]
        kept = [one for one in reviewed if one.kept]
        score = proportion(len(kept), len(reviewed))
        reasons = Counter(
            one.verdicts[-1].reason or "no reason" for one in reviewed if one.status == "rejected"
        )
        rows[name] = {
            "drafted": len(group),
            "reviewed": len(reviewed),
            "kept": len(kept),
            "precision": score.value,
            "low": score.low,
            "high": score.high,
            "rejected": dict(reasons.most_common()),
        }
    return rows
