"""A workspace served to a real browser; what it must never do is told when the test ends."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fetch_axe import AXE

from hea.web import server
from hea.web.app import create_app
from hea.workspace import Workspace

#: That of the system; None for playwright's own, if it was installed.
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def launched() -> Iterator[Any]:
    """Yield a browser without a window; the test is skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        try:
            browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except playwright.Error:
            pytest.skip("chromium is not installed (apt-get install chromium)")
        yield browser
        browser.close()


@contextmanager
def serving(place: Path, **options: Any) -> Iterator[str]:
    """Serve a workspace to this machine as `hea serve` does; yield its address.

    ``options`` are those of `create_app`.
    """
    bound = server.listen("127.0.0.1", 0)
    address = server.address_of(bound, options.get("token"))
    listens = threading.Event()
    running = server.prepare(create_app(Workspace(place), **options), listens.set)
    thread = threading.Thread(target=running.run, args=([bound],))
    thread.start()
    assert listens.wait(20)
    try:
        yield address
    finally:
        running.should_exit = True
        thread.join(20)
        assert not thread.is_alive()


@dataclass
class WatchedPage:
    """A page of a browser and what went wrong in it."""

    page: Any
    """As playwright has it."""
    address: str
    errors: list[str] = field(default_factory=list)
    """Errors of scripts and on the console, and requests that left for another server."""


def violations(page: Any) -> list[str]:
    """Return what axe-core finds serious in a page; the test is skipped without axe-core."""
    if not AXE.exists():
        pytest.skip("axe-core is not there (python tests/tools/fetch_axe.py)")
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['html'][:120]} – {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@contextmanager
def watched(browser: Any, address: str, **context: Any) -> Iterator[WatchedPage]:
    """Open a window, and fail at the end for every error and every foreign request.

    Args:
        browser: What `launched` yields.
        address: What `serving` yields.
        context: As playwright's `new_context` takes: viewport, color_scheme, java_script_enabled.
    """
    window = browser.new_context(**context)
    window.set_default_timeout(60_000)  # a busy machine draws pages slowly
    shown = WatchedPage(window.new_page(), address)
    origin = address.split("/?")[0].rstrip("/")

    def on_console(message: Any) -> None:
        if message.type in ("error", "warning"):
            shown.errors.append(f"{message.type}: {message.text}")

    def on_request(request: Any) -> None:
        if not request.url.startswith((origin, "data:", "blob:")):
            shown.errors.append(f"asked for {request.url}")

    shown.page.on("console", on_console)
    shown.page.on("pageerror", lambda error: shown.errors.append(f"script: {error}"))
    shown.page.on("request", on_request)
    yield shown
    window.close()
    assert shown.errors == []
