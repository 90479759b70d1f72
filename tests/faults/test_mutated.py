"""A thousand damaged PDFs beside good ones: each ends in one state, and no good one is harmed."""

import os
import random
import re
from pathlib import Path

import pytest
from draw_samples import SAMPLES
from mutations import MUTATORS
from pdf_factory import good_pdf
from processor_time import cpu_seconds
from small_library import Many, Run, quiet

from builder.ingest.ingest import ingest
from builder.ingest.isolation import Limits
from builder.library.catalog import CatalogEntry, listing
from builder.papers import STATES
from builder.storage.database import create_database

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def read(corpus: Path, data: Path, seconds: float = 10) -> dict[str, CatalogEntry]:
    db = create_database(data / "hea.sqlite")
    ingest(db, corpus, quiet, Limits(seconds=seconds))
    rows = {row.file: row for row in listing(db)}
    db.close()
    return rows


def test_mutators_are_twelve_and_seeded() -> None:
    data = (SAMPLES / "lam2022_cast_cocrfeni_tension.pdf").read_bytes()
    assert len(MUTATORS) == 12
    for mutate in MUTATORS:
        assert mutate(data, random.Random(1)) == mutate(data, random.Random(1))
        assert any(mutate(data, random.Random(seed)) != data for seed in range(9))


@pytest.mark.slow
@pytest.mark.fault("F1")
def test_damaged_files_end_in_named_states_and_harm_no_good_one(
    corpus: Path, tmp_path: Path, how_many: Many
) -> None:
    # The damaged files are copies of other papers: one of the same DOI would rightly be merged.
    samples = sorted(SAMPLES.glob("*.pdf"))
    good, others = samples[:6], samples[6:]
    for path in good:
        (corpus / path.name).write_bytes(path.read_bytes())
    clean = read(corpus, tmp_path / "clean")
    rng = random.Random(20)
    seeds = [path.read_bytes() for path in others]
    count = how_many(1_000, 20_000)
    for number in range(count):
        damaged = MUTATORS[number % len(MUTATORS)](rng.choice(seeds), rng)
        (corpus / f"damaged{number:05}.pdf").write_bytes(damaged)
    rows = read(corpus, tmp_path / "mixed")
    assert len(rows) == count + len(good)
    for file, row in rows.items():
        assert row.paper.state in STATES
        assert row.paper.reason or row.paper.state == "ok", file
        assert "ended the process" not in row.paper.reason, file
        shown = (row.paper.title, row.paper.reason, row.paper.abstract and row.paper.abstract.text)
        assert not any(_CONTROL.search(text) for text in shown if text), file
    assert {path.name: rows[path.name] for path in good} == clean


@pytest.mark.parametrize("name", ["a b.pdf", "ä\nö.pdf", "x" * 251 + ".pdf", "[bold]red.pdf"])
def test_odd_names_are_read(corpus: Path, tmp_path: Path, name: str) -> None:
    good_pdf(corpus / "plain.pdf").rename(corpus / name)
    assert {file: row.paper.state for file, row in read(corpus, tmp_path / "data").items()} == {
        name: "ok"
    }


def test_a_name_that_is_not_in_utf_8_is_read_and_shown(
    corpus: Path, tmp_path: Path, hea: Run
) -> None:
    try:
        good_pdf(corpus / "plain.pdf").rename(corpus / os.fsdecode(b"Pr\xfcfung.pdf"))
    except OSError:
        pytest.skip("no such name can be given here")
    assert {file: row.paper.state for file, row in read(corpus, tmp_path / "data").items()} == {
        "Pr\\xfcfung.pdf": "ok"
    }
    assert "Pr\\xfcfung.pdf" in hea("papers", "--workspace", tmp_path)[1]


def test_a_file_that_may_not_be_opened_is_a_row(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root may open everything, the refusal is played."""
    good_pdf(corpus / "mine.pdf")
    good_pdf(corpus / "theirs.pdf")
    plain = Path.open

    def refusing(self: Path, *how: object, **more: object) -> object:
        if self.name == "theirs.pdf":
            raise PermissionError(13, "Permission denied")
        return plain(self, *how, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", refusing)
    rows = read(corpus, tmp_path / "data")
    assert rows["mine.pdf"].paper.state == "ok"
    assert rows["theirs.pdf"].paper.state == "corrupt"
    assert "Permission denied" in rows["theirs.pdf"].paper.reason


def test_a_thousand_unchanged_files_cost_a_look_at_the_folder(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1000):
        (corpus / f"{number}.pdf").write_bytes(b"%d is no PDF" % number)
    read(corpus, tmp_path)
    monkeypatch.setattr(Path, "open", None)
    assert len(read(corpus, tmp_path)) == 1000
    assert cpu_seconds(lambda: read(corpus, tmp_path), 1.0) <= 1.0
