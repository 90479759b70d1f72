"""A server that speaks as Ollama, vLLM and llama.cpp do, well or badly."""

import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

USAGE = {"prompt_tokens": 31, "completion_tokens": 7, "total_tokens": 38}


def event(text: str | None = None, **more: Any) -> bytes:
    choice = {"index": 0, "delta": {"content": text} if text is not None else {}, **more}
    return b"data: " + json.dumps({"choices": [choice]}).encode() + b"\n\n"


def stream(*texts: str) -> bytes:
    last = json.dumps({"choices": [], "usage": USAGE}).encode()
    return b"".join(
        [
            event(""),
            *(event(text) for text in texts),
            event(None, finish_reason="stop"),
            b"data: " + last + b"\n\ndata: [DONE]\n\n",
        ]
    )


@dataclass(frozen=True)
class Sent:
    """An answer in all its parts."""

    status: int
    body: bytes | str = b""
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


class Server:
    """What it answers, one entry for each request; the last one from then on.

    An entry may be a function of the request.
    """

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.paths: list[str] = []
        self.url = ""


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            server.paths.append(self.path)
            self._send(200, "application/json", json.dumps({"data": [{"id": "phi"}]}).encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.requests.append(json.loads(body))
            server.keys.append(self.headers.get("Authorization"))
            server.paths.append(self.path)
            answer = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
            if callable(answer):
                answer = answer(server.requests[-1])
            if isinstance(answer, Sent):
                body = answer.body.encode() if isinstance(answer.body, str) else answer.body
                self._send(answer.status, answer.kind, body, answer.headers)
            elif answer == "hang":
                time.sleep(2)
            elif answer == "close":
                self.connection.close()
            elif isinstance(answer, int):
                self._send(answer, "application/json", b'{"error": {"message": "no"}}')
            elif isinstance(answer, dict):
                self._send(200, "application/json", json.dumps(answer).encode())
            elif isinstance(answer, bytes):
                self._send(200, "text/event-stream; charset=utf-8", answer)
            else:
                self._send(200, "text/html", str(answer).encode())

        def _send(self, code: int, kind: str, body: bytes, headers: Mapping[str, str] = {}) -> None:
            try:
                self.send_response(code)
                self.send_header("Content-Type", kind)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@contextmanager
def dripping() -> Iterator[str]:
    """A server whose headers come byte by byte and have no end."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip() -> None:
        with suppress(OSError):
            while not over.is_set():
                connection, _ = listener.accept()
                with connection:
                    connection.sendall(b"HTTP/1.1 200 OK\r\nx: ")
                    while not over.wait(0.05):
                        connection.sendall(b"y")

    threading.Thread(target=drip, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        listener.close()


@contextmanager
def serving(*answers: Any) -> Iterator[Server]:
    server = Server(*answers)
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
    http.daemon_threads = True
    threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    server.url = f"http://127.0.0.1:{http.server_port}"
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
