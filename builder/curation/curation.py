"""Apply the verdicts of a ledger to the triples as they are drafted now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.curation.ledger import Verdict
from builder.triples import Triple

#: Verdicts that settle a triple; notes and flags do not.
DECIDING = frozenset({"accept", "reject", "edit"})


def in_force(verdicts: Iterable[Verdict]) -> dict[str, Verdict]:
    """Person → the verdict in force on one triple, of all that were given on it.

    An undo takes that person's last one back; to accept what one edited leaves it edited.
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
    """A triple with what people made of it."""

    triple: Triple
    """As it shall be: edited where someone edited it."""
    status: str
    """`accepted`, `rejected`, `edited` or `unreviewed`."""
    verdicts: tuple[Verdict, ...] = ()
    """The deciding ones in force, oldest first, one a person."""
    notes: tuple[Verdict, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether people want it in the dataset."""
        return self.status in ("accepted", "edited")

    @property
    def disputed(self) -> bool:
        """Whether two people decided otherwise."""
        return len({verdict.verdict == "reject" for verdict in self.verdicts}) > 1


@dataclass(frozen=True, slots=True)
class Conflict:
    """A verdict whose source is no longer what it was given on."""

    verdict: Verdict
    why: str


#: What a deciding verdict makes of a triple.
STATUS = {"accept": "accepted", "reject": "rejected", "edit": "edited"}


class Curation:
    """Every triple as the verdicts leave it, however it was drafted this time.

    A verdict finds its triple by its id, else by its paper, question and answer. A triple that is
    not drafted any more is kept if people accepted it and its evidence still stands in the
    abstract; else its verdict is a conflict. A further verdict looks at its own triple alone.
    """

    def __init__(
        self, triples: Sequence[Triple], contexts: Mapping[str, str], verdicts: Iterable[Verdict]
    ) -> None:
        """``contexts`` is paper → abstract, by paper id and by DOI."""
        self._drafted = {triple.id: triple for triple in triples}
        self._contexts = contexts
        self._by_words = {_words(t.paper, t.question, t.answer): t.id for t in triples}
        self._given: dict[str, list[Verdict]] = {}
        for verdict in verdicts:
            self._given.setdefault(self._now(verdict), []).append(verdict)
        self._curated: dict[str, CuratedTriple] = {}
        self._conflicts: dict[str, Conflict] = {}
        for identity in self._drafted | self._given:
            self._settle(identity)

    @property
    def curated(self) -> list[CuratedTriple]:
        return list(self._curated.values())

    @property
    def conflicts(self) -> list[Conflict]:
        return list(self._conflicts.values())

    def drafted(self, identity: str) -> Triple | None:
        """The triple of this id as it was drafted."""
        return self._drafted.get(identity)

    def get(self, identity: str) -> CuratedTriple | None:
        """The triple of this very id."""
        return self._curated.get(identity)

    def add(self, verdict: Verdict) -> None:
        """Take one more verdict in."""
        identity = self._now(verdict)
        self._given.setdefault(identity, []).append(verdict)
        self._settle(identity)

    def _now(self, verdict: Verdict) -> str:
        """The id of the triple that a verdict is on, as it is drafted now."""
        if verdict.triple in self._drafted:
            return verdict.triple
        words = _words(verdict.paper, verdict.question, verdict.answer)
        return self._by_words.get(words, verdict.triple)

    def _settle(self, identity: str) -> None:
        given = self._given.get(identity, [])
        people = in_force(given)
        notes = [verdict for verdict in given if verdict.verdict in ("note", "flag")]
        triple: Triple | None = self._drafted.get(identity)
        self._conflicts.pop(identity, None)
        if triple is None:
            triple = self._kept(identity, people)
        if triple is not None:
            self._curated[identity] = apply_verdicts(triple, people.values(), notes)

    def _kept(self, identity: str, people: Mapping[str, Verdict]) -> Triple | None:
        """A triple that nothing drafts any more, as its verdict has it."""
        if not people:
            known = self._curated.get(identity)  # undone while it is looked at
            return known.triple if known else None
        last = max(people.values(), key=lambda verdict: verdict.at)
        if last.verdict == "reject" and identity not in self._curated:
            return None  # nothing drafts it any more: there is nothing to reject
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


def _words(paper: str, question: str, answer: str) -> tuple[str, str, str]:
    return paper, " ".join(question.lower().split()), " ".join(answer.lower().split())


def apply_verdicts(
    triple: Triple, verdicts: Iterable[Verdict], notes: Sequence[Verdict]
) -> CuratedTriple:
    """A triple with the verdicts in force on it, one a person."""
    given = tuple(sorted(verdicts, key=lambda verdict: verdict.at))
    if not given:
        return CuratedTriple(triple, "unreviewed", (), tuple(notes))
    status = STATUS[given[-1].verdict]
    edits = [verdict for verdict in given if verdict.verdict == "edit"]
    if edits and status != "rejected":
        # Who accepts after another's edit has seen it edited.
        status = "edited"
        triple = replace(
            triple,
            question=edits[-1].new_question or triple.question,
            answer=edits[-1].new_answer or triple.answer,
        )
    return CuratedTriple(triple, status, given, tuple(notes))
