"""Nothing leaves this machine: a test that reached for another one would fail."""

import socket
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError
from small_library import Run

#: Reserved for documentation (RFC 5737): it is nobody's.
NOBODY = ("192.0.2.1", 443)


@pytest.mark.fault("F19")
@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_no_test_can_reach_another_machine() -> None:
    with pytest.raises(SocketBlockedError):
        socket.create_connection(NOBODY, timeout=1)


@pytest.mark.fault("F19")
def test_every_stage_from_the_corpus_to_an_answer_does_without_a_network(
    hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reached(*_: object, **__: object) -> None:
        raise AssertionError("it reached for the network")

    for way in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, way, reached)
    for verb in (
        ("build", "--embedder", "all-MiniLM-L6-v2"),
        ("search", "NbMoTaW"),
        ("ask", "What is the yield strength of NbMoTaW at 1600 °C?"),
        ("table", "--property", "yield strength"),
        ("dataset",),
        ("doctor",),
    ):
        code, _, err = hea(*verb, "--workspace", place)
        assert code == 0, err
