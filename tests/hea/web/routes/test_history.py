"""`/history`: what was asked is found, asked again and forgotten; a setting turns it off."""

from collections.abc import Callable
from pathlib import Path

from starlette.testclient import TestClient


def asked(client: TestClient) -> list[str]:
    return [one["question"] for one in client.get("/api/history").json()]


def test_questions_are_kept_and_found_again(client: TestClient) -> None:
    client.get("/", params={"q": "Toughness of CrMnFeCoNi?"})
    client.get("/", params={"q": "Hardness of AlxCoCrFeNi?", "has": "Al"})
    assert asked(client) == ["Hardness of AlxCoCrFeNi?", "Toughness of CrMnFeCoNi?"]
    shown = client.get("/history", params={"words": "hardness"}).text
    assert 'href="/?q=Hardness+of+AlxCoCrFeNi%3F&amp;has=Al"' in shown
    assert "Toughness" not in shown


def test_they_are_forgotten_one_by_one_or_all(client: TestClient) -> None:
    for number in range(3):
        client.get("/", params={"q": f"Toughness at {number} K?"})
    last = client.get("/api/history").json()[0]["number"]
    client.post("/history/forget", data={"what": "chosen", "number": str(last)})
    assert len(asked(client)) == 2
    for wrong in ("x", "1 OR 1", "9" * 30):
        client.post("/history/forget", data={"what": "chosen", "number": wrong})
    assert len(asked(client)) == 2
    client.post("/history/forget", data={"what": "all"})
    assert asked(client) == []


def test_a_setting_turns_it_off(client_of: Callable[..., TestClient], place: Path) -> None:
    (place / "hea.toml").write_text("history = false\n")
    client = client_of(place)
    assert client.get("/", params={"q": "Toughness of CrMnFeCoNi?"}).status_code == 200
    assert asked(client) == []
    assert "New questions are not kept" in client.get("/history").text
    assert not (place / "data" / "history.sqlite").exists()


def test_an_answer_is_given_though_the_history_is_damaged(client: TestClient, place: Path) -> None:
    (place / "data" / "history.sqlite").write_bytes(b"no database at all" * 100)
    assert client.get("/api/ask", params={"q": "Toughness of CrMnFeCoNi?"}).json()["answered"]
    told = client.get("/history")
    assert told.status_code == 400
    assert "The history of questions is damaged." in told.text


def test_a_long_question_is_shown_in_short_and_asked_again_in_full(client: TestClient) -> None:
    question = "What is the hardness of AlxCoCrFeNi? " * 30
    client.get("/", params={"q": question})
    shown = client.get("/history").text
    assert shown.count("What is the hardness") < 20
    assert shown.count("What+is+the+hardness") == 30
