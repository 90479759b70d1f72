"""Apply the verdicts of a ledger to the triples as they are drafted now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.curation.ledger import Verdict
from builder.triples import Triple

#: Verdicts that settle a triple; notes and flags do not.
DECIDING = frozenset({"accept", "reject", "edit"})


def in_force(verdicts: Iterable[Verdict]) -> dict[str, Verdict]:
    """Return person → verdict in force, of all verdicts given on one triple.

    An undo takes back the last verdict of the same person. An accept after an edit of the same
    person leaves the triple edited.
    """
    given: dict[str, list[Verdict]] = {}
    for verdict in sorted(verdicts, key=lambda one: (one.at, one.who)):
        own = given.setdefault(verdict.who, [])
        if verdict.verdict == "undo" and own:
            own.pop()
        elif verdict.verdict == "accept" and own and own[-1].verdict == "edit":
            own.append(own[-1])
        elif verdict.verdict in DECIDING:
            own.append(verdict)
    return {who: own[-1] for who, own in given.items() if own}


@dataclass(frozen=True, slots=True)
class CuratedTriple:
    """A triple with the verdicts of people on it."""

    triple: Triple
    """With the edited question and answer, if someone edited it."""
    status: str
    """`accepted`, `rejected`, `edited` or `unreviewed`."""
    verdicts: tuple[Verdict, ...] = ()
    """The deciding ones in force, oldest first, one a person."""
    notes: tuple[Verdict, ...] = ()

    @property
    def kept(self) -> bool:
        """True if people accepted or edited the triple."""
        return self.status in ("accepted", "edited")

    @property
    def disputed(self) -> bool:
        """True if one person rejected the triple and another did not."""
        return len({verdict.verdict == "reject" for verdict in self.verdicts}) > 1


@dataclass(frozen=True, slots=True)
class Conflict:
    """A verdict whose paper or evidence is not in the corpus any more."""

    verdict: Verdict
    why: str


#: What a deciding verdict makes of a triple.
STATUS = {"accept": "accepted", "reject": "rejected", "edit": "edited"}


class Curation:
    """All triples with the verdicts applied to them.

    A verdict finds its triple by id, else by paper, question and answer. A triple that is not
    drafted any more stays if people accepted it and its evidence still stands in the abstract;
    else its verdict is a conflict. Adding a verdict looks at its own triple alone, so that its cost
    does not grow with the number of triples.
    """

    def __init__(
        self, triples: Sequence[Triple], contexts: Mapping[str, str], verdicts: Iterable[Verdict]
    ) -> None:
        """Apply ``verdicts`` to ``triples``.

        Args:
            triples: The triples as they are drafted now.
            contexts: Abstract of each paper, by paper id and by DOI.
            verdicts: All verdicts, in any order.
        """
        self._drafted = {triple.id: triple for triple in triples}
        self._contexts = contexts
        self._by_text = {_normalised(t.paper, t.question, t.answer): t.id for t in triples}
        self._given: dict[str, list[Verdict]] = {}
        for verdict in verdicts:
            self._given.setdefault(self._current_id(verdict), []).append(verdict)
        self._curated: dict[str, CuratedTriple] = {}
        self._conflicts: dict[str, Conflict] = {}
        for identity in self._drafted | self._given:
            self._update(identity)

    @property
    def curated(self) -> list[CuratedTriple]:
        """All triples: the drafted ones first, then those known from verdicts alone."""
        return list(self._curated.values())

    @property
    def conflicts(self) -> list[Conflict]:
        """The verdicts in force that could not be applied."""
        return list(self._conflicts.values())

    def drafted(self, identity: str) -> Triple | None:
        """Return the triple of this id as it was drafted, without edits."""
        return self._drafted.get(identity)

    def words(self, identity: str) -> list[tuple[str, str]]:
        """Return every question and answer that a triple has had, the last ones first."""
        given = self._given.get(identity, ())
        edited = [(v.new_question or v.question, v.new_answer or v.answer) for v in given]
        return [
            *reversed(edited),
            *((v.question, v.answer) for v in given),
            *((t.question, t.answer) for t in (self._drafted.get(identity),) if t),
        ]

    def get(self, identity: str) -> CuratedTriple | None:
        """Return the curated triple of this id."""
        return self._curated.get(identity)

    def add(self, verdict: Verdict) -> None:
        """Apply one more verdict."""
        identity = self._current_id(verdict)
        self._given.setdefault(identity, []).append(verdict)
        self._update(identity)

    def _current_id(self, verdict: Verdict) -> str:
        """Return the present id of the triple that a verdict was given on."""
        if verdict.triple in self._drafted:
            return verdict.triple
        key = _normalised(verdict.paper, verdict.question, verdict.answer)
        return self._by_text.get(key, verdict.triple)

    def _update(self, identity: str) -> None:
        given = self._given.get(identity, [])
        people = in_force(given)
        notes = [verdict for verdict in given if verdict.verdict in ("note", "flag")]
        triple: Triple | None = self._drafted.get(identity)
        self._conflicts.pop(identity, None)
        if triple is None:
            triple = self._restore(identity, people)
        if triple is not None:
            self._curated[identity] = apply_verdicts(triple, people.values(), notes)

    def _restore(self, identity: str, people: Mapping[str, Verdict]) -> Triple | None:
        """Rebuild a triple that no rule or model drafts any more from its last verdict."""
        if not people:
            # The verdict was undone in this session: the triple stays in view.
            known = self._curated.get(identity)
            return known.triple if known else None
        last = max(people.values(), key=lambda verdict: verdict.at)
        if last.verdict == "reject" and identity not in self._curated:
            return None
        context = self._contexts.get(last.paper) or self._contexts.get(last.doi or "")
        start = context.find(last.evidence) if context is not None else -1
        if context is None or start < 0:
            why = "its paper left the corpus" if context is None else "its evidence has changed"
            self._conflicts[identity] = Conflict(last, why)
            return None
        return Triple(
            last.triple, last.paper, last.kind, last.question, last.answer, context, start,
            start + len(last.evidence), last.made_by, last.rule,
        )  # fmt: skip


def _normalised(paper: str, question: str, answer: str) -> tuple[str, str, str]:
    return paper, " ".join(question.lower().split()), " ".join(answer.lower().split())


def apply_verdicts(
    triple: Triple, verdicts: Iterable[Verdict], notes: Sequence[Verdict]
) -> CuratedTriple:
    """Return a triple as the verdicts in force on it, one per person, leave it."""
    given = tuple(sorted(verdicts, key=lambda verdict: verdict.at))
    if not given:
        return CuratedTriple(triple, "unreviewed", (), tuple(notes))
    status = STATUS[given[-1].verdict]
    edits = [verdict for verdict in given if verdict.verdict == "edit"]
    if edits and status != "rejected":
        # An accept after the edit of another person is given on the edited triple.
        status = "edited"
        triple = replace(
            triple,
            question=edits[-1].new_question or triple.question,
            answer=edits[-1].new_answer or triple.answer,
        )
    return CuratedTriple(triple, status, given, tuple(notes))
