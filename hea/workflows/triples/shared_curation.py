"""Keep the triples of a workspace open for several people at once, beside other programs."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from textwrap import shorten

from builder.curation.decisions import DECIDING, STATUS, CuratedTriple
from builder.curation.ledger import Verdict
from builder.errors import UserError
from builder.storage.integrity import database_digest
from builder.text.visible import visible
from hea.workflows.triples.curation import (
    CurationSession,
    check_edited,
    login,
    open_session,
)
from hea.workflows.triples.filters import TripleFilter
from hea.workflows.triples.review_queue import last_verdict, token_of, undecided_of
from hea.workspace import Workspace

_LONGEST_NAME = 60
#: Characters of a question that a message tells.
_LONGEST_TOLD = 120
#: Batches of verdicts of one person that are remembered for taking them back.
_MOST_BATCHES = 500


@dataclass(frozen=True, slots=True)
class GivenVerdict:
    """What became of a verdict."""

    triple: str
    """Id of the triple as it is now."""
    one: CuratedTriple | None
    """The triple as all verdicts leave it; None where it is not drafted any more."""
    written: bool
    """Whether the verdict is in the ledger; if not, its giver must see first what changed."""
    told: str = ""
    """What has changed since its giver saw the triple, or what was done."""


class SharedCuration:
    """The triples and the ledger of a workspace, as everybody who reviews them now has them.

    Every reading first takes in what others, in a terminal or another server, have added to the
    ledger since, and what a build has drafted anew. One person at a time is served.
    """

    def __init__(self, place: Workspace) -> None:
        """Open nothing yet."""
        self._place = place
        self._lock = threading.Lock()
        self._session: CurationSession | None = None
        self._before: CurationSession | None = None
        self._built: tuple[int, int] | None = None
        self._batches: dict[str, list[tuple[Verdict, ...]]] = {}

    @contextmanager
    def session(self, who: str) -> Iterator[CurationSession]:
        """Yield the triples as they are now, for one person; others wait meanwhile.

        Raises:
            UserError: There are no triples yet.
        """
        with self._lock:
            yield self._fresh().of(who)

    def _fresh(self) -> CurationSession:
        built = self._state()
        stale = built is not None and built != self._built  # none: a build is at work
        if self._session is None or stale or not self._session.catch_up():
            with open_session(self._place, login()) as opened:
                self._before, self._session = self._session, opened
            self._built = built
        return self._session

    def _state(self) -> tuple[int, int] | None:
        """Return time and size of what a finished build leaves; None while one is at work."""
        try:
            found = database_digest(self._place.database).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    def give(
        self,
        who: str,
        identity: str,
        verdict: str,
        reason: str = "",
        *,
        seen: str = "",
        blind: bool = False,
        settle: bool = False,
        words: tuple[str, str] | None = None,
    ) -> GivenVerdict:
        """Give a verdict on what a person saw of a triple.

        Args:
            who: The person.
            identity: Id of the triple.
            verdict: One of `builder.curation.ledger.VERDICTS` but `undo`.
            reason: Why; the words of a note.
            seen: Token of the triple as it was shown, from `review_queue.token_of`; "" to give the
                verdict whatever has changed.
            blind: Whether it was shown without others' verdicts.
            settle: Whether it settles what people disagree on.
            words: Question and answer of an edit as they shall be; "" leaves one as it is.

        Returns:
            What became of it. It is not written where the question or the answer is another by now.

        Raises:
            UserError: There is no such triple, or the verdict cannot be written.
        """
        with self.session(who) as session:
            one, keeper = session.get(identity), session
            if one is None and self._before is not None:
                # A build drafts it no more: the verdict is kept all the same.
                keeper = self._before.of(who)
                one = keeper.get(identity)
            if one is None:
                raise UserError("There is no such triple.", "Look at the list again.")
            told = ""
            one = keeper.seen(one, blind)
            if seen and keeper is session:
                as_is, as_seen = token_of(one, who).split("-"), seen.split("-")
                if as_is[0] != as_seen[0]:
                    return GivenVerdict(one.triple.id, one, False, _edited(one, who))
                if as_is[2:] != as_seen[2:] and verdict in DECIDING:
                    told = _decided_before(one, who)
                elif as_is[1:2] != as_seen[1:2] and not blind:
                    told = _decided(one, who)
            settles = "yes" if settle and verdict in DECIDING else ""
            new = _changed(one, words) if words else {}
            made = keeper.verdict(one, verdict, reason, settles=settles, **new)
            session.give(made)
            if verdict in DECIDING:
                self._remember(who, session.ledger.verdicts[-1:])
            if keeper is not session:
                told = "A build drafts this triple no more; the verdict is kept in the ledger."
            return GivenVerdict(one.triple.id, session.get(identity), True, told)

    def failing(self, who: str, identity: str, question: str, answer: str) -> dict[str, str]:
        """Return check → why it would fail, for a triple with other words.

        Raises:
            UserError: There is no such triple.
        """
        with self.session(who) as session:
            one = session.find(identity)
            draft = session.unedited(one.triple.id) or one.triple
            if (question, answer) == (draft.question, draft.answer):
                return {name: why for name, why in draft.checks.items() if why}
            changed = replace(draft, question=question, answer=answer)
            paper = session.papers.get(draft.paper)
            title = (paper.paper.title if paper else None) or ""
        return {name: why for name, why in check_edited(changed, title).items() if why}

    def give_all(
        self, who: str, choice: TripleFilter, verdict: str, reason: str, expected: int, blind: bool
    ) -> int:
        """Give one verdict on all undecided triples of a choice, at once; return how many.

        Args:
            who: The person.
            choice: Which triples; those of it that are decided keep their verdicts.
            verdict: `accept` or `reject`.
            reason: Why.
            expected: How many the person was told; nothing is written where it is not so.
            blind: Whether others' verdicts are not looked at in choosing.

        Raises:
            UserError: The number is another, or 0.
        """
        with self.session(who) as session:
            shown = undecided_of(session, session.choose(choice, blind), blind)
            if len(shown) != expected or not shown:
                raise UserError(
                    f"{len(shown)} triples of this choice are undecided now, not {expected};"
                    " nothing was written.",
                    "Look at the choice, and confirm the new number.",
                )
            session.give(*(session.verdict(one, verdict, reason) for one in shown))
            self._remember(who, session.ledger.verdicts[-len(shown) :])
            return len(shown)

    def _remember(self, who: str, given: Sequence[Verdict]) -> None:
        batches = self._batches.setdefault(who, [])
        batches.append(tuple(given))
        del batches[:-_MOST_BATCHES]

    def undo(self, who: str) -> GivenVerdict:
        """Take back a person's last verdict, or all of the last choice.

        After a restart it is the last verdict of the ledger that is taken back.

        Raises:
            UserError: There is nothing to take back.
        """
        with self.session(who) as session:
            batches = self._batches.get(who) or []
            while batches:
                batch = batches.pop()
                standing = [one for given in batch if (one := _standing(session, given))]
                if standing:
                    return self._take_back(session, standing, len(batch))
            last = last_verdict(session)
            if last is None:
                raise UserError("There is nothing to undo.", "You have given no verdict yet.")
            return self._take_back(session, [last[0]], 1)

    def _take_back(
        self, session: CurationSession, standing: Sequence[CuratedTriple], given: int
    ) -> GivenVerdict:
        session.give(*(session.verdict(one, "undo") for one in standing))
        first = standing[0]
        told = f"Taken back: {_named(first)}" if given == 1 else f"{len(standing)} taken back"
        if len(standing) < given:
            told += f"; {given - len(standing)} were decided again since and stay"
        return GivenVerdict(first.triple.id, session.get(first.triple.id), True, f"{told}.")


def readable_name(words: str) -> str:
    """Return the name of a person as it can be written into the ledger.

    Raises:
        UserError: It is empty, too long, or holds signs that are not seen.
    """
    name = " ".join(words.split())
    if not name or len(name) > _LONGEST_NAME or visible(name) != name:
        raise UserError("That is not a name.", f"Give a name of up to {_LONGEST_NAME} letters.")
    return name


def _standing(session: CurationSession, given: Verdict) -> CuratedTriple | None:
    """Return the triple of a verdict that is still its giver's last word on it."""
    one = session.get(given.triple)
    own = [v for v in one.verdicts if v.who == given.who] if one else []
    return one if own and own[-1].at == given.at else None


def _changed(one: CuratedTriple, words: tuple[str, str]) -> dict[str, str]:
    """Return the new question and answer of an edit.

    Raises:
        UserError: They are those the triple has.
    """
    question, answer = words[0] or one.triple.question, words[1] or one.triple.answer
    if (question, answer) == (one.triple.question, one.triple.answer):
        raise UserError("Question and answer have not changed.", "Accept it, or edit it.")
    return {"new_question": question, "new_answer": answer}


def _edited(one: CuratedTriple, who: str) -> str:
    editors = [v.who for v in one.verdicts if v.rewords and v.who != who]
    by = f" by {editors[-1]}" if editors else ""
    return f"It was edited{by} after you had seen it: look at it as it is now, and decide again."


def _decided(one: CuratedTriple, who: str) -> str:
    others = [v for v in one.verdicts if v.who != who]
    if not others:
        return "Another verdict on it was taken back meanwhile."
    last = max(others, key=lambda verdict: verdict.at)
    return f"{last.who} has {STATUS[last.verdict]} it meanwhile."


def _decided_before(one: CuratedTriple, who: str) -> str:
    """Return what a person's own verdict was that a verdict from another window replaces."""
    own = [v for v in one.verdicts if v.who == who]
    if not own:
        return f"Your verdict on {_named(one)} had been taken back meanwhile; this one is kept."
    return (
        f"You had {STATUS[own[0].verdict]} {_named(one)} meanwhile, in another window. This verdict"
        " replaces it; “undo” brings it back."
    )


def _named(one: CuratedTriple) -> str:
    return f"“{shorten(one.triple.question, _LONGEST_TOLD, placeholder=' …')}”"
