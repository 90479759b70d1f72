"""`hea serve` refuses what would not be safe, or cannot be, in two lines."""

from pathlib import Path

import pytest
from small_library import Run

from hea.web import server


@pytest.mark.enable_socket
def test_a_token_that_is_easily_guessed_is_refused(hea: Run, place: Path) -> None:
    code, _, told = hea("serve", "--token", "short", "--workspace", place)
    assert code == 1
    assert "at least 16" in told


@pytest.mark.enable_socket
def test_an_address_of_another_machine_is_told(hea: Run, place: Path) -> None:
    code, _, told = hea("serve", "--host", "198.51.100.7", "--port", 0, "--workspace", place)
    assert code == 1
    assert "cannot listen at 198.51.100.7" in told
    assert "Traceback" not in told


@pytest.mark.enable_socket
def test_the_address_to_open_is_one_that_a_browser_knows() -> None:
    with server.listen("127.0.0.1", 0) as bound:
        port = bound.getsockname()[1]
        assert server.address_of(bound, None) == f"http://127.0.0.1:{port}/"
        assert server.address_of(bound, "t" * 16).endswith(f"/?token={'t' * 16}")
    with server.listen("0.0.0.0", 0) as bound:
        assert server.address_of(bound, None).startswith("http://127.0.0.1:")
