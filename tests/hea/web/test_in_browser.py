"""Asking in a real browser: the sentence is lit, nothing goes wrong, nothing leaves the machine."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pymupdf
import pytest
from browser import serving, violations, watched
from servers import serving as model_serving
from servers import stream

pytestmark = pytest.mark.enable_socket

TOUGHNESS = "Fracture toughness of CrMnFeCoNi at 77 K?"
SEVERAL = "What is known about CrMnFeCoNi?"
#: A function: the policy of the pages lets no text be run as a script.
IS_DRAWN = "() => document.querySelector('figure.page img').naturalWidth > 500"
#: Where each lit box lies on the picture below it, from 0 to 1, as it is drawn on the screen.
BOXES = """
() => {
  const image = document.querySelector("figure.page img").getBoundingClientRect();
  return [...document.querySelectorAll("figure.page rect")].map((rect) => {
    const box = rect.getBoundingClientRect();
    return [(box.left - image.left) / image.width, (box.top - image.top) / image.height,
            (box.right - image.left) / image.width, (box.bottom - image.top) / image.height];
  });
}
"""


def words_below(pdf: Path, boxes: list[list[float]]) -> str:
    """The words of the first page whose middles lie in the boxes."""
    with pymupdf.open(pdf) as document:
        page = document[0]
        wide, high = page.rect.width, page.rect.height
        words = page.get_text("words")
    return " ".join(
        word
        for x0, y0, x1, y1 in boxes
        for left, top, right, bottom, word, *_ in words
        if x0 * wide <= (left + right) / 2 <= x1 * wide
        and y0 * high <= (top + bottom) / 2 <= y1 * high
    )


def ask(shown: Any, question: str) -> None:
    shown.page.goto(shown.address)
    shown.page.get_by_role("searchbox").fill(question)
    shown.page.get_by_role("button", name="Ask").click()
    shown.page.wait_for_selector(".answer")


@pytest.mark.parametrize("width", [360, 1440])
def test_the_box_lies_over_the_sentence(browser: Any, pdf_place: Path, width: int) -> None:
    size = {"width": width, "height": 900}
    with serving(pdf_place) as address, watched(browser, address, viewport=size) as shown:
        ask(shown, TOUGHNESS)
        assert shown.page.locator(".value").inner_text() == "> 200 MPa m1/2"
        shown.page.locator("figure.page").scroll_into_view_if_needed()
        shown.page.wait_for_function(IS_DRAWN)
        lit = words_below(pdf_place / "corpus" / "smith.pdf", shown.page.evaluate(BOXES))
        assert lit == (
            "Its fracture toughness exceeds 200 MPa m1/2 at 77 K, which is above the value at room"
            " temperature."
        )
        wide = shown.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width


def test_the_sentence_is_in_a_low_window(browser: Any, pdf_place: Path) -> None:
    size = {"width": 1280, "height": 200}
    with serving(pdf_place) as address, watched(browser, address, viewport=size) as shown:
        ask(shown, TOUGHNESS)
        lit = shown.page.locator("figure.page rect").last
        assert lit.evaluate("one => one.getBoundingClientRect().bottom") < size["height"]


def test_no_other_sentence_is_shown_where_the_server_does_not_answer(
    browser: Any, place: Path
) -> None:
    with serving(place) as address, watched(browser, address) as shown:
        ask(shown, SEVERAL)
        shown.page.wait_for_load_state("networkidle")  # nothing comes that hides the message
        shown.page.context.set_offline(True)
        shown.page.locator("a.cite[data-n='2']").first.click()
        shown.page.wait_for_selector("#evidence [role=alert]")
        assert shown.page.locator("#evidence h2").count() == 0
        shown.page.context.set_offline(False)
        shown.page.locator("a.cite[data-n='2']").first.click()
        shown.page.wait_for_selector("#evidence .cite:has-text('[2]')")
        shown.errors.clear()  # the console tells that there was no server


def test_a_long_formula_is_broken_rather_than_cut(browser: Any, place: Path) -> None:
    size = {"width": 320, "height": 800}
    with serving(place) as address, watched(browser, address, viewport=size) as shown:
        ask(shown, SEVERAL)
        title = shown.page.locator(".sources a[href^='/paper/']").first
        title.evaluate("link => link.textContent = 'Co0.25'.repeat(20)")
        assert shown.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_keys_and_buttons_turn_to_the_next_citation(browser: Any, place: Path) -> None:
    with serving(place) as address, watched(browser, address) as shown:
        page = shown.page
        page.goto(f"{address}history")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to content"
        page.goto(address)  # the question has the focus
        page.keyboard.type(SEVERAL)
        page.keyboard.press("Enter")
        page.wait_for_selector(".answer")
        count = page.locator(".sources a.cite").count()
        assert count > 1
        page.keyboard.press("Escape")
        page.evaluate("document.activeElement.blur()")
        for number, key in ((2, "n"), (1, "p")):
            page.keyboard.press(key)
            page.wait_for_selector(f"#evidence .cite:has-text('[{number}]')")
            assert page.locator(f"a.cite[data-n='{number}'][aria-current]").count() >= 1
            assert page.locator("[data-turn-place]").inner_text() == f"{number} of {count}"
        page.get_by_role("button", name=re.compile("Next")).click()
        page.wait_for_selector("#evidence .cite:has-text('[2]')")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "q"


def test_a_refusal_is_told_and_a_follow_up_asked(browser: Any, place: Path) -> None:
    with serving(place) as address, watched(browser, address) as shown:
        ask(shown, "What is the yield strength of NbMoTaW at 77 K?")
        assert "You asked at 77 K" in shown.page.locator(".refusal").inner_text()
        shown.page.locator("#follow").fill("and at 1600 °C?")
        shown.page.keyboard.press("Enter")
        shown.page.wait_for_selector(".value")
        assert shown.page.locator(".value").inner_text() == "405 MPa"


def test_without_scripts_one_asks_and_sees_the_sentence(browser: Any, pdf_place: Path) -> None:
    with (
        serving(pdf_place) as address,
        watched(browser, address, java_script_enabled=False) as shown,
    ):
        page = shown.page
        page.goto(address)
        page.locator("#q").fill(TOUGHNESS)
        page.locator("#q").press("Enter")
        assert page.locator(".value").inner_text() == "> 200 MPa m1/2"
        assert page.locator("figure.page rect").count() == 2
        page.locator(".sources a.cite").first.click()
        assert page.locator("figure.page rect").count() == 2
        page.locator(".sources a[href^='/paper/']").first.click()
        assert "State: ok" in page.locator("main").inner_text()
        page.goto(f"{address}history")
        page.get_by_role("link", name=TOUGHNESS).click()
        assert page.locator(".value").inner_text() == "> 200 MPa m1/2"


def test_citations_are_copied(browser: Any, pdf_place: Path) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    with serving(pdf_place) as address, watched(browser, address, permissions=allowed) as shown:
        ask(shown, TOUGHNESS)
        for name, begins in (
            ("Copy BibTeX", "@misc{"),
            ("Copy as Markdown", "**"),
            ("Copy link", "http://"),
        ):
            shown.page.locator("a", has_text=re.compile(f"^{name}$")).last.click()
            shown.page.wait_for_function(
                "begins => navigator.clipboard.readText().then(text => text.startsWith(begins))",
                arg=begins,
            )


def test_what_a_model_writes_is_seen_as_it_comes(
    browser: Any, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ("Its fracture toughness exceeds 200 MPa m^0.5 at 77 K [1].", " Unicorns are tougher.")
    with model_serving(stream(*said)) as server:
        monkeypatch.setenv("HEA_MODEL", f"endpoint:{server.url}#m")
        with serving(place) as address, watched(browser, address) as shown:
            ask(shown, TOUGHNESS)
            shown.page.get_by_text("1 sentence of the model left out").click()
            shown.page.get_by_text("Unicorns are tougher.").first.wait_for()
            assert shown.page.locator("a.cite[aria-current]").count() >= 1


def test_on_a_phone_all_of_a_list_of_values_is_in_sight(browser: Any, place: Path) -> None:
    size = {"width": 360, "height": 800}
    with serving(place) as address, watched(browser, address, viewport=size) as shown:
        ask(shown, "Which alloy has the highest hardness?")
        cells = shown.page.locator("table.found tbody td").all()
        assert len(cells) >= 5
        boxes = [cell.bounding_box() for cell in cells]
        assert all(one["x"] + one["width"] <= 360 for one in boxes if one)
        assert violations(shown.page) == []


def test_an_alloy_of_a_list_stands_in_one_line(browser: Any, place: Path) -> None:
    size = {"width": 660, "height": 800}
    with serving(place) as address, watched(browser, address, viewport=size) as shown:
        ask(shown, "Which alloy has the highest hardness?")
        shown.page.locator("table.found td:last-child").first.evaluate(
            "(cell) => cell.textContent = 'annealed and tested in many ways '.repeat(20)"
        )
        alloys = [one.bounding_box() for one in shown.page.locator("td.alloy bdi").all()]
        assert alloys
        assert max(box["height"] for box in alloys if box) < 30


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_keeps_people_out(browser: Any, pdf_place: Path, scheme: str) -> None:
    answer = f"?q={quote_plus(TOUGHNESS)}"
    pages = ["", answer, "?q=Hardness+of+AlCoCrFeNi%3F", "alloy?formula=CrMnFeCoNi", "history"]
    pages += ["api/docs", "help", "?q=Compare+CrMnFeCoNi+and+NbMoTaW", "nothing"]
    with serving(pdf_place) as address, watched(browser, address, color_scheme=scheme) as shown:
        for width in (1440, 360):
            shown.page.set_viewport_size({"width": width, "height": 800})
            for path in pages:
                shown.page.goto(address + path)
                assert violations(shown.page) == [], (path, width)
                wide = shown.page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, path
        shown.page.goto(address + answer)
        shown.page.locator(".evidence h2 a").click()
        shown.page.wait_for_selector("h1")
        assert violations(shown.page) == []
        shown.errors = [one for one in shown.errors if "404" not in one]  # the page “nothing”
