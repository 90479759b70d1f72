import hashlib
import io
import os
import stat
import struct
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pdf_factory import good_pdf

from builder.errors import UserError
from builder.storage.corpus_files import corpus_files
from hea.workflows.intake import archives, inbox
from hea.workflows.intake.inbox import Inbox
from hea.workflows.intake.rows import AddedFile
from hea.workspace import Workspace

RECORD = (
    b"TY  - JOUR\nTI  - Strength of a CoCrNi alloy\nPY  - 2021\n"
    b"AB  - A CoCrNi alloy was rolled. Its yield strength is 510 MPa.\nER  - \n"
)


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    (tmp_path / "corpus").mkdir()
    return Workspace(tmp_path)


def pdf(words: str = "") -> bytes:
    """The first bytes of a PDF: to be put away it need not be readable."""
    return b"%PDF-1.7\n" + words.encode()


def take(box: Inbox, name: str, data: bytes, **more: Any) -> list[AddedFile]:
    return list(box.take(name, io.BytesIO(data), len(data), **more))


def zipped(*files: tuple[Any, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def inbox_of(place: Workspace) -> list[str]:
    return sorted(path.name for path in (place.corpus / "inbox").iterdir())


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_pdf_is_put_away_whole_under_a_name_of_ours(place: Workspace) -> None:
    (row,) = take(Inbox(place), "dir/Ein Titel.PDF", pdf("words"))
    assert (row.state, row.file) == ("added", "inbox/Ein Titel.pdf")
    assert (place.corpus / row.file).read_bytes() == pdf("words")
    assert [one.file for one in corpus_files(place.corpus)] == ["inbox/Ein Titel.pdf"]


def test_nothing_is_written_over(place: Workspace) -> None:
    box = Inbox(place)
    names = [take(box, "a.pdf", pdf(str(n)))[0].file for n in range(3)]
    assert names == ["inbox/a.pdf", "inbox/a-2.pdf", "inbox/a-3.pdf"]
    # A file that came meanwhile, which the listing does not know yet.
    (place.corpus / "inbox" / "b.pdf").write_bytes(b"mine")
    assert take(box, "b.pdf", pdf("b"))[0].file == "inbox/b-2.pdf"
    assert (place.corpus / "inbox" / "b.pdf").read_bytes() == b"mine"


def test_names_that_differ_in_capitals_or_composition_are_kept_apart(place: Workspace) -> None:
    box = Inbox(place)
    given = ["Ab.pdf", "aB.pdf", "AB.PDF", "Müller.pdf", "Mu\u0308ller.pdf", "MÜLLER.pdf"]
    for number, name in enumerate(given):
        take(box, name, pdf(str(number)))
    names = inbox_of(place)
    assert len(names) == len({name.casefold() for name in names}) == len(given)


def test_the_same_bytes_are_told_and_not_copied_twice(place: Workspace) -> None:
    (place.corpus / "deep").mkdir()
    (place.corpus / "deep" / "there.pdf").write_bytes(pdf("x"))
    box = Inbox(place)
    (row,) = take(box, "copy.pdf", pdf("x"))
    assert (row.state, row.file) == ("same", "deep/there.pdf")
    assert row.reason == "The same bytes as deep/there.pdf."
    take(box, "new.pdf", pdf("y"))
    assert take(box, "again.pdf", pdf("y"))[0].file == "inbox/new.pdf"
    assert inbox_of(place) == ["new.pdf"]


def test_an_export_is_read_and_one_without_a_record_is_not_kept(place: Workspace) -> None:
    box = Inbox(place)
    (row,) = take(box, "one.ris", RECORD)
    assert (row.state, row.records, row.year) == ("ok", 1, 2021)
    assert row.title == "Strength of a CoCrNi alloy"
    (row,) = take(box, "notes.txt", b"nothing of the kind")
    assert row.state == "left_out"
    assert "No record" in row.reason
    assert ".hea-" not in row.reason
    assert inbox_of(place) == ["one.ris"]


@pytest.mark.parametrize(
    "name",
    [
        "../../../escaped.pdf", "/etc/escaped.pdf", "..\\..\\escaped.pdf", "C:\\escaped.pdf",
        "a/../../b.pdf", "x\0y.pdf", "CON.pdf", "aux", "\u202efdp.pdf", "x" * 4096, "", ".", "..",
        ".hidden.pdf", "manifest.csv.pdf", "half\udcff.pdf", "\n.pdf", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_no_name_leads_out_of_the_inbox(place: Workspace, tmp_path: Path, name: str) -> None:
    before = everything(tmp_path)
    (row,) = take(Inbox(place), name, pdf())
    assert row.file is not None
    made = set(everything(tmp_path)) - set(before)
    assert made == {f"corpus/{row.file}"}
    assert (place.corpus / row.file).parent == place.corpus / "inbox"
    assert [one.file for one in corpus_files(place.corpus)] == [row.file]


def test_what_is_too_large_is_refused_before_and_while_it_is_read(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MOST_PDF", 1000)
    box = Inbox(place)
    (told,) = box.take("x.pdf", io.BytesIO(pdf()), 10**10)
    (lied,) = box.take("x.pdf", io.BytesIO(pdf("x" * 5000)), 10)
    for row in (told, lied):
        assert row.state == "left_out"
        assert "larger than" in row.reason
    assert inbox_of(place) == []


def test_a_full_disk_is_told_before_it_is_full(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "_ROOM", 1 << 60)
    (row,) = take(Inbox(place), "x.pdf", pdf())
    assert "no room" in row.reason
    assert inbox_of(place) == []


def test_a_source_that_breaks_off_leaves_nothing(place: Workspace) -> None:
    class Broken(io.BytesIO):
        def read(self, count: int | None = -1) -> bytes:
            if self.tell() > 1024:
                raise OSError("gone")
            return super().read(min(count or 1, 2048))

    with pytest.raises(OSError, match="gone"):
        list(Inbox(place).take("x.pdf", Broken(pdf("x" * 9000)), 9000))
    assert inbox_of(place) == []


def test_what_a_killed_process_left_goes_after_a_day(place: Workspace) -> None:
    (place.corpus / "inbox").mkdir()
    for name in (".hea-0123456789abcdef.new.pdf", ".mine"):
        (place.corpus / "inbox" / name).write_bytes(b"x")
        os.utime(place.corpus / "inbox" / name, (0, 0))
    (place.corpus / "inbox" / ".hea-fedcba9876543210.new.pdf").write_bytes(b"at work")
    take(Inbox(place), "x.pdf", pdf())
    assert inbox_of(place) == [".hea-fedcba9876543210.new.pdf", ".mine", "x.pdf"]


def test_an_inbox_that_leads_elsewhere_is_not_filled(place: Workspace, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (place.corpus / "inbox").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UserError, match="is a link"):
        take(Inbox(place), "x.pdf", pdf())
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_disk_without_links_is_served_too(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    box = Inbox(place)
    (place.corpus / "inbox").mkdir()
    (place.corpus / "inbox" / "x.pdf").write_bytes(b"mine")
    assert take(box, "x.pdf", pdf("1"))[0].file == "inbox/x-2.pdf"
    assert (place.corpus / "inbox" / "x-2.pdf").read_bytes() == pdf("1")
    assert inbox_of(place) == ["x-2.pdf", "x.pdf"]


def test_several_threads_lose_nothing(place: Workspace) -> None:
    boxes = [Inbox(place), Inbox(place)]

    def many(start: int) -> None:
        for number in range(start, start + 25):
            take(boxes[number % 2], "same name.pdf", pdf(str(number)))

    threads = [threading.Thread(target=many, args=(n * 25,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    folder = place.corpus / "inbox"
    assert {path.read_bytes() for path in folder.iterdir()} == {pdf(str(n)) for n in range(100)}
    assert len(inbox_of(place)) == 100


def test_a_link_shares_the_bytes(place: Workspace, tmp_path: Path) -> None:
    source = tmp_path / "mine.pdf"
    source.write_bytes(pdf())
    with source.open("rb") as file:
        (row,) = Inbox(place).take("mine.pdf", file, source.stat().st_size, source)
    assert (place.corpus / str(row.file)).samefile(source)


def test_the_files_of_an_archive_are_put_away_by_their_last_names(
    place: Workspace, tmp_path: Path
) -> None:
    rows = take(
        Inbox(place),
        "library.zip",
        zipped(
            ("storage/AB/Full Text.pdf", pdf("1")),
            ("storage/CD/Full Text.pdf", pdf("2")),
            ("../../up.pdf", pdf("3")),
            ("/abs.pdf", pdf("4")),
            ("..\\..\\win.pdf", pdf("5")),
            ("storage/copy.pdf", pdf("1")),
            ("one.ris", RECORD),
            ("inner.zip", zipped(("x.pdf", pdf()))),
            ("page.html", b"<html>"),
            ("fake.pdf", b"<html>"),
            ("manifest.csv", b"file,title\n"),
            ("__MACOSX/._x.pdf", pdf()),
            (".DS_Store", b"x"),
            ("empty/", b""),
        ),
    )
    assert inbox_of(place) == [
        "Full Text-2.pdf", "Full Text.pdf", "abs.pdf", "one.ris", "up.pdf", "win.pdf",
    ]  # fmt: skip
    states = {row.name: row.state for row in rows}
    assert states["storage/copy.pdf"] == "same"
    assert {name for name, state in states.items() if state == "left_out"} == {
        "inner.zip", "page.html", "fake.pdf", "manifest.csv",
    }  # fmt: skip
    assert len(rows) == 11
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]


def test_links_locked_files_and_odd_packings_are_left_out(place: Workspace) -> None:
    link = zipfile.ZipInfo("link.pdf")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    rows = take(Inbox(place), "x.zip", zipped((link, b"/etc/passwd"), ("good.pdf", pdf("1"))))
    assert [row.state for row in rows] == ["left_out", "added"]
    rows = take(Inbox(place), "x.zip", zipped(("x.pdf", pdf("2")), method=zipfile.ZIP_LZMA))
    assert "pack the archive anew" in rows[0].reason
    locked = bytearray(zipped(("x.pdf", pdf("3"))))
    for at in (locked.index(b"PK\3\4") + 6, locked.index(b"PK\1\2") + 8):
        locked[at] |= 1
    assert "password" in take(Inbox(place), "x.zip", bytes(locked))[0].reason
    assert inbox_of(place) == ["good.pdf"]


def test_a_bomb_is_refused_before_it_is_unpacked(place: Workspace) -> None:
    zeros = bytes(64 * 2**20)
    (row,) = take(Inbox(place), "bomb.zip", zipped(("x.txt", zeros)))
    assert row.state == "left_out"
    assert "would unpack to 64 MB" in row.reason
    assert inbox_of(place) == []


def test_an_archive_that_lies_of_its_sizes_gives_no_more_than_it_tells(place: Workspace) -> None:
    data = bytearray(zipped(("x.pdf", pdf("x" * 3_000_000))))
    for mark, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        struct.pack_into("<I", data, data.index(mark) + at, 2000)
    (row,) = take(Inbox(place), "x.zip", bytes(data))
    assert "broken in the archive" in row.reason
    assert inbox_of(place) == []


def test_an_archive_of_too_many_files_is_refused(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_FILES", 3)
    (row,) = take(Inbox(place), "x.zip", zipped(*((f"{n}.pdf", pdf(str(n))) for n in range(4))))
    assert "holds 4 files, more than 3" in row.reason
    monkeypatch.setattr(archives, "_MOST_DIRECTORY", 100)
    (row,) = take(Inbox(place), "x.zip", zipped(*((f"{n}.pdf", pdf(str(n))) for n in range(4))))
    assert "lists too many files" in row.reason
    assert inbox_of(place) == []


@pytest.mark.parametrize("keep", [0, 4, 30, 100, 200])
def test_a_broken_archive_is_told(place: Workspace, keep: int) -> None:
    whole = zipped(("a.pdf", pdf("1")), ("b.pdf", pdf("2")))
    (row,) = take(Inbox(place), "x.zip", whole[:keep])
    assert row.state == "left_out"
    assert inbox_of(place) == []


def test_a_broken_file_of_an_archive_costs_only_itself(place: Workspace) -> None:
    data = bytearray(zipped(("a.pdf", pdf("1" * 50)), ("b.pdf", pdf("2")), method=0))
    data[data.index(b"11111") + 2] = 0
    rows = take(Inbox(place), "x.zip", bytes(data))
    assert [row.state for row in rows] == ["left_out", "added"]
    assert inbox_of(place) == ["b.pdf"]


def test_every_changed_byte_of_an_archive_does_no_harm(place: Workspace, tmp_path: Path) -> None:
    whole = zipped(("../a.pdf", pdf("1" * 40)), ("b.pdf", pdf("2")))
    box = Inbox(place)
    for at in range(0, len(whole), 2):
        changed = bytearray(whole)
        changed[at] ^= 0xFF
        (tmp_path / "x.zip").write_bytes(changed)
        with (tmp_path / "x.zip").open("rb") as source:
            for row in box.take("x.zip", source, len(changed)):
                assert row.state in ("added", "same", "left_out")
    (tmp_path / "x.zip").unlink()
    assert everything(place.root) == [f"corpus/inbox/{name}" for name in inbox_of(place)]


def test_two_threads_add_one_file_once(place: Workspace) -> None:
    box, rows = Inbox(place), list[AddedFile]()
    threads = [
        threading.Thread(target=lambda: rows.extend(take(box, "x.ris", RECORD))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(row.state for row in rows) == ["ok", "same", "same", "same"]
    assert inbox_of(place) == ["x.ris"]


def test_a_real_pdf_keeps_its_bytes(place: Workspace, tmp_path: Path) -> None:
    data = good_pdf(tmp_path / "x.pdf").read_bytes()
    (row,) = take(Inbox(place), "x.pdf", data)
    kept = (place.corpus / str(row.file)).read_bytes()
    assert hashlib.sha256(kept).digest() == hashlib.sha256(data).digest()


def test_a_paper_that_comes_as_text_is_read_at_once(place: Workspace) -> None:
    box = Inbox(place)
    paper = b"# On hard alloys\n\n## Abstract\n\nThe alloy that we cast is harder than any other.\n"
    [row] = take(box, "on alloys.md", paper)
    assert (row.file, row.state, row.title) == ("inbox/on alloys.md", "ok", "On hard alloys")
    [row] = take(box, "list.md", b"# To buy\n\n- bread\n")
    assert (row.file, row.state) == (None, "left_out")
    assert "No paper was found" in row.reason
