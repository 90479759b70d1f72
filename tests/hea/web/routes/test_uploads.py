"""Files that are uploaded: each with its state, none by its own name, all within bounds."""

import http.client
import io
import socket
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser import serving
from pdf_factory import encrypted_pdf, good_pdf
from starlette.testclient import TestClient

from hea.web import bodies
from hea.web.routes import uploads

FORM = "multipart/form-data"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace in which nothing was built."""
    (tmp_path / "ws" / "corpus").mkdir(parents=True)
    return tmp_path / "ws"


def settled(client: TestClient) -> dict[str, dict[str, Any]]:
    """The added files by name, once each of them was read."""
    for _ in range(300):
        rows = client.get("/api/uploads").json()
        if all(row["state"] != "reading" for row in rows):
            return {row["name"]: row for row in rows}
        time.sleep(0.05)
    raise AssertionError(rows)


def test_each_file_of_a_form_has_its_state_and_reason(
    client: TestClient, place: Path, tmp_path: Path
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(encrypted_pdf(tmp_path / "locked.pdf"), "../../locked.pdf")
    sent = client.post(
        "/api/papers",
        files=[
            ("files", ("good.pdf", good_pdf(tmp_path / "good.pdf").read_bytes())),
            ("files", ("../broken.pdf", b"%PDF-1.4 nothing")),
            ("files", ("page.html", b"<script>alert(1)</script>")),
            ("files", ("all.zip", packed.getvalue())),
        ],
    )
    assert sent.status_code == 202
    assert [row["state"] for row in sent.json()["files"]] == [
        "reading", "reading", "left_out", "reading",
    ]  # fmt: skip
    rows = settled(client)
    assert {name: row["state"] for name, row in rows.items()} == {
        "good.pdf": "ok",
        "../broken.pdf": "corrupt",
        "page.html": "left_out",
        "../../locked.pdf": "encrypted",
    }
    assert rows["good.pdf"]["title"] == "Toughness of a five-component alloy on cooling"
    names = sorted(path.name for path in (place / "corpus" / "inbox").iterdir())
    assert names == ["broken.pdf", "good.pdf", "locked.pdf"]
    assert sorted(path.name for path in place.rglob("*")) == sorted(["corpus", "inbox", *names])


def test_a_form_leads_to_a_page_that_asks_again_without_scripts(
    client: TestClient, tmp_path: Path
) -> None:
    data = good_pdf(tmp_path / "x.pdf").read_bytes()
    shown = client.post("/papers/added", files={"files": ("x.pdf", data)})
    assert shown.url.path == "/papers/added"
    assert ">x.pdf</bdi>" in shown.text
    settled(client)
    shown = client.get("/papers/added")
    assert "Toughness of a five-component alloy" in shown.text
    assert "http-equiv" not in shown.text
    assert "1 ok" in client.get("/papers").text


def test_names_and_titles_are_text(client: TestClient) -> None:
    name = "<img src=x onerror=alert(1)>\u202e'\".bib"
    entry = b"@article{a, title={<svg onload=alert(2)> CoCrNi}, abstract={It is hard.}}"
    client.post("/api/papers", files={"files": (name, entry)})
    shown = client.get("/papers/added").text
    assert "<img src" not in shown
    assert "<svg onload" not in shown
    assert "\u202e" not in shown


def test_no_file_and_no_form_are_told(client: TestClient) -> None:
    for sent in (
        client.post("/papers/added"),
        client.post("/papers/added", files={"files": ("", b"")}),
        client.post("/papers/added", data={"files": "words"}),
        client.post("/papers/added", content=b"--x", headers={"content-type": FORM}),
        client.post(
            "/papers/added",
            content=b"--x\r\nrubbish",
            headers={"content-type": f"{FORM}; boundary=x"},
        ),
    ):
        assert sent.status_code == 400
        assert "Traceback" not in sent.text


def test_what_gave_no_paper_is_read_again(client: TestClient) -> None:
    client.post("/api/papers", files={"files": ("broken.pdf", b"%PDF-1.4 nothing")})
    client.post("/api/papers", files={"files": ("notes.txt", b"nothing")})
    rows = settled(client)
    number = rows["broken.pdf"]["number"]
    assert "Read again" in client.get("/papers/added").text
    assert client.post(f"/api/uploads/{number}/retry").json()["state"] == "reading"
    assert settled(client)["broken.pdf"]["state"] == "corrupt"
    assert client.post(f"/papers/added/{number}/retry").status_code == 200
    for wrong in (rows["notes.txt"]["number"], 99):
        assert client.post(f"/api/uploads/{wrong}/retry").status_code == 400
    for wrong in ("0", "-1", "x", "9" * 5000, "1e3"):
        assert client.post(f"/api/uploads/{wrong}/retry").status_code == 404


def test_an_upload_is_refused_by_its_announced_length(client: TestClient, place: Path) -> None:
    for path in ("/papers/added", "/api/papers"):
        sent = client.post(
            path,
            content=b"",
            headers={"content-length": str(2 * 2**30), "content-type": FORM},
        )
        assert sent.status_code == 413
    assert not (place / "corpus" / "inbox").exists()


def test_an_upload_is_refused_while_it_is_read_and_leaves_nothing(
    client_of: Callable[..., TestClient], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "BODIES", {"/api/papers": 4 * 2**20})
    client = client_of(place)
    sent = 0

    def body() -> Any:
        nonlocal sent
        yield (
            b'--x\r\nContent-Disposition: form-data; name="files"; filename="x.pdf"\r\n\r\n%PDF-'
        )
        for _ in range(8):
            sent += 1
            yield bytes(2**20)

    refused = client.post(
        "/api/papers", content=body(), headers={"content-type": f"{FORM}; boundary=x"}
    )
    assert refused.status_code == 413
    assert client.get("/api/uploads").json() == []
    assert not (place / "corpus" / "inbox").exists()


@pytest.mark.enable_socket
def test_a_page_that_waits_for_changes_does_not_hold_up_the_end(place: Path) -> None:
    with serving(place) as address:
        host = address.removeprefix("http://").strip("/")
        waiting = http.client.HTTPConnection(host, timeout=10)
        waiting.request("GET", "/api/uploads/events")
        told = waiting.getresponse()
        assert told.status == 200
        began = time.monotonic()
    assert time.monotonic() - began < 2.5  # before the server's patience ends
    told.close()
    waiting.close()


@pytest.mark.enable_socket
def test_a_client_that_falls_silent_is_told_and_leaves_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "_SILENCE", 0.3)
    with serving(place) as address, socket.socket() as slow:
        host = address.removeprefix("http://").strip("/")
        slow.settimeout(10)
        slow.connect((host.split(":")[0], int(host.split(":")[1])))
        head = (
            f"POST /api/papers HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
            f"Content-Type: {FORM}; boundary=x\r\nContent-Length: 5000\r\n\r\n"
            '--x\r\nContent-Disposition: form-data; name="files"; filename="x.pdf"\r\n\r\n%PDF-'
        )
        slow.sendall(head.encode())
        told = slow.recv(1000)
        assert told.startswith(b"HTTP/1.1 408")
    assert not (place / "corpus" / "inbox").exists()


def test_who_only_looks_adds_nothing(client_of: Callable[..., TestClient], place: Path) -> None:
    client = client_of(place, read_only=True)
    sent = client.post("/api/papers", files={"files": ("x.pdf", b"%PDF-")})
    assert sent.status_code == 403
    shown = client.get("/papers")
    assert 'type="file"' not in shown.text
    assert not (place / "corpus" / "inbox").exists()


def test_another_site_adds_nothing(client: TestClient, place: Path) -> None:
    for origin in ("https://evil.example", "null"):
        sent = client.post(
            "/papers/added", files={"files": ("x.pdf", b"%PDF-")}, headers={"origin": origin}
        )
        assert sent.status_code == 403
    assert not (place / "corpus" / "inbox").exists()


def test_changes_are_told_as_they_come(client: TestClient) -> None:
    client.post("/api/papers", files={"files": ("a.txt", b"nothing")})
    client.post("/api/papers", files={"files": ("b.txt", b"nothing")})
    assert bodies.MOST_BYTES < uploads.MOST_BYTES
    served = client.app.state.uploads  # type: ignore[attr-defined]
    change, rows = served.changed_since(0)
    assert [one.row.name for one in rows] == ["a.txt", "b.txt"]
    assert served.changed_since(change)[1] == []
