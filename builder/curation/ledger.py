"""Every verdict a person gave on a triple: one line each, added and never rewritten.

`corpus/ledger.jsonl` is the one file here that cannot be made again. A verdict is one write of one
line followed by fsync, under a lock; only then is it acknowledged. A line torn by a crash is put
aside at the next opening, and what follows it is kept. It is text that git can merge: the order of
lines of different people does not matter, because each line has its time.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from builder.errors import UserError
from builder.triples import Triple

VERDICTS = ("accept", "reject", "edit", "note", "flag", "undo")
#: What settles a triple; notes and flags do not.
DECIDING = frozenset({"accept", "reject", "edit"})
_LOCK_SECONDS = 30.0
_MOST = 1 << 20
#: Windows would end lines its own way.
_AS_IS = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided on one triple, and all that is needed to find it again."""

    at: str
    """UTC, ISO 8601, to the microsecond."""
    who: str
    verdict: str
    triple: str
    paper: str
    doi: str | None
    kind: str
    made_by: str
    rule: str
    question: str
    answer: str
    evidence: str
    reason: str = ""
    new_question: str = ""
    """For an edit: the question as it shall be; "" leaves it."""
    new_answer: str = ""


def verdict_on(
    triple: Triple, doi: str | None, who: str, verdict: str, reason: str = "", **new: str
) -> Verdict:
    """A verdict given now."""
    assert verdict in VERDICTS
    return Verdict(
        datetime.now(UTC).isoformat(timespec="microseconds"),
        who, verdict, triple.id, triple.paper, doi, triple.kind, triple.made_by, triple.rule,
        triple.question, triple.answer, triple.evidence, reason, **new,
    )  # fmt: skip


class Ledger:
    """The file of verdicts, read once and added to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = FileLock(f"{path}.lock", timeout=_LOCK_SECONDS)
        self.torn: list[int] = []
        """Numbers of lines that are no verdict."""
        self.verdicts = list(self._read())

    def add(self, *verdicts: Verdict) -> None:
        """Write verdicts, each on a line of its own; when this returns, they are on the disk."""
        rows = (json.dumps(asdict(verdict), ensure_ascii=False) + "\n" for verdict in verdicts)
        lines = "".join(rows).encode()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _AS_IS, 0o644)
            try:
                size = os.fstat(handle).st_size
                os.lseek(handle, max(size - 1, 0), os.SEEK_SET)
                if size and os.read(handle, 1) != b"\n":
                    lines = b"\n" + lines  # what a crash tore stays a line of its own
                written = os.write(handle, lines)
                if written != len(lines):
                    os.ftruncate(handle, size)
                    raise UserError(
                        f"The verdict could not be written whole to {self.path}.",
                        "The disk is full; free some space and give it again.",
                    )
                os.fsync(handle)
            finally:
                os.close(handle)
        self.verdicts += verdicts

    def _read(self) -> Iterator[Verdict]:
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            found = _verdict(line)
            if found is None:
                self.torn.append(number)
            else:
                yield found


def _verdict(line: bytes) -> Verdict | None:
    try:
        row = json.loads(line.decode("utf-8-sig")) if len(line) < _MOST else {}
        known = {name: row[name] for name in Verdict.__dataclass_fields__ if name in row}
        found = Verdict(**known)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    texts = [value for name, value in known.items() if name != "doi"]
    whole = all(isinstance(value, str) for value in texts) and found.verdict in VERDICTS
    return found if whole else None


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
            self._curated[identity] = decided(triple, people.values(), notes)

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


def decided(triple: Triple, verdicts: Iterable[Verdict], notes: Sequence[Verdict]) -> CuratedTriple:
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


def kappa(curated: Sequence[CuratedTriple]) -> tuple[float, int] | None:
    """Cohen's κ of two people over the triples both decided, and how many those are.

    κ = (p_o - p_e) / (1 - p_e), with p_e from each one's own share of rejections (Cohen 1960,
    doi:10.1177/001316446002000104). None where fewer than two people share a triple.
    """
    pairs = [
        tuple(v.verdict == "reject" for v in sorted(one.verdicts, key=lambda v: v.who)[:2])
        for one in curated
        if len(one.verdicts) >= 2
    ]
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    first, second = sum(a for a, _ in pairs) / n, sum(b for _, b in pairs) / n
    chance = first * second + (1 - first) * (1 - second)
    return (1.0 if chance == 1 else (observed - chance) / (1 - chance)), n
