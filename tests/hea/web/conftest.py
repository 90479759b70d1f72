"""A workspace served to tests: by requests without a network, or to a real browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import launched
from pdf_factory import good_pdf
from starlette.testclient import TestClient

from hea.web.app import create_app
from hea.workflows.corpus.build import build
from hea.workspace import Workspace, load_settings

#: What the test client calls itself; a browser sends such an Origin with forms.
ORIGIN = "http://127.0.0.1:8765"


@pytest.fixture
def client_of() -> Iterator[Callable[..., TestClient]]:
    """Make a client of a workspace; keywords are those of `create_app`."""
    opened: list[TestClient] = []

    def made(place: Path, **options: object) -> TestClient:
        app = create_app(Workspace(place), **options)  # type: ignore[arg-type]
        client = TestClient(app, base_url=ORIGIN, headers={"origin": ORIGIN})
        opened.append(client.__enter__())
        return client

    yield made
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def client(client_of: Callable[..., TestClient], place: Path) -> TestClient:
    """A client of three papers."""
    return client_of(place)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a window, one for all tests of a file; see `tests/support/browser.py`.

    While it is open an event loop runs, beside which no other test could start one.
    """
    with launched() as opened:
        yield opened


@pytest.fixture(scope="session")
def pdf_built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of one drawn PDF as `hea build` leaves it; copied, never changed."""
    workspace = tmp_path_factory.mktemp("pdf")
    (workspace / "corpus").mkdir()
    good_pdf(workspace / "corpus" / "smith.pdf")
    build(Workspace(workspace), load_settings(Workspace(workspace), {"readers": 1}))
    return workspace


@pytest.fixture
def pdf_place(pdf_built_once: Path, tmp_path: Path) -> Path:
    """A workspace of one PDF, built, to do with what you like."""
    shutil.copytree(pdf_built_once, tmp_path / "pdf")
    return tmp_path / "pdf"
