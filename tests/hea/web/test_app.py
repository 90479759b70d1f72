"""The application as a whole: pages, errors, and what describes the JSON interface."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from builder.checks.checks import CHECKS
from builder.errors import UserError
from hea.web.pages import with_code, without_paths
from hea.workspace import Workspace


def test_the_first_page_asks(client: TestClient) -> None:
    shown = client.get("/")
    assert shown.status_code == 200
    assert 'name="q"' in shown.text


def test_a_page_that_is_not_there_is_told_without_a_trace(client: TestClient) -> None:
    shown = client.get("/nothing")
    assert shown.status_code == 404
    assert "There is no such page." in shown.text
    assert "Traceback" not in shown.text


def test_a_question_is_answered_as_on_the_command_line(client: TestClient) -> None:
    row = client.get("/api/ask", params={"q": "Fracture toughness of CrMnFeCoNi at 77 K?"}).json()
    assert row["answered"]
    assert row["citations"][0]["doi"] == "10.1000/cantor"
    assert client.get("/api/ask", params={"q": "  "}).json()["error"] == "The question is empty."


def test_every_address_of_the_json_interface_is_described(client: TestClient) -> None:
    routes = {one.path: one for one in client.app.routes if hasattr(one, "methods")}  # type: ignore[attr-defined]
    described = client.get("/api/openapi.json").json()["paths"]
    for path, route in routes.items():
        if path.startswith("/api/") and path != "/api/docs":
            assert route.entry.does, path
            assert route.entry.returns, path
            assert {one.lower() for one in route.entry.methods} <= described[path].keys()
    shown = client.get("/api/docs").text
    assert all(path in shown for path in described)


def test_a_fault_of_the_program_is_told_without_trace_or_folder(
    client: TestClient,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*given: object, **more: object) -> None:
        raise RuntimeError(f"something in {place} is odd")

    monkeypatch.setattr("hea.web.routes.history.past_questions", fail)
    for path in ("/history", "/api/history"):
        shown = client.get(path)
        assert shown.status_code == 500
        assert "Something in hea-qa failed." in shown.text
        assert str(place) not in shown.text
        assert "Traceback" not in shown.text
        assert "default-src 'self'" in shown.headers["content-security-policy"]
    assert f"something in {place} is odd" in caplog.text  # for the terminal


def test_a_mistake_that_names_a_folder_is_told_without_it(
    client: TestClient, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object, **more: object) -> None:
        raise UserError(f"{place}/data/x is damaged.", f"Delete {place}.")

    monkeypatch.setattr("hea.web.routes.history.past_questions", fail)
    assert client.get("/api/history").json() == {
        "error": "data/x is damaged.",
        "hint": "Delete the workspace.",
    }


@pytest.mark.parametrize("sign", ["/", "\\"])
def test_no_message_tells_the_folders_of_this_machine(sign: str, tmp_path: Path) -> None:
    told = without_paths(f"{tmp_path}{sign}corpus{sign}a.pdf is damaged.", Workspace(tmp_path))
    assert told == f"corpus{sign}a.pdf is damaged."


def test_commands_of_a_message_stand_as_code_and_all_else_is_escaped() -> None:
    assert with_code("Run `hea <x>`, <b>") == "Run <code>hea &lt;x&gt;</code>, &lt;b&gt;"
    assert with_code("5` of <arc>") == "5` of &lt;arc&gt;"


def test_the_help_explains_and_shows_the_settings_without_login_and_folder(
    client: TestClient, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("/", "/papers", "/values", "/curate", "/jobs", "/history", "/api/docs"):
        assert '<a href="/help">Help</a>' in client.get(path).text
    monkeypatch.setenv("HEA_MODEL", "endpoint:http://ann:secret@127.0.0.1:9#m")
    monkeypatch.setenv("HEA_BASE", str(place / "models" / "phi"))
    shown = client.get("/help").text
    for words in ("triple", "disputed", "18..", "Ctrl", "si_low", "<code>passages</code>"):
        assert words in shown, words
    for check in CHECKS:
        assert f"<em>{check}</em>" in shown, check
    assert "http://127.0.0.1:9#m" in shown
    assert "secret" not in shown
    assert str(place) not in shown
