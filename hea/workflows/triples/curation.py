"""Curate triples: open them with the verdicts on them, and give verdicts."""

import copy
import getpass
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

from builder.checks.checks import Checker, check_all
from builder.checks.worth.model import WorthModel
from builder.curation.by_paper import known_paper
from builder.curation.curation import Conflict, Curation
from builder.curation.decisions import CuratedTriple
from builder.curation.ledger import Ledger, Verdict, verdict_on
from builder.drafting.model_judgements import judgements_of
from builder.drafting.update import asked_papers, load_triples
from builder.errors import UserError
from builder.library.catalog import walk
from builder.storage.database import open_database
from builder.storage.integrity import check_integrity
from builder.triples import Triple
from hea.events import SILENT, Events
from hea.workflows.triples.filters import TripleFilter
from hea.workflows.triples.worth import worth_model
from hea.workspace import Workspace

#: Why a triple is rejected, as the keys 1 to 5 say it.
REASONS = ("wrong", "not in the abstract", "does not stand alone", "trivial", "bad English")


class CurationSession:
    """Triples, papers and ledger of one workspace, opened by one curator."""

    def __init__(self, db: sqlite3.Connection, ledger: Ledger, who: str, worth: WorthModel) -> None:
        """Load every triple and apply the verdicts of the ledger.

        Args:
            db: The triples.
            ledger: Their verdicts.
            who: Gives new ones.
            worth: Scores what is worth asking.
        """
        self.who = who
        self._worth = worth
        self._scores: dict[str, float] = {}
        self.ledger = ledger
        self.papers = {row.id: row for row in asked_papers(walk(db))}
        self.triples = load_triples(db)
        self.judgements = judgements_of(db)
        self._curation = Curation(
            self.triples,
            map(known_paper, self.papers.values()),
            self.ledger.verdicts,
            check_edited,
        )

    @property
    def curated(self) -> list[CuratedTriple]:
        """Every triple as the verdicts leave it."""
        return self._curation.curated

    @property
    def conflicts(self) -> list[Conflict]:
        """Verdicts whose source has changed."""
        return self._curation.conflicts

    def verdict(self, one: CuratedTriple, verdict: str, reason: str = "", **new: str) -> Verdict:
        """Return a verdict of this curator, not yet given.

        Args:
            one: The triple as this curator was shown it.
            verdict: One of `builder.curation.ledger.VERDICTS`.
            reason: Why; the words of a note.
            new: More of the verdict: `new_question` and `new_answer` of an edit, `settles`.
        """
        triple = self._curation.unedited(one.triple.id) or one.triple
        if verdict in ("accept", "reject"):
            question, answer = one.triple.question, one.triple.answer
            edited = (question, answer) != (triple.question, triple.answer)
            new["seen"] = "edited" if edited else "draft"
            if edited:
                new |= {"new_question": question, "new_answer": answer}
        paper = self.papers.get(triple.paper)
        doi, title = (paper.paper.doi, paper.paper.title) if paper else (None, None)
        return verdict_on(triple, doi, self.who, verdict, reason, title=title or "", **new)

    def unedited(self, identity: str) -> Triple | None:
        """Return the triple of this id as it was drafted, without edits."""
        return self._curation.unedited(identity)

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

    def get(self, identity: str) -> CuratedTriple | None:
        """Return the triple that has this id, or had it when a verdict was given on it."""
        return self._curation.get(identity)

    def catch_up(self) -> bool:
        """Apply the verdicts that others have added to the ledger since.

        Returns:
            False where the ledger was replaced: then the session has to be opened anew.
        """
        found = self.ledger.others()
        for verdict in found or ():
            self._curation.add(verdict)
        return found is not None

    def of(self, who: str) -> "CurationSession":
        """Return this session for another curator; both share triples, verdicts and ledger."""
        other = copy.copy(self)
        other.who = who
        return other

    def find(self, identity: str) -> CuratedTriple:
        """Return the triple of this id, or of the one id that begins so.

        Raises:
            UserError: No id begins so, or several do.
        """
        if known := self.get(identity):
            return known
        found = [one for one in self.curated if one.triple.id.startswith(identity)]
        if len(found) != 1:
            what = "No triple has" if not found else f"{len(found)} triples have"
            raise UserError(
                f"{what} an id that begins with “{identity}”.", "`hea curate export` lists all ids."
            )
        return found[0]

    def choose(self, choice: TripleFilter, blind: bool = False) -> list[CuratedTriple]:
        """Return the triples that pass a filter: drafts that passed all checks, then the others.

        Both go paper by paper, the likeliest to be kept first and unanswerable ones last. ``blind``
        ignores what others decided.
        """
        shown = [self.seen(one, blind) for one in self.curated]
        fitting = [one for one in shown if choice.fits(one, self.papers.get(one.triple.paper))]
        found = [self.find(one.triple.id) for one in choice.drawn(fitting)]

        def turn(one: CuratedTriple) -> tuple[bool, str, bool, float]:
            draft = self._draft(one)
            unanswerable = draft.kind == "unanswerable"
            score = 0.0 if unanswerable else self._score(draft)
            return bool(draft.failed), draft.paper, unanswerable, -score

        return sorted(found, key=turn)

    def _draft(self, one: CuratedTriple) -> Triple:
        """Return a triple as it was drafted: an edit does not move it to another place."""
        return self.unedited(one.triple.id) or one.triple

    def _score(self, draft: Triple) -> float:
        """Return the chance that a draft is kept."""
        if draft.id not in self._scores:
            self._scores[draft.id] = self._worth.score(draft)
        return self._scores[draft.id]

    def seen(self, one: CuratedTriple, blind: bool) -> CuratedTriple:
        """Return a triple as its reader may see it: if ``blind``, without others' verdicts."""
        if not blind:
            return one
        own = [verdict for verdict in one.verdicts if verdict.who == self.who]
        notes = [note for note in one.notes if note.who == self.who]
        unedited = self._curation.unedited(one.triple.id) or one.triple
        return self._curation.left_by(unedited, own, notes)


def check_edited(triple: Triple, title: str) -> dict[str, str]:
    """Return check → why it failed for a triple with other words than its draft.

    What a judge, an index or the rest of the corpus said of the draft does not hold for these.
    """
    [checked] = check_all([replace(triple, checks={})], {triple.paper: title}, Checker(), {})
    return {name: why for name, why in checked.checks.items() if name != "duplicate"}


@contextmanager
def open_session(place: Workspace, who: str, events: Events = SILENT) -> Iterator[CurationSession]:
    """Open the triples of a workspace; note what of the ledger could not be read.

    Raises:
        UserError: There are no triples yet.
    """
    with _opened(place, events) as (db, ledger):
        session = CurationSession(db, ledger, who, worth_model(place))
    if not (session.triples or session.curated or session.conflicts):
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
            events.note("A build is running or was interrupted: `hea build` continues it.")
        ledger = Ledger(place.corpus / "ledger.jsonl")
        if ledger.torn:
            lines = ", ".join(map(str, ledger.torn[:5]))
            events.note(f"{ledger.path}: no verdict in line {lines}; the others are kept.")
        yield db, ledger


def login() -> str:
    """Return the name of the user, whose verdicts are given where nobody is named."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "someone"
