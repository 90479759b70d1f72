"""What tests share: the real papers beside the project, a small library, drawn pages."""

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import WordEmbedder, loads

from builder.intake import take_in
from builder.store import create_store
from hea import cli
from retrieval.index import Manifest, open_index, update_index
from retrieval.search import Searcher

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


Run = Callable[..., tuple[int, str, str]]


Many = Callable[[int, int], int]


@pytest.fixture
def how_many(request: pytest.FixtureRequest) -> Many:
    """How often a fault is made: shortly, or at length with HEA_FAULTS=long; the run records it."""

    def chosen(short: int, long: int) -> int:
        count = long if os.environ.get("HEA_FAULTS") == "long" else short
        request.node.user_properties.append(("count", count))
        return count

    return chosen


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the fault that a test makes stand in the record of the run."""
    for item in items:
        for mark in item.iter_markers("fault"):
            item.user_properties += zip(("fault", "count"), mark.args, strict=False)


@pytest.fixture
def hea(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type `hea …`: exit code, stdout and stderr."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["hea", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return run


@pytest.fixture
def shared() -> Path:
    """The real papers and questions beside the project; the test is skipped where they are not."""
    if not SHARED.is_dir():
        pytest.skip("the real papers are not beside the project (../shared/data)")
    return SHARED


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """An empty corpus folder."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def write_records(path: Path, *records: dict[str, object]) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")


CANTOR = {
    "id": "cantor",
    "title": "Toughness of CrMnFeCoNi at low temperature",
    "abstract": "CrMnFeCoNi was rolled and annealed. Its fracture toughness exceeds 200 MPa m^0.5"
    " at 77 K. The toughness rises on cooling because nanotwins form beside dislocation slip.",
    "doi": "10.1000/cantor",
    "year": 2014,
}
SENKOV = {
    "id": "senkov",
    "title": "Refractory high-entropy alloys NbMoTaW and VNbMoTaW",
    "abstract": "NbMoTaW was arc melted. Its yield strength is 405 MPa at 1600 °C. A single BCC"
    " phase was found in both alloys.",
    "doi": "10.1000/senkov",
    "year": 2011,
}
ALUMINIUM = {
    "id": "aluminium",
    "title": "Effect of aluminium on AlxCoCrFeNi",
    "abstract": "AlxCoCrFeNi (x = 0, 0.3, 0.9) was cast. With x = 0.3 the alloy is FCC; with"
    " x = 0.9 it is BCC. Hardness rises from 116 HV to 527 HV because the BCC phase is harder.",
    "doi": "10.1000/aluminium",
    "year": 2012,
}

#: A folder that stands for the model: its files are hashed, none is loaded.
MODEL = str(Path(__file__).parent)


def quiet(done: int, total: int) -> None:
    pass


def built(place: Path, corpus: Path, embedder: WordEmbedder) -> tuple[sqlite3.Connection, Manifest]:
    db = create_store(place / "hea.sqlite")
    take_in(db, corpus, quiet)
    manifest = update_index(db, place / "index", MODEL, quiet, loads(embedder))
    return db, manifest


@pytest.fixture
def searcher(tmp_path: Path, corpus: Path) -> Searcher:
    """Three papers, ready to be asked."""
    write_records(corpus / "r.jsonl", CANTOR, SENKOV, ALUMINIUM)
    embedder = WordEmbedder()
    db, _ = built(tmp_path, corpus, embedder)
    return Searcher(db, open_index(tmp_path / "index"), embedder)


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of three papers as `hea build` leaves it; copied, never changed."""
    workspace = tmp_path_factory.mktemp("built")
    (workspace / "corpus").mkdir()
    write_records(workspace / "corpus" / "r.jsonl", CANTOR, SENKOV, ALUMINIUM)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "argv", ["hea", "build", "--workspace", str(workspace)])
        with pytest.raises(SystemExit):
            cli.main()
    return workspace


@pytest.fixture
def place(built_once: Path, tmp_path: Path) -> Path:
    """A workspace of three papers, built, to do with what you like."""
    shutil.copytree(built_once, tmp_path / "place")
    return tmp_path / "place"
