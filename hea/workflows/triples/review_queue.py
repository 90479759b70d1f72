"""What a person who reviews triples is shown: one triple, its place in the choice, the progress."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from builder.curation.decisions import CuratedTriple
from builder.curation.ledger import Verdict
from builder.library.catalog import CatalogEntry
from builder.triples import Triple
from hea.workflows.triples.curation import CurationSession
from hea.workflows.triples.filters import TripleFilter

#: A longer pause ends a sitting, whose pace is told.
_PAUSE = timedelta(minutes=3)
#: Verdicts closer than this were given at once, to a whole choice: they count as one in the pace.
_AT_ONCE = timedelta(milliseconds=10)
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class ReviewProgress:
    """How far the triples of a choice are decided, and how fast."""

    decided: int
    total: int
    """Triples of the choice, whatever their status."""
    own: int
    """Those that this person decided."""
    pace: float | None
    """This person's verdicts a minute in this sitting; None before the third."""


@dataclass(frozen=True, slots=True)
class ReviewPlace:
    """One triple of a choice, as a person sees it."""

    one: CuratedTriple
    draft: Triple
    """As it was drafted, without edits."""
    token: str
    """Tells whether it is the same when a verdict on it comes."""
    number: int
    """Its place in the choice, from 1; 0 where it is not of the choice, or not any more."""
    total: int
    undecided: int
    """Triples of the choice without a verdict."""
    previous: str
    next: str
    """Ids of its neighbours in the choice; "" at the ends."""
    paper: CatalogEntry | None
    progress: ReviewProgress

    @property
    def is_edited(self) -> bool:
        """Whether its words are others than those drafted."""
        now = self.one.triple
        return (now.question, now.answer) != (self.draft.question, self.draft.answer)

    @property
    def in_abstract(self) -> bool:
        """Whether its evidence is characters of its paper's abstract."""
        abstract = self.paper.paper.abstract if self.paper else None
        return (
            abstract is not None
            and not self.draft.papers
            and self.draft.context == abstract.text
            and self.draft.start < self.draft.end
        )

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The context in pieces, each with whether it is evidence."""
        text, spans = self.draft.context, {(self.draft.start, self.draft.end), *self.draft.spans}
        found, at = [], 0
        for start, end in sorted(spans):
            begin = max(start, at)
            if begin < end:
                found += [
                    (self.draft.context[at:begin], False),
                    (self.draft.context[begin:end], True),
                ]
                at = end
        return [piece for piece in (*found, (text[at:], False)) if piece[0]]


def token_of(one: CuratedTriple, who: str) -> str:
    """Return what tells whether a triple is as it was shown.

    Its words, others' verdicts, and that of ``who``, each as 16 hexadecimal digits.
    """
    words = "\x1f".join((one.triple.question, one.triple.answer))
    told = [(v.who == who, f"{v.who} {v.verdict} {v.at}") for v in one.verdicts]
    others = "\x1f".join(said for is_own, said in told if not is_own)
    own = "\x1f".join(said for is_own, said in told if is_own)
    parts = (words, others, own)
    return "-".join(hashlib.sha256(part.encode()).hexdigest()[:16] for part in parts)


def undecided_of(
    session: CurationSession, chosen: Sequence[CuratedTriple], blind: bool
) -> list[CuratedTriple]:
    """Return those of some triples that have no verdict, as their reader sees them.

    Args:
        session: The triples, for one person.
        chosen: Some of them.
        blind: Do not count what others decided.
    """
    shown = (session.seen(one, blind) for one in chosen)
    return [one for one in shown if one.status == "unreviewed"]


def place_in(
    session: CurationSession,
    choice: TripleFilter,
    at: str = "",
    *,
    blind: bool = False,
    settle: bool = False,
) -> ReviewPlace | None:
    """Return a triple with its place in a choice; None where nothing is of the choice.

    Args:
        session: The triples, for one person.
        choice: Which triples.
        at: Id of the triple, whether or not it is of the choice; "" for the first one that is not
            decided.
        blind: Do not show what others decided.
        settle: What is looked for is disputed, and decided where it is settled.
    """
    chosen = session.choose(choice, blind)
    one = session.get(at) if at else None
    if one is None:
        if not chosen:
            return None
        undecided = (
            other
            for other in chosen
            if (other.disputed if settle else session.seen(other, blind).status == "unreviewed")
        )
        one = next(undecided, chosen[0])
    ids = [other.triple.id for other in chosen]
    number = ids.index(one.triple.id) + 1 if one.triple.id in ids else 0
    before, behind = _neighbours(session, ids, one.triple.id)
    seen = session.seen(one, blind)
    return ReviewPlace(
        seen,
        session.unedited(one.triple.id) or one.triple,
        token_of(seen, session.who),
        number,
        len(ids),
        len(undecided_of(session, chosen, blind)),
        before,
        behind,
        session.papers.get(one.triple.paper),
        _progress(session, choice, blind),
    )


def _neighbours(session: CurationSession, ids: Sequence[str], identity: str) -> tuple[str, str]:
    """Return the ids before and behind one in a choice, of which it need not be."""
    if identity in ids:
        place = behind = ids.index(identity)
        behind += 1
    else:
        order = {one.triple.id: n for n, one in enumerate(session.choose(TripleFilter()))}
        ranks = [order.get(one, 0) for one in ids]
        place = behind = bisect_left(ranks, order.get(identity, 0))
    return (ids[place - 1] if place else "", ids[behind] if behind < len(ids) else "")


def _progress(session: CurationSession, choice: TripleFilter, blind: bool) -> ReviewProgress:
    every = session.choose(replace(choice, status="", sample=0), blind)
    shown = [session.seen(one, blind) for one in every]
    decided = sum(one.status != "unreviewed" for one in shown)
    own = sorted(
        datetime.fromisoformat(v.at)
        for one in session.curated
        for v in one.verdicts
        if v.who == session.who
    )
    number = sum(any(v.who == session.who for v in one.verdicts) for one in shown)
    return ReviewProgress(decided, len(every), number, pace(own))


def pace(times: Sequence[datetime]) -> float | None:
    """Return verdicts a minute since the last pause; None for fewer than three.

    Args:
        times: When the verdicts were given, the oldest first. Those given at once to a whole
            choice count as one.
    """
    given = [*times[:1], *(now for before, now in pairwise(times) if now - before > _AT_ONCE)]
    first = len(given) - 1
    while first > 0 and given[first] - given[first - 1] <= _PAUSE:
        first -= 1
    sitting = given[max(first, 0) :]
    if len(sitting) < _FEWEST:
        return None
    seconds = (sitting[-1] - sitting[0]).total_seconds()
    return (len(sitting) - 1) * 60 / seconds if seconds > 0 else None


def last_verdict(session: CurationSession) -> tuple[CuratedTriple, Verdict] | None:
    """Return the latest verdict of a person that stands, and its triple; None if there is none."""
    own = [
        (given.at, one, given)
        for one in session.curated
        for given in one.verdicts
        if given.who == session.who
    ]
    if not own:
        return None
    _, one, given = max(own, key=lambda found: found[0])
    return one, given
