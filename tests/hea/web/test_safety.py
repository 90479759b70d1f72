"""What another site, name or method may not do, and what a browser is told of a page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.datastructures import Headers
from starlette.testclient import TestClient

from hea.web.safety import AllowedHosts, is_foreign, name_in
from hea.web.server import allowed_hosts

CROSS_SITE = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "no-cors",
    "sec-fetch-dest": "image",
}


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8765",
        "127.0.0.1.evil.example:8765",
        "localhost.evil.example",
        "127.0.0.1@evil.example",
        "evil.example#127.0.0.1",
        "127.0.0.1:8765, evil.example",
        "0.0.0.0:8765",
        "192.168.1.7:8765",
        "[::ffff:10.0.0.1]:8765",
        "127.0.0.1:port",
        "",
    ],
)
def test_a_name_that_was_bound_anew_to_this_machine_is_refused(
    client: TestClient, host: str
) -> None:
    shown = client.get("/", headers={"host": host})
    assert shown.status_code == 421
    assert "name" in shown.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9000", "[::1]:8765", "LOCALHOST:1"])
def test_this_machine_is_called_by_its_own_names_at_any_port(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host, "origin": f"http://{host}"}).status_code == 200


def test_of_two_hosts_none_is_taken(client: TestClient) -> None:
    twice = [("host", "127.0.0.1:8765"), ("host", "evil.example")]
    assert client.get("/", headers=twice).status_code == 421  # type: ignore[arg-type]


def test_a_server_for_others_is_called_by_addresses_and_its_own_name() -> None:
    hosts = allowed_hosts("192.168.1.7")
    assert hosts.holds("192.168.1.7:8765")
    assert hosts.holds("10.1.2.3")
    assert not hosts.holds("evil.example")
    assert not AllowedHosts().holds("192.168.1.7:8765")
    assert name_in("[fe80::1]:80") == "fe80::1"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://127.0.0.1:8765.evil.example"},
        {"origin": "file://"},
        {"origin": "http://127.0.0.1:8765", "sec-fetch-site": "cross-site"},
        {"origin": "http://127.0.0.1:8765", "sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_site_changes_nothing(
    client: TestClient, headers: dict[str, str]
) -> None:
    client.get("/?q=Toughness+of+CrMnFeCoNi")
    assert client.post("/history/forget", data={"what": "all"}, headers=headers).status_code == 403
    assert len(client.get("/api/history").json()) == 1


def test_a_change_needs_an_origin_or_a_header_that_no_form_can_send(client: TestClient) -> None:
    del client.headers["origin"]
    refused = client.post("/history/forget", data={"what": "all"})
    assert refused.status_code == 403
    assert "x-hea" in refused.text
    done = client.post("/history/forget", data={"what": "all"}, headers={"X-Hea": "1"})
    assert done.status_code == 200  # led back to the history
    assert client.options("/history/forget").status_code == 403


def test_pictures_and_answers_are_not_given_to_pages_of_other_sites(client: TestClient) -> None:
    del client.headers["origin"]
    for path in ("/api/ask?q=toughness", "/static/hea.css", "/ask/stream?q=toughness", "/"):
        assert client.get(path, headers=CROSS_SITE).status_code == 403, path
    framed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert client.get("/", headers={**framed, "sec-fetch-dest": "iframe"}).status_code == 403


def test_a_link_on_another_site_shows_its_question_and_does_not_ask_it(client: TestClient) -> None:
    del client.headers["origin"]
    link = {
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "navigate",
        "sec-fetch-dest": "document",
    }
    shown = client.get("/?q=Toughness+of+CrMnFeCoNi", headers=link)
    assert shown.status_code == 200
    assert "Press Ask" in shown.text
    assert client.get("/api/history").json() == []


def test_every_answer_says_what_a_page_may_do(client: TestClient) -> None:
    for path in ("/", "/nothing", "/static/hea.css", "/api/health", "/paper/xyz"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        for part in ("object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"):
            assert part in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers


def test_a_server_that_only_shows_refuses_every_other_method(
    client_of: Callable[..., TestClient], place: Path
) -> None:
    client = client_of(place, read_only=True)
    assert client.get("/?q=Toughness+of+CrMnFeCoNi").status_code == 200
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for path in ("/history/forget", "/", f"/paper/{'0' * 64}/correct", "/static/hea.css"):
            assert client.request(method, path).status_code == 403, (method, path)
    assert not (place / "data" / "history.sqlite").exists()


def test_foreign_is_what_comes_from_elsewhere() -> None:
    host = {"host": "localhost:1"}
    assert not is_foreign(Headers(host))
    assert not is_foreign(Headers({**host, "origin": "https://localhost:1"}))
    assert is_foreign(Headers({**host, "origin": "http://localhost"}))
