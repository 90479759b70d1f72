"""The server at a real socket: slow and silent clients, heads that are too long, and its end."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from browser import serving

from builder.errors import UserError
from hea.web import bodies, server

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.enable_socket


def said(address: str, *parts: bytes, pause: float = 0.0) -> bytes:
    """Send parts to a server, with a pause between them; return all it answers."""
    port = int(address.rstrip("/").rsplit(":", 1)[1])
    heard = b""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        try:
            for part in parts:
                line.sendall(part)
                time.sleep(pause)
            while data := line.recv(65536):
                heard += data
        except (ConnectionError, TimeoutError):
            pass
    return heard


def test_who_sends_a_head_by_drops_is_cut_off(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_HEAD_SECONDS", 0.5)
    with serving(place) as address:
        started = time.monotonic()
        assert said(address, b"GET / HTTP/1.1\r\n", *[b"x: y\r\n"] * 40, pause=0.1) == b""
        assert said(address) == b""  # who says nothing
        assert time.monotonic() - started < 8
        whole = b"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        assert b"200 OK" in said(address, whole)


def test_a_head_that_is_too_long_or_no_http_is_refused(place: Path) -> None:
    with serving(place) as address:
        host = b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        assert b" 431 " in said(address, b"GET /?q=" + b"a" * 70_000 + host)[:40]
        assert b" 400 " in said(address, b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n")[:40]
        two = b"Host: 127.0.0.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc"
        assert b" 400 " in said(address, b"POST / HTTP/1.1\r\n" + two)[:40]


def test_a_body_that_stops_coming_is_given_up(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "_SILENCE", 0.3)
    head = b"Host: 127.0.0.1\r\nX-Hea: 1\r\nConnection: close\r\nContent-Length: 100\r\n"
    kind = b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    with serving(place) as address:
        started = time.monotonic()
        heard = said(address, b"POST /history/forget HTTP/1.1\r\n" + head + kind + b"what=")
        assert b" 408 " in heard[:40]
        assert time.monotonic() - started < 8


def test_a_port_that_is_taken_is_told() -> None:
    with server.listen("127.0.0.1", 0) as taken:
        taken.listen()
        with pytest.raises(UserError, match="cannot listen"):
            server.listen("127.0.0.1", taken.getsockname()[1])
    with pytest.raises(UserError, match="cannot listen"):
        server.listen("198.51.100.7", 0)


def start(place: Path, *options: str) -> tuple["subprocess.Popen[str]", str]:
    """Start `hea serve`; return it and the line that it prints."""
    command = [sys.executable, "-m", "hea", "serve", "--no-browser", "--port", "0", *options]
    running = subprocess.Popen(
        [*command, "--workspace", str(place)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "300"},
    )
    assert running.stderr
    return running, running.stderr.readline()


@pytest.mark.slow
def test_ctrl_c_ends_it_without_a_trace(place: Path) -> None:
    running, line = start(place)
    assert "http://127.0.0.1:" in line
    running.send_signal(signal.SIGINT)
    _, rest = running.communicate(timeout=20)
    assert running.returncode == 0
    assert "Traceback" not in rest


@pytest.mark.slow
def test_for_other_machines_it_makes_a_token_and_prints_it_once(place: Path) -> None:
    running, line = start(place, "--host", "0.0.0.0")
    try:
        address = line.split(" at ")[1].split()[0]
        token = address.partition("?token=")[2]
        assert len(token) >= 32
        bare = address.partition("?")[0]
        head = b"Host: 127.0.0.1\r\nConnection: close\r\n"
        assert b" 401 " in said(bare, b"GET / HTTP/1.1\r\n" + head + b"\r\n")[:40]
        bearer = f"Authorization: Bearer {token}\r\n".encode()
        assert b" 200 " in said(bare, b"GET / HTTP/1.1\r\n" + head + bearer + b"\r\n")[:40]
    finally:
        running.send_signal(signal.SIGINT)
        _, rest = running.communicate(timeout=20)
    assert token not in rest
