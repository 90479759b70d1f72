"""Crossref is asked only when told to, and only fills what nobody has said."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from builder.errors import UserError
from builder.library.crossref import Works, incomplete, look_up, write_found
from builder.library.manifest import read_manifest
from builder.papers import Paper

TITLE = "A fracture-resistant alloy for use at cryogenic temperature"
WORK = {
    "DOI": "10.1000/KNOWN",
    "title": ["A fracture-resistant <i>alloy</i> for use at cryogenic temperature"],
    "issued": {"date-parts": [[2014, 9]]},
    "container-title": ["=Journal of <b>Alloys</b> &amp; Metals\x1b[2J"],
    "author": [{"family": "Smith", "given": "Anna"}, {"name": "A consortium"}],
}


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = unquote(self.path)
        if "10.1000/known" in path:
            code, body = 200, {"status": "ok", "message": WORK}
        elif "query" in path:
            code, body = 200, {"status": "ok", "message": {"total-results": 2, "items": [{}, WORK]}}
        elif "10.1000/broken" in path:
            code, body = 500, {"status": "failed"}
        else:
            code, body = 404, {"status": "failed"}
        data = json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service(socket_enabled: None) -> Iterator[Works]:
    """A Crossref of our own, on this machine."""
    from habanero import Crossref

    server = HTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Crossref(base_url=f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_paper_is_found_by_its_doi_and_its_words_are_cleaned(service: Works) -> None:
    found = look_up(Paper("ok", "", title=TITLE, doi="10.1000/known"), service)
    assert found.fields == {
        "title": TITLE,
        "doi": "10.1000/known",
        "year": 2014,
        "journal": "Journal of Alloys & Metals [2J",
        "authors": ["Smith, Anna"],
    }


def test_a_paper_without_a_doi_is_found_by_its_title_alone(service: Works) -> None:
    assert look_up(Paper("ok", "", title=TITLE.upper()), service).fields["doi"] == "10.1000/known"
    other = look_up(Paper("ok", "", title="A fracture-resistant glass for use at home"), service)
    assert not other.fields
    assert "no paper of this title" in other.note


def test_a_doi_of_another_paper_is_told_and_not_taken(service: Works) -> None:
    found = look_up(
        Paper("ok", "", title="Hardness of quite another alloy", doi="10.1000/known"), service
    )
    assert not found.fields
    assert TITLE[:30] in found.note


def test_an_unknown_doi_is_a_note_and_a_broken_service_stops(service: Works) -> None:
    assert "does not know" in look_up(Paper("ok", "", doi="10.1000/nowhere"), service).note
    with pytest.raises(UserError, match="Crossref cannot be asked"):
        look_up(Paper("ok", "", doi="10.1000/broken"), service)


def test_only_what_nobody_said_is_filled(service: Works, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file;journal\na.pdf;My own name\nb.pdf;\n")
    paper = Paper("ok", "", title=TITLE, year=2013)
    assert incomplete(paper)
    found = {"a.pdf": look_up(paper, service)}
    assert write_found(manifest, {"a.pdf": paper}, found) == 2
    said = read_manifest(manifest).by_file
    assert said == {
        "a.pdf": {"doi": "10.1000/known", "journal": "My own name", "authors": ["Smith, Anna"]}
    }
    assert write_found(manifest, {"a.pdf": paper}, found) == 0


def test_a_manifest_with_a_bad_row_is_left_alone(service: Works, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file,year\na.pdf,soon\n")
    paper = Paper("ok", "", title=TITLE)
    with pytest.raises(UserError, match="line 2"):
        write_found(manifest, {"a.pdf": paper}, {"a.pdf": look_up(paper, service)})
    assert manifest.read_text() == "file,year\na.pdf,soon\n"


def test_without_a_network_the_user_is_told(socket_enabled: None) -> None:
    from habanero import Crossref

    with pytest.raises(UserError, match="Crossref cannot be asked"):
        look_up(Paper("ok", "", doi="10.1000/known"), Crossref(base_url="http://127.0.0.1:9"))


class _Odd:
    """A service whose answers are not of the documented types."""

    def works(self, **_: object) -> object:
        odd = {
            "title": TITLE,
            "issued": 5,
            "author": [5, {"family": 1}, {"family": "Yeh"}],
            "DOI": "https://doi.org/10.1000/Odd.",
            "container-title": {"x": 1},
        }
        return {"message": odd}


def test_fields_of_another_type_are_left_out() -> None:
    assert look_up(Paper("ok", "", title=TITLE, doi="10.1000/odd"), _Odd()).fields == {
        "title": TITLE,
        "doi": "10.1000/odd",
        "authors": ["Yeh"],
    }
