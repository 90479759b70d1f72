"""Apply the verdicts of a ledger to the triples as they are drafted now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.curation.decisions import (
    CheckAnew,
    CuratedTriple,
    apply_verdicts,
    in_force,
    remarks,
)
from builder.curation.ledger import Verdict
from builder.curation.matching import KnownPaper, PaperFinder, TripleFinder, locate
from builder.triples import Triple, triple_id


@dataclass(frozen=True, slots=True)
class Conflict:
    """A verdict whose paper or evidence is not in the corpus any more."""

    verdict: Verdict
    why: str


class Curation:
    """All triples with the verdicts applied to them.

    A verdict finds its triple by id, else by paper (its id, DOI or title), question and answer. A
    triple that is not drafted any more stays, a rejected one too, if its evidence still stands in
    the abstract; one whose paper or evidence is gone is a conflict. Adding a verdict looks at its
    own triple alone, so that its cost does not grow with the number of triples.
    """

    def __init__(
        self,
        triples: Sequence[Triple],
        papers: Iterable[KnownPaper],
        verdicts: Iterable[Verdict],
        check: CheckAnew | None = None,
    ) -> None:
        """Apply ``verdicts`` to ``triples``.

        Args:
            triples: The triples as they are drafted now.
            papers: The papers of the corpus.
            verdicts: All verdicts, in any order.
            check: Checks what people edited.
        """
        known = list(papers)
        self._known = {paper.id: paper for paper in known}
        self._papers = PaperFinder(known)
        self._finder = TripleFinder(triples, self._papers)
        self._drafted = {triple.id: triple for triple in triples}
        self._check = check
        self._moved: dict[str, str] = {}
        self._restored: dict[str, Triple] = {}
        self._given: dict[str, list[Verdict]] = {}
        self._curated: dict[str, CuratedTriple] = {}
        self._conflicts: dict[str, Conflict] = {}
        for verdict in verdicts:
            self._take(verdict)
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

    def unedited(self, identity: str) -> Triple | None:
        """Return the triple of this id as it was drafted, without edits."""
        return self._drafted.get(identity) or self._restored.get(identity)

    def words(self, identity: str) -> list[tuple[str, str]]:
        """Return every question and answer that a triple has had, the last ones first."""
        given = self._given.get(identity, ())
        return [
            *(verdict.words for verdict in reversed(given)),
            *((v.question, v.answer) for v in given),
            *((t.question, t.answer) for t in (self._drafted.get(identity),) if t),
        ]

    def get(self, identity: str) -> CuratedTriple | None:
        """Return the curated triple that has this id, or had it when a verdict was given on it."""
        return self._curated.get(self._moved.get(identity, identity))

    def left_by(
        self, triple: Triple, verdicts: Iterable[Verdict], notes: Sequence[Verdict]
    ) -> CuratedTriple:
        """Return an unedited triple as these verdicts, one per person, would leave it."""
        paper = self._known.get(triple.paper)
        title = (paper.title if paper else None) or ""
        return apply_verdicts(triple, verdicts, notes, self._check, title)

    def add(self, verdict: Verdict) -> None:
        """Apply one more verdict."""
        self._update(self._take(verdict))

    def _take(self, verdict: Verdict) -> str:
        """Keep a verdict with the others on its triple, and return the present id of that.

        Verdicts on one id are on one triple: what finds the triple of one finds that of all.
        """
        given = verdict.triple
        if given not in self._drafted and given not in self._moved:
            found = self._finder.find(verdict)
            if found is not None:
                self._moved[given] = found
                self._given.setdefault(found, []).extend(self._given.pop(given, ()))
                self._curated.pop(given, None)
                self._conflicts.pop(given, None)
        identity = self._moved.get(given, given)
        self._given.setdefault(identity, []).append(verdict)
        return identity

    def _update(self, identity: str) -> None:
        given = self._given.get(identity, [])
        people = in_force(given)
        self._conflicts.pop(identity, None)
        triple = self._drafted.get(identity) or self._restore(identity, people)
        if triple is not None:
            self._curated[identity] = self.left_by(triple, people.values(), remarks(given))

    def _restore(self, identity: str, people: Mapping[str, Verdict]) -> Triple | None:
        """Rebuild a triple that no rule or model drafts any more from its last verdict."""
        if not people:
            # The verdict was undone in this session: the triple stays in view.
            return self._restored.get(identity)
        last = max(people.values(), key=lambda verdict: verdict.at)
        paper = self._papers.find(last)
        if paper is None:
            self._conflicts[identity] = Conflict(last, "its paper left the corpus")
            return None
        text = self._known[paper].text
        span = locate(last.evidence, text) if last.evidence else _of_same_abstract(last, text)
        if span is None:
            what = "evidence" if last.evidence else "abstract"
            self._conflicts[identity] = Conflict(last, f"its {what} has changed")
            return None
        self._restored[identity] = Triple(
            last.triple, paper, last.kind, last.question, last.answer, text, *span,
            last.made_by, last.rule,
        )  # fmt: skip
        return self._restored[identity]


def _of_same_abstract(refused: Verdict, text: str) -> tuple[int, int] | None:
    """Return the empty span of a refusal; None if its abstract may answer the question by now."""
    same = triple_id(text, refused.question, refused.answer, refused.made_by) == refused.triple
    return (0, 0) if same else None
