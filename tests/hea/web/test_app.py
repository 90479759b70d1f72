"""The application as a whole: pages, errors, and what describes the JSON interface."""

from starlette.testclient import TestClient


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
