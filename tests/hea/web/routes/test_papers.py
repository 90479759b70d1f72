"""The list of papers: found, sorted and paged on the server; titles are text."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from builder.library.catalog import put_file
from builder.papers import Abstract, Paper
from builder.storage.corpus_files import CorpusFile
from builder.storage.database import create_database
from hea.web.routes import papers
from hea.workspace import Workspace

HOSTILE = '<script>alert(1)</script> & "quotes" of a steel'


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of 120 papers, one of which has a hostile title; no file of them is there."""
    folder = tmp_path_factory.mktemp("many")
    (folder / "corpus").mkdir(parents=True)
    db = create_database(folder / "data" / "hea.sqlite")
    for number in range(120):
        abstract = Abstract("A text.", 1, (0.0, 0.0, 1.0, 1.0), "rule", 0.9)
        paper = Paper("ok", "", f"Paper {number:03}", f"10.1/{number}", 1990 + number % 30, "Acta",
                      ("Doe, J.",), abstract)  # fmt: skip
        if number == 7:
            paper = Paper("scanned", "Its pages are pictures.", HOSTILE)
        file = CorpusFile(f"p{number:03}.pdf", Path("x"), 1, 1, inside=True)
        put_file(db, file, [(0, f"{number:064x}", paper)], "0")
    db.close()
    return folder


def test_the_list_is_paged(client_of: Callable[..., TestClient], many: Path) -> None:
    client = client_of(many)
    first = client.get("/papers").text
    assert first.count('<td class="title">') == papers._ROWS
    assert "1–50 of 120" in first
    last = client.get("/papers", params={"page": 3}).text
    assert last.count('<td class="title">') == 20
    assert 'rel="next"' not in last
    assert client.get("/papers", params={"page": 99}).status_code == 200


def test_words_facets_and_order_are_in_the_address(
    client_of: Callable[..., TestClient], many: Path
) -> None:
    client = client_of(many)
    shown = client.get("/papers", params={"search": "steel", "sort": "year", "order": "down"}).text
    assert "1 paper found" in shown
    assert HOSTILE not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;quotes&#34;" in shown
    assert "Its pages are pictures." in shown
    assert 'aria-sort="descending"' in shown
    assert '<option value="scanned">scanned (1)' in client.get("/papers").text
    found = client.get("/papers", params={"year": "1990", "sort": "title", "order": "down"}).text
    assert [found.index(f"Paper {n:03}") for n in (90, 60, 30, 0)] == sorted(
        found.index(f"Paper {n:03}") for n in (90, 60, 30, 0)
    )


def test_the_json_list_is_that_of_the_command_line_with_counts(
    client_of: Callable[..., TestClient], many: Path
) -> None:
    client = client_of(many)
    told = client.get("/api/papers", params={"state": "ok", "count": 5, "first": 6}).json()
    assert told["total"] == 119
    assert [row["file"] for row in told["papers"]] == [f"p{n:03}.pdf" for n in (6, 8, 9, 10, 11)]
    assert told["states"] == {"ok": 119, "scanned": 1}
    assert {"file", "paper", "state", "reason", "title", "doi"} <= told["papers"][0].keys()


@pytest.mark.parametrize(
    "given",
    [
        {"sort": "year; DROP TABLE papers"}, {"state": "<b>"}, {"page": "0"}, {"page": "-1"},
        {"page": "9" * 400}, {"year": "x"}, {"order": "sideways"}, {"topic": "' OR 1=1"},
        {"search": "x" * 201},
    ],
)  # fmt: skip
def test_a_parameter_that_is_none_is_told(
    client_of: Callable[..., TestClient], many: Path, given: dict[str, str]
) -> None:
    shown = client_of(many).get("/papers", params=given)
    assert shown.status_code == 400
    assert "<b>" not in shown.text


def test_searches_of_any_signs_find_nothing_and_do_no_harm(
    client_of: Callable[..., TestClient], many: Path
) -> None:
    client = client_of(many)
    for words in ("%", "_", "\\", "'", "\0Ω", "';--", "Ω \U0001f600", "\u202e"):
        assert client.get("/api/papers", params={"search": words}).json()["total"] == 0, words


def test_before_the_first_build_papers_can_be_added(
    client_of: Callable[..., TestClient], tmp_path: Path
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "x.pdf").write_bytes(b"%PDF-")
    shown = client_of(tmp_path).get("/papers").text
    assert "Nothing has been built yet." in shown
    assert 'type="file"' in shown
    assert "1 file is new" in shown
    assert client_of(tmp_path).get("/api/papers").status_code == 400


def test_files_of_the_corpus_that_wait_for_a_build_are_counted(
    client: TestClient, place: Path
) -> None:
    assert "since the last build" not in client.get("/papers").text
    (place / "corpus" / "new.pdf").write_bytes(b"%PDF-")
    (place / "corpus" / "r.jsonl").unlink()
    assert "2 files are new, changed or gone" in client.get("/papers").text


def test_a_count_that_takes_long_keeps_no_page_back(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = threading.Event()

    def slow(place: Workspace) -> int:
        assert free.wait(20)
        return 7

    monkeypatch.setattr(papers, "_PATIENCE", 0.05)
    monkeypatch.setattr(papers, "waiting_files", slow)
    assert "since the last build" not in client.get("/papers").text
    free.set()
    for _ in range(100):
        if "7 files are new" in client.get("/papers").text:
            return
        time.sleep(0.05)
    raise AssertionError
