"""A disk that fills up at any moment, folders that may not be written, odd names, archives."""

import json
import shutil
import subprocess
import tarfile
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from pdf_factory import good_pdf
from pipeline import SAID, started, state
from small_disk import small_disk
from small_library import CANTOR, SENKOV, Many, Run, quiet, write_records

from builder.curation.ledger import Ledger
from builder.errors import UserError
from builder.ingest.ingest import ingest
from builder.library.catalog import listing
from builder.storage.database import create_database
from hea.workspace import Workspace
from retrieval.vector_index import open_index


def resize(place: Path, size: str) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(place)], check=True)


@pytest.mark.slow
@pytest.mark.fault("F7")
def test_a_disk_that_fills_up_is_said_and_costs_nothing(
    tmp_path: Path, corpus: Path, how_many: Many
) -> None:
    """Disks from a few KiB up to just enough: the first write to fail is another each time."""
    write_records(corpus / "r.jsonl", CANTOR, SENKOV)
    good_pdf(corpus / "a.pdf")
    whole = Workspace(tmp_path)
    undisturbed = started(whole.root)
    undisturbed.join()
    expected = state(whole)
    # A WAL may stand beside the database; both are on the small disk.
    most = sum(p.stat().st_size for p in whole.data.rglob("*") if p.is_file()) // 1024 + 400
    turns = how_many(8, 207)
    full = 0
    for turn in range(turns):
        disk = tmp_path / f"disk{turn}"
        place = Workspace(disk / "w")
        size = 300 + (most - 300) * turn // turns
        with small_disk(disk, f"{size}k"):
            shutil.copytree(corpus, place.corpus)
            said = disk / SAID
            said.write_text(" " * 500)  # room for the words themselves
            building = started(place.root)
            building.join()
            assert building.exitcode in (0, 1), f"{size} KiB: exit code {building.exitcode}"
            if building.exitcode:
                full += 1
                assert "disk is full" in json.loads(said.read_text("utf-8"))[0]
                check_finished_files(place)
            resize(disk, "64m")
            again = started(place.root)
            again.join()
            assert again.exitcode == 0
            assert state(place) == expected
    assert full >= turns // 3


def check_finished_files(place: Workspace) -> None:
    """What stands under a final name is whole."""
    if place.database.exists():
        create_database(place.database).close()
    if (place.index / "made.json").exists():
        try:
            open_index(place.index)
        except UserError as error:
            assert "no index" in error.message
    if (place.dataset / "made.json").exists():
        made = json.loads((place.dataset / "made.json").read_text("utf-8"))
        assert all((place.dataset / name).exists() for name in made["sha256"])


NAMES = {
    "spaces": "my papers on alloys",
    "umlauts and Greek": "Prüfkörper σ ≥ 1 GPa",
    "Chinese": "高熵合金",
    "emoji": "alloys 🔥",
    "quotes": 'it\'s "fine" `here`',
    "a newline": "two\nlines",
    "a tab": "two\tcolumns",
    "markup": "[bold]x <b>y [red]",
    "a shell's own signs": "$(rm -rf x); & | *?",
    "255 bytes": "a" * 251,
    "right to left": "\u202egnp.exe",
    "percent signs": "%s%n%d {0} {name}",
}


@pytest.mark.fault("F8")
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_folders_and_files_may_have_any_name(tmp_path: Path, name: str, hea: Run) -> None:
    root = tmp_path / name
    (root / "corpus").mkdir(parents=True)
    good_pdf(root / "corpus" / f"{name}.pdf")
    (root / "data").mkdir()
    with create_database(root / "data" / "hea.sqlite") as db:
        ingest(db, root / "corpus", quiet)
        [row] = listing(db)
    assert row.paper.state == "ok"
    code, out, err = hea("papers", "--workspace", root)
    assert code == 0, err
    # One line of headings, one of the paper, whatever its name says; counts; and the name as it is.
    assert len(out.split("\n\n")[0].splitlines()) <= 3, out  # a long name is wrapped once
    assert not set(out) & set("\t\x1b\u202e")
    code, out, _ = hea("papers", "--json", "--workspace", root)
    assert json.loads(out)[0]["file"] == f"{name}.pdf"


@pytest.mark.fault("F8")
@pytest.mark.parametrize("closed", ["workspace", "data"])
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, closed: str, hea: Run) -> None:
    with small_disk(tmp_path / "disk", "1m"):
        root = tmp_path / "disk" / "w"
        write_records_in(root)
        if closed == "data":
            (root / "data").mkdir()
        remount_read_only(tmp_path / "disk")
        code, out, err = hea("build", "--workspace", root)
        assert (code, out) == (1, "")
        assert "annot be written" in err
        assert "Traceback" not in err


READING = (
    ("status",), ("papers",), ("search", "toughness"), ("ask", "How tough is CrMnFeCoNi?"),
    ("alloy", "NbMoTaW"), ("table", "--property", "yield strength"), ("curate", "--stats"),
)  # fmt: skip
WRITING = (("build",), ("dataset",), ("curate", "accept", "--where", "status=unreviewed", "--yes"))


@pytest.mark.fault("F40")
@pytest.mark.parametrize("disk", ["full", "read-only"])
def test_what_was_built_is_asked_on_a_disk_that_takes_nothing(
    tmp_path: Path, disk: str, hea: Run
) -> None:
    """Every verb that reads gives what it gave; one that writes says what keeps it from writing."""
    with small_disk(tmp_path / "disk", "8m"):
        root = tmp_path / "disk" / "w"
        write_records_in(root)
        write_records(root / "corpus" / "more.jsonl", SENKOV)
        assert hea("build", "--workspace", root)[0] == 0
        before = [hea(*verb, "--workspace", root) for verb in READING]
        assert all(code == 0 for code, _, _ in before)
        if disk == "full":
            fill(tmp_path / "disk")
        else:
            remount_read_only(tmp_path / "disk")
        assert not list((root / "data").glob("*-shm"))
        assert [hea(*verb, "--workspace", root)[:2] for verb in READING] == [
            (code, out) for code, out, _ in before
        ]
        for verb in WRITING:
            code, _, err = hea(*verb, "--workspace", root)
            assert code == 1, verb
            assert "disk is full" in err or "annot be written" in err, (verb, err)
            assert "Delete" not in err
            assert "damaged" not in err
        assert (
            not (root / "corpus" / "ledger.jsonl").exists()
            or not Ledger(root / "corpus" / "ledger.jsonl").verdicts
        )
        if disk == "full":
            (tmp_path / "disk" / "filling").unlink()
            assert [hea(*verb, "--workspace", root)[0] for verb in WRITING] == [0, 0, 0]


def fill(disk: Path) -> None:
    """Write until nothing fits."""
    with (disk / "filling").open("wb", buffering=0) as filling:
        for size in (1 << 16, 1 << 12, 1):
            with suppress(OSError):
                while True:
                    filling.write(b"x" * size)


def remount_read_only(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True, capture_output=True)


def write_records_in(root: Path) -> None:
    (root / "corpus").mkdir(parents=True)
    write_records(root / "corpus" / "r.jsonl", CANTOR)


@pytest.mark.fault("F16")
def test_archives_are_never_unpacked(tmp_path: Path, corpus: Path) -> None:
    """An archive in the corpus is no paper; what it would write outside is not written."""
    with zipfile.ZipFile(corpus / "slip.zip", "w") as archive:
        archive.writestr("../../outside.txt", "x")
    with tarfile.open(corpus / "slip.tar.gz", "w:gz") as tar:
        tar.add(__file__, arcname="../outside.txt")
    with zipfile.ZipFile(corpus / "named.pdf", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\0" * 50_000_000)
    before = {path for path in tmp_path.rglob("*") if "data" not in path.parts}
    db = create_database(tmp_path / "data" / "hea.sqlite")
    ingest(db, corpus, quiet)
    states = {row.file: row.paper.state for row in listing(db)}
    assert states == dict.fromkeys(("named.pdf", "slip.tar.gz", "slip.zip"), "not_pdf")
    assert {path for path in tmp_path.rglob("*") if "data" not in path.parts} == before
    assert not (tmp_path.parent / "outside.txt").exists()
    assert (corpus / "named.pdf").stat().st_size < 100_000
