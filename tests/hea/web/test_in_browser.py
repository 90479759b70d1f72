"""The pages in a real browser: nothing goes wrong in it, and nothing leaves the machine."""

from pathlib import Path
from typing import Any

import pytest
from browser import serving, watched


@pytest.mark.enable_socket
def test_a_question_is_answered_in_a_browser(browser: Any, place: Path) -> None:
    with serving(place) as address, watched(browser, address) as shown:
        shown.page.goto(address)
        shown.page.get_by_role("searchbox").fill("Fracture toughness of CrMnFeCoNi at 77 K?")
        shown.page.get_by_role("button", name="Ask").click()
        assert "Ask" in shown.page.title()
