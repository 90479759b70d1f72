"""Promise 1: an acknowledged verdict survives whatever happens next."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from small_library import Many

from builder.curation.ledger import (
    Conflict,
    CuratedTriple,
    Curation,
    Ledger,
    Verdict,
    in_force,
    kappa,
    verdict_on,
)
from builder.errors import UserError
from builder.triples import Triple

TEXT = "NbMoTaW is BCC. Its strength is 405 MPa. It was cast."
ONE = Triple("t1", "p", "phase", "What is NbMoTaW?", "BCC", TEXT, 0, 15, "rules", "structure")
TWO = replace(ONE, id="t2", question="How strong?", answer="405 MPa", start=16, end=40)
CONTEXTS = {"p": TEXT}


def apply(
    triples: Sequence[Triple], contexts: dict[str, str], verdicts: Sequence[Verdict]
) -> tuple[list[CuratedTriple], list[Conflict]]:
    made = Curation(triples, contexts, verdicts)
    one_by_one = Curation(triples, contexts, [])
    for verdict in verdicts:
        one_by_one.add(verdict)
    assert {one.triple.id: one for one in made.curated} == {
        one.triple.id: one for one in one_by_one.curated
    }, "given at once or one by one, verdicts come to the same"
    return made.curated, made.conflicts


def given(path: Path, *what: tuple[Triple, str], who: str = "me", **more: str) -> Ledger:
    ledger = Ledger(path)
    for triple, verdict in what:
        ledger.add(verdict_on(triple, "10.1/x", who, verdict, **more))
    return ledger


def statuses(path: Path, *triples: Triple, contexts: dict[str, str] = CONTEXTS) -> dict[str, str]:
    curated, _ = apply(triples, contexts, Ledger(path).verdicts)
    return {one.triple.id: one.status for one in curated}


def test_a_verdict_is_kept_and_the_last_one_counts(tmp_path: Path) -> None:
    path = tmp_path / "corpus" / "ledger.jsonl"
    given(path, (ONE, "accept"), (TWO, "reject"), (ONE, "reject"), (TWO, "note"))
    assert statuses(path, ONE, TWO) == {"t1": "rejected", "t2": "rejected"}
    given(path, (ONE, "undo"))
    assert statuses(path, ONE, TWO)["t1"] == "accepted"


def test_an_edit_changes_what_is_shown_and_not_the_id(tmp_path: Path) -> None:
    path = tmp_path / "l"
    ledger = Ledger(path)
    ledger.add(verdict_on(ONE, None, "me", "edit", new_question="Which?", new_answer="a BCC phase"))
    [one], _ = apply([ONE], CONTEXTS, Ledger(path).verdicts)
    assert (one.status, one.triple.id) == ("edited", "t1")
    assert (one.triple.question, one.triple.answer) == ("Which?", "a BCC phase")


def test_verdicts_find_their_triples_after_everything_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "l"
    given(path, (ONE, "accept"), (TWO, "reject"))
    again = replace(ONE, id="other", made_by="path:model")
    assert statuses(path, again, replace(TWO, id="x2")) == {"other": "accepted", "x2": "rejected"}
    assert statuses(path) == {"t1": "accepted"}, "accepted ones stay though nothing drafts them"
    moved = {"p": f"New first sentence. {TEXT}"}
    curated, conflicts = apply([], moved, Ledger(path).verdicts)
    assert curated[0].triple.evidence == ONE.evidence
    assert not conflicts


@pytest.mark.parametrize(
    ("contexts", "why"),
    [({"p": "NbMoTaW is FCC."}, "its evidence has changed"), ({}, "its paper left the corpus")],
)
def test_a_verdict_whose_source_changed_is_told_and_not_dropped(
    tmp_path: Path, contexts: dict[str, str], why: str
) -> None:
    given(tmp_path / "l", (ONE, "accept"))
    curated, conflicts = apply([], contexts, Ledger(tmp_path / "l").verdicts)
    assert (curated, [c.why for c in conflicts]) == ([], [why])
    assert apply([], {"10.1/x": TEXT}, Ledger(tmp_path / "l").verdicts)[1] == []


BAD_LINES = [
    b"", b"{", b"[]", b"null", b"42", b'{"at": 5}', b"\x00\x00\x00", b'{"verdict": "accept"}',
    b'{"at": "x", "who": "y", "verdict": "maybe"}', b"\xff\xfe\xfa", b"[" * 5000,
    b'"' + b"x" * (10 << 20) + b'"',
]  # fmt: skip


@pytest.mark.fault("F12")
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize("bad", BAD_LINES, ids=lambda line: repr(line[:12]))
def test_bad_lines_are_numbered_and_lose_no_good_one(
    tmp_path: Path, bad: bytes, bom: bytes, newline: bytes
) -> None:
    lines = [json.dumps(asdict(verdict_on(t, None, "me", "accept"))).encode() for t in (ONE, TWO)]
    path = tmp_path / "l"
    path.write_bytes(bom + newline.join([lines[0], bad, lines[1], b""]))
    ledger = Ledger(path)
    assert [v.triple for v in ledger.verdicts] == ["t1", "t2"]
    assert ledger.torn == ([2] if bad else [])


def test_a_torn_last_line_is_left_behind_and_the_next_verdict_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "l"
    given(path, (ONE, "accept"))
    with path.open("ab") as torn:
        torn.write(b'{"at": "2026", "who')
    given(path, (TWO, "reject"))
    assert statuses(path, ONE, TWO) == {"t1": "accepted", "t2": "rejected"}


def test_what_windows_lacks_is_not_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "pread")
    path = tmp_path / "l"
    given(path, (ONE, "accept"))
    path.write_bytes(path.read_bytes() + b"torn")
    given(path, (TWO, "reject"))
    assert statuses(path, ONE, TWO) == {"t1": "accepted", "t2": "rejected"}


def test_a_write_cut_short_by_a_full_disk_is_taken_back_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "l"
    given(path, (ONE, "accept"))
    before, write = path.read_bytes(), os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:20]))
    with pytest.raises(UserError, match="could not be written whole"):
        given(path, (TWO, "accept"))
    monkeypatch.undo()
    assert path.read_bytes() == before


_WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_ledger import ONE, Ledger, verdict_on
from collections.abc import Sequence
from dataclasses import asdict, replace
ledger = Ledger(Path({path!r}))
number = int(sys.argv[1])
while True:
    number += 1
    ledger.add(verdict_on(replace(ONE, id=f"k{{number}}"), None, "me", "accept"))
    print(number, flush=True)
"""


@pytest.mark.slow
@pytest.mark.fault("F4")
def test_no_acknowledged_verdict_is_lost_when_the_writer_is_killed(
    tmp_path: Path, how_many: Many
) -> None:
    """Killed at any moment."""
    path = tmp_path / "l"
    script = _WRITER.format(tests=str(Path(__file__).parent), path=str(path))
    told = 0
    for turn in range(how_many(20, 500)):
        writer = subprocess.Popen(
            [sys.executable, "-c", script, str(told + 1000)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep((turn * 7 % 23) / 1000)
        writer.send_signal(signal.SIGKILL)
        rest = writer.communicate()[0]
        acknowledged = [line for line in rest.split("\n") if line.strip().isdigit()]
        told = max([told + 1000, *map(int, acknowledged)])
        held = {verdict.triple for verdict in Ledger(path).verdicts}
        assert {f"k{number}" for number in acknowledged} <= held
    started = time.perf_counter()
    Ledger(path)
    assert time.perf_counter() - started < 1


def _add_some(path: str, who: str, count: int) -> None:
    ledger = Ledger(Path(path))
    for number in range(count):
        triple = replace(ONE, id=f"{who}{number}")
        ledger.add(verdict_on(triple, None, who, "accept"))


@pytest.mark.fault("F9", 80)
def test_two_curators_at_once_lose_nothing_while_four_read(tmp_path: Path) -> None:
    path = tmp_path / "l"
    seen: list[list[int]] = [[] for _ in range(4)]
    ended = threading.Event()

    def look(counts: list[int]) -> None:
        while not ended.is_set():
            counts.append(len(Ledger(path).verdicts))

    readers = [threading.Thread(target=look, args=(counts,)) for counts in seen]
    context = multiprocessing.get_context("spawn")
    people = [
        context.Process(target=_add_some, args=(str(path), who, 40)) for who in ("ann", "bob")
    ]
    for one in (*readers, *people):
        one.start()
    for person in people:
        person.join()
    ended.set()
    for reader in readers:
        reader.join()
    assert all(counts == sorted(counts) for counts in seen), "nothing read is ever gone again"
    ledger = Ledger(path)
    assert not ledger.torn
    assert len(ledger.verdicts) == 80


def test_kappa_is_cohens(tmp_path: Path) -> None:
    """20 agree to accept, 5 and 10 are split, 15 agree to reject: κ = 0.4 (Cohen's own formula)."""
    triples: list[Triple] = []
    verdicts: list[Any] = []
    for number in range(50):
        triple = replace(ONE, id=f"t{number:02}", question=f"Q{number}?")
        triples.append(triple)
        ann = "accept" if number < 25 else "reject"
        bob = "accept" if number < 20 or 25 <= number < 35 else "reject"
        verdicts += [verdict_on(triple, None, "ann", ann), verdict_on(triple, None, "bob", bob)]
    curated, _ = apply(triples, CONTEXTS, verdicts)
    value, n = kappa(curated) or (0.0, 0)
    assert n == 50
    assert value == pytest.approx(0.4)
    assert sum(one.disputed for one in curated) == 15
    assert kappa(curated[:0]) is None
    assert set(in_force(v for v in verdicts if v.triple == "t00")) == {"ann", "bob"}


def test_a_verdict_settles_its_own_triple_whatever_the_others_are() -> None:
    """With 20,000 triples a key may not wait for all of them."""
    triples = [replace(ONE, id=f"t{n}", question=f"Q{n}?") for n in range(20_000)]
    begun = time.perf_counter()
    made = Curation(triples, CONTEXTS, [])
    whole = time.perf_counter() - begun
    begun = time.perf_counter()
    for triple in triples[:100]:
        made.add(verdict_on(triple, None, "me", "accept"))
    assert (time.perf_counter() - begun) / 100 < whole / 50
    assert [one.status for one in made.curated[:101]] == ["accepted"] * 100 + ["unreviewed"]


def test_many_verdicts_are_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = given(tmp_path / "l", (ONE, "accept"))
    many = [verdict_on(replace(ONE, id=f"m{n}"), None, "me", "reject") for n in range(500)]
    before, write = ledger.path.read_bytes(), os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[: len(data) // 2]))
    with pytest.raises(UserError, match="could not be written whole"):
        ledger.add(*many)
    monkeypatch.undo()
    assert ledger.path.read_bytes() == before
    assert len(ledger.verdicts) == 1
    ledger.add(*many)
    assert Ledger(ledger.path).verdicts == ledger.verdicts


def test_who_accepts_after_an_edit_accepts_it_as_edited(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "l")
    ledger.add(verdict_on(ONE, None, "ann", "edit", new_answer="a BCC phase"))
    ledger.add(verdict_on(ONE, None, "ann", "accept"), verdict_on(ONE, None, "bob", "accept"))
    [one], _ = apply([ONE], CONTEXTS, ledger.verdicts)
    assert (one.status, one.triple.answer) == ("edited", "a BCC phase")
    ledger.add(verdict_on(ONE, None, "bob", "reject"))
    [one], _ = apply([ONE], CONTEXTS, ledger.verdicts)
    assert (one.status, one.triple.answer) == ("rejected", "BCC")
    assert one.disputed
