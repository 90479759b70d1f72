"""Review in a real browser, by keys alone: verdicts, edits with their checks, undo, bulk."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import serving, violations, watched

from builder.curation.ledger import Ledger

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def address(place: Path) -> Iterator[str]:
    with serving(place) as found:
        yield found.rstrip("/")


def given(place: Path) -> list[tuple[str, str]]:
    found = Ledger(place / "corpus" / "ledger.jsonl").verdicts
    return [(one.verdict, one.reason) for one in found]


def shown_id(page: Any) -> str:
    return str(page.locator("#verdicts [name=id]").get_attribute("value"))


def pressed(page: Any, key: str) -> str:
    """Press a key and wait until another triple is shown; return its id."""
    before = shown_id(page)
    page.keyboard.press(key)
    page.wait_for_function(
        "before => document.querySelector('#verdicts [name=id]').value !== before", arg=before
    )
    return shown_id(page)


def test_review_by_keys(browser: Any, place: Path, address: str) -> None:
    with watched(browser, address) as shown:
        page = shown.page
        page.goto(f"{address}/curate")
        first = shown_id(page)
        second = pressed(page, "a")
        assert f"at={second}" in page.url
        page.keyboard.press("r")
        third = pressed(page, "3")
        assert given(place) == [("accept", ""), ("reject", "does not stand alone")]
        assert pressed(page, "u") == second
        assert pressed(page, "ArrowLeft") == first
        assert pressed(page, "n") == second
        assert pressed(page, "Space") == third
        page.go_back()
        page.wait_for_function(
            "id => document.querySelector('#verdicts [name=id]').value === id", arg=second
        )
        page.keyboard.press("f")
        page.wait_for_selector(".badge:text('flagged')")
        assert [one for one, _ in given(place)] == ["accept", "reject", "undo", "flag"]


def test_while_a_reason_is_asked_for_no_letter_is_a_verdict(
    browser: Any, place: Path, address: str
) -> None:
    with watched(browser, address) as shown:
        page = shown.page
        page.goto(f"{address}/curate")
        first = shown_id(page)
        page.keyboard.press("r")
        page.keyboard.type("a phase")
        assert page.locator("#reason").input_value() == "a phase"
        pressed(page, "Enter")
        assert given(place) == [("reject", "a phase")]
        pressed(page, "u")
        page.keyboard.press("r")
        page.keyboard.press("ArrowRight")
        assert shown_id(page) == first
        page.keyboard.press("Escape")
        pressed(page, "a")
        assert [one for one, _ in given(place)] == ["reject", "undo", "accept"]


def test_keys_of_one_letter_can_be_switched_off(browser: Any, place: Path, address: str) -> None:
    with watched(browser, address) as shown:
        page = shown.page
        page.goto(f"{address}/curate")
        first = shown_id(page)
        page.click("text=Switch single-letter keys off")
        assert not page.locator("[data-key=a] kbd").is_visible()
        page.reload()
        for key in ("a", "r", "n", "?"):
            page.keyboard.press(key)
        assert not page.locator("#why").is_visible()
        assert not page.locator("#help").is_visible()
        page.click("text=Switch single-letter keys on")
        # Verdicts are sent in turn: one sent by the keys before would stand here first.
        assert shown_id(page) == first
        assert pressed(page, "n") != first
        assert given(place) == []


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.textContent")).strip()


def test_who_reviews_by_tab_and_enter_stays_where_they_are(
    browser: Any, place: Path, address: str
) -> None:
    with watched(browser, address) as shown:
        page = shown.page
        page.goto(f"{address}/curate")
        first = shown_id(page)
        page.locator("[data-key=r]").focus()
        page.keyboard.press("Shift+Tab")
        pressed(page, "Enter")
        assert [one for one, _ in given(place)] == ["accept"]
        assert focused(page) == "Accept a"
        question = page.locator("#shown .question").inner_text()
        assert question in page.locator("#told").inner_text()
        for closes in ("e", "t", "r", "/"):
            page.keyboard.press(closes)
            assert focused(page) != "Accept a"
            page.keyboard.press("Escape")
            assert focused(page) == "Accept a"
        assert not page.locator("#paper").is_visible()
        page.keyboard.press("r")
        pressed(page, "1")
        assert focused(page) == "Accept a"
        pressed(page, "u")
        page.locator("[data-key=p]").focus()
        assert pressed(page, "Enter") == first
        assert focused(page) == "Next n"  # there is no way back from the first one


def test_a_click_leaves_space_to_walk_on(browser: Any, place: Path, address: str) -> None:
    with watched(browser, address) as shown:
        page = shown.page
        page.goto(f"{address}/curate")
        first = shown_id(page)
        page.get_by_role("button", name="Accept a", exact=True).click()
        page.wait_for_function(
            "id => document.querySelector('#verdicts [name=id]').value !== id", arg=first
        )
        pressed(page, "Space")
        assert given(place) == [("accept", "")]


def test_keys_pressed_fast_each_decide_one_triple(browser: Any, place: Path, address: str) -> None:
    with watched(browser, address) as shown:
        page = shown.page
        page.goto(f"{address}/curate")
        for _ in range(3):
            page.keyboard.press("a")
        page.wait_for_selector(r"text=/3 of \d+ decided/")
        found = Ledger(place / "corpus" / "ledger.jsonl").verdicts
        assert len({one.triple for one in found}) == len(found) == 3


def test_an_edit_shows_its_checks_at_once_and_moves_on(
    browser: Any, place: Path, address: str
) -> None:
    with watched(browser, address) as shown:
        page = shown.page
        page.goto(f"{address}/curate?paper=senkov")
        first = shown_id(page)
        page.keyboard.press("e")
        page.wait_for_selector("#checked .passed, #checked .checks")
        page.keyboard.press("Control+A")
        page.keyboard.type("999 MPa")
        page.wait_for_selector("#checked .checks")
        page.keyboard.press("Escape")
        assert page.locator("#edit").is_hidden()
        page.keyboard.press("e")
        page.keyboard.press("End")
        page.keyboard.type("\nas a second line")
        page.keyboard.press("Control+Enter")
        page.wait_for_function(
            "id => document.querySelector('#verdicts [name=id]')?.value !== id", arg=first
        )
        [verdict] = Ledger(place / "corpus" / "ledger.jsonl").verdicts
        assert verdict.triple == first
        assert verdict.new_answer.startswith("999 MPa")
        assert verdict.new_answer.endswith("\nas a second line")


def test_a_choice_is_decided_and_taken_back(browser: Any, place: Path, address: str) -> None:
    with watched(browser, address) as shown:
        page = shown.page
        page.goto(f"{address}/curate?paper=senkov")
        page.get_by_role("button", name="Reject all …").click()
        page.get_by_label("Why").fill("trivial")
        page.get_by_role("button", name="Reject all").click()
        page.wait_for_selector("text=takes all back")
        page.wait_for_selector("html.scripted")  # the answer is a new page
        count = len(given(place))
        assert count > 1
        page.keyboard.press("u")
        page.wait_for_selector(f"text={count} taken back")
        assert given(place)[count:] == [("undo", "")] * count


@pytest.mark.parametrize(
    ("width", "scheme"), [(360, "light"), (360, "dark"), (1440, "light"), (1440, "dark")]
)
def test_the_page_fits_and_is_accessible(
    width: int, scheme: str, browser: Any, address: str
) -> None:
    size = {"width": width, "height": 900}
    with watched(browser, address, viewport=size, color_scheme=scheme) as shown:
        shown.page.goto(f"{address}/curate")
        pressed(shown.page, "a")  # the statistics of nothing are a sentence
        for path in ("/curate", "/curate/stats", "/curate/name"):
            shown.page.goto(f"{address}{path}")
            assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
            assert violations(shown.page) == []


def test_verdicts_can_be_given_without_javascript(browser: Any, place: Path, address: str) -> None:
    with watched(browser, address, java_script_enabled=False) as shown:
        page = shown.page
        page.goto(f"{address}/curate")
        page.get_by_role("button", name="Accept a", exact=True).click()
        page.get_by_role("button", name="trivial").click()
        assert given(place) == [("accept", ""), ("reject", "trivial")]
