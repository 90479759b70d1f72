"""A server for others lets in who knows its token, and nobody else."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from builder.errors import UserError
from hea.web import token_gate
from hea.web.token_gate import make_token

TOKEN = "a-token-of-24-characters"


@pytest.fixture
def guarded(client_of: Callable[..., TestClient], place: Path) -> TestClient:
    return client_of(place, token=TOKEN)


def test_without_the_token_there_is_nothing(guarded: TestClient) -> None:
    for path in ("/", "/api/ask?q=toughness", "/static/hea.css", "/paper/" + "0" * 64, "/history"):
        refused = guarded.get(path)
        assert refused.status_code == 401, path
        assert TOKEN not in refused.text
    assert guarded.post("/history/forget").status_code == 401
    assert guarded.post(f"/history/forget?token={TOKEN}").status_code == 401


def test_the_token_is_shown_once_and_becomes_a_cookie(guarded: TestClient) -> None:
    led = guarded.get(f"/history?words=a&token={TOKEN}", follow_redirects=False)
    assert led.status_code == 303
    assert led.headers["location"] == "/history?words=a"
    cookie = led.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
    assert guarded.get("/history").status_code == 200


def test_the_way_back_is_never_another_server(guarded: TestClient) -> None:
    led = guarded.get(f"//evil.example/?token={TOKEN}", follow_redirects=False)
    assert led.status_code == 303
    assert led.headers["location"].startswith("/")
    assert not led.headers["location"].startswith("//")


def test_a_program_sends_the_token_in_a_header(guarded: TestClient) -> None:
    bearer = {"authorization": f"Bearer {TOKEN}"}
    assert guarded.get("/api/health", headers=bearer).json()["status"] == "ok"
    assert guarded.get("/api/health", headers={"authorization": TOKEN[:-1]}).status_code == 401
    cookie = {"cookie": f"hea_session={TOKEN}"}
    assert guarded.get("/api/health", headers=cookie).status_code == 401


def test_wrong_tokens_are_slow_after_the_first(
    guarded: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(token_gate, "_WAIT", 0.2)
    started = time.monotonic()
    for number in range(8):
        assert guarded.get(f"/?token=wrong{number}").status_code == 401
    assert time.monotonic() - started >= 0.6
    assert guarded.get(f"/?token={TOKEN}").status_code == 200


def test_a_token_is_long_or_made(capsys: pytest.CaptureFixture[str]) -> None:
    assert make_token(None) != make_token(None)
    assert len(make_token(None)) >= 32
    assert make_token(TOKEN) == TOKEN
    for poor in ("short", "", "with blanks in its middle", "später-und-noch-mehr"):
        with pytest.raises(UserError, match="at least 16"):
            make_token(poor)
