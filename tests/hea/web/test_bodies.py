"""What is sent to the server is limited: its length before and while it is read."""

from collections.abc import Iterator

from starlette.testclient import TestClient

from hea.web.bodies import MOST_BYTES


def test_a_body_that_announces_too_much_is_refused_unread(client: TestClient) -> None:
    def never() -> Iterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    for length in (str(MOST_BYTES + 1), str(2 << 30), "9" * 50, "-1", "1e3", "٣"):
        refused = client.post(
            "/history/forget",
            content=never(),
            headers=[(b"content-length", length.encode())],  # type: ignore[arg-type]
        )
        assert refused.status_code == 413, length


def test_a_body_that_grows_too_large_is_refused_while_it_is_read(client: TestClient) -> None:
    def growing() -> Iterator[bytes]:
        for _ in range(40):
            yield b"number=1&" * 4096

    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/history/forget", content=growing(), headers=headers).status_code == 413


def test_a_form_of_very_many_fields_is_refused(client: TestClient) -> None:
    many = "&".join(f"f{n}=1" for n in range(5000))
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/history/forget", content=many, headers=headers).status_code == 400
