"""Every verdict a person gave on a triple: one line each, added and never rewritten.

`corpus/ledger.jsonl` is the one file here that cannot be made again. A verdict is one write of one
line followed by fsync, under a lock; only then is it acknowledged. A line torn by a crash is put
aside at the next opening, and what follows it is kept. It is text that git can merge: the order of
lines of different people does not matter, because each line has its time.
"""

import json
import os
from collections.abc import Iterator, Sequence
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

    def add(self, verdict: Verdict) -> None:
        """Write one verdict; when this returns, it is on the disk."""
        line = (json.dumps(asdict(verdict), ensure_ascii=False) + "\n").encode()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
            try:
                size = os.fstat(handle).st_size
                if size and os.pread(handle, 1, size - 1) != b"\n":
                    line = b"\n" + line  # what a crash tore stays a line of its own
                written = os.write(handle, line)
                if written != len(line):
                    os.ftruncate(handle, size)
                    raise UserError(
                        f"The verdict could not be written whole to {self.path}.",
                        "The disk is full; free some space and give it again.",
                    )
                os.fsync(handle)
            finally:
                os.close(handle)
        self.verdicts.append(verdict)

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


def in_force(verdicts: Sequence[Verdict]) -> dict[str, dict[str, Verdict]]:
    """Triple → person → the verdict in force; an undo takes that person's last one back."""
    standing: dict[str, dict[str, list[Verdict]]] = {}
    for verdict in sorted(verdicts, key=lambda one: (one.at, one.who)):
        given = standing.setdefault(verdict.triple, {}).setdefault(verdict.who, [])
        if verdict.verdict == "undo" and given:
            given.pop()
        elif verdict.verdict in DECIDING:
            given.append(verdict)
    return {
        triple: last
        for triple, people in standing.items()
        if (last := {who: given[-1] for who, given in people.items() if given})
    }


@dataclass(frozen=True, slots=True)
class Curated:
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


def apply(
    triples: Sequence[Triple], contexts: dict[str, str], verdicts: Sequence[Verdict]
) -> tuple[list[Curated], list[Conflict]]:
    """Put every verdict in force on its triple, however it was drafted this time.

    A triple is found by its id, else by its paper, question and answer. One that is not drafted any
    more is kept if people accepted it and its evidence still stands in the abstract; else its
    verdict is a conflict. ``contexts`` is paper → abstract, by paper id and by DOI.
    """
    standing = in_force(verdicts)
    notes: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.verdict in ("note", "flag"):
            notes.setdefault(verdict.triple, []).append(verdict)
    by_words = {_words(t.paper, t.question, t.answer): t.id for t in triples}
    by_id = {triple.id: triple for triple in triples}
    given: dict[str, dict[str, Verdict]] = {}
    lost: list[dict[str, Verdict]] = []
    for identity, people in standing.items():
        one = next(iter(people.values()))
        now = identity if identity in by_id else by_words.get(
            _words(one.paper, one.question, one.answer)
        )  # fmt: skip
        if now is None:
            lost.append(people)
        else:
            for who, verdict in people.items():
                held = given.setdefault(now, {}).get(who)
                if held is None or held.at < verdict.at:
                    given[now][who] = verdict
    curated = [_decided(t, given.get(t.id, {}), notes.get(t.id, ())) for t in triples]
    conflicts = []
    for people in lost:
        last = max(people.values(), key=lambda verdict: verdict.at)
        context = contexts.get(last.paper) or contexts.get(last.doi or "")
        if last.verdict == "reject":
            continue  # nothing drafts it any more: there is nothing to reject
        start = context.find(last.evidence) if context is not None else -1
        if context is None or start < 0:
            why = "its paper left the corpus" if context is None else "its evidence has changed"
            conflicts.append(Conflict(last, why))
            continue
        end = start + len(last.evidence)
        kept = Triple(
            last.triple, last.paper, last.kind, last.question, last.answer, context, start, end,
            last.made_by, last.rule,
        )  # fmt: skip
        curated.append(_decided(kept, people, notes.get(last.triple, ())))
    return curated, conflicts


def _words(paper: str, question: str, answer: str) -> tuple[str, str, str]:
    return paper, " ".join(question.lower().split()), " ".join(answer.lower().split())


def _decided(triple: Triple, people: dict[str, Verdict], notes: Sequence[Verdict]) -> Curated:
    given = tuple(sorted(people.values(), key=lambda verdict: verdict.at))
    if not given:
        return Curated(triple, "unreviewed", (), tuple(notes))
    last = given[-1]
    if last.verdict == "edit":
        triple = replace(
            triple,
            question=last.new_question or triple.question,
            answer=last.new_answer or triple.answer,
        )
    return Curated(triple, STATUS[last.verdict], given, tuple(notes))


def kappa(curated: Sequence[Curated]) -> tuple[float, int] | None:
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
