"""Promise 1: an acknowledged verdict survives whatever happens next."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import two_triples
from small_library import Many
from two_triples import ONE, TWO, given, statuses

from builder.curation.ledger import Ledger, verdict_on
from builder.errors import UserError

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
from two_triples import ONE, Ledger, verdict_on
from dataclasses import replace
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
    script = _WRITER.format(tests=str(Path(two_triples.__file__).parent), path=str(path))
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
