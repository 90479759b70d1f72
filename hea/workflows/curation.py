"""The curator's desk: the triples with their verdicts, and the one way to add a verdict."""

import getpass
import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

from builder.checks.checks import CHECKS
from builder.curation.ledger import (
    Conflict,
    CuratedTriple,
    Curation,
    Ledger,
    Verdict,
    decided,
    verdict_on,
)
from builder.drafting.update import asked_papers, load_triples
from builder.errors import UserError
from builder.library.catalog import CatalogEntry, walk
from builder.storage.database import open_database
from builder.storage.integrity import check_integrity
from builder.triples import KINDS
from hea.render import console
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
    """Triples, papers and ledger of one workspace."""

    def __init__(self, db: sqlite3.Connection, ledger: Ledger, who: str) -> None:
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
        """A verdict of this desk's person, not yet given."""
        triple = self._curation.drafted(one.triple.id) or one.triple
        paper = self.papers.get(triple.paper)
        doi = paper.paper.doi if paper else None
        return verdict_on(triple, doi, self.who, verdict, reason, **new)

    def give(self, *verdicts: Verdict) -> None:
        """Write verdicts to the ledger, all at once."""
        if not verdicts:
            return
        self.ledger.add(*verdicts)
        for verdict in verdicts:
            self._curation.add(verdict)

    def decide(self, one: CuratedTriple, verdict: str, reason: str = "", **new: str) -> None:
        """Write a verdict to the ledger."""
        self.give(self.verdict(one, verdict, reason, **new))

    def find(self, identity: str) -> CuratedTriple:
        """The triple of this id, or of the one id that begins so."""
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
        """The triples of a choice, paper by paper, what the abstract answers first.

        A blind one ignores what others decided.
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
        """A triple as its reader may see it: a blind one, without what others made of it."""
        if not blind:
            return one
        own = [verdict for verdict in one.verdicts if verdict.who == self.who]
        notes = [note for note in one.notes if note.who == self.who]
        return decided(self._curation.drafted(one.triple.id) or one.triple, own, notes)


def _names(paper: CatalogEntry | None) -> str:
    return f"{paper.place} {paper.paper.doi} {paper.paper.title}" if paper else ""


@contextmanager
def open_session(place: Workspace, who: str) -> Iterator[CurationSession]:
    """The desk of a workspace; says what of the ledger could not be read or applied."""
    with _opened(place) as (db, ledger):
        desk = CurationSession(db, ledger, who)
    if not desk.triples and not desk.curated:
        raise UserError("There are no triples yet.", "Run `hea build`.")
    yield desk


@contextmanager
def open_triples(place: Workspace) -> Iterator[tuple[sqlite3.Connection, list[Verdict]]]:
    """The database and every verdict, for what goes through the triples paper by paper."""
    with _opened(place) as (db, ledger):
        if not db.execute("SELECT 1 FROM triples").fetchone() and not ledger.verdicts:
            raise UserError("There are no triples yet.", "Run `hea build`.")
        yield db, ledger.verdicts


@contextmanager
def _opened(place: Workspace) -> Iterator[tuple[sqlite3.Connection, Ledger]]:
    sealed = check_integrity(place.database)
    with closing(open_database(place.database)) as db:
        if not sealed:
            console.note("A build is at work, or did not finish; `hea build` goes on with it.")
        ledger = Ledger(place.corpus / "ledger.jsonl")
        if ledger.torn:
            lines = ", ".join(map(str, ledger.torn[:5]))
            console.note(f"{ledger.path}: no verdict in line {lines}; the others are kept.")
        yield db, ledger


def read_choice(
    kinds: Sequence[str], check: str, paper: str, status: str, sample: int
) -> TripleFilter:
    """A choice from flags; an unknown name is told with the known ones."""
    one_of("kind", kinds, KINDS)
    one_of("check", [check] if check else [], (*CHECKS, "failed", "passed"))
    one_of("status", [status] if status else [], STATUSES)
    return TripleFilter(tuple(kinds), check, paper, status, sample)


def read_where(where: Iterable[str]) -> TripleFilter:
    """`kind=phase check=failed status=unreviewed paper=smith` as a choice."""
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
    return read_choice(
        kinds, given.get("check", ""), given.get("paper", ""), given.get("status", ""), 0
    )


def one_of(what: str, given: Iterable[str], known: Sequence[str]) -> None:
    """A name that is not known is told with the known ones."""
    for name in given:
        if name not in known:
            raise UserError(f"“{name}” is no {what}.", f"One of: {', '.join(known)}.")


def login() -> str:
    """Whose verdicts are given where nobody is named."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "someone"
