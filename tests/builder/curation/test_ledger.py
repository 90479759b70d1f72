"""Promise 1: an acknowledged verdict survives whatever happens next."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

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


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the clock that verdicts are given by."""

    def set_to(time: str) -> None:
        now = datetime.fromisoformat(time).replace(tzinfo=UTC)
        monkeypatch.setattr(
            "builder.curation.ledger.datetime",
            SimpleNamespace(now=lambda zone: now, fromisoformat=datetime.fromisoformat),
        )

    return set_to


@pytest.mark.fault("F42")
def test_a_clock_set_back_lets_no_older_verdict_win(
    tmp_path: Path, clock: Callable[[str], None]
) -> None:
    path = tmp_path / "l"
    for at, verdict, status in (
        ("2026-05-01T12:00:00", "accept", "accepted"),
        ("2026-05-01T11:00:00", "reject", "rejected"),
        ("1970-01-01T00:00:00", "accept", "accepted"),
        ("2026-05-01T10:00:00", "undo", "rejected"),
        ("2026-05-01T12:00:00", "undo", "accepted"),
        ("2020-01-01T00:00:00", "undo", "unreviewed"),
    ):
        clock(at)
        given(path, (ONE, verdict))
        assert statuses(path, ONE) == {"t1": status}, at
    times = [verdict.at for verdict in Ledger(path).verdicts]
    assert times == sorted(set(times))


@pytest.mark.fault("F42")
def test_who_decides_after_another_decides_later_whatever_the_clocks_say(
    tmp_path: Path, clock: Callable[[str], None]
) -> None:
    path = tmp_path / "l"
    bob = Ledger(path)
    clock("2099-05-01T12:00:00")
    given(path, (ONE, "accept"), who="ann")
    clock("2026-05-01T12:00:00")
    bob.add(verdict_on(ONE, None, "bob", "reject"))
    assert statuses(path, ONE) == {"t1": "rejected"}


@pytest.mark.fault("F42")
def test_the_order_of_ones_own_lines_decides_in_a_ledger_of_a_clock_that_was_set_back(
    tmp_path: Path,
) -> None:
    path = tmp_path / "l"
    lines = [
        asdict(replace(verdict_on(ONE, None, "me", verdict), at=at))
        for verdict, at in (
            ("accept", "2026-05-01T12:00:00.000000+00:00"),
            ("reject", "2026-05-01T13:00:00+02:00"),
            ("undo", "yesterday"),
            ("reject", ""),
            ("accept", "0001-01-01T00:00:00+14:00"),
        )
    ]
    for count, status in enumerate(("accepted", "rejected", "accepted", "rejected", "accepted")):
        path.write_text("".join(json.dumps(line) + "\n" for line in lines[: count + 1]), "utf-8")
        assert statuses(path, ONE) == {"t1": status}


def test_the_lines_of_different_people_may_be_merged_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "l"
    given(path, (ONE, "accept"), who="ann")
    given(path, (ONE, "reject"), who="bob")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*reversed(lines), *lines]), "utf-8")
    assert statuses(path, ONE) == {"t1": "rejected"}
    assert len(Ledger(path).verdicts) == 2


def test_after_the_end_of_the_calendar_the_order_of_ones_own_lines_decides(tmp_path: Path) -> None:
    path = tmp_path / "l"
    last = replace(verdict_on(ONE, None, "me", "accept"), at="9999-12-31T23:59:59.999999+00:00")
    Ledger(path).add(last)
    given(path, (ONE, "reject"))
    assert statuses(path, ONE) == {"t1": "rejected"}


@pytest.mark.fault("F44")
@pytest.mark.parametrize(
    ("words", "told"),
    [("x" * (1 << 20), "longer than 1 MiB"), ("σ" * (1 << 19), "longer"), ("\ud800", "no UTF-8")],
)
@pytest.mark.parametrize("field", ["reason", "new_answer", "new_question"])
def test_a_verdict_that_could_not_be_read_again_is_not_acknowledged(
    tmp_path: Path, field: str, words: str, told: str
) -> None:
    path = tmp_path / "l"
    given(path, (ONE, "accept"))
    before = path.read_bytes()
    with pytest.raises(UserError, match=told):
        given(path, (TWO, "edit"), **{field: words})
    assert path.read_bytes() == before


def test_a_verdict_of_almost_the_most_length_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "l"
    given(path, (ONE, "edit"), new_answer="x" * ((1 << 20) - 1000))
    assert len(Ledger(path).verdicts) == 1


def test_a_line_longer_than_is_written_today_is_read_if_it_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "l"
    long = verdict_on(ONE, None, "me", "edit", new_answer="350 MPa " * 150_000)
    path.write_text(json.dumps(asdict(long)) + "\n", "utf-8")
    given(path, (TWO, "accept"))
    assert [one.triple for one in Ledger(path).verdicts] == ["t1", "t2"]


@pytest.mark.fault("F44")
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_ledger_saved_as_utf_16_keeps_its_verdicts_and_takes_more(
    tmp_path: Path, encoding: str
) -> None:
    path, link = tmp_path / "l", tmp_path / "link"
    given(path, (ONE, "reject"), reason="σ ≥ 5\u010a\u200a")
    text = path.read_text("utf-8").replace("\n", "\r\n")
    mark = "" if encoding == "utf-16" else "\ufeff"
    path.write_bytes((mark + text).encode(encoding))
    link.symlink_to(path)
    assert statuses(link, ONE) == {"t1": "rejected"}
    given(link, (TWO, "accept"))
    assert link.is_symlink()
    assert statuses(path, ONE, TWO) == {"t1": "rejected", "t2": "accepted"}
    assert Ledger(path).verdicts[0].reason == "σ ≥ 5\u010a\u200a"


def test_a_damaged_ledger_in_utf_16_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "l"
    given(path, (ONE, "reject"))
    path.write_bytes(path.read_text("utf-8").encode("utf-16") + b"x")
    before = path.read_bytes()
    with pytest.raises(UserError, match="saved as UTF-16"):
        given(path, (TWO, "accept"))
    assert path.read_bytes() == before


@pytest.mark.fault("F45")
def test_a_pipe_or_a_device_as_ledger_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for name in ("pipe", "zero"):
        with pytest.raises(UserError, match="not a normal file but a pipe"):
            Ledger(tmp_path / name)


def test_half_a_surrogate_pair_in_a_line_makes_it_no_verdict(tmp_path: Path) -> None:
    path = tmp_path / "l"
    given(path, (ONE, "reject"), (TWO, "accept"), reason="HALF")
    path.write_text(path.read_text("utf-8").replace("HALF", "\\ud800", 1), "utf-8")
    ledger = Ledger(path)
    assert ([one.triple for one in ledger.verdicts], ledger.torn) == (["t2"], [1])


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


@pytest.mark.parametrize(
    ("words", "told"),
    [("  ", "nothing but blanks"), ("\u200b\n", "nothing but blanks")]
    + [(f"5{sign} MPa", "acts on a terminal") for sign in ("\x1b[2J", "\x9b", "\u202e", "\0")],
)
def test_an_edit_to_blanks_or_to_what_a_terminal_obeys_is_refused(
    tmp_path: Path, words: str, told: str
) -> None:
    ledger = Ledger(tmp_path / "l")
    edit = verdict_on(ONE, None, "me", "edit", new_question=ONE.question, new_answer=words)
    with pytest.raises(UserError, match=told):
        ledger.add(edit)
    assert ledger.verdicts == []
    assert Ledger(tmp_path / "l").verdicts == []


def test_signs_that_a_terminal_obeys_are_written_out_where_a_ledger_holds_them(
    tmp_path: Path,
) -> None:
    path = tmp_path / "l"
    given(path, (ONE, "edit"), reason="WHY", new_question="BLANK", new_answer="WORDS")
    text = path.read_text("utf-8")
    for place, words in (
        ("BLANK", " "),
        ("WHY", "\\u001b[2J"),
        ("WORDS", "a\\u202e\\r\\nb\\u009b"),
    ):
        text = text.replace(place, words)
    path.write_text(text, "utf-8")
    [found] = Ledger(path).verdicts
    assert (found.new_question, found.reason, found.new_answer) == (
        "",
        "\\x1b[2J",
        "a\\u202e\nb\\x9b",
    )


def test_what_others_write_is_noticed_once(tmp_path: Path) -> None:
    own, other = Ledger(tmp_path / "l.jsonl"), Ledger(tmp_path / "l.jsonl")
    assert own.others() == []
    [theirs] = other.add(verdict_on(ONE, None, "bo", "accept"))
    [mine] = own.add(verdict_on(ONE, None, "ann", "reject"))
    assert own.others() == [theirs]
    assert own.others() == []
    assert other.others() == [mine]
    assert own.verdicts == [mine]


def test_a_ledger_that_was_replaced_has_to_be_opened_anew(tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    own = Ledger(path)
    own.add(verdict_on(ONE, None, "ann", "reject"))
    merged = path.read_text("utf-8") + path.read_text("utf-8")
    (tmp_path / "new").write_text(merged, "utf-8")
    (tmp_path / "new").replace(path)
    assert own.others() is None
    path.write_text("", "utf-8")
    assert Ledger(path).others() == []
