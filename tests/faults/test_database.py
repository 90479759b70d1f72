"""A database with changed bits is known for it, and the same corpus gives the same bytes."""

import json
import random
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from draw_samples import SAMPLES
from small_library import CANTOR, SENKOV, Many, Run, write_records

from builder.curation.curation import Curation
from builder.dataset.select import DatasetOptions, make_dataset
from builder.dataset.splits import PARTS
from builder.drafting import update as drafts
from builder.errors import UserError
from builder.library.catalog import listing
from builder.storage.database import open_database
from builder.storage.integrity import check_integrity, database_digest
from hea.workflows.triples.curation import open_triples
from hea.workspace import Workspace

#: Databases with flipped bits.
COUNT = 200


def flipped(data: bytes, seed: int) -> bytes:
    """One to eight bits changed; the lower seeds hit what is written rather than empty pages."""
    dice, changed = random.Random(seed), bytearray(data)
    written = [at for at, byte in enumerate(data) if byte]
    for _ in range(dice.randint(1, 8)):
        at = dice.choice(written) if seed % 4 else dice.randrange(len(data))
        changed[at] ^= 1 << dice.randrange(8)
    return bytes(changed)


def exported(place: Path) -> list[str]:
    """All that a dataset would hold."""
    with open_triples(Workspace(place)) as (db, verdicts):
        made = make_dataset(db, verdicts, DatasetOptions("all", 0, frozenset()))
        return sorted(repr(record) for part in PARTS for record in made.records(part))


def unchecked(path: Path) -> list[str] | None:
    """The triples as they would be read if nobody looked at the seal; None if SQLite minds."""
    try:
        with closing(open_database(path)) as db:
            if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                return None
            papers = {row.id: row for row in listing(db)}
            return [repr(one) for one in Curation(drafts.load_triples(db), [], []).curated] + [
                repr(row.paper) for row in papers.values()
            ]
    except Exception:  # whatever it stumbles over, it noticed
        return None


@pytest.mark.fault("F11", 200)
def test_no_database_with_changed_bits_gives_a_dataset(place: Path) -> None:
    path = place / "data" / "hea.sqlite"
    whole, right = path.read_bytes(), exported(place)
    assert len(right) > 5
    true, silently_wrong = unchecked(path), 0
    for seed in range(COUNT):
        path.write_bytes(flipped(whole, seed))
        with pytest.raises(UserError, match="is damaged"):
            exported(place)
        silently_wrong += unchecked(path) not in (None, true)
    assert silently_wrong, "without the seal some would be read, and read wrong"
    path.write_bytes(whole)
    assert exported(place) == right


@pytest.mark.parametrize("verb", [("doctor",), ("dataset",), ("curate", "--stats"), ("build",)])
def test_every_verb_that_relies_on_it_says_so_and_how_to_mend_it(
    hea: Run, place: Path, verb: tuple[str, ...]
) -> None:
    path = place / "data" / "hea.sqlite"
    path.write_bytes(path.read_bytes().replace(b"405 MPa", b"505 MPa"))
    code, out, err = hea(*verb, "--workspace", place)
    assert code == 1
    assert "damaged" in out + err
    assert "hea build" in out + err
    assert not (place / "data" / "dataset").exists()
    shutil.rmtree(place / "data")
    assert hea("build", "--workspace", place)[0] == 0
    assert hea(*verb, "--workspace", place)[0] == 0


@pytest.mark.parametrize("part", [slice(0, 16), slice(100, 4096), slice(None)])
def test_a_page_of_rubbish_is_told_by_the_verbs_that_ask(
    hea: Run, place: Path, part: slice
) -> None:
    path = place / "data" / "hea.sqlite"
    changed = bytearray(path.read_bytes())
    changed[part] = b"\xa5" * len(changed[part])
    path.write_bytes(changed)
    for verb in (("papers",), ("search", "Cantor"), ("ask", "How tough is CrMnFeCoNi?")):
        code, _, err = hea(*verb, "--workspace", place)
        assert code == 1
        assert "damaged" in err or "another version" in err


def test_a_killed_build_is_told_and_the_next_one_seals(
    hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = place / "data" / "hea.sqlite"
    assert check_integrity(path)

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("hea.workflows.corpus.build.update_drafts", dies)
        assert hea("build", "--workspace", place)[0] != 0
    assert not database_digest(path).exists()
    assert "was interrupted" in hea("curate", "--stats", "--workspace", place)[2]
    assert hea("doctor", "--workspace", place)[0] == 1
    assert hea("build", "--workspace", place)[0] == 0
    assert check_integrity(path)


@pytest.mark.slow
@pytest.mark.fault("F22")
def test_the_same_corpus_gives_the_same_bytes_whatever_the_order_and_the_workers(
    hea: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how_many: Many
) -> None:
    """Dataset and index: files copied in another order, one worker or two, one file later."""
    monkeypatch.setattr(drafts, "_MANY", 1)
    monkeypatch.setattr(drafts, "_TOGETHER", 2)
    sources = sorted(SAMPLES.glob("*.pdf"))[:5]
    found: list[dict[str, bytes]] = []
    for run in range(how_many(4, 10)):
        place = tmp_path / str(run)
        (place / "corpus").mkdir(parents=True)
        jobs = [lambda s=s, p=place: shutil.copy(s, p / "corpus") for s in sources]
        jobs.append(lambda p=place: write_records(p / "corpus" / "r.jsonl", CANTOR, SENKOV))
        random.Random(run).shuffle(jobs)
        for job in jobs:
            job()
        if run % 3 == 2:  # not all at once
            late = place / "corpus" / sources[0].name
            aside = late.rename(tmp_path / f"late{run}.pdf")
            assert hea("build", "--workspace", place)[0] == 0
            shutil.copy(aside, late)
        monkeypatch.setenv("HEA_READERS", str(1 + run % 2))
        assert hea("build", "--workspace", place)[0] == 0
        assert hea("dataset", "--status", "all", "--workspace", place)[0] == 0
        made = [*(place / "data" / "dataset").rglob("*"), *(place / "data" / "index").rglob("*")]
        files = {str(file.relative_to(place)): file for file in made if file.is_file()}
        found.append({name: file.read_bytes() for name, file in files.items()})
        shutil.rmtree(place)
    dataset = "data/dataset"
    assert len(found[0][f"{dataset}/train.jsonl"] + found[0][f"{dataset}/test.jsonl"]) > 1000
    assert json.loads(found[0][f"{dataset}/made.json"])
    for files in found[1:]:
        assert files == found[0]
