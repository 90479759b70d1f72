"""Values in a real browser: plots under the strict policy, whose points open their sentence."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import serving, violations, watched
from small_library import write_records
from stated_values import STATED

import hea
from hea.workflows import json_contracts
from hea.workflows.answers.property_search import find_values, read_property_query
from hea.workflows.values.drawing.page import plot_page
from hea.workflows.values.plots import plot_values

pytestmark = pytest.mark.enable_socket

#: Share of the canvas that is not of one colour.
INKED = """
() => {
  const canvas = document.querySelector(".plot canvas");
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  let drawn = 0;
  for (let at = 3; at < data.length; at += 4) drawn += data[at] > 0;
  return drawn / (data.length / 4);
}
"""
#: Where the canvas has the colour of a point of an alloy, in pixels of the page.
POINT = """
() => {
  const canvas = document.querySelector(".plot canvas");
  const { width, height } = canvas;
  const data = canvas.getContext("2d").getImageData(0, 0, width, height).data;
  const scale = canvas.getBoundingClientRect().width / width;
  for (let at = 0; at < data.length; at += 4) {
    const near = data[at] < 40 && Math.abs(data[at + 1] - 114) < 30 && data[at + 2] > 150;
    if (near && data[at + 3] > 200) {
      return [((at / 4) % width) * scale, (Math.floor(at / 4 / width) + 4) * scale];
    }
  }
}
"""

#: Cells of the table that its column cuts.
CUT = """
() => {
  const end = document.querySelector("section").getBoundingClientRect().right;
  return [...document.querySelectorAll("table.values td")]
    .map((cell) => cell.getBoundingClientRect().right).filter((right) => right > end + 1);
}
"""


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = hea.open(tmp_path_factory.mktemp("stated"))
    write_records(library.workspace.corpus / "r.jsonl", *map(dict, STATED))
    library.build()
    return library.workspace.root


@pytest.fixture(scope="module")
def address(stated: Path) -> Iterator[str]:
    with serving(stated) as found:
        yield found.rstrip("/")


@pytest.mark.parametrize("kind", ["temperature", "vec", "elements", "years"])
def test_a_plot_is_drawn(kind: str, browser: Any, address: str) -> None:
    with watched(browser, address) as shown:
        shown.page.goto(f"{address}/values?property=YS&plot={kind}")
        shown.page.wait_for_selector(".plot[data-drawn]")
        assert 0.002 < shown.page.evaluate(INKED) < 0.9
        assert "values of" in shown.page.locator(".plot").get_attribute("aria-label")


def test_a_table_is_filtered_and_a_value_opens_its_sentence(browser: Any, address: str) -> None:
    with watched(browser, address) as shown:
        page = shown.page
        page.goto(f"{address}/values")
        page.get_by_label("Property").focus()
        for _ in range(40):  # by keys: no property on the way is shown
            page.keyboard.press("ArrowDown")
            if page.get_by_label("Property").input_value() == "yield strength":
                break
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".plot[data-drawn]")
        assert page.evaluate(CUT) == []
        assert page.locator("a.sentence").count() == 6
        page.get_by_label("Elements of it").fill("Nb")
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**element=Nb**")
        assert page.locator("a.sentence").count() == 2
        page.get_by_role("link", name="400 MPa").click()
        page.wait_for_selector("#evidence mark")
        assert page.locator("#evidence mark").inner_text() == (
            "Its yield strength is 400 MPa at 1600 °C."
        )


@pytest.mark.parametrize("width", [400, 768])
def test_what_is_opened_below_leads_back(browser: Any, address: str, width: int) -> None:
    with watched(browser, address, viewport={"width": width, "height": 800}) as shown:
        page = shown.page
        page.goto(f"{address}/values?property=YS")
        page.get_by_role("link", name="400 MPa").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#evidence mark")
        assert (
            page.locator("#told")
            .inner_text()
            .endswith(": Its yield strength is 400 MPa at 1600 °C.")
        )
        page.get_by_role("button", name="Back to the values").focus()
        page.keyboard.press("Enter")
        assert "400 MPa" in page.evaluate("document.activeElement.textContent")
        assert 0 <= page.get_by_role("link", name="400 MPa").bounding_box()["y"] <= 800


def test_a_point_opens_its_sentence(browser: Any, address: str) -> None:
    with watched(browser, address) as shown:
        page = shown.page
        page.goto(f"{address}/values?property=YS&plot=vec&element=Nb")
        page.wait_for_selector(".plot[data-drawn]")
        box = page.locator(".plot canvas").bounding_box()
        across, down = page.evaluate(POINT)
        page.mouse.move(box["x"] + across, box["y"] + down)
        page.wait_for_selector(".plot-tip:not([hidden])")
        assert "NbMoTaW: 1050 MPa" in page.locator(".plot-tip").inner_text()
        page.mouse.down()
        page.mouse.up()
        page.wait_for_selector("#evidence mark")
        assert "1050 MPa at room temperature" in page.locator("#evidence mark").inner_text()


@pytest.mark.parametrize(
    ("width", "scheme"), [(360, "light"), (360, "dark"), (1440, "light"), (1440, "dark")]
)
def test_the_page_fits_and_is_accessible(
    width: int, scheme: str, browser: Any, address: str
) -> None:
    size = {"width": width, "height": 900}
    with watched(browser, address, viewport=size, color_scheme=scheme) as shown:
        shown.page.goto(f"{address}/values?property=YS&sort=value")
        shown.page.wait_for_selector(".plot[data-drawn]")
        assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(shown.page) == []


def test_on_a_phone_each_value_is_a_block_that_nothing_is_cut_of(
    browser: Any, address: str
) -> None:
    with watched(browser, address, viewport={"width": 360, "height": 900}) as shown:
        shown.page.goto(f"{address}/values?property=YS")
        ends = shown.page.eval_on_selector_all(
            "table.values td", "(cells) => cells.map((one) => one.getBoundingClientRect().right)"
        )
        assert len(ends) == 36
        assert max(ends) <= 360


def test_a_page_that_stands_alone_draws_its_plot(
    browser: Any, stated: Path, tmp_path: Path
) -> None:
    rows = find_values(stated / "data" / "hea.sqlite", read_property_query("YS"))
    made = plot_page(plot_values(rows), [json_contracts.evidence(row) for row in rows])
    (tmp_path / "plot.html").write_text(made, "utf-8")
    with watched(browser, "file://") as shown:
        shown.page.goto((tmp_path / "plot.html").as_uri())
        shown.page.wait_for_selector(".plot[data-drawn]")
        assert shown.page.evaluate(INKED) > 0.002
